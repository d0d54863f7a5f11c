#include <stdio.h>

#include "book/posting.h"
#include "book/posting_in.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

struct span
posting_cell(const struct posting_reading *in, enum posting_column column)
{
	return columns_cell(&in->r->columns, in->b, in->row, column);
}

bool
posting_wrong(const struct posting_reading *in, enum fault_code code,
    enum posting_column column, const char *detail)
{
	const struct csv_dialect *d = &in->r->columns.map->dialect;

	fault_add(&in->b->faults, code, in->b->line[in->row],
	    columns_name(&in->r->columns, column), posting_cell(in, column),
	    detail, d->keep_raw ? batch_raw(in->b, in->row) : (struct span){0});
	return false;
}

bool
posting_date(
    const struct posting_reading *in, enum posting_column column, int32_t *date)
{
	const char *layout = in->r->columns.map->date_layout;
	struct span s = posting_cell(in, column);

	*date = DATE_NONE;
	if (s.len == 0)
		return true;
	if (layout == NULL ? seen_date(&in->r->seen, s, date)
			   : date_parse_as(s, layout, date))
		return true;
	return posting_wrong(
	    in, FAULT_DATE, column, layout == NULL ? "YYYY-MM-DD" : layout);
}

static bool
wrong_amount(const struct posting_reading *in, enum posting_column column,
    enum money_fault fault, int currency)
{
	char detail[80];

	switch (fault) {
	case MONEY_RANGE:
		return posting_wrong(in, FAULT_RANGE, column, NULL);
	case MONEY_DECIMALS:
		snprintf(detail, sizeof detail, "%s has (%d)",
		    currency == CURRENCY_UNNAMED ? "an amount without currency"
						 : currency_code(currency),
		    currency_exponent(currency));
		return posting_wrong(in, FAULT_DECIMALS, column, detail);
	case MONEY_OK:
	case MONEY_BAD:
		break;
	}
	snprintf(detail, sizeof detail, "decimal mark is '%c'",
	    in->r->columns.map->money.decimal);
	return posting_wrong(in, FAULT_AMOUNT, column, detail);
}

bool
posting_amount(const struct posting_reading *in, enum posting_column column,
    int currency, int64_t *minor)
{
	enum money_fault fault = money_parse(posting_cell(in, column),
	    currency_exponent(currency), &in->r->columns.map->money, minor);

	return fault == MONEY_OK || wrong_amount(in, column, fault, currency);
}

bool
posting_one_good(const struct posting_reading *in, enum posting_column column,
    struct span one, int currency)
{
	const struct map_section *map = in->r->columns.map;
	int32_t date;
	int64_t minor;

	if (column == POSTING_DISCOUNT)
		return money_parse(one, currency_exponent(currency),
			   &map->money, &minor) == MONEY_OK;
	return map->date_layout == NULL
		   ? date_parse(one, &date)
		   : date_parse_as(one, map->date_layout, &date);
}
