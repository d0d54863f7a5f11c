#include "rule/subset.h"

#include <assert.h>

#include "base/mem.h"
#include "value/int128.h"

#define WAYS  ((size_t)1 << (SUBSET_MOST / 2)) /* most of a half */
#define BOUND ((int128)1 << 61)

/* A sum, and the choices that make it as digits of a number. */
struct pick {
	int64_t sum;
	uint32_t ways;
};

/* Some of the groups, and the sums of all their choices in rising order. */
struct half {
	size_t group[SUBSET_MOST]; /* in the order of their digits */
	size_t ngroup;
	struct pick *at;
	size_t n;
};

/* How many choices a group has. */
static size_t
radix(const struct subset_group *g)
{
	return g->n + 1 - g->least;
}

/* The sum of the k-th of them. */
static int64_t
sum_of(const struct subset_group *g, size_t k)
{
	return g->least + k > 0 ? g->sums[g->least + k - 1] : 0;
}

static int128
size(int64_t v)
{
	return v < 0 ? -(int128)v : v;
}

/* Whether no sum can leave 64 bits. */
static bool
bounded(const struct subset_group *g, size_t n, int64_t target)
{
	int128 all = 0;
	size_t installments = 0;

	if (n > SUBSET_MOST || size(target) >= BOUND)
		return false;
	for (size_t i = 0; i < n; i++) {
		int128 most = 0;

		assert(g[i].least <= g[i].n);
		if (g[i].n > SUBSET_MOST - installments)
			return false;
		installments += g[i].n;
		for (size_t k = 0; k < g[i].n; k++)
			if (most < size(g[i].sums[k]))
				most = size(g[i].sums[k]);
		all += most;
	}
	return all < BOUND;
}

/*
 * Deals the groups out, those of many choices first, each to the half that
 * has fewer: of 2^40 choices each gets 2^20, and never more.
 */
static void
deal(const struct subset_group *g, size_t n, struct half half[2])
{
	half[0].n = half[1].n = 1;
	half[0].ngroup = half[1].ngroup = 0;
	for (size_t many = SUBSET_MOST + 1; many > 0; many--)
		for (size_t i = 0; i < n; i++) {
			struct half *h = &half[half[1].n < half[0].n];

			if (radix(&g[i]) != many)
				continue;
			h->group[h->ngroup++] = i;
			h->n *= many;
		}
}

/* The sorted sums of `base`, each with every choice of g: `radix` sorted lists
   are merged, of equals the lowest choice first. */
static void
spread(const struct subset_group *g, const struct pick *base, size_t n,
    struct pick *to)
{
	size_t many = radix(g), next[SUBSET_MOST + 1] = {0};

	for (size_t i = 0; i < n * many; i++) {
		size_t best = many;
		int64_t least = 0;

		for (size_t k = 0; k < many; k++) {
			int64_t sum;

			if (next[k] == n)
				continue;
			sum = base[next[k]].sum + sum_of(g, k);
			if (best == many || sum < least) {
				best = k;
				least = sum;
			}
		}
		to[i].sum = least;
		to[i].ways = base[next[best]++].ways + (uint32_t)(best * n);
	}
}

/* Fills the half's sums; `spare` has room for as many. */
static void
half_fill(const struct subset_group *g, struct half *h, struct pick **spare)
{
	size_t n = 1;

	h->at[0] = (struct pick){0, 0};
	for (size_t i = 0; i < h->ngroup; i++) {
		const struct subset_group *group = &g[h->group[i]];
		struct pick *filled = *spare;

		spread(group, h->at, n, filled);
		n *= radix(group);
		*spare = h->at;
		h->at = filled;
	}
}

/* Writes the choices that a pick stands for. */
static void
half_tell(const struct subset_group *g, const struct half *h, uint32_t ways,
    size_t *choice)
{
	for (size_t i = 0; i < h->ngroup; i++) {
		const struct subset_group *group = &g[h->group[i]];
		uint32_t many = (uint32_t)radix(group);

		choice[h->group[i]] = group->least + ways % many;
		ways /= many;
	}
}

/* Walks up one half and down the other, past sums that are `target`. */
static void
meet(const struct subset_group *g, const struct half half[2], int64_t target,
    struct subset_result *r)
{
	const struct pick *a = half[0].at, *b = half[1].at;
	size_t i = 0, k = half[1].n;

	while (i < half[0].n && k > 0 && r->found < 2) {
		int64_t sum = a[i].sum + b[k - 1].sum;

		if (sum == target) {
			size_t *choice = r->found++ ? r->second : r->choice;

			half_tell(g, &half[0], a[i].ways, choice);
			half_tell(g, &half[1], b[k - 1].ways, choice);
		}
		/* Past equals of b first, and then on to the equals of a. */
		if (sum > target ||
		    (sum == target && k > 1 && b[k - 2].sum == b[k - 1].sum))
			k--;
		else
			i++;
	}
}

/* How many sums of both halves lie within from..to. */
static int64_t
count(const struct half half[2], int64_t from, int64_t to)
{
	const struct pick *a = half[0].at, *b = half[1].at;
	size_t low = half[1].n, high = half[1].n;
	int64_t n = 0;

	for (size_t i = 0; i < half[0].n; i++) {
		while (high > 0 && a[i].sum + b[high - 1].sum > to)
			high--;
		while (low > 0 && a[i].sum + b[low - 1].sum >= from)
			low--;
		n += (int64_t)(high - low);
	}
	return n;
}

/* Whether all groups may be left out: that is no way, but has a sum, 0. */
static bool
may_be_empty(const struct subset_group *g, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (g[i].least > 0)
			return false;
	return true;
}

bool
subset_find(const struct subset_group *g, size_t n, int64_t target,
    struct subset_result *r)
{
	struct half half[2];
	struct pick *room, *spare;
	size_t most;
	int64_t w = (int64_t)(size(target) / 100);

	assert(target != 0);
	if (!bounded(g, n, target))
		return false;
	deal(g, n, half);
	most = half[0].n > half[1].n ? half[0].n : half[1].n;
	assert(most <= WAYS);
	room = spare = mem_room(3 * most * sizeof *room);
	half[0].at = room + most;
	half[1].at = room + 2 * most;
	half_fill(g, &half[0], &spare);
	half_fill(g, &half[1], &spare);
	*r = (struct subset_result){.found = 0};
	meet(g, half, target, r);
	w = w > 0 ? w : 1;
	r->window = 2 * w + 1;
	r->near = count(half, target - w, target + w);
	if (size(target) <= w && may_be_empty(g, n))
		r->near--;
	mem_free(room);
	return true;
}
