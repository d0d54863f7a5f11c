/* Decimals: what is read and written, and products to the last digit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "value/decimal.h"

static const struct money_style german = {',', '.', MONEY_TRAILING, false};
static const struct money_style paren = {'.', ',', MONEY_PAREN, true};

struct reading {
	const char *text;
	const struct money_style *style;
	int64_t n;
	uint8_t places;
	enum money_fault fault;
	const char *back; /* NULL: the text itself */
};

static const struct reading readings[] = {
    {"0", &money_plain, 0, 0, MONEY_OK, NULL},
    {"-0.00", &money_plain, 0, 0, MONEY_OK, "0"},
    {"5", &money_plain, 5, 0, MONEY_OK, NULL},
    {"100", &money_plain, 100, 0, MONEY_OK, NULL},
    {"2.5", &money_plain, 25, 1, MONEY_OK, NULL},
    {"2.50", &money_plain, 25, 1, MONEY_OK, "2.5"},
    {"-2.500000000000000", &money_plain, -25, 1, MONEY_OK, "-2.5"},
    {".5", &money_plain, 5, 1, MONEY_OK, "0.5"},
    {"-.50", &money_plain, -5, 1, MONEY_OK, "-0.5"},
    {"12345678", &money_plain, 12345678, 0, MONEY_OK, NULL},
    {"-12345678", &money_plain, -12345678, 0, MONEY_OK, NULL},
    {"123456789", &money_plain, 123456789, 0, MONEY_OK, NULL},
    {"1234.567", &money_plain, 1234567, 3, MONEY_OK, NULL},
    {"12345.678", &money_plain, 12345678, 3, MONEY_OK, NULL},
    {".1234567", &money_plain, 1234567, 7, MONEY_OK, "0.1234567"},
    {"0012.500", &money_plain, 125, 1, MONEY_OK, "12.5"},
    {"1234500.", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"12..5678", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"1234567x", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"1/5", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"-", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"1.2345", &german, 12345, 0, MONEY_BAD, NULL},
    {"0.05", &money_plain, 5, 2, MONEY_OK, NULL},
    {"-0.05", &money_plain, -5, 2, MONEY_OK, NULL},
    {"10.000", &money_plain, 10, 0, MONEY_OK, "10"},
    {"0.000000001", &money_plain, 1, 9, MONEY_OK, NULL},
    {"0.0000000010", &money_plain, 1, 9, MONEY_OK, "0.000000001"},
    {"1.000000001", &money_plain, 1000000001, 9, MONEY_OK, NULL},
    {"0.0000000001", &money_plain, 0, 0, MONEY_DECIMALS, NULL},
    {"1.00000000050", &money_plain, 0, 0, MONEY_DECIMALS, NULL},
    {"123456789012.5", &money_plain, 1234567890125, 1, MONEY_OK, NULL},
    {"123456789012.500000000", &money_plain, 1234567890125, 1, MONEY_OK,
	"123456789012.5"},
    {"9223372036854775807", &money_plain, INT64_MAX, 0, MONEY_OK, NULL},
    {"9223372036854775807.00", &money_plain, INT64_MAX, 0, MONEY_OK,
	"9223372036854775807"},
    {"-9223372036.854775807", &money_plain, -INT64_MAX, 9, MONEY_OK, NULL},
    {"9223372036.854775808", &money_plain, 0, 0, MONEY_RANGE, NULL},
    {"9223372036854775808", &money_plain, 0, 0, MONEY_RANGE, NULL},
    {"922337203685477580.75", &money_plain, 0, 0, MONEY_RANGE, NULL},
    {"1.234,50", &german, 12345, 1, MONEY_OK, "1234.5"},
    {"1.234,50-", &german, -12345, 1, MONEY_OK, "-1234.5"},
    {"1.234", &german, 1234, 0, MONEY_OK, "1234"},
    {"0,125", &german, 125, 3, MONEY_OK, "0.125"},
    {"($1,234.250)", &paren, -123425, 2, MONEY_OK, "-1234.25"},
    {"", &money_plain, 0, 0, MONEY_BAD, NULL},
    {".", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"5.", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"5.x", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"5.5x", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"x.5", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"1.2.3", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"1e3", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"+5", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"5 ", &money_plain, 0, 0, MONEY_BAD, NULL},
    {"--", &money_plain, 0, 0, MONEY_BAD, NULL},
};

static void
check(const struct reading *r)
{
	struct decimal d = {4711, 7};
	enum money_fault fault = decimal_parse(span_of(r->text), r->style, &d);
	const char *want = r->back != NULL ? r->back : r->text;
	char back[MONEY_CHARS];

	if (fault != r->fault)
		fail_msg("'%s' gives fault %d", r->text, (int)fault);
	if (fault != MONEY_OK) {
		assert_true(d.n == 4711 && d.places == 7);
		return;
	}
	if (d.n != r->n || d.places != r->places)
		fail_msg("'%s' gives %lld / 10^%u", r->text, (long long)d.n,
		    d.places);
	assert_int_equal(decimal_format(back, d), strlen(want));
	assert_string_equal(back, want);
}

static void
texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
		check(&readings[i]);
}

/* A struct made by hand may have more places than it needs. */
static void
formats(void **state)
{
	char to[MONEY_CHARS];

	(void)state;
	assert_int_equal(decimal_format(to, (struct decimal){0, 9}), 1);
	assert_string_equal(to, "0");
	decimal_format(to, (struct decimal){1200, 2});
	assert_string_equal(to, "12");
	decimal_format(to, (struct decimal){INT64_MIN, 9});
	assert_string_equal(to, "-9223372036.854775808");
}

static int
compared(const char *a, const char *b)
{
	struct decimal x, y;

	assert_int_equal(decimal_parse(span_of(a), &money_plain, &x), MONEY_OK);
	assert_int_equal(decimal_parse(span_of(b), &money_plain, &y), MONEY_OK);
	assert_int_equal(decimal_compare(y, x), -decimal_compare(x, y));
	return decimal_compare(x, y);
}

static void
order(void **state)
{
	(void)state;
	assert_int_equal(compared("2.5", "2.50"), 0);
	assert_int_equal(compared("0", "-0.0"), 0);
	assert_int_equal(compared("0.1", "0.09"), 1);
	assert_int_equal(compared("-0.1", "-0.09"), -1);
	assert_int_equal(compared("9", "10.5"), -1);
	assert_int_equal(
	    compared("9223372036854775807", "9223372036.854775807"), 1);
	assert_int_equal(
	    compared("-9223372036854775807", "-9223372036.854775807"), -1);
	assert_int_equal(
	    decimal_compare((struct decimal){250, 2}, (struct decimal){25, 1}),
	    0);
}

/* The product of up to three texts, as text; "beyond" when there is none. */
static const char *
product(const char *a, const char *b, const char *c, int exponent,
    enum money_rounding how)
{
	static char to[MONEY_CHARS];
	const char *text[] = {a, b, c};
	struct decimal f[3];
	int64_t minor = 4711;
	size_t n = 0;

	for (; n < 3 && text[n] != NULL; n++)
		assert_int_equal(
		    decimal_parse(span_of(text[n]), &money_plain, &f[n]),
		    MONEY_OK);
	if (!decimal_product(f, n, exponent, how, &minor)) {
		assert_int_equal(minor, 4711);
		return "beyond";
	}
	money_format(to, minor, exponent);
	return to;
}

#define PRODUCT(a, b, c, exponent, away, even)                                 \
	do {                                                                   \
		assert_string_equal(                                           \
		    product(a, b, c, exponent, ROUND_HALF_AWAY), away);        \
		assert_string_equal(                                           \
		    product(a, b, c, exponent, ROUND_HALF_EVEN), even);        \
	} while (0)

static void
products(void **state)
{
	(void)state;
	PRODUCT(NULL, NULL, NULL, 2, "1.00", "1.00");
	PRODUCT("12.5", NULL, NULL, 2, "12.50", "12.50");
	PRODUCT("12.345", NULL, NULL, 2, "12.35", "12.34");
	PRODUCT("12.355", NULL, NULL, 2, "12.36", "12.36");
	PRODUCT("-12.345", NULL, NULL, 2, "-12.35", "-12.34");
	PRODUCT("12.5", NULL, NULL, 0, "13", "12");
	PRODUCT("3", "19.99", NULL, 2, "59.97", "59.97");
	PRODUCT("2.5", "0.33", NULL, 2, "0.83", "0.82"); /* 0.825 */
	PRODUCT("-2.5", "0.33", NULL, 2, "-0.83", "-0.82");
	PRODUCT("1.005", "1", "1", 2, "1.01", "1.00");
	PRODUCT("199.99", "0.5", "0.0825", 2, "8.25", "8.25");
	PRODUCT("0.000000001", "0.000000001", "0.000000001", 9, "0.000000000",
	    "0.000000000");
	PRODUCT("5", "0", "9223372036854775807", 2, "0.00", "0.00");
	/* Beyond 64 bits, and just not. */
	PRODUCT("92233720368547758.07", NULL, NULL, 2, "92233720368547758.07",
	    "92233720368547758.07");
	PRODUCT("92233720368547758.07", NULL, NULL, 3, "beyond", "beyond");
	PRODUCT("9223372036854775807", "-1", "1", 0, "-9223372036854775807",
	    "-9223372036854775807");
	PRODUCT("922337203685477580.7", "10", NULL, 0, "9223372036854775807",
	    "9223372036854775807");
	PRODUCT("922337203685477580.7", "10.1", NULL, 0, "beyond", "beyond");
	PRODUCT("9223372036854775807", "9223372036854775807",
	    "9223372036854775807", 9, "beyond", "beyond");
	PRODUCT("9223372036854775807", "2", "0.5", 0, "9223372036854775807",
	    "9223372036854775807");
}

/* Factors whose n are 2^62, 2^62, and 2^62 or much less; figures from bc(1). */
static void
products_of_192_bits(void **state)
{
	(void)state;
	PRODUCT("4611686018.427387904", "4611686018.427387904",
	    "4611686018.427387904", 0, "beyond", "beyond");
	PRODUCT("4611686018.427387904", "-4611686018.427387904", "0.04611686",
	    0, "-980797142235096887", "-980797142235096887");
	PRODUCT("-4611686018.427387904", "-4611686018.427387904", "0.004611686",
	    1, "98079714223509688.7", "98079714223509688.7");
	PRODUCT("4611686018.427387904", "4611686018.427387904", "0.04611686", 2,
	    "beyond", "beyond");
}

/* A slow product: digits in an array, as on paper, the lowest first. */
#define PAPER 80

static void
paper_times(uint8_t *paper, uint64_t n)
{
	uint8_t sum[PAPER] = {0};

	for (int shift = 0; n > 0; shift++, n /= 10) {
		unsigned digit = (unsigned)(n % 10), carry = 0;

		for (int i = 0; i + shift < PAPER; i++) {
			carry += sum[i + shift] + digit * paper[i];
			sum[i + shift] = (uint8_t)(carry % 10);
			carry /= 10;
		}
	}
	memcpy(paper, sum, PAPER);
}

/* The whole part from digit `from` on, or -1 where 64 bits don't hold it. */
static int128
paper_from(const uint8_t *paper, int from)
{
	int128 v = 0;

	for (int i = PAPER; i-- > from && v <= INT64_MAX;)
		v = v * 10 + (i >= 0 ? paper[i] : 0);
	return v;
}

static bool
paper_rounds_up(
    const uint8_t *paper, int from, bool odd, enum money_rounding how)
{
	bool more = false;

	if (from <= 0)
		return false;
	for (int i = 0; i < from - 1; i++)
		more |= paper[i] > 0;
	if (paper[from - 1] != 5 || more)
		return paper[from - 1] >= 5;
	return how == ROUND_HALF_AWAY || odd;
}

static void
same_as_on_paper(
    const struct decimal *f, size_t n, int exponent, enum money_rounding how)
{
	uint8_t paper[PAPER] = {1};
	int64_t got = 0;
	int cut = -exponent;
	bool negative = false, ok;
	int128 want;

	for (size_t i = 0; i < n; i++) {
		paper_times(paper,
		    f[i].n < 0 ? 0 - (uint64_t)f[i].n : (uint64_t)f[i].n);
		negative ^= f[i].n < 0;
		cut += f[i].places;
	}
	want = paper_from(paper, cut);
	if (want <= INT64_MAX)
		want += paper_rounds_up(paper, cut, want % 2 != 0, how);
	ok = want <= INT64_MAX;
	if (decimal_product(f, n, exponent, how, &got) != ok ||
	    (ok && got != (negative ? -want : want)))
		fail_msg("%lld/%u * %lld/%u * %lld/%u, %d: %lld",
		    (long long)f[0].n, f[0].places, (long long)f[1].n,
		    f[1].places, (long long)f[2].n, f[2].places, exponent,
		    (long long)got);
}

static uint64_t
random_next(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* Of any size; every other one a multiple of 5, so that halves come about. */
static struct decimal
random_decimal(uint64_t *x)
{
	int64_t n = (int64_t)random_next(x) >> random_next(x) % 64;

	if (random_next(x) % 2 == 0)
		n = n / 5 * 5;
	return (struct decimal){n, (uint8_t)(random_next(x) % 10)};
}

static void
random_products(void **state)
{
	uint64_t x = 4711;

	(void)state;
	for (int k = 0; k < 100000; k++) {
		struct decimal f[3];

		for (int i = 0; i < 3; i++)
			f[i] = random_decimal(&x);
		same_as_on_paper(f, (size_t)(k % 4), (int)(x % 10),
		    k % 8 < 4 ? ROUND_HALF_AWAY : ROUND_HALF_EVEN);
	}
}

/* 5^27 * 2^26 k * m / 10^27 is k m / 2: a half, where both are odd. */
static void
halves_of_192_bits(void **state)
{
	const int64_t fives = 7450580596923828125, twos = 67108864;

	(void)state;
	for (int64_t k = 1; k < 40000000000; k = k * 7 + 2)
		for (int64_t m = 100000001; m < 100001000; m++) {
			struct decimal f[3] = {
			    {fives, 9}, {-twos * k, 9}, {m, 9}};

			same_as_on_paper(f, 3, 0, ROUND_HALF_AWAY);
			same_as_on_paper(f, 3, 0, ROUND_HALF_EVEN);
			f[1].n++;
			same_as_on_paper(f, 3, 0, ROUND_HALF_EVEN);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts),
	    cmocka_unit_test(formats),
	    cmocka_unit_test(order),
	    cmocka_unit_test(products),
	    cmocka_unit_test(products_of_192_bits),
	    cmocka_unit_test(random_products),
	    cmocka_unit_test(halves_of_192_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
