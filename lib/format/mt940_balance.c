#include <string.h>

#include "format/mt940_in.h"
#include "value/currency.h"

/* "C070903EUR766656,49"; the date may be without the currency in front of it,
   never the reverse. */
static bool
read_balance(struct mt940_statement *s, const struct mt940_field *f,
    struct mt940_balance *b)
{
	struct span t = buf_bytes(&f->value);
	bool ok = t.len > 10 && (t.at[0] == 'C' || t.at[0] == 'D');
	struct span amount;

	while (ok && t.at[t.len - 1] <= ' ')
		t.len--;
	b->page = f->tag[2] == 'M';
	if (ok) {
		b->currency = currency_find((struct span){t.at + 7, 3});
		ok = b->currency >= 0;
	}
	if (ok) {
		amount = (struct span){t.at + 10, t.len - 10};
		ok = import_decimal(amount,
		    memchr(amount.at, ',', amount.len) ? ',' : '.',
		    import_exponent(s->in, b->currency), &b->amount);
	}
	if (!ok) {
		import_fault(s->in, f->line, f->tag,
		    "\"%.*s\" is not a balance (C or D, YYMMDD, currency, "
		    "amount)",
		    (int)(t.len < 40 ? t.len : 40), t.at);
		return false;
	}
	if (t.at[0] == 'D')
		b->amount = -b->amount;
	return true;
}

static bool
same_account(const struct mt940_statement *s)
{
	return s->last_account.len > 0 &&
	       span_equal(buf_bytes(&s->account), buf_bytes(&s->last_account));
}

/* A page goes on where the one before it ended, and so does a statement, unless
   one between them is not in the file. */
void
mt940_open(struct mt940_statement *s, const struct mt940_field *f)
{
	struct mt940_balance b;

	mt940_flush(s);
	if (!read_balance(s, f, &b))
		return;
	if (s->has_last && same_account(s) && s->last.currency == b.currency)
		import_control(s->in, f->line,
		    b.page ? "opening balance of page"
			   : "opening balance after the statement before",
		    b.amount, s->last.amount,
		    import_exponent(s->in, b.currency), false);
	s->opened = true;
	s->opening = b.amount;
	s->currency = b.currency;
	s->exponent = import_exponent(s->in, b.currency);
}

void
mt940_close(struct mt940_statement *s, const struct mt940_field *f)
{
	struct mt940_balance b;

	mt940_flush(s);
	s->closed = true;
	if (!read_balance(s, f, &b))
		return;
	if (s->opened && b.currency == s->currency)
		import_control(s->in, f->line, "closing balance", b.amount,
		    s->opening + s->moved, s->exponent, false);
	else
		import_unchecked(s->in, f->line, "closing balance");
	s->last = b;
	s->has_last = true;
	s->last_account.len = 0;
	buf_span(&s->last_account, buf_bytes(&s->account));
}
