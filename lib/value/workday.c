#include "value/workday.h"

static bool
is_holiday(int32_t date, const struct holidays *h)
{
	size_t low = 0, high = h != NULL ? h->n : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (h->day[middle] < date)
			low = middle + 1;
		else
			high = middle;
	}
	return h != NULL && low < h->n && h->day[low] == date;
}

/* 0001-01-01, the first day there is, was a Monday. */
bool
workday_is(int32_t date, const struct holidays *holidays)
{
	return (date - DATE_MIN) % 7 < 5 && !is_holiday(date, holidays);
}

bool
workday_from(int32_t date, const struct holidays *holidays, int32_t *day)
{
	while (date <= DATE_MAX && !workday_is(date, holidays))
		date++;
	if (date > DATE_MAX)
		return false;
	*day = date;
	return true;
}
