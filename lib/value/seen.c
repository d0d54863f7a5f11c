#include "value/seen.h"

bool
seen_date_new(struct seen *seen, const char *p, size_t i, int32_t *date)
{
	uint16_t head;

	if (!date_parse((struct span){p, 10}, date))
		return false;
	memcpy(&head, p, sizeof head);
	seen->dates[i].head = head;
	seen->dates[i].tail = word_8(p + 2);
	seen->dates[i].date = *date;
	return true;
}

bool
seen_currency_new(struct seen *seen, const char *p, size_t i)
{
	int currency = currency_find((struct span){p, 3});

	if (currency == CURRENCY_BAD)
		return false;
	seen->currencies[i].code = word_4(p) & 0xffffff;
	seen->currencies[i].currency = (int16_t)currency;
	seen->currencies[i].exponent = (int16_t)currency_exponent(currency);
	return true;
}
