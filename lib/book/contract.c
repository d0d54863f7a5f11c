#include "book/contract.h"

#include "book/cells.h"
#include "value/currency.h"
#include "value/date.h"

const char *const contract_required[CONTRACT_NREQUIRED] = {
    "customer", "item", "price", "every", "start"};

const char *const contract_names[CONTRACT_NCOLUMN] = {
#define CONTRACT_NAME(code, name) name,
    CONTRACT_COLUMNS(CONTRACT_NAME)
#undef CONTRACT_NAME
};

void
contract_open(struct contract_reader *r, const struct map_section *map)
{
	*r = (struct contract_reader){0};
	columns_open(&r->columns, map, contract_names, CONTRACT_NCOLUMN);
}

void
contract_close(struct contract_reader *r)
{
	columns_free(&r->columns);
}

static void
bind(struct contract_reader *r, const struct batch *b)
{
	if (r->columns.header == b->header)
		return;
	columns_bind(&r->columns, b->header);
	for (size_t i = 0; i < CONTRACT_NCOLUMN; i++)
		r->has[i] = r->has[i] || columns_have(&r->columns, i);
}

/* A number of one to four digits; or -1. */
static int32_t
small_number(struct span s)
{
	int32_t n = 0;

	if (s.len == 0 || s.len > 4)
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return -1;
		n = n * 10 + (s.at[i] - '0');
	}
	return n;
}

static bool
read_every(const struct cells *in, struct contract *c)
{
	struct span s = cells_text(in, CONTRACT_EVERY);
	char unit = s.len > 0 ? s.at[s.len - 1] : '\0';
	int32_t n;

	if (s.len == 0)
		return cells_wrong(in, FAULT_BLANK, CONTRACT_EVERY,
		    "a contract has a period, such as 1m");
	s.len--;
	n = small_number(s);
	c->months = unit == 'y' && n <= CONTRACT_MONTHS ? n * 12 : n;
	if ((unit == 'm' || unit == 'y') && c->months >= 1 &&
	    c->months <= CONTRACT_MONTHS)
		return true;
	return cells_wrong(in, FAULT_NUMBER, CONTRACT_EVERY,
	    "a period of 1m to 1200m, or 1y to 100y");
}

static bool
read_days(const struct cells *in, struct contract *c)
{
	if (!cells_date(in, CONTRACT_START, &c->start) ||
	    !cells_date(in, CONTRACT_END, &c->end))
		return false;
	if (c->start == DATE_NONE)
		return cells_wrong(in, FAULT_BLANK, CONTRACT_START,
		    "a contract has its first day");
	if (c->end != DATE_NONE && c->end < c->start)
		return cells_wrong(
		    in, FAULT_SIGN, CONTRACT_END, "is before start");
	c->early = c->text[CONTRACT_REASON].len > 0;
	if (c->early && c->end == DATE_NONE)
		return cells_wrong(in, FAULT_BLANK, CONTRACT_END,
		    "reason says why a contract ended early");
	return true;
}

static int32_t
day_of_month(int32_t date)
{
	int year, month, day;

	date_split(date, &year, &month, &day);
	return day;
}

/* A day of the month, or a date: one of the days on which periods begin. */
static bool
read_anchor(const struct cells *in, struct contract *c)
{
	struct span s = cells_text(in, CONTRACT_ANCHOR);

	c->grid = DATE_NONE;
	c->anchor = s.len > 0 ? small_number(s) : day_of_month(c->start);
	if (c->anchor >= 1 && c->anchor <= 31)
		return true;
	if (!map_date(in->columns->map, s, &c->grid))
		return cells_wrong(in, FAULT_NUMBER, CONTRACT_ANCHOR,
		    "a day of the month, 1 to 31, or a date");
	c->anchor = day_of_month(c->grid);
	return true;
}

static bool
read_mode(const struct cells *in, struct contract *c)
{
	struct span s = cells_text(in, CONTRACT_MODE);

	c->arrears = span_is(s, "arrears");
	return c->arrears || s.len == 0 || span_is(s, "advance") ||
	       cells_wrong(
		   in, FAULT_NUMBER, CONTRACT_MODE, "advance or arrears");
}

static bool
read_qty(const struct cells *in, struct contract *c)
{
	c->qty = (struct decimal){1, 0};
	if (cells_text(in, CONTRACT_QTY).len == 0)
		return true;
	if (!cells_decimal(in, CONTRACT_QTY, &c->qty))
		return false;
	return c->qty.n != 0 ||
	       cells_wrong(in, FAULT_SIGN, CONTRACT_QTY, "charges nothing");
}

static bool
read_price(const struct cells *in, struct contract *c)
{
	int64_t amount;

	if (cells_text(in, CONTRACT_PRICE).len == 0)
		return cells_wrong(in, FAULT_BLANK, CONTRACT_PRICE,
		    "a contract has the price of a period");
	if (!cells_decimal(in, CONTRACT_PRICE, &c->price))
		return false;
	if (c->qty.n < 0 && c->price.n < 0)
		return cells_wrong(in, FAULT_SIGN, CONTRACT_PRICE,
		    "is negative, and so is the quantity: a rebate?");
	return decimal_product((const struct decimal[]){c->qty, c->price}, 2,
		   currency_exponent(c->currency), ROUND_HALF_AWAY, &amount) ||
	       cells_wrong(in, FAULT_RANGE, CONTRACT_PRICE, NULL);
}

static bool
read_currency(const struct cells *in, struct contract *c)
{
	c->currency = CURRENCY_UNNAMED;
	return c->text[CONTRACT_CURRENCY].len == 0 ||
	       cells_currency(in, CONTRACT_CURRENCY, &c->currency);
}

static bool
read_tax_rate(const struct cells *in, struct contract *c)
{
	struct span s = cells_text(in, CONTRACT_TAX_RATE);

	c->tax_rate = (struct decimal){0};
	c->taxed = s.len > 0;
	if (!c->taxed)
		return true;
	s.len -= s.at[s.len - 1] == '%';
	if (!cells_decimal_of(in, CONTRACT_TAX_RATE, s, &c->tax_rate))
		return false;
	return (c->tax_rate.n >= 0 && decimal_compare(c->tax_rate,
					  (struct decimal){1000, 0}) <= 0) ||
	       cells_wrong(
		   in, FAULT_NUMBER, CONTRACT_TAX_RATE, "a rate in percent");
}

bool
contract_read(struct contract_reader *r, struct batch *b, uint32_t row,
    struct contract *c)
{
	struct cells in = {&r->columns, NULL, b, row};

	bind(r, b);
	*c = (struct contract){.line = b->line[row]};
	for (size_t i = 0; i < CONTRACT_NTEXT; i++)
		c->text[i] = cells_text(&in, i);
	if (c->text[CONTRACT_CUSTOMER].len == 0)
		return cells_wrong(&in, FAULT_BLANK, CONTRACT_CUSTOMER,
		    "a contract has a customer");
	return read_currency(&in, c) && read_qty(&in, c) &&
	       read_price(&in, c) && read_tax_rate(&in, c) &&
	       read_every(&in, c) && read_days(&in, c) && read_anchor(&in, c) &&
	       read_mode(&in, c);
}
