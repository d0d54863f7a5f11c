#include "format/x12_810_in.h"
#include "value/date.h"

#define INPUT NULL /* the table of a bill's own columns */

/* The quantity has the sign of the line, as the price may not have one. */
static void
write_item(struct x12 *x, const struct bill_line *line)
{
	int sign = line->price.n < 0 ? -1 : 1;

	x12_segment(x, "IT1");
	x12_count(x, line->line, 1);
	x12_number(
	    x, (int128)sign * line->qty.n, line->qty.places, 10, "IT102");
	x12_code(x, "EA");
	x12_number(
	    x, (int128)sign * line->price.n, line->price.places, 17, "IT104");
	x12_skip(x, 1);
	if (!x12_blank(line->item)) {
		x12_code(x, "VP"); /* the vendor's number */
		X12_ID(x, line->item, 48, "IT107", INPUT, "item");
	}
	x12_end(x);
}

static void
write_text(struct x12 *x, struct span text)
{
	if (x12_blank(text))
		return;
	x12_segment(x, "PID");
	x12_code(x, "F"); /* free form */
	x12_skip(x, 3);
	x12_text(x, text, 80);
	x12_end(x);
}

static void
write_date(struct x12 *x, const char *code, int32_t date)
{
	if (date == DATE_NONE)
		return;
	x12_segment(x, "DTM");
	x12_code(x, code);
	x12_date(x, date);
	x12_end(x);
}

/* An order that is not the whole bill's. */
static void
write_order(struct x12 *x, const char *code, struct span order,
    struct span bills, const char *column)
{
	if (x12_blank(order) || span_equal(order, bills))
		return;
	x12_segment(x, "REF");
	x12_code(x, code);
	x12_id(x, order, 30, "has more than 30 characters in its order number",
	    (struct x12_place){"REF02", INPUT, column});
	x12_end(x);
}

/* What the list price is above the amount of the line is an allowance, what
   it is below a charge: SAC05 has no sign. */
static void
write_discount(struct x12 *x, const struct bill_line *line)
{
	int128 amount = x->b->tax_included ? line->gross : line->net;
	int128 less = line->list - amount;

	if (less == 0)
		return;
	x12_segment(x, "SAC");
	x12_code(x, less > 0 ? "A" : "C");
	x12_code(x, "C310"); /* discount */
	x12_skip(x, 2);
	x12_cents(x, less > 0 ? less : -less, 15, "SAC05");
	x12_skip(x, 6);
	x12_code(x, less > 0 ? "02" : "06"); /* off, or on, the invoice */
	x12_skip(x, 2);
	x12_text(x, line->line_discount, 80);
	x12_end(x);
}

void
x12_lines(struct x12 *x)
{
	const struct bill *b = x->b;

	for (size_t i = 0; i < b->nline; i++) {
		const struct bill_line *line = &b->line[i];

		x->line = line->line;
		write_item(x, line);
		write_text(x, line->description);
		write_text(x, line->memo);
		write_order(x, "PO", line->po, b->po, "po");
		write_order(x, "VN", line->order, b->order, "order");
		write_date(x, "150", line->service_from);
		write_date(x, "151", line->service_to);
		write_discount(x, line);
	}
	x->line = 0;
}
