/* BAI2: details, which are the money. */
#include "base/mem.h"
#include "format/in_bai2.h"
#include "value/date.h"

#define SHOW(s) (int)(s).len, (s).at

/* Types of items, and of the deposits that hold them. */
static const struct {
	uint32_t item, deposit;
} pairs[] = {{116, 115}, {143, 142}};
#define NPAIR (sizeof pairs / sizeof *pairs)

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

/* +1: money that comes, -1: that goes, 0: a type does not tell. */
static int
direction(uint32_t type)
{
	return type >= 100 && type < 400   ? 1
	       : type >= 400 && type < 700 ? -1
					   : 0;
}

struct detail {
	uint64_t line;
	uint32_t type;
	int64_t amount;
	int32_t value_date;
	struct span bank, customer, text;
};

/* The lines of a text with blanks between. */
static struct span
one_line(struct bai2 *b, struct span text)
{
	char *p, *end;

	if (text.len == 0)
		return text;
	b->memo.len = 0;
	buf_span(&b->memo, text);
	end = b->memo.at + text.len;
	for (p = b->memo.at;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
		*p = ' ';
	return (struct span){b->memo.at, text.len};
}

static void
give(struct bai2 *b, const struct detail *d, enum pay_kind kind, int sign)
{
	struct bai2_tags tags = {{"", 0}, {"", 0}};
	char code[3] = {(char)('0' + d->type / 100),
	    (char)('0' + d->type / 10 % 10), (char)('0' + d->type % 10)};
	struct pay p = {.kind = kind,
	    .line = d->line,
	    .amount = sign < 0 ? -d->amount : d->amount,
	    .currency = b->currency,
	    .date = b->date,
	    .value_date = d->value_date,
	    .doc_date = DATE_NONE,
	    .account = {b->number.at, b->number.len},
	    .ref = d->bank,
	    .number = d->customer,
	    .code = {code, 3}};

	if (kind != PAY_OTHER)
		tags = bai2_tags(d->text);
	p.memo = one_line(b, d->text);
	p.payer = tags.payer;
	p.payer_account = tags.payer_account;
	if (kind == PAY_RETURN) {
		p.original = d->customer;
		p.reason = span_of(d->type == 555 ? "nsf" : "bank-return");
	}
	import_pay(b->in, &p);
}

/* Whether it is the first of its type in the file. */
static bool
is_news(struct bai2 *b, uint32_t type)
{
	uint64_t bit = UINT64_C(1) << type % 64;
	bool news = (b->told_types[type / 64] & bit) == 0;

	b->told_types[type / 64] |= bit;
	return news;
}

static void
give_other(struct bai2 *b, const struct detail *d)
{
	if (direction(d->type) != 0)
		give(b, d, PAY_OTHER, direction(d->type));
	else
		import_skip(b->in, d->line,
		    "a type that moves no money of the account");
}

/* Money that comes back, or in again, is for a human to book. */
static void
give_return(struct bai2 *b, const struct detail *d)
{
	if (direction(d->type) <= 0) {
		give(b, d, PAY_RETURN, -1);
		return;
	}
	import_finding(b->in, d->line,
	    "type %u brings money that corrects or undoes: not in the book",
	    d->type);
	give(b, d, PAY_OTHER, 1);
}

static void
give_unknown(struct bai2 *b, const struct detail *d)
{
	if (is_news(b, d->type))
		import_finding(b->in, d->line,
		    "type %03u is not in the table of codes: not in the book "
		    "(see --codes)",
		    d->type);
	give_other(b, d);
}

/* An item waits for the account's end: its deposit may stand behind it. */
static void
keep(struct bai2 *b, const struct detail *d)
{
	const struct span parts[] = {d->bank, d->customer, d->text};

	b->items =
	    mem_grow(b->items, &b->items_cap, b->nitem + 1, sizeof *b->items);
	b->items[b->nitem++] = (struct bai2_item){
	    d->line, d->amount, d->value_date, d->type, b->items_text.len};
	for (size_t i = 0; i < 3; i++) {
		buf_span(&b->items_text, parts[i]);
		buf_byte(&b->items_text, '\0');
	}
}

static void
give_inside(struct bai2 *b, const struct detail *d)
{
	for (size_t i = 0; i < NPAIR; i++)
		if (pairs[i].item == d->type) {
			keep(b, d);
			return;
		}
	if (is_news(b, d->type))
		import_finding(b->in, d->line,
		    "type %03u as a detail: its money should stand in other "
		    "records",
		    d->type);
	import_skip(b->in, d->line, "money that other records hold");
}

void
bai2_items(struct bai2 *b)
{
	struct span rest = {b->items_text.at, b->items_text.len};

	for (size_t i = 0; i < b->nitem; i++) {
		const struct bai2_item *item = &b->items[i];
		struct detail d = {.line = item->line,
		    .type = item->type,
		    .amount = item->amount,
		    .value_date = item->value_date};
		bool held = false;

		d.bank = span_cut(&rest, '\0');
		d.customer = span_cut(&rest, '\0');
		d.text = span_cut(&rest, '\0');
		for (size_t p = 0; p < NPAIR; p++)
			held |= pairs[p].item == d.type &&
				(b->deposits >> p & 1) != 0;
		if (held)
			import_skip(b->in, d.line,
			    "an item inside of a deposit that is there");
		else
			give(b, &d, PAY_RECEIPT, 1);
	}
	b->nitem = 0;
	b->items_text.len = 0;
}

static void
decide(struct bai2 *b, const struct detail *d, struct span code)
{
	for (size_t i = 0; i < NPAIR; i++)
		if (pairs[i].deposit == d->type)
			b->deposits |= UINT64_C(1) << i;
	switch (import_code(b->in, code)) {
	case USE_RECEIPT:
		give(b, d, PAY_RECEIPT, 1);
		return;
	case USE_RETURN:
		give_return(b, d);
		return;
	case USE_INSIDE:
		give_inside(b, d);
		return;
	case USE_IGNORE:
		give_other(b, d);
		return;
	case USE_UNKNOWN:
		break;
	}
	give_unknown(b, d);
}

void
bai2_detail(struct bai2 *b)
{
	struct span fields = {b->fields.at, b->fields.len}, code, amount;
	struct detail d = {.line = b->line, .text = {b->text.at, b->text.len}};
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
		decide(b, &d, code);
}
