/*
 * Cash application by amounts alone, rules 4, 5 and 8, against a scan of all
 * items that keeps no index and judges every receipt in every round.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "match_groups.h"

#define GROUPS 20000

/* A way to use a receipt. */
struct way {
	uint32_t item[ITEMS], count[ITEMS], nitem;
	int64_t pay[ITEMS], discount[ITEMS];
	uint32_t credit[FUNDS], ncredit;
	int64_t off; /* written off: of the item > 0, of the receipt < 0 */
};

/* The receipt, and what it is compared with. */
struct view {
	struct group *g;
	uint32_t fund;
	bool seen[ITEMS];
	int64_t credit; /* all its customer's memos */
	struct way way; /* the first found */
	unsigned ways;
};

static uint32_t
open_parts(const struct match_item *i)
{
	uint32_t n = 0;

	for (uint32_t p = 0; p < i->npart; p++)
		n += i->part[p].open > 0;
	return n;
}

static int64_t
first_parts(const struct match_item *i, uint32_t n)
{
	int64_t sum = 0;

	for (uint32_t p = 0; p < i->npart && n > 0; p++)
		if (i->part[p].open > 0) {
			sum += i->part[p].open;
			n--;
		}
	return sum;
}

static const struct match_part *
first_part(const struct match_item *i)
{
	const struct match_part *p = i->part;

	while (p->open == 0)
		p++;
	return p;
}

static bool
is_above(const struct group *g, uint32_t customer, uint32_t c)
{
	while (c != MATCH_NONE && c != customer)
		c = g->customers[c].parent;
	return c == customer;
}

static bool
is_credit(const struct group *g, uint32_t fund, uint32_t c)
{
	const struct match_fund *f = &g->funds[fund], *memo = &g->funds[c];

	return !memo->receipt && memo->customer == f->customer &&
	       memo->pool == f->pool && memo->open > 0 &&
	       memo->block == BLOCK_NOT;
}

static struct view
look(struct group *g, uint32_t fund, bool all)
{
	struct view v = {.g = g, .fund = fund};
	const struct match_fund *f = &g->funds[fund];

	for (uint32_t i = 0; i < g->nitem; i++) {
		const struct match_item *it = &g->items[i];

		v.seen[i] =
		    it->pool == f->pool && !it->held && !it->later &&
		    !it->disputed && open_of(it) > 0 && it->billed <= f->date &&
		    (it->customer == f->customer ||
			(all && is_above(g, f->customer, it->customer)));
	}
	for (uint32_t c = 0; c < g->nfund; c++)
		if (is_credit(g, fund, c))
			v.credit += g->funds[c].open;
	return v;
}

static int64_t
available(const struct view *v, uint32_t i, uint32_t n)
{
	return match_discount(&v->g->items[i], n, v->g->funds[v->fund].judged,
	    v->g->policy.grace, v->g->policy.rounding);
}

static void
add_item(const struct view *v, struct way *w, uint32_t i, uint32_t n, bool net)
{
	uint32_t k = w->nitem++;

	w->item[k] = i;
	w->count[k] = n;
	w->discount[k] = net ? available(v, i, n) : 0;
	w->pay[k] = first_parts(&v->g->items[i], n) - w->discount[k];
}

static int64_t
sum_of(const struct way *w)
{
	int64_t sum = 0;

	for (uint32_t k = 0; k < w->nitem; k++)
		sum += w->pay[k];
	return sum;
}

static bool
has_discount(const struct way *w)
{
	for (uint32_t k = 0; k < w->nitem; k++)
		if (w->discount[k] > 0)
			return true;
	return false;
}

static void
found(struct view *v, const struct way *w)
{
	if (v->ways++ == 0)
		v->way = *w;
}

/* Rule 4. */
static void
find_one(struct view *v)
{
	int64_t paid = v->g->funds[v->fund].open;

	for (uint32_t i = 0; i < v->g->nitem; i++)
		for (uint32_t n = 1;
		     v->seen[i] && n <= open_parts(&v->g->items[i]); n++)
			for (int net = 0; net < 2; net++) {
				struct way w = {0};

				add_item(v, &w, i, n, net);
				if (sum_of(&w) == paid &&
				    has_discount(&w) == (net == 1))
					found(v, &w);
			}
}

static void
find_less_credit(struct view *v)
{
	for (uint32_t i = 0; i < v->g->nitem; i++)
		for (uint32_t c = 0; c < v->g->nfund && v->seen[i]; c++) {
			struct way w = {.credit = {c}, .ncredit = 1};

			add_item(v, &w, i, open_parts(&v->g->items[i]), false);
			if (is_credit(v->g, v->fund, c) &&
			    sum_of(&w) - v->g->funds[c].open ==
				v->g->funds[v->fund].open)
				found(v, &w);
		}
}

static void
rule_one(struct view *v, bool all)
{
	find_one(v);
	if (v->ways == 1 && !all) {
		struct view more = look(v->g, v->fund, true);

		find_one(&more);
		v->ways = more.ways;
	}
	if (v->ways == 0)
		find_less_credit(v);
}

/* Rule 5: an item outside could be meant as well as one inside. */
static bool
is_replaceable(const struct view *v, const struct way *w)
{
	for (uint32_t i = 0; i < v->g->nitem; i++) {
		bool inside = !v->seen[i];

		for (uint32_t k = 0; k < w->nitem; k++)
			inside |= w->item[k] == i;
		for (uint32_t n = open_parts(&v->g->items[i]); n > 0 && !inside;
		     n--)
			for (uint32_t k = 0; k < w->nitem; k++)
				if (first_parts(&v->g->items[i], n) ==
				    w->pay[k] + w->discount[k])
					return true;
	}
	return false;
}

enum kind { ACCOUNT, PAST, DUE, TERMS };

static uint32_t
count_in(const struct view *v, enum kind kind, int64_t key, uint32_t i)
{
	const struct match_item *it = &v->g->items[i];
	uint32_t n = 0;

	if (!v->seen[i])
		return 0;
	if (kind == DUE)
		return first_part(it)->due == key && key != DATE_NONE;
	if (kind == TERMS)
		return it->terms == key ? open_parts(it) : 0;
	if (kind == ACCOUNT)
		return open_parts(it);
	for (uint32_t p = 0; p < it->npart; p++) {
		if (it->part[p].open == 0)
			continue;
		if (it->part[p].due == DATE_NONE ||
		    it->part[p].due >= v->g->funds[v->fund].date)
			break;
		n++;
	}
	return n;
}

static bool
set_fits(const struct view *v, enum kind kind, int64_t key, bool net, bool less,
    struct way *w)
{
	*w = (struct way){0};
	for (uint32_t i = 0; i < v->g->nitem; i++)
		if (count_in(v, kind, key, i) > 0)
			add_item(v, w, i, count_in(v, kind, key, i), net);
	for (uint32_t c = 0; c < v->g->nfund && less; c++)
		if (is_credit(v->g, v->fund, c))
			w->credit[w->ncredit++] = c;
	return w->nitem > 1 && (!net || has_discount(w)) &&
	       (!less || w->ncredit > 0) &&
	       sum_of(w) - (less ? v->credit : 0) == v->g->funds[v->fund].open;
}

static bool
same_items(const struct way *a, const struct way *b)
{
	return a->nitem == b->nitem &&
	       !memcmp(a->item, b->item, a->nitem * sizeof *a->item) &&
	       !memcmp(a->count, b->count, a->nitem * sizeof *a->count);
}

static void
find_group(struct view *v, enum kind kind, int64_t key)
{
	struct way w;

	if (!set_fits(v, kind, key, false, false, &w) &&
	    !set_fits(v, kind, key, true, false, &w))
		return;
	if (v->ways == 0 || !same_items(&w, &v->way))
		found(v, &w);
}

/* By the due dates and terms that there are in a group. */
static void
find_groups(struct view *v)
{
	for (int64_t due = DAY - 5; due < DAY + 15; due++)
		find_group(v, DUE, due);
	for (int64_t terms = 1; terms < 3; terms++)
		find_group(v, TERMS, terms);
}

/* Whether an item can be part of a combination. */
static bool
is_small(const struct view *v, uint32_t i)
{
	return v->seen[i] &&
	       first_parts(&v->g->items[i], 1) <= v->g->funds[v->fund].open;
}

static bool
are_many(const struct view *v)
{
	uint32_t parts = 0;

	for (uint32_t i = 0; i < v->g->nitem; i++)
		parts += is_small(v, i) ? open_parts(&v->g->items[i]) : 0;
	return parts > v->g->policy.subset_most;
}

/* How many combinations of the items from i on come to an amount. */
static unsigned
count_ways(const struct view *v, uint32_t i, int64_t amount, bool net)
{
	const struct match_item *it = &v->g->items[i];
	unsigned n;

	if (i == v->g->nitem)
		return amount == 0;
	n = count_ways(v, i + 1, amount, net);
	for (uint32_t k = 1; is_small(v, i) && k <= open_parts(it); k++) {
		struct way w = {0};

		add_item(v, &w, i, k, net);
		n += count_ways(v, i + 1, amount - w.pay[0], net);
	}
	return n;
}

static void
rule_set(struct view *v, bool all)
{
	struct way w;

	(void)all;
	for (int how = 0; how < 4; how++)
		if (set_fits(v, ACCOUNT, 0, how > 1, how % 2, &w)) {
			found(v, &w);
			return;
		}
	for (int net = 0; net < 2 && v->ways == 0; net++)
		if (set_fits(v, PAST, 0, net, false, &w))
			found(v, &w);
	if (v->ways == 0)
		find_groups(v);
	if (v->ways == 1 &&
	    (is_replaceable(v, &v->way) ||
		(!are_many(v) && count_ways(v, 0, v->g->funds[v->fund].open,
				     has_discount(&v->way)) > 1)))
		v->ways++;
}

/* Rule 8, the tolerance in units: percents have one place. */
static void
rule_close(struct view *v, bool all)
{
	const struct match_policy *p = &v->g->policy;
	int64_t paid = v->g->funds[v->fund].open;

	(void)all;
	for (uint32_t i = 0; i < v->g->nitem; i++) {
		const struct match_item *it = &v->g->items[i];
		const struct match_tolerance *t =
		    &v->g->pools[it->pool].tolerance;
		int64_t open = open_of(it),
			most = t->has_amount ? t->amount : 0;
		int64_t share = (int64_t)money_round_as(
		    open * t->percent.n, 1000, p->rounding);
		struct way w = {.off = open - paid};

		if (t->has_percent && (!t->has_amount || share < most))
			most = share;
		if (!v->seen[i] || w.off == 0 || w.off > most ||
		    -w.off > most || (w.off < 0 && !p->over))
			continue;
		add_item(v, &w, i, open_parts(it), false);
		w.pay[0] = w.off > 0 ? paid : open;
		found(v, &w);
	}
}

/* Of an item, from its oldest part on. */
static void
take(struct group *g, uint32_t i, int64_t amount)
{
	for (uint32_t p = 0; p < g->items[i].npart; p++) {
		struct match_part *part = &g->parts[i][p];
		int64_t by = amount < part->open ? amount : part->open;

		part->open -= by;
		amount -= by;
	}
	assert_int_equal(amount, 0);
}

static uint32_t
next_item(const struct group *g, const struct way *w, const bool *paid)
{
	uint32_t best = ITEMS;

	for (uint32_t k = 0; k < w->nitem; k++) {
		int32_t order = first_part(&g->items[w->item[k]])->order;

		if (!paid[k] &&
		    (best == ITEMS ||
			order < first_part(&g->items[w->item[best]])->order))
			best = k;
	}
	return best;
}

/* What each credit is kept for: the item that it credits, where it is paid. */
static void
keep(const struct view *v, int64_t *kept)
{
	const struct way *w = &v->way;
	int64_t rest[ITEMS];

	memcpy(rest, w->pay, sizeof rest);
	for (uint32_t c = 0; c < w->ncredit; c++) {
		const struct match_fund *memo = &v->g->funds[w->credit[c]];

		kept[c] = 0;
		for (uint32_t k = 0; k < w->nitem; k++)
			if (w->item[k] == memo->own) {
				kept[c] =
				    memo->open < rest[k] ? memo->open : rest[k];
				rest[k] -= kept[c];
			}
	}
}

/* What of an item credits pay: those that credit it, or the others. */
static int64_t
use_credits(struct view *v, uint32_t i, int64_t left, int64_t *kept, bool home)
{
	struct group *g = v->g;

	for (uint32_t c = 0; c < v->way.ncredit; c++) {
		struct match_fund *memo = &g->funds[v->way.credit[c]];
		int64_t by = home ? kept[c] : memo->open - kept[c];

		if ((memo->own == i) != home)
			continue;
		by = by < left ? by : left;
		kept[c] -= home ? by : 0;
		memo->open -= by;
		g->items[i].credits -= by;
		left -= by;
	}
	return left;
}

/* Credits first, to what they credit, then to the oldest items first; the
   receipt pays the rest. */
static void
use(struct view *v)
{
	struct group *g = v->g;
	struct way *w = &v->way;
	struct match_fund *f = &g->funds[v->fund];
	bool paid[ITEMS] = {false};
	int64_t kept[FUNDS];

	keep(v, kept);
	for (uint32_t n = 0; n < w->nitem; n++) {
		uint32_t k = next_item(g, w, paid), i = w->item[k];
		int64_t left = w->pay[k];

		paid[k] = true;
		take(g, i,
		    w->pay[k] + w->discount[k] + (w->off > 0 ? w->off : 0));
		g->items[i].taken += w->discount[k];
		left = use_credits(v, i, left, kept, true);
		left = use_credits(v, i, left, kept, false);
		f->open -= left;
	}
	if (w->off < 0 && !f->shared)
		f->open = 0;
}

static bool
judge(struct group *g, uint32_t fund, int rule, bool *several)
{
	static void (*const rules[])(struct view * v, bool all) = {
	    rule_one, rule_set, rule_close};
	struct view v;

	for (int all = 0; all < 2; all++) {
		v = look(g, fund, all);
		rules[rule](&v, all);
		if (v.ways > 0)
			break;
	}
	if (v.ways == 1)
		use(&v);
	*several = v.ways > 1;
	return v.ways > 0;
}

static const enum match_rule amounts[] = {
    MATCH_ONE, MATCH_SET, MATCH_TOLERANCE};

/* Rounds of all rules and all receipts until nothing fires. */
static void
run(struct group *g, bool *several)
{
	for (bool fired = true; fired;) {
		bool stop[FUNDS] = {false};

		fired = false;
		memset(several, 0, FUNDS * sizeof *several);
		for (int rule = 0; rule < 3; rule++)
			for (uint32_t f = 0; f < g->nfund; f++) {
				const struct match_fund *fund = &g->funds[f];

				if (!g->policy.rule[amounts[rule]] ||
				    !fund->receipt || stop[f] ||
				    fund->open == 0 ||
				    fund->open != fund->received ||
				    fund->block != BLOCK_NOT)
					continue;
				stop[f] = judge(g, f, rule, &several[f]);
				fired |= stop[f] && !several[f];
			}
	}
}

static void
only_amounts(struct group *g)
{
	struct match_policy was = g->policy;

	for (size_t r = 0; r < MATCH_RULES; r++)
		g->policy.rule[r] = false;
	for (size_t r = 0; r < 3; r++)
		g->policy.rule[amounts[r]] = was.rule[amounts[r]];
}

static void
naive_scans_agree(void **state)
{
	static struct group g, naive;

	(void)state;
	for (uint32_t n = 0; n < GROUPS; n++) {
		bool several[FUNDS] = {false};
		struct match m;

		make_group(&g, n, false);
		only_amounts(&g);
		naive = g;
		wire(&naive);
		m = match_of(&g);
		match_run(&m);
		run(&naive, several);
		same_state(&g, &naive);
		for (uint32_t f = 0; f < g.nfund; f++)
			assert_int_equal(
			    g.funds[f].cause == CAUSE_SEVERAL, several[f]);
		match_free(&m);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(naive_scans_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
