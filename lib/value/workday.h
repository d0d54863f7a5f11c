/*
 * Working days: Monday to Friday, but for the holidays of a list.
 */
#ifndef VALUE_WORKDAY_H
#define VALUE_WORKDAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/date.h"

/* Days that are none, rising; weekends may be among them.  Not owned. */
struct holidays {
	const int32_t *day;
	size_t n;
};

/* Whether a valid date is a working day; no holidays may be NULL. */
bool workday_is(int32_t date, const struct holidays *holidays);

/*
 * The first working day on or after `date`, as *day; false, and *day
 * untouched, when there is none by 9999-12-31.
 */
bool workday_from(int32_t date, const struct holidays *holidays, int32_t *day);

#endif
