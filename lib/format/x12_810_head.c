#include "format/x12_810_in.h"
#include "value/currency.h"

#define TAXES 10 /* TXI segments in the summary */

/* CR is a credit memo; what is no credit needs no type. */
static void
write_big(struct x12 *x)
{
	const struct bill *b = x->b;

	if (x12_blank(b->doc))
		x12_fail(x, "has no number",
		    (struct x12_place){"BIG02", NULL, "doc"});
	x12_segment(x, "BIG");
	x12_date(x, b->date);
	X12_ID(x, b->doc, 22, "BIG02", NULL, "doc");
	x12_skip(x, 1);
	X12_ID(x, b->po, 22, "BIG04", NULL, "po");
	x12_skip(x, 2);
	x12_code(x, b->credit ? "CR" : "");
	x12_end(x);
}

static void
write_ref(struct x12 *x, const char *code, struct span number,
    const char *too_long, const char *column)
{
	if (x12_blank(number))
		return;
	x12_segment(x, "REF");
	x12_code(x, code);
	x12_id(
	    x, number, 30, too_long, (struct x12_place){"REF02", NULL, column});
	x12_end(x);
}

void
x12_header(struct x12 *x)
{
	const struct bill *b = x->b;

	write_big(x);
	if (!x12_blank(b->memo)) {
		x12_segment(x, "NTE");
		x12_code(x, "GEN");
		x12_text(x, b->memo, 80);
		x12_end(x);
	}
	if (b->currency != CURRENCY_UNNAMED) {
		x12_segment(x, "CUR");
		x12_code(x, "SE");
		x12_code(x, currency_code(b->currency));
		x12_end(x);
	}
	write_ref(x, "VN", b->order, "has more than 30 characters in its order",
	    "order");
	write_ref(
	    x, "OI", b->ref, "has more than 30 characters in its ref", "ref");
	x12_parties(x);
	x12_terms(x);
}

/*
 * A tax with its rate as a fraction, where ten digits hold that, and whether
 * it is on top of the lines (A) or in their prices already (I).  No tax at
 * all is told only of who is exempt.
 */
static void
write_tax(struct x12 *x, const struct bill_tax *tax)
{
	int places = tax->rate.places + 2;
	char text[MONEY_CHARS];

	x12_segment(x, "TXI");
	x12_code(x, "TX"); /* all taxes */
	x12_number(x, tax->tax, x->exponent, 18, "TXI02");
	if (tax->rate.n > 0 && !tax->exempt &&
	    money_format(text, tax->rate.n, places) <= 11)
		x12_number(x, tax->rate.n, places, 10, "TXI03");
	else
		x12_skip(x, 1);
	x12_skip(x, 2);
	x12_code(x, tax->exempt ? "1" : "");
	x12_code(x, x->b->tax_included ? "I" : "A");
	x12_end(x);
}

void
x12_summary(struct x12 *x)
{
	const struct bill *b = x->b;
	size_t taxes = 0;

	x12_segment(x, "TDS");
	x12_cents(x, b->gross, 15, "TDS01");
	x12_end(x);
	for (size_t i = 0; i < b->ntax; i++) {
		const struct bill_tax *tax = &b->taxes[i];

		if (tax->tax == 0 && tax->rate.n == 0 && !tax->exempt)
			continue;
		write_tax(x, tax);
		taxes++;
	}
	if (taxes > TAXES)
		x12_fail(x, "has more than ten taxes",
		    (struct x12_place){"TXI", NULL, "tax_rate"});
	x12_segment(x, "CTT");
	x12_count(x, b->nline, 1);
	x12_end(x);
}
