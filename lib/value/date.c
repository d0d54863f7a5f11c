#include "value/date.h"

#include "base/word.h"

/* Days of a year before each month, in common years and in leap years. */
static const uint16_t before[2][14] = {
    {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
    {0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366},
};

#define YEAR_0 (-719528) /* 0000-01-01, which no date is */

/*
 * The year comes as century and year of the century, so that the rules for
 * leap years need no division.  Days before a century: 36524 for each one,
 * and one more for each that begins with a leap year, as 0, 4, 8 ... do.
 * Within a century: 365 a year, and one more for each fourth year before it,
 * its first year counted only when it was a leap year.
 */
static bool
from_parts(uint32_t century, uint32_t year, uint32_t month, uint32_t day,
    int32_t *date)
{
	uint32_t common = (century & 3) != 0;
	uint32_t leap = year != 0 ? (year & 3) == 0 : !common;
	uint32_t days;

	if (month - 1 >= 12 || century + year == 0 ||
	    day - 1 >= (uint32_t)before[leap][month + 1] - before[leap][month])
		return false;
	days = century * 36524 + (century + 3) / 4 + year * 365 +
	       (year + 3) / 4 - (common && year != 0);
	*date = YEAR_0 + (int32_t)(days + before[leap][month] + day - 1);
	return true;
}

bool
date_from(int year, int month, int day, int32_t *date)
{
	if (year < 1 || year > 9999 || month < 0 || day < 0)
		return false;
	return from_parts((uint32_t)year / 100, (uint32_t)year % 100,
	    (uint32_t)month, (uint32_t)day, date);
}

/*
 * Years are counted from 1 March 0000 here, so that the leap day is the last
 * of its year and months have the same length in all.  146097 days are 400
 * years, 1461 are 4, and 153 are 5 months of 31, 30, 31, 30, 31 days.
 */
void
date_split(int32_t date, int *year, int *month, int *day)
{
	uint32_t days = (uint32_t)(date - YEAR_0) - 60;
	uint32_t century = (4 * days + 3) / 146097;
	uint32_t rest = days - 146097 * century / 4;
	uint32_t y = (4 * rest + 3) / 1461;
	uint32_t of_year = rest - 1461 * y / 4;
	uint32_t m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(100 * century + y + (m >= 10));
}

/* 2 0 2 6 1 0 3 1, from the lowest byte up, are checked and paired at once. */
static bool
of_digits(uint64_t w, int32_t *date)
{
	if (!word_is_digits(w))
		return false;
	w -= WORD_OF('0');
	w = w * 10 + (w >> 8);
	return from_parts(
	    w & 0xff, w >> 16 & 0xff, w >> 32 & 0xff, w >> 48 & 0xff, date);
}

/* The digits of a YYYY-MM-DD; only its length and dashes are looked at. */
static bool
digits_of(struct span s, uint64_t *digits)
{
	const uint64_t marks = (uint64_t)'-' << 32 | (uint64_t)'-' << 56;
	uint64_t a, end;

	if (s.len != 10)
		return false;
	a = word_8(s.at);
	end = word_8(s.at + 2);
	*digits = (a & 0xffffffff) | (a >> 8 & UINT64_C(0xffff) << 32) |
		  (end & UINT64_C(0xffff) << 48);
	return (a & (UINT64_C(0xff) << 32 | UINT64_C(0xff) << 56)) == marks;
}

bool
date_parse(struct span s, int32_t *date)
{
	uint64_t digits;

	return digits_of(s, &digits) && of_digits(digits, date);
}

static char *
two(char *to, int n)
{
	to[0] = (char)('0' + n / 10);
	to[1] = (char)('0' + n % 10);
	return to + 2;
}

size_t
date_format(char to[DATE_CHARS], int32_t date)
{
	int year, month, day;
	char *p = to;

	if (date != DATE_NONE) {
		date_split(date, &year, &month, &day);
		p = two(two(p, year / 100), year % 100);
		*p++ = '-';
		p = two(p, month);
		*p++ = '-';
		p = two(p, day);
	}
	*p = '\0';
	return (size_t)(p - to);
}
