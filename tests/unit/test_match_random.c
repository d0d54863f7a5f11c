/*
 * Cash application on thousands of small random groups: what must hold of
 * any decision.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "match_groups.h"

#define GROUPS 20000

static void
lower(int64_t *open, int64_t *by)
{
	int64_t part = *by < *open ? *by : *open;

	*open -= part;
	*by -= part;
}

/* As the ledger nets: what names an installment first, whichever came first,
   then the rest, oldest due first. */
static void
net_item(struct group *g, const struct match *m, uint32_t item)
{
	struct match_part *part = g->parts[item];
	int64_t rest = 0;

	for (uint32_t k = 0; k < m->nentry; k++) {
		const struct match_entry *e = &m->entries[k];
		int64_t by = e->type == TYPE_APPLY ? e->ref_amount : -e->amount;

		if (e->item != item || e->type == TYPE_DISPUTE)
			continue;
		for (uint32_t p = 0; p < g->items[item].npart; p++)
			if (e->due != DATE_NONE && part[p].due == e->due)
				lower(&part[p].open, &by);
		rest += by;
	}
	for (uint32_t p = 0; p < g->items[item].npart; p++)
		lower(&part[p].open, &rest);
	assert_int_equal(rest, 0); /* no item goes below zero */
}

static void
note_applied(struct group *g, const struct match_entry *e)
{
	struct match_fund *f = &g->funds[e->fund];

	assert_in_range(f->napplied, 0, 63);
	g->applied[e->fund][f->napplied++] =
	    (struct match_applied){e->item, e->due, e->amount};
}

static void
check_entry(const struct group *g, const struct match_entry *e)
{
	const struct match_fund *f = &g->funds[e->fund];
	const struct match_item *i =
	    e->item != MATCH_NONE ? &g->items[e->item] : NULL;

	assert_true(g->policy.rule[e->rule]);
	assert_in_range(e->score, 1, 100);
	assert_non_null(e->way);
	if (i != NULL) {
		assert_int_equal(i->pool, f->pool);
		assert_false(i->held || i->later);
		assert_false(i->disputed && e->rule > MATCH_PAYER &&
			     e->type == TYPE_APPLY && f->nline == 0 &&
			     f->ncite == 0);
	}
	assert_true(i != NULL || e->type == TYPE_ADJUST);
	/* unless another's payer takes it off */
	assert_true(f->block == BLOCK_NOT || e->rule <= MATCH_TEXT);
	switch (e->type) {
	case TYPE_APPLY:
	case TYPE_ADJUST:
	case TYPE_DISPUTE:
		assert_true(e->amount > 0);
		break;
	default:
		assert_true(
		    e->type == TYPE_DISCOUNT || e->type == TYPE_WRITEOFF);
		assert_true(e->amount < 0 && f->receipt);
	}
}

/* The group as the book has it after these rows. */
static void
book(struct group *g, const struct match *m)
{
	for (uint32_t k = 0; k < m->nentry; k++) {
		const struct match_entry *e = &m->entries[k];
		struct match_fund *f = &g->funds[e->fund];

		check_entry(g, e);
		if (e->type == TYPE_APPLY || e->item == MATCH_NONE)
			f->open -= e->amount;
		assert_true(f->open >= 0);
		if (e->type == TYPE_APPLY) {
			note_applied(g, e);
			if (!f->receipt)
				g->items[e->item].credits -= e->amount;
		}
		if (e->type == TYPE_DISCOUNT)
			g->items[e->item].taken -= e->amount;
	}
	for (uint32_t i = 0; i < g->nitem; i++)
		net_item(g, m, i);
	for (uint32_t k = 0; k < m->nentry; k++)
		if (m->entries[k].type == TYPE_DISPUTE)
			g->items[m->entries[k].item].disputed = true;
}

/* What was decided is what the book comes to; there is no more of it, and what
   is left is left for the same reasons. */
static void
decisions_hold(void **state)
{
	static struct group g, then;

	(void)state;
	for (uint32_t n = 0; n < GROUPS; n++) {
		struct match m, again;

		make_group(&g, n, true);
		then = g;
		wire(&then);
		m = match_of(&g);
		match_run(&m);
		book(&then, &m);
		same_state(&g, &then);
		again = match_of(&then);
		match_run(&again);
		if (again.nentry > 0)
			print_error("group %u\n", n);
		assert_int_equal(again.nentry, 0);
		for (uint32_t f = 0; f < g.nfund; f++) {
			assert_int_equal(g.funds[f].cause != CAUSE_NONE,
			    g.funds[f].receipt && g.funds[f].open > 0);
			assert_int_equal(g.funds[f].cause, then.funds[f].cause);
		}
		match_free(&m);
		match_free(&again);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decisions_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
