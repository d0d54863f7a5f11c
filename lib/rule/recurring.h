/*
 * What a recurring contract is due: a price for every so many months of
 * service, charged by whole periods, and by the day where a period begins or
 * ends in its midst.  It is a pure function of the contract and a window of
 * days: two windows that follow each other give what one over both gives.
 */
#ifndef RULE_RECURRING_H
#define RULE_RECURRING_H

#include <stdbool.h>
#include <stdint.h>

#include "value/date.h"
#include "value/decimal.h"
#include "value/money.h"

#define RECURRING_MONTHS 1200 /* the longest period */

/*
 * How parts of a period are counted.  Where every month has 30 days, or 28,
 * those beyond weigh nothing, and the last day of a shorter month weighs what
 * it lacks; a day on which a short month begins a period stands for the
 * anchor, so that every period of N months has N * 30, or N * 28 days.
 */
enum recurring_basis {
	RECURRING_ACTUAL, /* days of the part / days of the period */
	RECURRING_30,
	RECURRING_28,
};

/*
 * Periods begin every `months` months on the anchor's day, or on the last of
 * a month that is too short for it: 31 January, 28 February, 31 March.  One
 * of them begins on `grid`; without it, on the first such day of a month that
 * is not before `start`.  What comes before that is a part of the period
 * which ends there.
 */
struct recurring {
	int32_t start;  /* the first day of service */
	int32_t end;    /* the last, not before start, or DATE_NONE */
	int32_t months; /* 1 to RECURRING_MONTHS */
	int32_t anchor; /* 1 to 31 */
	int32_t grid;   /* a day with the anchor's number, or DATE_NONE */
	bool arrears;   /* charged on the last day, not on the first */
	bool early;     /* ended before it was agreed to: what was charged in
			   advance beyond the end is credited the day after */
};

/*
 * A charge of num / den of a whole period; or a credit of so much of it,
 * where of / den was charged.
 */
struct recurring_line {
	int32_t date;
	int32_t from, to; /* the days of service, inclusive */
	int32_t period_from, period_to;
	int64_t num, of, den; /* 0 < num <= of <= den */
	bool credit;
};

/* A walk through a window; the members are the walk's. */
struct recurring_walk {
	struct recurring plan;
	enum recurring_basis basis;
	int32_t from, to; /* of the window */
	int32_t some;     /* a month in which a period begins */
	int32_t month;    /* that of the next one */
	bool charged, credited;
};

/* Begins a walk over the days from..to, inclusive; cheap at any distance. */
void recurring_open(struct recurring_walk *w, const struct recurring *plan,
    enum recurring_basis basis, int32_t from, int32_t to);

/*
 * The next line dated in the window, in order of date; false after the last.
 * What weighs nothing on the basis is no line, and a period that is not
 * whole between 0001-01-01 and 9999-12-31 has none.
 */
bool recurring_next(struct recurring_walk *w, struct recurring_line *l);

/*
 * The amount of a line in minor units of a currency with `exponent` decimals:
 * qty * price * num / den, rounded once.  Of a credit: what was charged less
 * what was used, so that a credit and the used part make the charge.  False,
 * and *minor untouched, when an amount is beyond 2^63 - 1 either way.
 */
bool recurring_amount(const struct recurring_line *l, struct decimal qty,
    struct decimal price, int exponent, enum money_rounding how,
    int64_t *minor);

#endif
