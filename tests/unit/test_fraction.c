/*
 * Fractions: sums rounded and compared to the last digit, and reduced.
 *
 * With an argument it is a filter for tests/oracle/property-fraction: a line
 *
 *	round PLACES away|even N/D ...
 *	compare PLACES N N/D ...
 *	reduce N/D
 *	months FROM TO
 *	back DAY N
 *	period month|quarter|year|all FROM TO
 *
 * gives what comes of it; days are day numbers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "value/fraction.h"
#include "value/period.h"

#define MOST 2000

static int128
read_int(const char *text)
{
	uint128 n = 0;
	bool minus = *text == '-';

	for (text += minus; *text >= '0' && *text <= '9'; text++)
		n = n * 10 + (uint8_t)(*text - '0');
	return (int128)(minus ? -n : n);
}

static struct fraction
read_fraction(const char *text)
{
	const char *slash = strchr(text, '/');

	return (struct fraction){
	    read_int(text), slash != NULL ? read_int(slash + 1) : 1};
}

/* As words with spaces between; they are cut apart in place. */
static size_t
read_sum(char *words, struct fraction *f)
{
	size_t n = 0;

	for (char *w = strtok(words, " "); w != NULL; w = strtok(NULL, " ")) {
		assert_true(n < MOST);
		f[n++] = read_fraction(w);
	}
	return n;
}

static void
print_int(char *to, int128 n)
{
	char room[MONEY_CHARS];

	memcpy(to, room, money_format(room, n, 0) + 1);
}

/* What fraction_round gives, as an integer, or "!". */
static void
rounded(char *to, int places, enum money_rounding how, const char *sum)
{
	static struct fraction f[MOST];
	char *words = strdup(sum);
	int128 out = 4711;

	if (fraction_round(f, read_sum(words, f), places, how, &out))
		print_int(to, out);
	else
		memcpy(to, out == 4711 ? "!" : "?", 2);
	free(words);
}

static void
rounds(int places, enum money_rounding how, const char *sum, const char *want)
{
	char got[MONEY_CHARS];

	rounded(got, places, how, sum);
	if (strcmp(got, want) != 0)
		fail_msg("%s to %d: %s, not %s", sum, places, got, want);
}

static void
both(int places, const char *sum, const char *want)
{
	rounds(places, ROUND_HALF_AWAY, sum, want);
	rounds(places, ROUND_HALF_EVEN, sum, want);
}

static int
compared(const char *sum, int places, int64_t n)
{
	static struct fraction f[MOST];
	char *words = strdup(sum);
	int is = fraction_compare(
	    f, read_sum(words, f), (struct decimal){n, (uint8_t)places});

	free(words);
	return is;
}

static void
one(void **state)
{
	(void)state;
	both(0, "", "0");
	both(2, "1/3", "33");
	both(2, "2/3", "67");
	both(2, "-2/3", "-67");
	both(18, "1/7", "142857142857142857");
	both(9, "5", "5000000000");
	rounds(0, ROUND_HALF_AWAY, "1/2", "1");
	rounds(0, ROUND_HALF_EVEN, "1/2", "0");
	rounds(0, ROUND_HALF_AWAY, "-1/2", "-1");
	rounds(0, ROUND_HALF_EVEN, "-1/2", "0");
	rounds(0, ROUND_HALF_EVEN, "3/2", "2");
	rounds(2, ROUND_HALF_AWAY, "-1/200", "-1");
	rounds(2, ROUND_HALF_EVEN, "-3/200", "-2");
}

static void
several(void **state)
{
	(void)state;
	both(2, "1/3 1/3 1/3", "100");
	both(2, "1/3 -1/3", "0");
	both(4, "1/3 1/7 1/11", "5671");  /* 131/231 = 0.56709... */
	both(2, "1/3 -1/7 -1/11", "10");  /* 23/231 = 0.0995... */
	both(0, "-1/3 -1/7 -1/11", "-1"); /* -0.567 */
	both(18, "1/2 1/4 1/8", "875000000000000000");
	/* Ties of fractions that go on for ever, each by itself. */
	rounds(0, ROUND_HALF_AWAY, "1/3 1/6", "1");
	rounds(0, ROUND_HALF_EVEN, "1/3 1/6", "0");
	rounds(0, ROUND_HALF_AWAY, "-1/3 -1/6", "-1");
	rounds(0, ROUND_HALF_EVEN, "-1/3 -1/6", "0");
	rounds(0, ROUND_HALF_EVEN, "-4/3 -1/6", "-2");
	rounds(0, ROUND_HALF_EVEN, "4/3 1/6", "2");
	rounds(1, ROUND_HALF_AWAY, "1/7 1/14 -1/14 -1/7 1/20", "1");
	rounds(1, ROUND_HALF_EVEN, "1/7 1/14 -1/14 -1/7 1/20", "0");
	/* 1/12 + 1/15 + 1/10 is 0.25. */
	rounds(1, ROUND_HALF_AWAY, "1/12 1/15 1/10", "3");
	rounds(1, ROUND_HALF_EVEN, "1/12 1/15 1/10", "2");
}

#define P61   "2305843009213693951"                   /* 2^61 - 1, a prime */
#define D122  "5316911983139663491615228241121378303" /* 2^122 - 1 */
#define BELOW "5316911983139663491615228241121378302"
#define D121  "2658455991569831745807614120560689151" /* half of it, less */
#define D119  "664613997892457936451903530140172287"  /* 2^119 - 1 */

static void
near_ties(void **state)
{
	(void)state;
	/* A half, less and more than it by the least there is. */
	both(0, D121 "/" D122, "0");
	both(0, "-" D121 "/" D122, "0");
	both(0, D121 "/" D122 " 1/" D122, "1");
	rounds(0, ROUND_HALF_EVEN, D121 "/" D122 " 1/3 -1/3", "0");
	/* 1/2 + 1/P - 1/(P+1): more by 1/P(P+1), near 2^-122. */
	both(0, "1/2 1/" P61 " -1/2305843009213693952", "1");
	both(0, "1/2 -1/" P61 " 1/2305843009213693952", "0");
	/* The same near 2^-244. */
	both(0, "1/2 1/" BELOW " -1/" D122, "1");
	both(0, "1/2 -1/" BELOW " 1/" D122, "0");
	both(0, "-1/2 -1/" BELOW " 1/" D122, "-1");
	both(0, "-1/2 1/" BELOW " -1/" D122, "0");
	/* An exact one, of rests that never end. */
	rounds(0, ROUND_HALF_EVEN,
	    "1/2 1/" D122 " 1/" D119 " -1/" D122 " -1/" D119, "0");
	rounds(0, ROUND_HALF_AWAY,
	    "1/2 1/" D122 " 1/" D119 " -1/" D122 " -1/" D119, "1");
}

#define TOP   "170141183460469231731687303715884105727" /* 2^127 - 1 */
#define RANGE "85070591730234615865843651857942052864"  /* 2^126 */
#define ABOVE "85070591730234615865843651857942052865"

static void
range(void **state)
{
	(void)state;
	both(0, RANGE, RANGE);
	both(0, "-" RANGE, "-" RANGE);
	both(0, ABOVE, "!");
	both(0, "-" ABOVE, "!");
	both(0, RANGE " 1/3", RANGE);
	both(0, RANGE " 2/3", "!");
	both(0, "-" RANGE " -2/3", "!");
	both(0, "-" RANGE " -1/3", "-" RANGE);
	both(1, RANGE, "!");
	both(18, TOP "/7", "!");
	both(18, RANGE " 1/3", "!");
	/* What cancels out needs no room. */
	both(0, TOP " " TOP " -" TOP " -" TOP " 2/3", "1");
	both(0, "-" TOP " -" TOP " " TOP " " TOP " -2/3", "-1");
	both(18, TOP " -" TOP " 1/8", "125000000000000000");
	both(2, TOP " " TOP " " TOP, "!");
	both(2, "-" TOP " -" TOP " -" TOP, "!");
}

static void
comparisons(void **state)
{
	(void)state;
	assert_int_equal(compared("", 0, 0), 0);
	assert_int_equal(compared("", 0, 1), -1);
	assert_int_equal(compared("", 0, -1), 1);
	assert_int_equal(compared("1/3", 9, 333333333), 1);
	assert_int_equal(compared("1/3", 9, 333333334), -1);
	assert_int_equal(compared("-1/3", 9, -333333333), -1);
	assert_int_equal(compared("1/3 1/6", 1, 5), 0);
	assert_int_equal(compared("-1/3 -1/6", 1, -5), 0);
	assert_int_equal(compared("1/3 1/6 1/" D122, 1, 5), 1);
	assert_int_equal(compared("1/3 1/6 -1/" D122, 1, 5), -1);
	assert_int_equal(compared("1/3 2/3", 0, 1), 0);
	assert_int_equal(compared("1/3 2/3 1/4", 2, 125), 0);
	assert_int_equal(compared("-1/3 -2/3 -1/4", 2, -125), 0);
	assert_int_equal(compared("-1/3 -2/3", 2, -99), -1);
	assert_int_equal(compared(TOP " " TOP, 0, INT64_MAX), 1);
	assert_int_equal(compared("-" TOP " -" TOP, 0, -INT64_MAX), -1);
	assert_int_equal(compared("-" TOP, 9, -INT64_MAX), -1);
	assert_int_equal(compared(TOP, 9, -INT64_MAX), 1);
	assert_int_equal(
	    compared(TOP " " TOP " -" TOP " -" TOP " 1/2", 1, 5), 0);
}

/* 1/k(k+1) for k from 1 to n sums to 1 - 1/(n+1). */
static void
many(void **state)
{
	static struct fraction f[MOST];
	int128 out;

	(void)state;
	for (int k = 1; k < MOST; k++)
		f[k] = (struct fraction){1, (int128)k * (k + 1)};
	f[0] = (struct fraction){1, MOST};
	assert_int_equal(fraction_compare(f, MOST, (struct decimal){1, 0}), 0);
	f[0].n = -1; /* 1 - 2/2000 is 0.999 */
	assert_int_equal(
	    fraction_compare(f, MOST, (struct decimal){999, 3}), 0);
	assert_true(fraction_round(f, MOST, 18, ROUND_HALF_EVEN, &out));
	assert_true(out == (int128)999000000000000000);
	f[0].n = 0; /* 0.9995, a tie that only the last digits tell */
	assert_true(fraction_round(f, MOST, 3, ROUND_HALF_EVEN, &out));
	assert_true(out == 1000);
	f[0] = (struct fraction){-1, MOST};
	assert_true(fraction_round(f, MOST, 2, ROUND_HALF_EVEN, &out));
	assert_true(out == 100);
}

static void
reduces(const char *from, const char *n, const char *d)
{
	struct fraction f = fraction_reduce(read_fraction(from));

	assert_true(f.n == read_int(n) && f.d == read_int(d));
}

static void
reduced(void **state)
{
	(void)state;
	reduces("0/7", "0", "1");
	reduces("42/28", "3", "2");
	reduces("-42/28", "-3", "2");
	reduces("46/31", "46", "31");
	reduces("-28/7", "-4", "1");
	reduces(D122 "/" P61, "2305843009213693953", "1");
	reduces("-" TOP "/" D122, "-" TOP, D122);
	reduces("-170141183460469231731687303715884105728/4",
	    "-42535295865117307932921825928971026432", "1");
}

static void
filter_period(char *words, char *to)
{
	static const char *const kinds[] = {"month", "quarter", "year", "all"};
	enum period_kind kind = PERIOD_MONTH;
	struct period p;
	int from, last;
	char name[8];

	assert_int_equal(sscanf(words, "%7s %d %d", name, &from, &last), 3);
	while (strcmp(name, kinds[kind]) != 0)
		kind++;
	p = period_at(kind, from, last);
	sprintf(to, "%d %d %d", period_first(kind, from), p.from, p.to);
}

static void
filter_line(char *line, char *to)
{
	char how[8];
	int a, b, at = 0;
	long long n;
	struct fraction f;

	if (sscanf(line, "round %d %7s %n", &a, how, &at) == 2 && at > 0) {
		rounded(to, a, *how == 'a' ? ROUND_HALF_AWAY : ROUND_HALF_EVEN,
		    line + at);
	} else if (sscanf(line, "compare %d %lld %n", &a, &n, &at) == 2) {
		sprintf(to, "%d", compared(line + at, a, n));
	} else if (strncmp(line, "period ", 7) == 0) {
		filter_period(line + 7, to);
	} else if (sscanf(line, "back %d %d", &a, &b) == 2) {
		sprintf(to, "%d", period_back(a, (uint32_t)b));
	} else {
		if (sscanf(line, "months %d %d", &a, &b) == 2)
			f = period_months((struct period){a, b});
		else
			f = fraction_reduce(read_fraction(line + 7));
		print_int(to, f.n);
		strcat(to, "/");
		print_int(to + strlen(to), f.d);
	}
}

static int
filter(void)
{
	char *line = NULL, to[200];
	size_t cap = 0;

	while (getline(&line, &cap, stdin) > 0) {
		line[strcspn(line, "\n")] = '\0';
		filter_line(line, to);
		puts(to);
	}
	free(line);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one),
	    cmocka_unit_test(several),
	    cmocka_unit_test(near_ties),
	    cmocka_unit_test(range),
	    cmocka_unit_test(comparisons),
	    cmocka_unit_test(many),
	    cmocka_unit_test(reduced),
	};

	(void)argv;
	if (argc > 1)
		return filter();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
