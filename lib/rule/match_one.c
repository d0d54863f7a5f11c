/* Rule 4: one item of the receipt's amount. */
#include "rule/match_in.h"

static void
aim_first(struct match *m, uint32_t item, uint32_t count, int64_t discount)
{
	struct match_target *t = match_aim(m, item);

	t->count = count;
	t->discount = discount;
	t->pay = match_first(&m->items[item], count) - discount;
}

/* Of one item, its first installments that come to the receipt, as they are
   or less a discount. */
static void
compare_item(struct match *m, uint32_t item)
{
	const struct match_item *i = &m->items[item];
	int64_t open = match_at(m)->open, sum = 0;
	uint32_t count = 0;

	for (uint32_t p = 0; p < i->npart; p++) {
		int64_t discount;

		if (i->part[p].open == 0)
			continue;
		sum += i->part[p].open;
		count++;
		discount = sum > open ? match_available(m, i, count) : 0;
		if (sum - discount != open)
			continue;
		match_aim_none(m);
		aim_first(m, item, count, discount);
		match_answer(m);
	}
}

static void
compare_credits(struct match *m, uint32_t item)
{
	struct match_room *r = m->room;
	int64_t rest = match_open(&m->items[item]) - match_at(m)->open;
	size_t n = r->nmemo;

	for (size_t i = 0; i < n && rest > 0; i++) {
		const struct match_fund *c = &m->funds[r->memo[i]];

		if (c->open != rest || !match_is_own_credit(m, c))
			continue;
		match_aim_none(m);
		match_aim(m, item);
		match_take_credit(m, r->memo[i], c->open);
		match_answer(m);
	}
}

static enum match_verdict
fire_only(struct match *m, const char *way, uint8_t score)
{
	match_aim_answer(m);
	match_pay_all(m, way, score);
	match_say(m, true, "one item %s", way);
	return VERDICT_FIRED;
}

static enum match_verdict
judge_seen(struct match *m)
{
	struct match_room *r = m->room;
	const struct match_fund *f = match_at(m);

	match_forget_answers(m);
	for (size_t i = 0; i < r->nseen; i++)
		compare_item(m, r->seen[i]);
	if (f->nanswer > 1)
		return match_several(m);
	if (f->nanswer == 1 && r->target[0].discount > 0)
		return fire_only(m, "net of discount", 88);
	if (f->nanswer == 1)
		return fire_only(m, "gross", 90);
	for (size_t i = 0; i < r->nseen && r->nmemo > 0; i++)
		compare_credits(m, r->seen[i]);
	if (f->nanswer > 1)
		return match_several(m);
	if (f->nanswer == 1)
		return fire_only(m, "net of credit", 85);
	match_say(m, false, "none of %zu items is of this amount", r->nseen);
	return VERDICT_NOT;
}

enum match_verdict
match_one(struct match *m)
{
	return match_in_scopes(m, judge_seen);
}
