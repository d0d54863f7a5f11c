#include "format/x12_810.h"

#include "format/x12_810_in.h"
#include "value/currency.h"
#include "value/date.h"

#define ISA_ID 15 /* characters, always */

/* Who sends or receives: two characters say what kind of number it is. */
struct address {
	struct span kind, id;
	struct x12_place at;
};

/* QUALIFIER:ID; without a qualifier, or without an edi_id, what the two have
   agreed on, which is ZZ. */
static struct address
address_of(const struct party *p, struct span number, struct x12_place at)
{
	struct span id = p->cell[PARTY_EDI_ID];

	if (x12_blank(id))
		return (struct address){span_of("ZZ"), number, at};
	if (id.len < 3 || id.at[2] != ':')
		return (struct address){span_of("ZZ"), id, at};
	return (struct address){{id.at, 2}, {id.at + 3, id.len - 3}, at};
}

/* The same number stands in ISA and GS; GS wants two characters of it. */
static void
check_address(struct x12 *x, const struct address *a)
{
	if (a->id.len < 2)
		x12_fail(
		    x, "has no EDI address of two characters or more", a->at);
	if (a->id.len > ISA_ID)
		x12_fail(
		    x, "has an EDI address of more than 15 characters", a->at);
	for (size_t i = 0; i < a->id.len; i++)
		if ((unsigned char)a->id.at[i] > 0x7e)
			x12_fail(
			    x, "has an EDI address that is not ASCII", a->at);
}

static void
write_address(struct x12 *x, const struct address *a)
{
	X12_ID(x, a->kind, 2, a->at.element, a->at.table, "edi_id");
	X12_ID(x, a->id, 15, a->at.element, a->at.table, "edi_id");
	for (size_t i = a->id.len; i < ISA_ID; i++)
		buf_byte(x->to, ' ');
}

/* Fixed widths: it is from here that a reader learns the separators. */
static void
write_isa(struct x12 *x, const struct address *from, const struct address *to)
{
	x12_segment(x, "ISA");
	for (int i = 0; i < 2; i++) {
		x12_code(x, "00");
		x12_code(x, "          ");
	}
	write_address(x, from);
	write_address(x, to);
	x12_short_date(x, x->b->date);
	x12_code(x, "0000");
	x12_code(x, "U");
	x12_code(x, "00401");
	x12_count(x, x->control, 9);
	x12_code(x, "0"); /* no acknowledgment is asked for */
	x12_code(x, "P"); /* production */
	x12_code(x, ">");
	x12_end(x);
}

static void
write_gs(struct x12 *x, const struct address *from, const struct address *to)
{
	x12_segment(x, "GS");
	x12_code(x, "IN");
	X12_ID(x, from->id, 15, "GS02", from->at.table, "edi_id");
	X12_ID(x, to->id, 15, "GS03", to->at.table, "edi_id");
	x12_date(x, x->b->date);
	x12_code(x, "0000");
	x12_count(x, x->control, 1);
	x12_code(x, "X");
	x12_code(x, "004010");
	x12_end(x);
}

static void
write_trailers(struct x12 *x)
{
	x12_segment(x, "SE");
	x12_count(x, x->segments, 1);
	x12_code(x, "0001");
	x12_end(x);
	x12_segment(x, "GE");
	x12_code(x, "1");
	x12_count(x, x->control, 1);
	x12_end(x);
	x12_segment(x, "IEA");
	x12_code(x, "1");
	x12_count(x, x->control, 9);
	x12_end(x);
}

static void
write_set(struct x12 *x)
{
	x->segments = 0;
	x12_segment(x, "ST");
	x12_code(x, "810");
	x12_code(x, "0001");
	x12_end(x);
	x12_header(x);
	x12_lines(x);
	x12_summary(x);
}

static void
check(struct x12 *x)
{
	const struct bill *b = x->b;

	if (x->control == 0 || x->control > X12_CONTROL_MOST)
		x12_fail(x, "has a control number that is not 1 to 999999999",
		    (struct x12_place){"ISA13", NULL, NULL});
	if (b->date == DATE_NONE)
		x12_fail(x, "has no date",
		    (struct x12_place){"BIG01", NULL, "date"});
	if (x->exponent > 2)
		x12_fail(x, "is in a currency with more than two decimals",
		    (struct x12_place){"TDS01", NULL, "currency"});
	if (b->nline > 999999)
		x12_fail(x, "has more than 999999 lines",
		    (struct x12_place){"CTT01", NULL, NULL});
}

static void
write_all(struct x12 *x)
{
	const struct bill *b = x->b;
	struct address from = address_of(&b->seller, b->entity,
	    (struct x12_place){"ISA06", "sellers", "edi_id"});
	struct address to = address_of(&b->buyer, b->customer,
	    (struct x12_place){"ISA08", "customers", "edi_id"});

	check_address(x, &from);
	check_address(x, &to);
	write_isa(x, &from, &to);
	write_gs(x, &from, &to);
	write_set(x);
	write_trailers(x);
}

bool
x12_810_write(struct buf *to, const struct bill *b, uint32_t control,
    size_t *changed, struct misfit *why)
{
	struct x12 x = {.to = to,
	    .b = b,
	    .control = control,
	    .exponent = currency_exponent(b->currency),
	    .ok = true,
	    .why = why};
	size_t before = to->len;

	check(&x);
	if (x.ok)
		write_all(&x);
	if (!x.ok)
		to->len = before;
	if (changed != NULL)
		*changed = x.changed;
	return x.ok;
}
