/*
 * Deposits: all of a day, or of a batch, that the other side has as one
 * amount within the window.
 */
#include <stdlib.h>

#include "rule/bankmatch_in.h"

/* A row in its group to be. */
struct member {
	uint32_t unit, part, row; /* part: the batch, or the sign */
	int32_t date;
	bool side;
};

static int
compare_groups(const struct member *a, const struct member *b)
{
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->side != b->side)
		return a->side - b->side;
	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return (a->part > b->part) - (a->part < b->part);
}

static int
compare_members(const void *x, const void *y)
{
	const struct member *a = x, *b = y;
	int c = compare_groups(a, b);

	return c != 0 ? c : (a->row > b->row) - (a->row < b->row);
}

static void
fill(struct bankmatch *m, enum group_kind kind, const struct member *at,
    size_t n)
{
	struct groups *g = &m->groups[kind];

	g->at = mem_array(n, sizeof *g->at);
	g->member = mem_array(n, sizeof *g->member);
	for (uint32_t i = 0; i < n; i++) {
		struct row *r = &m->row[at[i].row];
		struct group *group;

		if (i == 0 || compare_groups(&at[i - 1], &at[i]) != 0)
			g->at[g->n++] = (struct group){.from = i};
		group = &g->at[g->n - 1];
		group->to = i + 1;
		group->sum += r->e->amount;
		group->left++;
		g->member[i] = at[i].row;
		r->group[kind] = g->n - 1;
	}
}

void
bankmatch_group(struct bankmatch *m)
{
	struct member *at = mem_array(m->n, sizeof *at);

	for (enum group_kind kind = GROUP_BATCH; kind <= GROUP_DAY; kind++) {
		size_t n = 0;

		for (uint32_t i = 0; i < m->n; i++) {
			const struct bank_entry *e = m->row[i].e;

			if (kind == GROUP_BATCH && e->batch == RECON_NONE)
				continue;
			at[n++] = (struct member){e->unit,
			    kind == GROUP_BATCH ? e->batch : e->amount < 0, i,
			    e->date, m->row[i].side};
		}
		if (n > 0)
			qsort(at, n, sizeof *at, compare_members);
		fill(m, kind, at, n);
	}
	mem_free(at);
}

/* The only row that a group comes to, and which could not be a single one. */
static uint32_t
target_of(
    const struct bankmatch *m, const struct groups *all, const struct group *g)
{
	const struct row *first = &m->row[all->member[g->from]];
	int64_t date = first->e->date;
	const struct lane *lane;
	struct stretch s;
	uint32_t row;

	if (g->left < 2 || g->sum == 0 || g->sum != (int64_t)g->sum)
		return RECON_NONE;
	lane = lanes_find(&m->amounts, first->e->unit, (int64_t)g->sum, 0);
	if (lane == NULL)
		return RECON_NONE;
	s = lanes_dated(&m->amounts, lane, !first->side, date - m->in->window,
	    date + m->in->window);
	if (s.left != 1)
		return RECON_NONE;
	row = m->amounts
		  .at[lanes_nth(&m->amounts, lanes_rank(&m->amounts, s.from))]
		  .row;
	return bankmatch_rivals(m, row) == 0 ? row : RECON_NONE;
}

/* All rows that the deposit is about, one more time each. */
static void
claim(const struct groups *all, const struct group *g, uint8_t *claims)
{
	if (claims[g->target] < 2)
		claims[g->target]++;
	for (uint32_t i = g->from; i < g->to; i++)
		if (claims[all->member[i]] < 2)
			claims[all->member[i]]++;
}

static bool
is_claimed_once(
    const struct groups *all, const struct group *g, const uint8_t *claims)
{
	for (uint32_t i = g->from; i < g->to; i++)
		if (claims[all->member[i]] > 1)
			return false;
	return claims[g->target] == 1;
}

static void
tell(struct bankmatch *m, const struct groups *all, const struct group *g)
{
	bankmatch_put(m, g->target);
	for (uint32_t i = g->from; i < g->to; i++)
		if (!m->row[all->member[i]].gone)
			bankmatch_put(m, all->member[i]);
	bankmatch_tell(m, RECON_MATCHED, BANK_BY_DEPOSIT, 0);
}

bool
bankmatch_deposits(struct bankmatch *m, enum group_kind kind)
{
	struct groups *all = &m->groups[kind];
	uint8_t *claims = mem_array(m->n, sizeof *claims);
	bool any = false;

	for (uint32_t i = 0; i < all->n; i++) {
		struct group *g = &all->at[i];

		g->target = target_of(m, all, g);
		if (g->target != RECON_NONE)
			claim(all, g, claims);
	}
	for (uint32_t i = 0; i < all->n; i++)
		if (all->at[i].target != RECON_NONE &&
		    is_claimed_once(all, &all->at[i], claims)) {
			tell(m, all, &all->at[i]);
			any = true;
		}
	mem_free(claims);
	return any;
}
