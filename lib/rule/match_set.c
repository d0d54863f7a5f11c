/* Rule 5: the whole account, all that is past due, or what belongs together
   by its due date or its terms. */
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

static enum match_verdict
judge_account(struct match *m, const struct match_sum *t, bool scope)
{
	int64_t open = match_at(m)->open;
	int128 credit;

	m->room->ncredit = 0;
	if (t->n < 2)
		return VERDICT_NOT;
	if (t->open == open) {
		aim_scope(m, scope, false);
		return fire(m, false, "account", 88);
	}
	match_own_credits(m);
	credit = match_credit(m);
	if (credit > 0 && t->open - credit == open) {
		aim_scope(m, scope, false);
		return fire(m, false, "account", 88);
	}
	if (t->discount == 0 || (t->open - t->discount != open &&
				    t->open - t->discount - credit != open))
		return VERDICT_NOT;
	if (t->open - t->discount == open)
		m->room->ncredit = 0;
	aim_scope(m, scope, false);
	return fire(m, true, "account", 88);
}

static enum match_verdict
fire_unless(
    struct match *m, bool scope, const char *way, const char *of, uint8_t score)
{
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
judge_past_due(struct match *m, const struct match_sum *t, bool scope)
{
	int64_t open = match_at(m)->open;

	m->room->ncredit = 0;
	if (t->n < 2 || (t->open != open && (t->discount == 0 ||
						t->open - t->discount != open)))
		return VERDICT_NOT;
	aim_scope(m, scope, true);
	settle_discounts(m, t->open != open);
	return fire_unless(m, scope, "past due", "", 86);
}

static size_t
group_end(const struct match_totals *all, size_t i)
{
	size_t end = i + 1;

	while (end < all->n && all->member[end].key == all->member[i].key)
		end++;
	return end;
}

/* Whether n members from a on are those from b on. */
static bool
group_equals(const struct match_totals *all, size_t a, size_t b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (all->member[a + i].item != all->member[b + i].item ||
		    all->member[a + i].count != all->member[b + i].count)
			return false;
	return true;
}

/* Whether a group is what was paid, gross or net of its discounts. */
static bool
group_fits(const struct match *m, const struct match_totals *all, size_t i,
    size_t end, bool *net)
{
	int64_t paid = match_at(m)->open;
	struct match_sum sum = {.n = end - i};

	for (; i < end; i++) {
		sum.open += all->member[i].open;
		sum.discount += all->member[i].discount;
	}
	*net = sum.open != paid;
	return sum.n > 1 &&
	       (!*net || (sum.discount > 0 && sum.open - sum.discount == paid));
}

static void
aim_group(struct match *m, const struct match_totals *all, size_t i, size_t end,
    bool net)
{
	match_aim_none(m);
	for (; i < end; i++)
		aim_first(m, all->member[i].item, all->member[i].count);
	settle_discounts(m, net);
	match_answer(m);
}

/* Groups that fit, as answers; the key of the first of them. */
static int64_t
find_groups(struct match *m, const struct match_totals *all)
{
	size_t kept = 0, kept_n = 0;
	bool net;

	for (size_t i = 0, end; i < all->n; i = end) {
		end = group_end(all, i);
		if (!group_fits(m, all, i, end, &net))
			continue;
		if (kept_n == end - i && group_equals(all, kept, i, kept_n))
			continue;
		if (kept_n == 0) {
			kept = i;
			kept_n = end - i;
		}
		aim_group(m, all, i, end, net);
	}
	return kept_n > 0 ? all->member[kept].key : 0;
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
	enum match_verdict v = judge_account(m, &all->account, scope);

	if (v == VERDICT_NOT)
		v = judge_past_due(m, &all->past, scope);
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
