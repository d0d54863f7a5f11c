#include "book/posting.h"
#include "book/posting_in.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

/* Whether one of a list of discounts, or of their dates, is good. */
static bool
one_good(const struct posting_reading *in, enum posting_column column,
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

/* Discounts come in tiers: a list of them is good if each of it is. */
static bool
is_list(const struct posting_reading *in, enum posting_column column)
{
	struct span s = cells_text(&in->cells, column);

	return (column == POSTING_DISCOUNT ||
		   column == POSTING_DISCOUNT_DATE) &&
	       memchr(s.at, ';', s.len) != NULL;
}

static bool
check_list(
    const struct posting_reading *in, enum posting_column column, int currency)
{
	struct span rest = cells_text(&in->cells, column);
	const char *mark;
	bool good;

	do {
		struct span one = rest;

		mark = memchr(rest.at, ';', rest.len);
		if (mark != NULL) {
			one.len = (size_t)(mark - rest.at);
			rest = (struct span){mark + 1, rest.len - one.len - 1};
		}
		good = one_good(in, column, one, currency);
	} while (good && mark != NULL);
	return good || cells_wrong(&in->cells, FAULT_NUMBER, column,
			   column == POSTING_DISCOUNT ? "a list of amounts"
						      : "a list of dates");
}

bool
posting_check_others(const struct posting_reading *in, const struct posting *p)
{
	int32_t date;
	int64_t minor;

	for (size_t i = 0; i < in->r->ncheck; i++) {
		enum posting_column column = in->r->checks[i];
		bool dated = column == POSTING_DISCOUNT_DATE ||
			     column == POSTING_INTEREST_TO;

		if (cells_text(&in->cells, column).len == 0)
			continue;
		if (is_list(in, column) ? !check_list(in, column, p->currency)
		    : dated             ? !cells_date(&in->cells, column, &date)
					: !cells_amount(
					      &in->cells, column, p->currency, &minor))
			return false;
	}
	return true;
}
