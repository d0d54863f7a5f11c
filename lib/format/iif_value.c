#include "format/iif_in.h"
#include "value/date.h"

/* As America writes dates, unless they are ISO's. */
int32_t
iif_date(
    struct import *in, const struct iif_line *l, const char *name, bool *bad)
{
	static const char *const layouts[] = {
	    "M/D/YYYY", "M/D/YY", "YYYY-MM-DD", NULL};
	struct span s = iif_cell(l, name);
	int32_t day;

	if (s.len == 0)
		return DATE_NONE;
	for (const char *const *p = layouts; *p != NULL; p++)
		if (date_parse_as(s, *p, &day))
			return day;
	import_fault(in, l->at, name, "\"%.*s\" is not a date (month/day/year)",
	    (int)(s.len < 40 ? s.len : 40), s.at);
	*bad = true;
	return DATE_NONE;
}

/* Amounts may be grouped, and are in quotes then. */
int64_t
iif_amount(struct import *in, const struct iif_line *l, int exponent, bool *bad)
{
	static const struct money_style style = {'.', ',', MONEY_MINUS, false};
	struct span s = iif_cell(l, "AMOUNT");
	int64_t minor = 0;

	if (money_parse(s, exponent, &style, &minor) == MONEY_OK ||
	    money_parse(s, exponent, &money_plain, &minor) == MONEY_OK)
		return minor;
	import_fault(in, l->at, "AMOUNT", "\"%.*s\" is not an amount",
	    (int)(s.len < 40 ? s.len : 40), s.at);
	*bad = true;
	return 0;
}
