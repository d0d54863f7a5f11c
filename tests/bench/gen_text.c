#include "tests/bench/gen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char days[TABLE_DAYS][11];
const char *const currencies[3] = {"USD", "EUR", "GBP"};
bool quoted, crlf;

static uint64_t state = UINT64_C(0x9e3779b97f4a7c15);
static char text[1 << 20];
static size_t used;

uint64_t
rnd(uint64_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * UINT64_C(0x2545f4914f6cdd1d) >> 33) % below;
}

void
days_fill(void)
{
	static const unsigned len[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	unsigned y = 2025, m = 10, d = 30, i;

	for (i = 0; i < TABLE_DAYS; i++) {
		snprintf(days[i], sizeof days[i], "%04u-%02u-%02u", y % 10000,
		    m % 100, d % 100);
		if (++d > len[m - 1]) {
			d = 1;
			m = m % 12 + 1;
			y += m == 1;
		}
	}
}

void
flush(void)
{
	if (fwrite(text, 1, used, stdout) != used)
		exit(2);
	used = 0;
}

void
put(const char *s, size_t n)
{
	memcpy(text + used, s, n);
	used += n;
}

void
puts_(const char *s)
{
	put(s, strlen(s));
}

/* A number of at least `width` digits. */
void
put_number(uint64_t n, unsigned width)
{
	char digit[20];
	unsigned i = sizeof digit;

	do {
		digit[--i] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0 || sizeof digit - i < width);
	put(digit + i, sizeof digit - i);
}

void
put_money(int64_t cents)
{
	uint64_t n = cents < 0 ? (uint64_t)-cents : (uint64_t)cents;

	if (cents < 0)
		puts_("-");
	put_number(n / 100, 1);
	puts_(".");
	put_number(n % 100, 2);
}

void
comma(void)
{
	puts_(quoted ? "\",\"" : ",");
}

void
row_begin(void)
{
	if (used > sizeof text - 1024)
		flush();
	if (quoted)
		puts_("\"");
}

void
row_end(void)
{
	if (quoted)
		puts_("\"");
	puts_(crlf ? "\r\n" : "\n");
}

void
put_customer(uint32_t customer)
{
	puts_("C");
	put_number(customer, 6);
}
