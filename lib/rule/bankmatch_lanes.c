/* Lanes, and what is left in them: a tree of counts (Fenwick). */
#include <stdlib.h>

#include "base/search.h"
#include "rule/bankmatch_in.h"

static int
compare_lanes(const struct lane_key *a, const struct lane_key *b)
{
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->amount != b->amount)
		return a->amount < b->amount ? -1 : 1;
	return (a->name > b->name) - (a->name < b->name);
}

static int
compare_runs(const struct lane_key *a, const struct lane_key *b)
{
	if (a->side != b->side)
		return a->side - b->side;
	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return (a->who > b->who) - (a->who < b->who);
}

static int
compare_keys(const void *x, const void *y)
{
	const struct lane_key *a = x, *b = y;
	int c = compare_lanes(a, b);

	c = c != 0 ? c : compare_runs(a, b);
	if (c == 0 && a->twin != b->twin)
		c = a->twin < b->twin ? -1 : 1;
	return c != 0 ? c : (a->line > b->line) - (a->line < b->line);
}

static void
begin_lane(struct lanes *l, const struct lane_key *k, uint32_t slot)
{
	l->lane[l->nlane++] =
	    (struct lane){slot, slot, slot, k->unit, k->name, k->amount};
}

/* Slots, lanes and runs of sorted keys. */
static void
fill(struct lanes *l, const struct lane_key *keys)
{
	for (uint32_t i = 0; i < l->n; i++) {
		const struct lane_key *k = &keys[i];
		bool lane = i == 0 || compare_lanes(k - 1, k) != 0;
		bool run = lane || compare_runs(k - 1, k) != 0;

		if (lane)
			begin_lane(l, k, i);
		if (run)
			l->run[l->nrun++] = (struct run){i, i};
		l->ntwins += run || k[-1].twin != k->twin;
		l->run[l->nrun - 1].to = i + 1;
		l->lane[l->nlane - 1].to = i + 1;
		if (!k->side)
			l->lane[l->nlane - 1].mid = i + 1;
		l->at[i] = (struct slot){
		    k->row, l->nlane - 1, l->nrun - 1, l->ntwins - 1, k->date};
		*k->place = i;
	}
}

void
lanes_open(struct lanes *l, struct lane_key *keys, size_t n)
{
	*l = (struct lanes){.n = (uint32_t)n};
	l->at = mem_array(n, sizeof *l->at);
	l->lane = mem_array(n, sizeof *l->lane);
	l->run = mem_array(n, sizeof *l->run);
	l->tree = mem_array(n + 1, sizeof *l->tree);
	if (n > 0)
		qsort(keys, n, sizeof *keys, compare_keys);
	fill(l, keys);
	for (uint32_t i = 1; i <= n; i++)
		l->tree[i] = i & -i;
}

void
lanes_close(struct lanes *l)
{
	mem_free(l->at);
	mem_free(l->lane);
	mem_free(l->run);
	mem_free(l->tree);
}

static int
compare_found(const void *x, const void *y)
{
	const struct lane *a = x, *b = y;

	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->amount != b->amount)
		return a->amount < b->amount ? -1 : 1;
	return (a->name > b->name) - (a->name < b->name);
}

const struct lane *
lanes_find(const struct lanes *l, uint32_t unit, int64_t amount, uint32_t name)
{
	const struct lane key = {.unit = unit, .amount = amount, .name = name};

	return bsearch(&key, l->lane, l->nlane, sizeof *l->lane, compare_found);
}

void
lanes_take(struct lanes *l, uint32_t slot)
{
	for (uint32_t i = slot + 1; i <= l->n; i += i & -i)
		l->tree[i]--;
}

uint32_t
lanes_rank(const struct lanes *l, uint32_t slot)
{
	uint32_t n = 0;

	for (uint32_t i = slot; i > 0; i -= i & -i)
		n += l->tree[i];
	return n;
}

uint32_t
lanes_count(const struct lanes *l, uint32_t from, uint32_t to)
{
	return from < to ? lanes_rank(l, to) - lanes_rank(l, from) : 0;
}

uint32_t
lanes_nth(const struct lanes *l, uint32_t rank)
{
	uint32_t at = 0, step = 1;

	while (step <= l->n / 2)
		step *= 2;
	for (; step > 0; step /= 2)
		if (at + step <= l->n && l->tree[at + step] <= rank) {
			at += step;
			rank -= l->tree[at];
		}
	return at;
}

static int
compare_dates(const void *key, const void *member)
{
	const int64_t *date = key;
	const struct slot *s = member;

	return (*date > s->date) - (*date < s->date);
}

static uint32_t
first_dated(const struct lanes *l, uint32_t from, uint32_t to, int64_t date)
{
	return from + (uint32_t)search_first(&date, &l->at[from], to - from,
			  sizeof *l->at, compare_dates);
}

struct stretch
lanes_dated(const struct lanes *l, const struct lane *lane, bool side,
    int64_t from, int64_t to)
{
	uint32_t begin = side ? lane->mid : lane->from;
	uint32_t end = side ? lane->to : lane->mid;
	struct stretch s = {first_dated(l, begin, end, from),
	    first_dated(l, begin, end, to + 1), 0};

	s.left = lanes_count(l, s.from, s.to);
	return s;
}
