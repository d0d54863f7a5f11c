/*
 * Values by their text, of columns that say the same few things again and
 * again: most dates and currencies of a row were met before, and are found
 * by one comparison.  One memory for each thread; it starts zeroed.
 */
#ifndef VALUE_SEEN_H
#define VALUE_SEEN_H

#include "base/word.h"
#include "value/currency.h"
#include "value/date.h"

#define SEEN_DATE_BITS     12
#define SEEN_CURRENCY_BITS 9

struct seen {
	struct {
		uint64_t tail; /* YY-MM-DD */
		uint32_t head; /* the century */
		int32_t date;
	} dates[1 << SEEN_DATE_BITS];
	struct {
		uint32_t code;
		int16_t currency;
		int16_t exponent;
	} currencies[1 << SEEN_CURRENCY_BITS];
};

/* Of texts not met before: false when they are none.  Of ten bytes; three. */
bool seen_date_new(struct seen *seen, const char *p, size_t i, int32_t *date);
bool seen_currency_new(struct seen *seen, const char *p, size_t i);

/*
 * The place of a date: the product brings the digits of day and month, and
 * one bit of the year, together at the top, so that no two days of two years
 * meet.
 */
static inline size_t
seen_date_place(uint64_t tail)
{
	const uint64_t digits = UINT64_C(0x0f03000f01000100);
	const uint64_t gather = 1 | UINT64_C(1) << 12 | UINT64_C(1) << 20 |
				UINT64_C(1) << 38 | UINT64_C(1) << 55;

	return (tail & digits) * gather >> (64 - SEEN_DATE_BITS);
}

/* As date_parse. */
static inline bool
seen_date(struct seen *seen, struct span s, int32_t *date)
{
	uint64_t tail;
	uint16_t head;
	size_t i;

	if (s.len != 10)
		return false;
	memcpy(&head, s.at, sizeof head);
	tail = word_8(s.at + 2);
	i = seen_date_place(tail);
	if (seen->dates[i].tail != tail || seen->dates[i].head != head)
		return seen_date_new(seen, s.at, i, date);
	*date = seen->dates[i].date;
	return true;
}

/* As currency_find and currency_exponent; a fourth byte can be read. */
static inline bool
seen_currency(struct seen *seen, struct span s, int *currency, int *exponent)
{
	uint32_t code;
	size_t i;

	if (s.len != 3)
		return false;
	code = word_4(s.at) & 0xffffff;
	i = code * UINT32_C(0x9e3779b1) >> (32 - SEEN_CURRENCY_BITS);
	if (seen->currencies[i].code != code &&
	    !seen_currency_new(seen, s.at, i))
		return false;
	*currency = seen->currencies[i].currency;
	*exponent = seen->currencies[i].exponent;
	return true;
}

#endif
