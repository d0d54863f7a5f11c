/* Which amounts make up a receipt, held against trying all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rule/subset.h"

#define SUMS(...) ((const int64_t[]){__VA_ARGS__})
#define ITEM(...) ITEM_(SUMS(__VA_ARGS__))
#define ITEM_(...)                                                             \
	{                                                                      \
		.sums = __VA_ARGS__, .n = sizeof __VA_ARGS__ / sizeof(int64_t) \
	}

static struct subset_result
find(const struct subset_group *g, size_t n, int64_t target)
{
	struct subset_result r;

	assert_true(subset_find(g, n, target, &r));
	return r;
}

static void
one_way(void **state)
{
	const struct subset_group g[] = {
	    ITEM(100), ITEM(200), ITEM(400), ITEM(800)};
	struct subset_result r = find(g, 4, 1300);

	(void)state;
	assert_int_equal(r.found, 1);
	assert_int_equal(r.choice[0], 1);
	assert_int_equal(r.choice[1], 0);
	assert_int_equal(r.choice[2], 1);
	assert_int_equal(r.choice[3], 1);
	/* 1287 to 1313: the 15 sums are the multiples of 100 to 1500. */
	assert_int_equal(r.near, 1);
	assert_int_equal(r.window, 27);
	assert_int_equal(find(g, 4, 1350).found, 0);
	assert_int_equal(find(g, 4, 1350).near, 0);
	assert_int_equal(find(g, 4, 1600).found, 0);
	assert_int_equal(find(g, 4, -100).found, 0);
}

static void
two_ways(void **state)
{
	const struct subset_group g[] = {
	    ITEM(300), ITEM(100), ITEM(200), ITEM(1000)};
	struct subset_result r = find(g, 4, 1300);

	(void)state;
	assert_int_equal(r.found, 2);
	assert_int_equal(r.near, 2);
	assert_int_not_equal(r.choice[0], r.second[0]);
	assert_int_equal(r.choice[1] + r.second[1], 1);
	assert_int_equal(r.choice[3] + r.second[3], 2);
	assert_int_equal(find(g, 4, 1600).found, 1);
}

/* Of an item in installments, the second is not paid before the first. */
static void
installments(void **state)
{
	const struct subset_group g[] = {ITEM(100, 250, 450), ITEM(30)};
	struct subset_result r = find(g, 2, 280);

	(void)state;
	assert_int_equal(r.found, 1);
	assert_int_equal(r.choice[0], 2);
	assert_int_equal(r.choice[1], 1);
	assert_int_equal(find(g, 2, 200).found, 0);
	assert_int_equal(find(g, 2, 450).choice[0], 3);
}

/* A credit memo that an invoice cancels makes everything ambiguous. */
static void
credits(void **state)
{
	const struct subset_group g[] = {
	    ITEM(500), ITEM(70), ITEM(-120), ITEM(120)};
	struct subset_result r = find(g, 3, 380);

	(void)state;
	assert_int_equal(r.found, 1);
	assert_int_equal(r.choice[1], 0);
	assert_int_equal(r.choice[2], 1);
	assert_int_equal(find(g, 4, 500).found, 2);
	assert_int_equal(find(g, 3, -50).found, 1);
	assert_int_equal(find(g, 3, -120).found, 1);
}

static void
at_least(void **state)
{
	struct subset_group g[] = {ITEM(100, 200), ITEM(200), ITEM(300)};
	struct subset_result r = find(g, 3, 300);

	(void)state;
	assert_int_equal(r.found, 2);
	assert_int_equal(find(g, 3, 200).found, 2);
	g[1].least = 1;
	assert_int_equal(find(g, 3, 200).found, 1);
	r = find(g, 3, 300);
	assert_int_equal(r.found, 1);
	assert_int_equal(r.choice[0], 1);
	assert_int_equal(r.choice[1], 1);
	assert_int_equal(r.near, 1);
	g[0].least = 2;
	r = find(g, 3, 700);
	assert_int_equal(r.found, 1);
	assert_int_equal(r.choice[0], 2);
	assert_int_equal(find(g, 3, 300).found, 0);
}

/* The least amounts have a window of three; nothing at all is not in it. */
static void
small_targets(void **state)
{
	const struct subset_group g[] = {ITEM(1), ITEM(2)};
	struct subset_result r = find(g, 2, 1);

	(void)state;
	assert_int_equal(r.found, 1);
	assert_int_equal(r.window, 3);
	assert_int_equal(r.near, 2);
	assert_int_equal(find(g, 2, -1).near, 0);
	assert_int_equal(find(NULL, 0, 5).found, 0);
	assert_int_equal(find(g, 2, 199).window, 3);
	assert_int_equal(find(g, 2, 200).window, 5);
}

static void
bounds(void **state)
{
	static const int64_t big[] = {INT64_C(1) << 60};
	struct subset_group g[SUBSET_MOST + 1];
	int64_t sums[SUBSET_MOST + 1];
	struct subset_result r = {.found = 7};

	(void)state;
	for (size_t i = 0; i <= SUBSET_MOST; i++) {
		sums[i] = (int64_t)i + 1;
		g[i] = (struct subset_group){.sums = &sums[i], .n = 1};
	}
	assert_false(subset_find(g, SUBSET_MOST + 1, 5, &r));
	g[0] = (struct subset_group){.sums = sums, .n = SUBSET_MOST};
	assert_false(subset_find(g, 2, 5, &r));
	g[0] = (struct subset_group){.sums = big, .n = 1};
	g[1] = g[0];
	assert_true(subset_find(g, 1, big[0], &r));
	assert_int_equal(r.found, 1);
	r.found = 7;
	assert_false(subset_find(g, 2, 5, &r));
	assert_false(subset_find(g, 1, 2 * big[0], &r));
	assert_false(subset_find(g, 1, INT64_MIN, &r));
	assert_int_equal(r.found, 7);
}

/* As many choices as there may be: 40 powers of two are every number. */
static void
the_most(void **state)
{
	struct subset_group g[SUBSET_MOST];
	int64_t sums[SUBSET_MOST], target = INT64_C(0x5a5a5a5a5a);
	struct subset_result r;

	(void)state;
	for (size_t i = 0; i < SUBSET_MOST; i++) {
		sums[i] = INT64_C(1) << i;
		g[i] = (struct subset_group){.sums = &sums[i], .n = 1};
	}
	r = find(g, SUBSET_MOST, target);
	assert_int_equal(r.found, 1);
	for (size_t i = 0; i < SUBSET_MOST; i++)
		assert_int_equal(r.choice[i], target >> i & 1);
	assert_int_equal(r.near, r.window);
	/* One item in 40 installments, and all zero. */
	for (size_t i = 0; i < SUBSET_MOST; i++)
		sums[i] = 10 * ((int64_t)i + 1);
	g[0].n = SUBSET_MOST;
	assert_int_equal(find(g, 1, 390).choice[0], 39);
	memset(sums, 0, sizeof sums);
	g[0].n = 1;
	assert_int_equal(find(g, SUBSET_MOST, 1).found, 0);
	assert_int_equal(
	    find(g, SUBSET_MOST, 1).near, (INT64_C(1) << SUBSET_MOST) - 1);
}

/* All choices, tried one by one. */
struct brute {
	int64_t target, ways, near;
};

static void
brute_try(const struct subset_group *g, size_t n, int64_t sum, bool some,
    struct brute *b)
{
	int64_t w = llabs(b->target) / 100;

	if (n > 0) {
		for (size_t k = g->least; k <= g->n; k++)
			brute_try(g + 1, n - 1,
			    sum + (k > 0 ? g->sums[k - 1] : 0), some || k > 0,
			    b);
		return;
	}
	if (w == 0)
		w = 1;
	b->ways += some && sum == b->target;
	b->near += some && llabs(sum - b->target) <= w;
}

static uint32_t seed = 4711;

static uint32_t
draw(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)seed * n >> 32);
}

struct books {
	struct subset_group g[12];
	int64_t sums[12];
	size_t n;
};

/* At most 12 installments of amounts to `most`; some items are credits. */
static void
books_draw(struct books *k, uint32_t most)
{
	size_t used = 0, want = 1 + draw(12);

	k->n = 0;
	while (used < want) {
		struct subset_group *g = &k->g[k->n++];
		int64_t sum = 0;

		*g = (struct subset_group){.sums = &k->sums[used],
		    .n = 1 + (draw(3) == 0 ? draw(3) : 0)};
		if (g->n > want - used)
			g->n = want - used;
		g->least = draw(8) == 0;
		for (size_t i = 0; i < g->n; i++)
			k->sums[used++] = sum += 1 + draw(most);
		if (g->n == 1 && draw(5) == 0)
			k->sums[used - 1] *= -1;
	}
}

static int64_t
total(const struct books *k, const size_t *choice, bool *fewer)
{
	int64_t sum = 0;

	for (size_t i = 0; i < k->n; i++) {
		assert_true(choice[i] <= k->g[i].n);
		*fewer = *fewer || choice[i] < k->g[i].least;
		sum += choice[i] > 0 ? k->g[i].sums[choice[i] - 1] : 0;
	}
	return sum;
}

static void
like_brute_force(void **state)
{
	static const uint32_t most[] = {5, 30, 1000, 100000};
	int seen[3] = {0};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct books k;
		struct subset_result r;
		struct brute b = {0};
		bool fewer = false;
		size_t some[12];

		books_draw(&k, most[i % 4]);
		for (size_t j = 0; j < k.n; j++)
			some[j] = draw((uint32_t)k.g[j].n + 1);
		b.target =
		    total(&k, some, &fewer) + (draw(4) == 0 ? draw(9) : 0);
		if (b.target == 0)
			b.target = 1 + draw(20);
		brute_try(k.g, k.n, 0, false, &b);
		r = find(k.g, k.n, b.target);
		assert_int_equal(r.found, b.ways < 2 ? b.ways : 2);
		assert_int_equal(r.near, b.near);
		seen[r.found]++;
		fewer = false;
		if (r.found > 0)
			assert_int_equal(total(&k, r.choice, &fewer), b.target);
		if (r.found > 1) {
			assert_int_equal(total(&k, r.second, &fewer), b.target);
			assert_memory_not_equal(
			    r.choice, r.second, k.n * sizeof *r.choice);
		}
		assert_false(fewer);
	}
	for (int i = 0; i < 3; i++)
		assert_true(seen[i] > 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_way),
	    cmocka_unit_test(two_ways),
	    cmocka_unit_test(installments),
	    cmocka_unit_test(credits),
	    cmocka_unit_test(at_least),
	    cmocka_unit_test(small_targets),
	    cmocka_unit_test(bounds),
	    cmocka_unit_test(the_most),
	    cmocka_unit_test(like_brute_force),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
