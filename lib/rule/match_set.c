/* Rule 5: the whole account, all that is past due, or what belongs together
   by its due date or its terms. */
#include <stdlib.h>

#include "rule/match_in.h"

/* Targets become what they are net of discounts, or lose them. */
static void
settle_discounts(struct match *m, bool net)
{
	for (size_t i = 0; i < m->room->ntarget; i++) {
		struct match_target *t = &m->room->target[i];

		if (net)
			t->pay -= t->discount;
		else
			t->discount = 0;
	}
}

static enum match_verdict
fire(struct match *m, bool net, const char *way, uint8_t score)
{
	settle_discounts(m, net);
	match_pay_all(m, way, score);
	match_say(m, true, "%zu items: %s", m->room->ntarget, way);
	return VERDICT_FIRED;
}

static void
aim_first(struct match *m, uint32_t item, uint32_t count)
{
	*match_aim(m, item) = match_first_of(m, item, count);
}

/* Of each item of the scope all, or what is past due. */
static void
aim_scope(struct match *m, bool scope, bool only_past)
{
	struct match_room *r = m->room;

	match_look(m, scope);
	r->ntarget = 0;
	for (size_t i = 0; i < r->nseen; i++) {
		const struct match_item *item = &m->items[r->seen[i]];
		uint32_t count =
		    only_past ? match_past_due(m, item) : match_parts(item);

		if (count > 0)
			aim_first(m, r->seen[i], count);
	}
}

/* The discounts of a set, where with some of them it could come to what was
   paid; else none. */
static int128
discount_of(const struct match *m, const struct match_totals *all,
    const struct match_sum *sum, int128 paid)
{
	if (sum->open - sum->most > paid || sum->open <= match_at(m)->open)
		return 0;
	return match_sum_discount(m, all, sum);
}

static enum match_verdict
judge_account(struct match *m, const struct match_totals *all, bool scope)
{
	struct match_sum t = match_sum_by_key(m, all, MATCH_ACCOUNT);
	int64_t open = match_at(m)->open;
	int128 credit, discount;

	m->room->ncredit = 0;
	if (t.items < 2)
		return VERDICT_NOT;
	if (t.open == open) {
		aim_scope(m, scope, false);
		return fire(m, false, "account", 88);
	}
	match_own_credits(m);
	credit = match_credit(m);
	if (credit > 0 && t.open - credit == open) {
		aim_scope(m, scope, false);
		return fire(m, false, "account", 88);
	}
	discount = discount_of(m, all, &t, open + credit);
	if (discount == 0 ||
	    (t.open - discount != open && t.open - discount - credit != open))
		return VERDICT_NOT;
	if (t.open - discount == open)
		m->room->ncredit = 0;
	aim_scope(m, scope, false);
	return fire(m, true, "account", 88);
}

static enum match_verdict
fire_unless(
    struct match *m, bool scope, const char *way, const char *of, uint8_t score)
{
	if (match_others(m, scope) == VERDICT_WAIT)
		return VERDICT_WAIT;
	if (match_is_replaceable(m, scope)) {
		match_forget_answers(m);
		match_answer(m);
		return match_several(m);
	}
	match_pay_all(m, way, score);
	match_say(m, true, "%zu items: %s%s", m->room->ntarget, of, way);
	return VERDICT_FIRED;
}

static enum match_verdict
judge_past_due(struct match *m, const struct match_totals *all, bool scope)
{
	struct match_sum t = match_sum_by_key(m, all, MATCH_PAST);
	int64_t open = match_at(m)->open;
	int128 discount = discount_of(m, all, &t, open);

	m->room->ncredit = 0;
	if (t.items < 2 ||
	    (t.open != open && (discount == 0 || t.open - discount != open)))
		return VERDICT_NOT;
	aim_scope(m, scope, true);
	settle_discounts(m, t.open != open);
	return fire_unless(m, scope, "past due", "", 86);
}

/* Whether both have the same members. */
static bool
sum_equals(const struct match_totals *all, const struct match_sum *a,
    const struct match_sum *b)
{
	const struct match_member *x = all->member + a->from;
	const struct match_member *y = all->member + b->from;

	for (size_t i = 0; i < a->n && a->n == b->n; i++)
		if (x[i].item != y[i].item || x[i].count != y[i].count)
			return false;
	return a->n == b->n;
}

/* Whether a set is what was paid, gross or net of its discounts. */
static bool
sum_fits(const struct match *m, const struct match_totals *all,
    const struct match_sum *sum, bool *net)
{
	int64_t paid = match_at(m)->open;
	int128 discount;

	*net = sum->open != paid;
	if (sum->n < 2 || !*net)
		return sum->n > 1;
	discount = discount_of(m, all, sum, paid);
	return discount > 0 && sum->open - discount == paid;
}

static int
by_item(const void *a, const void *b)
{
	const struct match_target *x = a, *y = b;

	return (x->item > y->item) - (x->item < y->item);
}

static void
aim_group(struct match *m, const struct match_totals *all,
    const struct match_sum *sum, bool net)
{
	const struct match_member *member = all->member + sum->from;

	match_aim_none(m);
	for (size_t i = 0; i < sum->n; i++)
		aim_first(m, member[i].item, member[i].count);
	qsort(m->room->target, m->room->ntarget, sizeof *m->room->target,
	    by_item);
	settle_discounts(m, net);
	match_answer(m);
}

/* Groups that fit, as answers; the key of the first of them. */
static int64_t
find_groups(struct match *m, const struct match_totals *all)
{
	struct match_sum kept = {0}, sum;
	bool net;

	for (size_t g = 0; g < all->ngroup; g++) {
		size_t from = all->group[g], end = all->group[g + 1];

		if (all->member[from].key >= MATCH_ACCOUNT)
			break;
		if (end - from < 2 ||
		    all->member[end - 1].all_open < match_at(m)->open)
			continue;
		sum = match_sum_of(m, all, g);
		if (!sum_fits(m, all, &sum, &net))
			continue;
		if (kept.n > 0 && sum_equals(all, &kept, &sum))
			continue;
		if (kept.n == 0)
			kept = sum;
		aim_group(m, all, &sum, net);
	}
	return kept.n > 0 ? all->member[kept.from].key : 0;
}

static enum match_verdict
judge_groups(struct match *m, const struct match_totals *all, bool scope)
{
	int64_t key;

	match_forget_answers(m);
	key = find_groups(m, all);
	if (match_at(m)->nanswer > 1)
		return match_several(m);
	if (match_at(m)->nanswer == 0)
		return VERDICT_NOT;
	match_aim_answer(m);
	return key < MATCH_TERMS ? fire_unless(m, scope, "due date", "one ", 84)
				 : fire_unless(m, scope, "terms", "one ", 82);
}

static enum match_verdict
judge(struct match *m, bool scope)
{
	const struct match_totals *all = match_totals(m, scope);
	enum match_verdict v = judge_account(m, all, scope);

	if (v == VERDICT_NOT)
		v = judge_past_due(m, all, scope);
	if (v == VERDICT_NOT)
		v = judge_groups(m, all, scope);
	if (v == VERDICT_NOT)
		match_say(m, false,
		    "not the account, what is past due, nor one due date or "
		    "terms");
	return v;
}

enum match_verdict
match_set(struct match *m)
{
	return match_in_scopes(m, judge);
}
