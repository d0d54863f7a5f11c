/*
 * Combinations: a row that is the sum of 2 to 12 rows of the other side within
 * its window, where there is one such combination, and too many amounts would
 * not have found one as well (rule/subset).
 */
#include "rule/bankmatch_in.h"
#include "rule/subset.h"

#define FEWEST  2
#define LARGEST 12
#define NEAR    256 /* rows in a window: more are not looked through */

/* The rows that may be a part of the target, in the order of their days. */
struct parts {
	uint32_t row[NEAR];
	int64_t amount[NEAR];
	size_t n;
};

/* Leaves out what is larger than the target, and all of the other sign could
   not make good. */
static void
leave_out(struct parts *p, int64_t target)
{
	int128 t = target, all[2] = {0, 0};
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		all[p->amount[i] < 0] += p->amount[i];
	if (t > 0 ? all[0] < t : all[1] > t)
		p->n = 0;
	for (size_t i = 0; i < p->n; i++)
		if (t > 0 ? p->amount[i] + all[1] <= t
			  : p->amount[i] + all[0] >= t) {
			p->row[n] = p->row[i];
			p->amount[n++] = p->amount[i];
		}
	p->n = n;
}

static void
collect(const struct bankmatch *m, const struct stretch *s, struct parts *p)
{
	uint32_t rank = lanes_rank(&m->days, s->from);

	for (p->n = 0; p->n < s->left; p->n++) {
		uint32_t slot = lanes_nth(&m->days, rank + (uint32_t)p->n);

		p->row[p->n] = m->days.at[slot].row;
		p->amount[p->n] = m->row[p->row[p->n]].e->amount;
	}
}

/* The largest power of ten in the target, and in what makes it up. */
static int64_t
roundness(const struct parts *p, const struct subset_result *s, int64_t target)
{
	int64_t ten = 1;

	for (int64_t next = 10; target % next == 0; next *= 10) {
		for (size_t i = 0; i < p->n; i++)
			if ((s->choice[i] > 0 ||
				(s->found > 1 && s->second[i] > 0)) &&
			    p->amount[i] % next != 0)
				return ten;
		ten = next;
	}
	return ten;
}

/*
 * Near the target few enough amounts have a sum: near / window <= the chance.
 * And so have few enough of those that are as round as it is, from 0 to the
 * sum of all: round amounts add up to round amounts.
 */
static bool
is_evidence(const struct bankmatch *m, const struct parts *p,
    const struct subset_result *s, int64_t target)
{
	struct decimal c = m->in->subset_chance;
	int128 one = decimal_power(c.places), all = 0;
	int128 ways = ((int128)1 << p->n) - 1 - (int128)p->n;

	for (size_t i = 0; i < p->n; i++)
		all += p->amount[i] < 0 ? -(int128)p->amount[i] : p->amount[i];
	return s->near * one <= (int128)c.n * s->window &&
	       ways * roundness(p, s, target) * one <= c.n * all;
}

/* Whether one of several combinations has the i-th amount in it. */
static bool
may_have(struct subset_group *choice, const struct parts *p, size_t i,
    int64_t target)
{
	struct subset_result s = {0};
	bool found;

	choice[i].least = 1;
	found = subset_find(choice, p->n, target, &s) && s.found > 0;
	choice[i].least = 0;
	return found;
}

/* Keeps the combination; of several all rows that are in any: which two were
   found first must not matter. */
static void
keep(struct bankmatch *m, uint32_t target, const struct parts *p,
    struct subset_group *choice, const struct subset_result *s)
{
	int64_t amount = m->row[target].e->amount;
	struct set *set;

	m->set = mem_grow(m->set, &m->set_cap, m->nset + 1, sizeof *m->set);
	set = &m->set[m->nset];
	*set = (struct set){.target = target, .two = s->found > 1};
	for (size_t i = 0; i < p->n; i++)
		if (s->choice[i] > 0 ||
		    (set->two &&
			(s->second[i] > 0 || may_have(choice, p, i, amount))))
			set->member[set->n++] = p->row[i];
	if (set->two || (set->n >= FEWEST && set->n <= LARGEST))
		m->row[target].set = (uint32_t)m->nset++;
}

static void
search(struct bankmatch *m, uint32_t target, const struct stretch *window)
{
	struct subset_group choice[BANKMATCH_MOST];
	struct row *r = &m->row[target];
	struct subset_result s = {0};
	struct parts p;

	r->wide = window->left > NEAR;
	if (r->wide)
		return;
	collect(m, window, &p);
	leave_out(&p, r->e->amount);
	r->wide = p.n > BANKMATCH_MOST;
	if (p.n < FEWEST || r->wide)
		return;
	for (size_t i = 0; i < p.n; i++)
		choice[i] = (struct subset_group){&p.amount[i], 1, 0};
	if (subset_find(choice, p.n, r->e->amount, &s) && s.found > 0 &&
	    is_evidence(m, &p, &s, r->e->amount))
		keep(m, target, &p, choice, &s);
}

/* A window with as many rows as when it was searched has the same ones: rows
   only go. */
static void
consider(struct bankmatch *m, uint32_t row)
{
	struct row *r = &m->row[row];
	const struct lane *lane = &m->days.lane[m->days.at[r->by_day].lane];
	int64_t date = r->e->date;
	struct stretch s;

	if (r->gone || r->e->amount == 0 || bankmatch_rivals(m, row) > 0)
		return;
	s = lanes_dated(&m->days, lane, !r->side, date - m->in->window,
	    date + m->in->window);
	if (s.left == r->searched)
		return;
	r->searched = s.left;
	r->set = RECON_NONE;
	r->wide = false;
	if (s.left >= FEWEST)
		search(m, row, &s);
}

/* Whether a kept combination still stands. */
static bool
stands(const struct bankmatch *m, size_t i)
{
	const struct set *s = &m->set[i];

	if (m->row[s->target].gone || m->row[s->target].set != i)
		return false;
	for (uint32_t k = 0; k < s->n; k++)
		if (m->row[s->member[k]].gone)
			return false;
	return true;
}

static void
claim(const struct set *s, uint8_t *claims)
{
	if (claims[s->target] < 2)
		claims[s->target]++;
	for (uint32_t k = 0; k < s->n; k++)
		if (claims[s->member[k]] < 2)
			claims[s->member[k]]++;
}

static bool
is_claimed_once(const struct set *s, const uint8_t *claims)
{
	for (uint32_t k = 0; k < s->n; k++)
		if (claims[s->member[k]] > 1)
			return false;
	return claims[s->target] == 1;
}

static void
mark_doubtful(struct bankmatch *m, const struct set *s)
{
	m->row[s->target].doubtful = true;
	for (uint32_t k = 0; k < s->n; k++)
		m->row[s->member[k]].doubtful = true;
}

static bool
decide(struct bankmatch *m)
{
	uint8_t *claims = mem_array(m->n, sizeof *claims);
	bool any = false;

	for (size_t i = 0; i < m->n; i++)
		m->row[i].doubtful = false;
	for (size_t i = 0; i < m->nset; i++)
		if (stands(m, i))
			claim(&m->set[i], claims);
	for (size_t i = 0; i < m->nset; i++) {
		const struct set *s = &m->set[i];

		if (!stands(m, i))
			continue;
		if (s->two || !is_claimed_once(s, claims)) {
			mark_doubtful(m, s);
			continue;
		}
		bankmatch_put(m, s->target);
		for (uint32_t k = 0; k < s->n; k++)
			bankmatch_put(m, s->member[k]);
		bankmatch_tell(m, RECON_MATCHED, BANK_BY_SUBSET, 0);
		any = true;
	}
	mem_free(claims);
	return any;
}

bool
bankmatch_sums(struct bankmatch *m)
{
	for (uint32_t i = 0; i < m->n; i++)
		consider(m, i);
	return decide(m);
}

size_t
bankmatch_wide(const struct bankmatch *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += m->row[i].wide && !m->row[i].gone;
	return n;
}
