#include "value/money.h"

#include "base/word.h"

#define PART_DIGITS 19
#define PART        UINT64_C(10000000000000000000) /* 10 to the 19th */

/* Two digits of each number below 100. */
static const char pairs[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536"
    "37383940414243444546474849505152535455565758596061626364656667686970717273"
    "7475767778798081828384858687888990919293949596979899";

/* Writes n digits of v in front of `end`, zeros before it where needed. */
static char *
digits(char *end, uint64_t v, int n)
{
	for (; v >= 100; n -= 2, v /= 100)
		memcpy(end -= 2, pairs + 2 * (v % 100), 2);
	for (; n > 0 || v > 0; n--, v /= 10)
		*--end = (char)('0' + v % 10);
	return end;
}

/* At least n digits; 128 bits are cut into parts that 64 can divide fast. */
static char *
wide_digits(char *end, uint128 v, int n)
{
	while (v >= PART) {
		end = digits(end, (uint64_t)(v % PART), PART_DIGITS);
		v /= PART;
		n -= PART_DIGITS;
	}
	return digits(end, (uint64_t)v, n);
}

/* The same as an amount: with a point in front of the last `exponent`. */
static char *
amount(char *end, uint64_t v, int exponent)
{
	if (exponent > 0) {
		for (; exponent > 1; exponent -= 2, v /= 100)
			memcpy(end -= 2, pairs + 2 * (v % 100), 2);
		for (; exponent > 0; exponent--, v /= 10)
			*--end = (char)('0' + v % 10);
		*--end = '.';
	}
	return digits(end, v, 1);
}

static char *
wide_amount(char *end, uint128 v, int exponent)
{
	char *p = wide_digits(end, v, exponent + 1);

	if (exponent > 0) {
		memmove(p - 1, p, (size_t)(end - p - exponent));
		p--;
		end[-exponent - 1] = '.';
	}
	return p;
}

size_t
money_format(char *to, int128 minor, int exponent)
{
	char room[MONEY_CHARS], *end = room + sizeof room, *p;
	uint128 v = minor < 0 ? -(uint128)minor : (uint128)minor;
	size_t len;

	p = v < PART ? amount(end, (uint64_t)v, exponent)
		     : wide_amount(end, v, exponent);
	if (minor < 0)
		*--p = '-';
	len = (size_t)(end - p);
	word_copy(to, p, len);
	to[len] = '\0';
	return len;
}

/* As money_round_short. */
int128
money_round_wide(int128 n, int128 d, enum money_rounding how)
{
	int128 whole = n / d, rest = n % d;
	int128 over = rest < 0 ? -rest : rest, lacks = d - over;
	bool tie = how == ROUND_HALF_AWAY || whole % 2 != 0;

	if (over > lacks || (over == lacks && tie))
		whole += rest > 0 ? 1 : -1;
	return whole;
}

int128
money_round(int128 n, int128 d)
{
	return money_round_as(n, d, ROUND_HALF_AWAY);
}
