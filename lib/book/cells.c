#include "book/cells.h"

#include <stdio.h>

#include "value/currency.h"
#include "value/date.h"
#include "value/decimal_short.h"
#include "value/money.h"

bool
cells_wrong(const struct cells *in, enum fault_code code, size_t column,
    const char *detail)
{
	const struct csv_dialect *d = &in->columns->map->dialect;

	fault_add(&in->b->faults, code, in->b->line[in->row],
	    columns_name(in->columns, column), cells_text(in, column), detail,
	    d->keep_raw ? batch_raw(in->b, in->row) : (struct span){0});
	return false;
}

bool
cells_date(const struct cells *in, size_t column, int32_t *date)
{
	const char *layout = in->columns->map->date_layout;
	struct span s = cells_text(in, column);

	*date = DATE_NONE;
	if (s.len == 0)
		return true;
	if (layout != NULL     ? date_parse_as(s, layout, date)
	    : in->seen != NULL ? seen_date(in->seen, s, date)
			       : date_parse(s, date))
		return true;
	return cells_wrong(
	    in, FAULT_DATE, column, layout == NULL ? "YYYY-MM-DD" : layout);
}

static bool
wrong_number(const struct cells *in, size_t column, enum money_fault fault,
    const char *most)
{
	char detail[80];

	switch (fault) {
	case MONEY_RANGE:
		return cells_wrong(in, FAULT_RANGE, column, NULL);
	case MONEY_DECIMALS:
		return cells_wrong(in, FAULT_DECIMALS, column, most);
	case MONEY_OK:
	case MONEY_BAD:
		break;
	}
	snprintf(detail, sizeof detail, "decimal mark is '%c'",
	    in->columns->map->money.decimal);
	return cells_wrong(in, FAULT_AMOUNT, column, detail);
}

bool
cells_amount(
    const struct cells *in, size_t column, int currency, int64_t *minor)
{
	enum money_fault fault = money_parse(cells_text(in, column),
	    currency_exponent(currency), &in->columns->map->money, minor);
	char most[80];

	if (fault == MONEY_OK)
		return true;
	snprintf(most, sizeof most, "%s has (%d)",
	    currency == CURRENCY_UNNAMED ? "an amount without currency"
					 : currency_code(currency),
	    currency_exponent(currency));
	return wrong_number(in, column, fault, most);
}

bool
cells_decimal_of(
    const struct cells *in, size_t column, struct span s, struct decimal *d)
{
	const struct money_style *style = &in->columns->map->money;
	enum money_fault fault;

	if (style->decimal == '.' && decimal_short(s, d))
		return true;
	fault = decimal_parse(s, style, d);
	return fault == MONEY_OK ||
	       wrong_number(in, column, fault, "can be read exactly (9)");
}

bool
cells_decimal(const struct cells *in, size_t column, struct decimal *d)
{
	return cells_decimal_of(in, column, cells_text(in, column), d);
}

bool
cells_share(const struct cells *in, size_t column, struct decimal *share)
{
	struct span s = cells_text(in, column);
	uint8_t percent = s.len > 0 && s.at[s.len - 1] == '%' ? 2 : 0;

	s.len -= percent > 0;
	if (!cells_decimal_of(in, column, s, share))
		return false;
	if (share->n != 0)
		share->places = (uint8_t)(share->places + percent);
	return share->places <= DECIMAL_PLACES ||
	       cells_wrong(in, FAULT_DECIMALS, column,
		   "can be read exactly (7 in percent)");
}

bool
cells_currency(const struct cells *in, size_t column, int *currency)
{
	struct span s = cells_text(in, column);
	int exponent;

	if (in->seen != NULL && seen_currency(in->seen, s, currency, &exponent))
		return true;
	*currency = in->seen != NULL ? CURRENCY_BAD : currency_find(s);
	if (*currency != CURRENCY_BAD && s.len > 0)
		return true;
	*currency = CURRENCY_UNNAMED;
	return cells_wrong(in, FAULT_CURRENCY, column, NULL);
}
