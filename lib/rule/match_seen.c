#include "base/mem.h"
#include "rule/match_in.h"

static void
see(struct match *m, uint32_t item)
{
	struct match_room *r = m->room;

	r->seen =
	    mem_grow(r->seen, &r->seen_cap, r->nseen + 1, sizeof *r->seen);
	r->seen[r->nseen++] = item;
}

static void
see_customer(struct match *m, uint32_t customer)
{
	const struct match_fund *f = match_at(m);

	for (uint32_t i = m->room->first[customer];
	     i < m->room->first[customer + 1]; i++)
		if (match_may_pay(&m->items[i], f) &&
		    (m->room->rule == MATCH_OLDEST ||
			m->items[i].billed <= f->date))
			see(m, i);
}

static bool
is_below(const struct match *m, uint32_t customer, uint32_t above)
{
	uint32_t c = m->customers[customer].parent;

	while (c != MATCH_NONE && c != above)
		c = m->customers[c].parent;
	return c == above;
}

void
match_look(struct match *m, bool all)
{
	uint32_t customer = match_at(m)->customer;

	m->room->nseen = 0;
	see_customer(m, customer);
	if (!all || !m->room->above[customer])
		return;
	for (uint32_t c = 0; c < m->ncustomer; c++)
		if (c != customer && is_below(m, c, customer))
			see_customer(m, c);
}

/* A credit memo that the customer could have taken off. */
bool
match_is_own_credit(const struct match *m, const struct match_fund *c)
{
	const struct match_fund *f = match_at(m);

	return !c->receipt && c->customer == f->customer &&
	       c->pool == f->pool && c->open > 0 && c->block == BLOCK_NOT;
}

void
match_own_credits(struct match *m)
{
	m->room->ncredit = 0;
	for (uint32_t i = 0; i < m->room->nmemo; i++)
		if (match_is_own_credit(m, &m->funds[m->room->memo[i]]))
			match_take_credit(m, m->room->memo[i],
			    m->funds[m->room->memo[i]].open);
}

enum match_verdict
match_in_scopes(struct match *m, enum match_verdict (*judge)(struct match *m))
{
	enum match_verdict v;

	match_look(m, false);
	v = judge(m);
	if (v != VERDICT_NOT || !m->room->above[match_at(m)->customer])
		return v;
	match_look(m, true);
	return judge(m);
}

static int64_t
distance(const struct match *m, uint32_t item)
{
	int64_t d = match_open(&m->items[item]) - match_at(m)->open;

	return d < 0 ? -d : d;
}

#define SUGGESTIONS 3

/* Keeps `item` among the n nearest so far, of which equals came first. */
static size_t
keep_near(const struct match *m, uint32_t *near, size_t n, uint32_t item)
{
	size_t at = n;

	while (at > 0 && distance(m, item) < distance(m, near[at - 1]))
		at--;
	if (at == SUGGESTIONS)
		return n;
	n = n < SUGGESTIONS ? n + 1 : n;
	for (size_t i = n - 1; i > at; i--)
		near[i] = near[i - 1];
	near[at] = item;
	return n;
}

void
match_suggest(struct match *m)
{
	uint32_t near[SUGGESTIONS];
	size_t n = 0;

	for (size_t i = 0; i < m->room->nseen; i++)
		n = keep_near(m, near, n, m->room->seen[i]);
	match_forget_answers(m);
	for (size_t i = 0; i < n; i++) {
		match_aim_none(m);
		match_aim(m, near[i]);
		match_answer(m);
	}
}
