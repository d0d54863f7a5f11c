/* BAI2: what becomes of the money of a detail, by its type. */
#include "base/mem.h"
#include "format/in_bai2.h"
#include "value/date.h"

/* Types of items, and of the deposits that hold them. */
static const struct {
	uint32_t item, deposit;
} pairs[] = {{116, 115}, {143, 142}};
#define NPAIR (sizeof pairs / sizeof *pairs)

/* +1: money that comes, -1: that goes, 0: a type does not tell. */
static int
direction(uint32_t type)
{
	return type >= 100 && type < 400   ? 1
	       : type >= 400 && type < 700 ? -1
					   : 0;
}

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
give(struct bai2 *b, const struct bai2_money *d, enum pay_kind kind, int sign)
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
give_other(struct bai2 *b, const struct bai2_money *d)
{
	if (direction(d->type) != 0)
		give(b, d, PAY_OTHER, direction(d->type));
	else
		import_skip(b->in, d->line,
		    d->type < 900 ? "a type that moves no money of the account"
				  : "a type of the bank's own, which tells not "
				    "whether money came in or went out");
}

/* Money that comes back, or in again, is for a human to book. */
static void
give_return(struct bai2 *b, const struct bai2_money *d)
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
give_unknown(struct bai2 *b, const struct bai2_money *d)
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
keep(struct bai2 *b, const struct bai2_money *d)
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
give_inside(struct bai2 *b, const struct bai2_money *d)
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
		struct bai2_money d = {.line = item->line,
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

void
bai2_give(struct bai2 *b, const struct bai2_money *d, struct span code)
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
