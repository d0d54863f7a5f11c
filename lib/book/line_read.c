#include "book/cells.h"
#include "book/line.h"
#include "value/currency.h"
#include "value/date.h"

#define RATE_MOST 1000 /* percent */

struct reading {
	struct line_reader *r;
	struct cells cells;
};

static bool
wrong(const struct reading *in, enum fault_code code, enum line_column column,
    const char *detail)
{
	return cells_wrong(&in->cells, code, column, detail);
}

/* The cells of the columns that the header has. */
static void
read_cells(const struct reading *in, struct line *l)
{
	const struct line_reader *r = in->r;
	const struct batch *b = in->cells.b;
	const uint32_t *start = b->start + (size_t)in->cells.row * b->ncol;
	const uint32_t *end = b->end + (size_t)in->cells.row * b->ncol;

	for (size_t i = 0; i < r->nhere; i++) {
		uint32_t at = r->here[i].at;

		l->text[r->here[i].column] =
		    (struct span){b->text + start[at], end[at] - start[at]};
	}
}

/* All columns under a new header, or where the map says more of their cells;
   else those that may have changed. */
static void
read_texts(const struct reading *in, struct line *l)
{
	const struct line_reader *r = in->r;

	if (l->header == r->columns.header && !r->columns.edits) {
		read_cells(in, l);
		return;
	}
	for (size_t i = 0; i < LINE_NCOLUMN; i++)
		l->text[i] = cells_text(&in->cells, i);
	l->header = r->columns.header;
}

/* Blank cells need no reading. */
static bool
read_date(const struct reading *in, const struct line *l,
    enum line_column column, int32_t *date)
{
	*date = DATE_NONE;
	return l->text[column].len == 0 || cells_date(&in->cells, column, date);
}

static bool
read_type(const struct reading *in, struct line *l)
{
	struct span type = l->text[LINE_TYPE];

	l->credit = type.len > 0 && span_is(type, "credit");
	return type.len == 0 || l->credit || span_is(type, "invoice") ||
	       wrong(in, FAULT_TYPE, LINE_TYPE,
		   " that is billed: invoice, credit, or blank");
}

/* Why a line has no currency; `his` is what the customers table says. */
static const char *
lacks_currency(const struct line_reader *r, struct span his)
{
	if (r->customers == NULL)
		return "other rows name their currency";
	return his.len > 0 ? "that of the customers table is none of ISO 4217"
			   : "the customers table names none either";
}

/* The currency of the line, or else of its customer. */
static bool
read_currency(const struct reading *in, struct line *l)
{
	const struct line_reader *r = in->r;
	struct span own = l->text[LINE_CURRENCY], his;

	l->currency = CURRENCY_UNNAMED;
	if (own.len > 0)
		return cells_currency(&in->cells, LINE_CURRENCY, &l->currency);
	if (!line_has_currency(r))
		return true;
	his = r->customer_currency == CUSTOMERS_NONE
		  ? own
		  : customers_cell(r->customers, l->text[LINE_CUSTOMER],
			r->customer_currency);
	if (his.len > 0)
		l->currency = currency_find(his);
	if (his.len > 0 && l->currency != CURRENCY_BAD)
		return true;
	l->currency = CURRENCY_UNNAMED;
	return wrong(in, FAULT_BLANK, LINE_CURRENCY, lacks_currency(r, his));
}

static bool
read_price(const struct reading *in, struct line *l)
{
	l->price = (struct decimal){0, 0};
	l->priced = !in->r->blank_price || l->text[LINE_PRICE].len > 0;
	return !l->priced || cells_decimal_of(&in->cells, LINE_PRICE,
				 l->text[LINE_PRICE], &l->price);
}

/* Returns are negative, credits are credits: nothing is both. */
static bool
read_quantity(const struct reading *in, struct line *l)
{
	if (!cells_decimal_of(
		&in->cells, LINE_QTY, l->text[LINE_QTY], &l->qty) ||
	    !read_price(in, l))
		return false;
	if (l->qty.n == 0)
		return wrong(in, FAULT_SIGN, LINE_QTY, "bills nothing");
	if (l->qty.n < 0 && l->credit)
		return wrong(in, FAULT_SIGN, LINE_QTY,
		    "is negative: a line of type credit has a positive "
		    "quantity");
	if (l->qty.n < 0 && l->price.n < 0)
		return wrong(in, FAULT_SIGN, LINE_PRICE,
		    "is negative, and so is the quantity: a return or a "
		    "rebate?");
	return true;
}

/* The number of "12.5%", or "12.5 %"; false without the sign. */
static bool
cut_percent(struct span *s)
{
	if (s->len == 0 || s->at[s->len - 1] != '%')
		return false;
	s->len--;
	if (s->len > 0 && s->at[s->len - 1] == ' ')
		s->len--;
	return true;
}

/* The discount of one of its columns, line_discount or discount_percent. */
static bool
read_discount_of(
    const struct reading *in, struct line *l, enum line_column column)
{
	struct span s = l->text[column];
	struct line_discount *d = &l->discount;

	d->kind = cut_percent(&s) || column == LINE_DISCOUNT_PERCENT
		      ? LINE_PERCENT
		      : LINE_AMOUNT;
	if (d->kind == LINE_PERCENT
		? !cells_decimal_of(&in->cells, column, s, &d->percent)
		: !cells_amount(&in->cells, column, l->currency, &d->amount))
		return false;
	if (d->percent.n < 0 || d->amount < 0)
		return wrong(in, FAULT_SIGN, column,
		    "is negative: a discount is what is taken off");
	return decimal_compare(d->percent, (struct decimal){100, 0}) <= 0 ||
	       wrong(in, FAULT_NUMBER, column,
		   "a discount: it is more than the price");
}

static bool
read_discount(const struct reading *in, struct line *l)
{
	bool one = l->text[LINE_LINE_DISCOUNT].len > 0;
	bool other = l->text[LINE_DISCOUNT_PERCENT].len > 0;

	l->discount = (struct line_discount){LINE_FULL, {0, 0}, 0};
	if (one && other)
		return wrong(in, FAULT_SIGN, LINE_DISCOUNT_PERCENT,
		    "stands beside a line_discount: which is meant?");
	return (!one || read_discount_of(in, l, LINE_LINE_DISCOUNT)) &&
	       (!other || read_discount_of(in, l, LINE_DISCOUNT_PERCENT));
}

static bool
read_rate(const struct reading *in, struct line *l)
{
	struct span s = l->text[LINE_TAX_RATE];

	l->rated = s.len > 0;
	l->tax_rate = (struct decimal){0, 0};
	if (!l->rated)
		return true;
	cut_percent(&s);
	if (!cells_decimal_of(&in->cells, LINE_TAX_RATE, s, &l->tax_rate))
		return false;
	return (l->tax_rate.n >= 0 &&
		   decimal_compare(
		       l->tax_rate, (struct decimal){RATE_MOST, 0}) <= 0) ||
	       wrong(in, FAULT_NUMBER, LINE_TAX_RATE, "a rate in percent");
}

static bool
read_dates(const struct reading *in, struct line *l)
{
	return read_date(in, l, LINE_DATE, &l->date) &&
	       read_date(in, l, LINE_DUE, &l->due) &&
	       read_date(in, l, LINE_SERVICE_FROM, &l->service_from) &&
	       read_date(in, l, LINE_SERVICE_TO, &l->service_to);
}

bool
line_read(struct line_reader *r, struct batch *b, uint32_t row, struct line *l)
{
	struct reading in = {r, {&r->columns, &r->seen, b, row}};

	l->at = b->line[row];
	read_texts(&in, l);
	if (l->text[LINE_CUSTOMER].len == 0)
		return wrong(&in, FAULT_BLANK, LINE_CUSTOMER,
		    "somebody has to be billed");
	return read_type(&in, l) && read_currency(&in, l) &&
	       read_quantity(&in, l) && read_discount(&in, l) &&
	       read_rate(&in, l) && read_dates(&in, l);
}
