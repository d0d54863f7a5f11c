#include "rule/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rule/match_in.h"

/* The items of each customer stand together, in the order of customers. */
static void
find_items(struct match *m)
{
	uint32_t *first = m->room->first;

	memset(first, 0, ((size_t)m->ncustomer + 1) * sizeof *first);
	for (uint32_t i = 0; i < m->nitem; i++)
		first[m->items[i].customer + 1]++;
	for (uint32_t c = 0; c < m->ncustomer; c++)
		first[c + 1] += first[c];
}

static void
find_memos(struct match *m)
{
	struct match_room *r = m->room;

	r->nmemo = 0;
	for (uint32_t f = 0; f < m->nfund; f++)
		if (!m->funds[f].receipt)
			r->memo[r->nmemo++] = f;
}

static void
clear_customers(struct match *m)
{
	struct match_room *r = m->room;

	for (uint32_t c = 0; c < m->ncustomer; c++) {
		r->version[c] = r->raised[c] = 1;
		r->above[c] = false;
	}
	for (uint32_t c = 0; c < m->ncustomer; c++)
		if (m->customers[c].parent != MATCH_NONE)
			r->above[m->customers[c].parent] = true;
}

static void
clear_funds(struct match *m)
{
	struct match_room *r = m->room;

	for (uint32_t f = 0; f < m->nfund; f++) {
		r->put[f] = m->funds[f].answer = MATCH_NONE;
		r->looked[f] = 0;
		r->stop[f] = false;
		m->funds[f].nanswer = 0;
		m->funds[f].cause = CAUSE_NONE;
		m->funds[f].fired = 0;
	}
}

/* Room for the group; it is used again for the next one. */
static void
room_open(struct match *m)
{
	struct match_room *r = m->room;
	size_t nc = (size_t)m->ncustomer + 2, nf = (size_t)m->nfund + 1;

	if (r == NULL)
		r = m->room = mem_array(1, sizeof *r);
	r->first = mem_grow(r->first, &r->first_cap, nc, sizeof *r->first);
	r->version =
	    mem_grow(r->version, &r->version_cap, nc, sizeof *r->version);
	r->raised = mem_grow(r->raised, &r->raised_cap, nc, sizeof *r->raised);
	r->above = mem_grow(r->above, &r->above_cap, nc, sizeof *r->above);
	r->memo = mem_grow(r->memo, &r->memo_cap, nf, sizeof *r->memo);
	r->looked = mem_grow(r->looked, &r->looked_cap, nf, sizeof *r->looked);
	r->turn = mem_grow(r->turn, &r->turn_cap, nf, sizeof *r->turn);
	r->stop = mem_grow(r->stop, &r->stop_cap, nf, sizeof *r->stop);
	r->claimed =
	    mem_grow(r->claimed, &r->claimed_cap, nf, sizeof *r->claimed);
	r->put = mem_grow(r->put, &r->fund_cap, nf, sizeof *r->put);
	r->mark = mem_grow(
	    r->mark, &r->mark_cap, (size_t)m->nitem + 1, sizeof *r->mark);
	memset(r->mark, 0, (size_t)m->nitem * sizeof *r->mark);
	r->stamp = 0;
	r->nput = r->nchange = 0;
	match_index_open(m);
	m->nentry = m->nanswer = m->npick = 0;
	find_items(m);
	find_memos(m);
	clear_customers(m);
	clear_funds(m);
}

static void
room_free(struct match_room *r)
{
	if (r == NULL)
		return;
	mem_free(r->first);
	mem_free(r->memo);
	mem_free(r->above);
	mem_free(r->disputed);
	mem_free(r->version);
	mem_free(r->looked);
	mem_free(r->stop);
	mem_free(r->claimed);
	mem_free(r->turn);
	mem_free(r->put);
	mem_free(r->puts);
	mem_free(r->seen);
	mem_free(r->target);
	mem_free(r->credit);
	mem_free(r->change);
	mem_free(r->mark);
	mem_free(r->raised);
	match_index_free(r);
	mem_free(r->sums);
	mem_free(r->choices);
	mem_free(r);
}

static const struct {
	enum match_verdict (*judge)(struct match *m);
	enum match_rule rule;
	bool named; /* by what the payer wrote */
} rules[] = {
    {match_remit, MATCH_REMIT, true},
    {match_text, MATCH_TEXT, true},
    {match_one, MATCH_ONE, false},
    {match_set, MATCH_SET, false},
    {match_subset, MATCH_SUBSET, false},
    {match_short, MATCH_SHORT, false},
    {match_close, MATCH_TOLERANCE, false},
};

/* A receipt whose payer said what it is for, or that is used in part, is
   not compared with what happens to be open. */
static bool
is_silent(const struct match_fund *f)
{
	for (uint32_t i = 0; i < f->ncite; i++)
		if (f->cite[i].firm)
			return false;
	return f->nline == 0 && f->open == f->received;
}

/*
 * Receipts that have a turn in this round: those of which something is open,
 * unless nothing that they are compared with has changed since the last.
 */
static void
find_turns(struct match *m)
{
	struct match_room *r = m->room;

	r->nturn = 0;
	for (uint32_t i = 0; i < m->nfund; i++) {
		struct match_fund *f = &m->funds[i];
		uint32_t version = r->version[f->customer];

		if (!f->receipt || f->open == 0 || f->block != BLOCK_NOT)
			continue;
		if (r->looked[i] == version && f->nline == 0 && f->ncite == 0)
			continue;
		r->looked[i] = version;
		r->stop[i] = false;
		f->cause = CAUSE_NONE;
		r->fund = i;
		match_forget_answers(m);
		r->turn[r->nturn++] = i;
	}
}

/* Which rules look at the amount alone; those of many items not where the
   memo perhaps names one. */
static bool
may_try(const struct match_fund *f, size_t which)
{
	bool many =
	    rules[which].rule == MATCH_SET || rules[which].rule == MATCH_SUBSET;

	return rules[which].named ||
	       (is_silent(f) && !(many && match_names_some(f)));
}

static void
try_rule(struct match *m, size_t which)
{
	struct match_room *r = m->room;

	for (uint32_t i = 0; i < r->nturn; i++) {
		struct match_fund *f = &m->funds[r->turn[i]];

		r->fund = r->turn[i];
		r->rule = (uint8_t)rules[which].rule;
		if (r->stop[r->fund] || f->open == 0 || !may_try(f, which))
			continue;
		if (rules[which].named)
			match_choose_meant(m);
		m->tried = m->nentry;
		if (rules[which].judge(m) != VERDICT_NOT)
			r->stop[r->fund] = true;
	}
}

static void
try_oldest(struct match *m)
{
	struct match_room *r = m->room;

	for (uint32_t i = 0; i < r->nturn; i++) {
		r->fund = r->turn[i];
		r->rule = MATCH_OLDEST;
		m->tried = m->nentry;
		if (m->funds[r->fund].open > 0)
			match_oldest(m);
	}
}

static void
try_own(struct match *m)
{
	m->room->rule = MATCH_OWN;
	match_find_claimed(m);
	for (uint32_t i = 0; i < m->room->nmemo; i++)
		match_own_credit(m, m->room->memo[i]);
	/* one may reopen what is another: before any receipt is used up */
	for (bool again = true; again;) {
		again = false;
		for (uint32_t i = 0; i < m->nreturn; i++)
			again |= match_give_back(m, &m->returns[i]);
	}
}

static bool
run_round(struct match *m)
{
	const struct match_policy *p = m->policy;

	m->room->fired = false;
	if (p->rule[MATCH_OWN])
		try_own(m);
	find_turns(m);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (p->rule[rules[i].rule])
			try_rule(m, i);
	if (p->oldest_first && p->rule[MATCH_OLDEST])
		try_oldest(m);
	return m->room->fired;
}

/* What is open without a better reason. */
static enum match_cause
plain_cause(struct match *m)
{
	static const uint8_t blocks[] = {CAUSE_NONE, CAUSE_LATER, CAUSE_HOLD,
	    CAUSE_FUTURE, CAUSE_STALE, CAUSE_DUPLICATE, CAUSE_PAYER};
	struct match_fund *f = match_at(m);

	if (f->block != BLOCK_NOT)
		return (enum match_cause)blocks[f->block];
	if (match_suggest(m))
		return CAUSE_NO_MATCH;
	return match_suggest_disputed(m) ? CAUSE_DISPUTED : CAUSE_NOTHING;
}

static void
name_causes(struct match *m)
{
	match_find_disputed(m);
	for (uint32_t i = 0; i < m->nfund; i++) {
		struct match_fund *f = &m->funds[i];

		if (!f->receipt || f->open == 0) {
			f->cause = CAUSE_NONE;
			continue;
		}
		m->room->fund = i;
		if (f->cause == CAUSE_NONE)
			f->cause = (uint8_t)plain_cause(m);
		if (f->cause == CAUSE_NUMBER)
			match_answer_meant(m);
	}
}

void
match_run(struct match *m)
{
	room_open(m);
	while (run_round(m))
		continue;
	name_causes(m);
}

void
match_free(struct match *m)
{
	mem_free(m->entries);
	mem_free(m->answers);
	mem_free(m->picks);
	room_free(m->room);
	m->entries = NULL;
	m->answers = NULL;
	m->picks = NULL;
	m->room = NULL;
	m->entry_cap = m->answer_cap = m->pick_cap = 0;
}
