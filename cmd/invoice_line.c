#include <stdio.h>

#include "book/cells.h"
#include "cmd/invoice.h"
#include "value/currency.h"
#include "value/date.h"

bool
invoice_wrong(struct invoice *v, struct batch *b, uint32_t row,
    enum fault_code code, enum line_column column, const char *detail)
{
	struct cells in = {&v->lines.columns, NULL, b, row};

	return cells_wrong(&in, code, column, detail);
}

/* The line's own, or else --date. */
int32_t
invoice_line_date(const struct invoice *v, const struct line *l)
{
	return l->date != DATE_NONE ? l->date : v->date;
}

/* The day may be that of --date, and no cell of the line's. */
static bool
refuse_closed(struct invoice *v, struct batch *b, uint32_t row,
    const struct invoice_line *l)
{
	char day[DATE_CHARS], closed[DATE_CHARS], text[64];

	date_format(day, l->date);
	date_format(closed, v->closed);
	snprintf(text, sizeof text, "%s is in the closed period, up to %s", day,
	    closed);
	return invoice_wrong(v, b, row, FAULT_CLOSED, LINE_DATE, text);
}

static bool
find_date(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	char day[DATE_CHARS];

	l->date = invoice_line_date(v, &l->line);
	if (l->date == DATE_NONE)
		return invoice_wrong(v, b, row, FAULT_BLANK, LINE_DATE,
		    "no --date says the day of the invoice");
	if (l->date <= v->closed)
		return refuse_closed(v, b, row, l);
	if (l->line.due != DATE_NONE && l->line.due < l->date) {
		date_format(day, l->date);
		return invoice_wrong(v, b, row, FAULT_EARLY, LINE_DUE, day);
	}
	return l->line.service_to == DATE_NONE ||
	       l->line.service_from <= l->line.service_to ||
	       invoice_wrong(v, b, row, FAULT_SIGN, LINE_SERVICE_TO,
		   "is before service_from");
}

/* What a line of a credit memo bills is taken back. */
static bool
find_price(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	l->qty = l->line.qty;
	if (l->line.credit)
		l->qty.n = -l->qty.n;
	switch (pricing_line(l->qty, l->line.price, &l->line.discount,
	    currency_exponent(l->line.currency), v->rounding, &l->list,
	    &l->base)) {
	case PRICING_RANGE:
		return invoice_wrong(v, b, row, FAULT_RANGE, LINE_PRICE, NULL);
	case PRICING_DISCOUNT:
		return invoice_wrong(v, b, row, FAULT_NUMBER,
		    LINE_LINE_DISCOUNT, "a discount: the line is not worth it");
	case PRICING_OK:
		break;
	}
	return true;
}

static bool
find_tax(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	l->tax = 0;
	return v->scope != SCOPE_LINE ||
	       invoice_tax_alone(v, l->rate, l->base, &l->tax) ||
	       invoice_wrong(v, b, row, FAULT_RANGE, LINE_PRICE, NULL);
}

bool
invoice_line(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	return line_read(&v->lines, b, row, &l->line) &&
	       invoice_line_rest(v, b, row, l);
}

bool
invoice_line_rest(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	return find_date(v, b, row, l) && invoice_check_price(v, b, row, l) &&
	       find_price(v, b, row, l) && invoice_terms(v, b, row, l) &&
	       invoice_rate(v, b, row, l) && find_tax(v, b, row, l);
}
