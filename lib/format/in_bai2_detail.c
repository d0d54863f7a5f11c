/* BAI2: details, which are the money. */
#include "base/mem.h"
#include "format/in_bai2.h"
#include "value/date.h"

#define SHOW(s) (int)(s).len, (s).at

uint32_t
bai2_type(struct bai2 *b, struct span s)
{
	int64_t n;

	if (s.len == 3 && import_cents(s, &n) && s.at[0] != '-' &&
	    s.at[0] != '+')
		return (uint32_t)n;
	import_fault(b->in, b->line, "type",
	    "\"%.*s\" is not a type of three digits", SHOW(s));
	return 1000;
}

/* How many fields belong to a funds type; n of D, where it is told. */
static size_t
funds_fields(struct span type, struct span fields)
{
	int64_t n;

	if (span_is(type, "V"))
		return 2;
	if (span_is(type, "S"))
		return 3;
	if (!span_is(type, "D"))
		return 0;
	return import_cents(bai2_field(&fields), &n) && n >= 0 && n < 1000
		   ? 1 + 2 * (size_t)n
		   : 1;
}

int32_t
bai2_funds(struct bai2 *b, struct span type, struct span *fields)
{
	size_t n = funds_fields(type, *fields);
	struct span first = {"", 0};
	int32_t date = DATE_NONE;

	for (size_t i = 0; i < n; i++) {
		struct span one = bai2_field(fields);

		if (i == 0)
			first = one;
	}
	if (span_is(type, "V") && first.len > 0 &&
	    !import_date(first, "YYMMDD", &date))
		import_fault(b->in, b->line, "value date",
		    "\"%.*s\" is not a date (YYMMDD)", SHOW(first));
	return date;
}

/* Takes a field and its comma off; false where no comma follows. */
static bool
pass(struct span *s, struct span *field)
{
	size_t n = 0;

	while (n < s->len && s->at[n] != ',')
		n++;
	if (n == s->len)
		return false;
	*field = (struct span){s->at, n};
	*s = (struct span){s->at + n + 1, s->len - n - 1};
	return true;
}

size_t
bai2_text_at(struct span fields, bool *complete)
{
	struct span rest = fields, field;
	size_t more = 0;

	*complete = false;
	for (size_t i = 0; i < 5 + more; i++) {
		if (!pass(&rest, &field)) {
			*complete = i + 1 == 5 + more;
			return 0;
		}
		if (i == 2)
			more = funds_fields(field, rest);
	}
	return (size_t)(rest.at - fields.at);
}

void
bai2_detail(struct bai2 *b)
{
	struct span fields = {b->fields.at, b->fields.len}, code, amount;
	struct bai2_money d = {
	    .line = b->line, .text = {b->text.at, b->text.len}};
	bool good;

	b->file.nrecord += b->nphysical;
	b->group.nrecord += b->nphysical;
	b->account.nrecord += b->nphysical;
	if (!b->account.open) {
		import_fault(b->in, b->line, NULL,
		    "a detail (16) outside of an account (03)");
		return;
	}
	code = bai2_field(&fields);
	amount = bai2_field(&fields);
	d.type = bai2_type(b, code);
	good = bai2_amount(b, "amount", amount, false, &d.amount);
	d.value_date = bai2_funds(b, bai2_field(&fields), &fields);
	d.bank = bai2_field(&fields);
	d.customer = bai2_field(&fields);
	if (!good || d.type > 999)
		return;
	b->account.sum += d.amount;
	if (!b->skipped)
		bai2_give(b, &d, code);
}
