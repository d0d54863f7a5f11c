#include "value/period.h"

#include "value/date.h"

/* A month by its number from that of 0000-01 on. */
static int
month_of(int32_t day, int *of_month)
{
	int year, month;

	date_split(day, &year, &month, of_month);
	return year * 12 + month - 1;
}

/* Its first day; the ends of the calendar where it lies outside. */
static int32_t
month_first(int month)
{
	int32_t day;

	if (month < 12)
		return DATE_MIN;
	if (!date_from(month / 12, month % 12 + 1, 1, &day))
		return DATE_MAX + 1;
	return day;
}

static int
month_days(int month)
{
	return (int)(month_first(month + 1) - month_first(month));
}

static int
months_of(enum period_kind kind)
{
	return kind == PERIOD_MONTH ? 1 : kind == PERIOD_QUARTER ? 3 : 12;
}

int32_t
period_first(enum period_kind kind, int32_t day)
{
	int of_month, month = month_of(day, &of_month), n = months_of(kind);

	return kind == PERIOD_ALL ? day : month_first(month / n * n);
}

int32_t
period_year_before(int32_t day)
{
	int of_month;

	return month_first(month_of(day, &of_month) - 11);
}

struct period
period_at(enum period_kind kind, int32_t from, int32_t to)
{
	int of_month, month = month_of(from, &of_month), n = months_of(kind);
	struct period p = {from, to};

	if (kind != PERIOD_ALL && month_first((month / n + 1) * n) <= to)
		p.to = month_first((month / n + 1) * n) - 1;
	return p;
}

int32_t
period_back(int32_t day, uint32_t n)
{
	int of_month, month = month_of(day, &of_month);
	bool last = of_month == month_days(month);
	int days;

	if (n > (uint32_t)month - 12)
		return DATE_MIN;
	month -= (int)n;
	days = month_days(month);
	return month_first(month) +
	       (last || of_month > days ? days : of_month) - 1;
}

/* Whole months between the first and the last, which are parts of theirs. */
struct fraction
period_months(struct period p)
{
	int from, to, first = month_of(p.from, &from),
		      last = month_of(p.to, &to);
	int a = month_days(first), b = month_days(last);
	int128 n = (int128)(last - first - 1) * a * b +
		   (int128)(a - from + 1) * b + (int128)to * a;

	return fraction_reduce((struct fraction){n, (int128)a * b});
}
