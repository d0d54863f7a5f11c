/*
 * Periods: the months, quarters and years of the calendar within a span of
 * days, and the number of months that a span makes up.
 */
#ifndef VALUE_PERIOD_H
#define VALUE_PERIOD_H

#include <stddef.h>
#include <stdint.h>

#include "value/fraction.h"

enum period_kind { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR, PERIOD_ALL };

struct period {
	int32_t from, to; /* inclusive */
};

/* The first day of the calendar month, quarter or year that holds `day`;
   of PERIOD_ALL, the day itself. */
int32_t period_first(enum period_kind kind, int32_t day);

/* The first day of the twelve calendar months that end with that of `day`. */
int32_t period_year_before(int32_t day);

/*
 * The period that begins on `from` and ends with the calendar period of that
 * day, but not after `to`; the next one begins on its last day + 1.
 */
struct period period_at(enum period_kind kind, int32_t from, int32_t to);

/* The same day of the month n months earlier: where it has none, its last;
   and the last day of a month stays one. */
int32_t period_back(int32_t day, uint32_t n);

/*
 * The months that a period makes up: for each month touched, the days in it
 * by the days of it.  2026-01-01 to 2026-02-14 is 1 + 14/28, reduced.
 */
struct fraction period_months(struct period p);

#endif
