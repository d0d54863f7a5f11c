/*
 * Equal amounts: rules that ask for the day, for who paid, for both, or for
 * neither within the window.
 *
 * A row stands together with those that nobody could tell from it, of one day
 * and payer (struct run).  What it could be is that stretch of its lane, on
 * the other side, that lies in its window.  The answer is plain where there
 * are as many as its run has rows, and none of them could be anything else:
 * then any way of pairing them says the same, and they are paired in order.
 * Fewer will do where nothing at all tells the rows of the run apart.
 */
#include "rule/bankmatch_in.h"

static const struct lanes *
lanes_of(const struct bankmatch *m, enum bankmatch_level level)
{
	return level == LEVEL_DAY || level == LEVEL_WINDOW ? &m->amounts
							   : &m->payers;
}

void
bankmatch_pend(struct bankmatch *m, enum bankmatch_level level, uint32_t slot)
{
	struct pending *p = &m->pending[level];

	if (p->waits[slot])
		return;
	p->waits[slot] = true;
	p->slot[p->n++] = slot;
}

static int64_t
window(const struct bankmatch *m, enum bankmatch_level level)
{
	return level == LEVEL_DAY || level == LEVEL_DAY_PAYER ? 0
							      : m->in->window;
}

/* Whether the others could be nothing but the run, in this lane. */
static bool
is_closed(const struct bankmatch *m, const struct star *s)
{
	int64_t w = window(m, s->level);
	int64_t from = s->l->at[star_other(s, 0)].date - w;
	int64_t to = s->l->at[star_other(s, s->others.left - 1)].date + w;

	return lanes_dated(s->l, s->lane, s->side, from, to).left == s->left;
}

/* Counts the row in the lanes of its names, or takes it off there. */
static void
tally(struct bankmatch *m, uint32_t row, uint32_t by)
{
	const struct row *r = &m->row[row];

	for (uint32_t i = 0; i < r->nname; i++) {
		uint32_t slot = m->name[r->name + i].by_payer;

		m->tally[r->side][m->payers.at[slot].lane] += by;
	}
}

static void
tally_all(struct bankmatch *m, const struct star *s, uint32_t by)
{
	for (uint32_t i = 0; i < s->left; i++)
		tally(m, s->l->at[star_own(s, i)].row, by);
	for (uint32_t i = 0; i < s->others.left; i++)
		tally(m, s->l->at[star_other(s, i)].row, by);
}

/* Whether by all of its names the row could only be those that are counted. */
static bool
names_agree(const struct bankmatch *m, uint32_t row, enum bankmatch_level level)
{
	const struct row *r = &m->row[row];
	int64_t date = r->e->date, w = window(m, level);

	for (uint32_t i = 0; i < r->nname; i++) {
		uint32_t slot = m->name[r->name + i].by_payer;
		uint32_t lane = m->payers.at[slot].lane;
		struct stretch s = lanes_dated(&m->payers,
		    &m->payers.lane[lane], !r->side, date - w, date + w);

		if (s.left != m->tally[!r->side][lane])
			return false;
	}
	return true;
}

/* The same of all rows that the star is about. */
static bool
all_agree(struct bankmatch *m, const struct star *s)
{
	bool agree = true;

	tally_all(m, s, 1);
	for (uint32_t i = 0; agree && i < s->left; i++)
		agree = names_agree(m, s->l->at[star_own(s, i)].row, s->level);
	for (uint32_t i = 0; agree && i < s->others.left; i++)
		agree =
		    names_agree(m, s->l->at[star_other(s, i)].row, s->level);
	tally_all(m, s, (uint32_t)-1);
	return agree;
}

/* What the run of a slot could be. */
static struct star
star_of(const struct bankmatch *m, enum bankmatch_level level, uint32_t slot)
{
	const struct lanes *l = lanes_of(m, level);
	struct star s = {.l = l, .level = level};
	int64_t date = l->at[slot].date, w = window(m, level);

	s.lane = &l->lane[l->at[slot].lane];
	s.run = &l->run[l->at[slot].run];
	s.side = slot >= s.lane->mid;
	s.left = lanes_count(l, s.run->from, s.run->to);
	s.others = lanes_dated(l, s.lane, !s.side, date - w, date + w);
	return s;
}

/* Whether it does not matter which of the run are left: there is nothing to
   tell them apart, and no other day on which they could be found. */
static bool
is_alike(const struct star *s)
{
	return s->level != LEVEL_DAY && s->level != LEVEL_DAY_PAYER &&
	       s->l->at[star_own(s, 0)].twins ==
		   s->l->at[star_own(s, s->left - 1)].twins;
}

/* Several others must be of one day or one payer: else the odd one out may
   well be no part of it. */
static bool
is_even(const struct bankmatch *m, const struct star *s)
{
	const struct slot *first = &s->l->at[star_other(s, 0)];
	uint32_t n = s->others.left, i = 1;

	if (s->l == &m->payers ||
	    first->date == s->l->at[star_other(s, n - 1)].date)
		return true;
	while (i < n && m->row[s->l->at[star_other(s, i)].row].who ==
			    m->row[first->row].who)
		i++;
	return i == n;
}

static bool
is_plain(struct bankmatch *m, const struct star *s)
{
	return s->others.left > 0 && s->others.left <= s->left &&
	       (s->others.left == s->left || is_alike(s)) && is_closed(m, s) &&
	       is_even(m, s) && (s->l != &m->payers || all_agree(m, s));
}

/* The slot from which the answer is plain: this one, or one of the only run
   that it could be; RECON_NONE. */
static uint32_t
look(struct bankmatch *m, enum bankmatch_level level, uint32_t slot)
{
	struct star s;
	uint32_t first;

	if (m->row[lanes_of(m, level)->at[slot].row].gone)
		return RECON_NONE;
	s = star_of(m, level, slot);
	if (is_plain(m, &s))
		return slot;
	if (s.others.left == 0)
		return RECON_NONE;
	first = star_other(&s, 0);
	if (s.l->at[first].run !=
	    s.l->at[star_other(&s, s.others.left - 1)].run)
		return RECON_NONE;
	s = star_of(m, level, first);
	return is_plain(m, &s) ? first : RECON_NONE;
}

/* Looks at all that waits, and only then takes out what is plain: the order
   of the rows must not matter. */
static void
work(struct bankmatch *m, enum bankmatch_level level)
{
	struct pending *p = &m->pending[level];
	uint32_t n = 0;
	uint32_t *plain = mem_array(p->n, sizeof *plain);

	for (uint32_t i = 0; i < p->n; i++) {
		uint32_t slot = look(m, level, p->slot[i]);

		p->waits[p->slot[i]] = false;
		if (slot != RECON_NONE)
			plain[n++] = slot;
	}
	p->n = 0;
	for (uint32_t i = 0; i < n; i++) {
		struct star s = star_of(m, level, plain[i]);

		if (!m->row[s.l->at[plain[i]].row].gone && is_plain(m, &s))
			star_pair(m, &s);
	}
	mem_free(plain);
}

void
bankmatch_equals(struct bankmatch *m)
{
	for (int level = 0; level < LEVELS;) {
		bool any = m->pending[level].n > 0;

		if (any)
			work(m, (enum bankmatch_level)level);
		level = any ? 0 : level + 1;
	}
}
