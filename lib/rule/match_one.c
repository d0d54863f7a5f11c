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

static void
answer_alone(struct match *m, uint32_t item, uint32_t count, int64_t discount)
{
	match_aim_none(m);
	aim_first(m, item, count, discount);
	match_answer(m);
}

static void
answer(struct match *m, uint32_t item, uint32_t count, int64_t discount)
{
	if (match_may_mean(m, item))
		answer_alone(m, item, count, discount);
}

static void
find_gross(struct match *m, const struct match_index *ix)
{
	int64_t open = match_at(m)->open;

	for (size_t i = match_from(ix, open);
	     i < ix->n && ix->value[i].value == open; i++)
		if (match_stands(m, &ix->value[i]))
			answer(m, ix->value[i].item, ix->value[i].count, 0);
}

/* Of one item, its first installments that come to the receipt less their
   discount. */
static void
find_net(struct match *m, uint32_t item)
{
	const struct match_item *i = &m->items[item];
	struct match_value v = {.item = item};
	uint32_t n = match_parts(i);

	for (uint32_t k = 1; k <= n && match_stands(m, &v); k++) {
		int64_t discount = match_available(m, i, k);

		if (discount > 0 &&
		    match_first(i, k) - discount == match_at(m)->open)
			answer(m, item, k, discount);
	}
}

static void
find_less_credit(struct match *m, const struct match_index *ix, uint32_t credit)
{
	int64_t open = m->funds[credit].open, sum;

	if (!money_add(open, match_at(m)->open, &sum))
		return;
	for (size_t i = match_from(ix, sum);
	     i < ix->n && ix->value[i].value == sum; i++) {
		if (!ix->value[i].whole || !match_stands(m, &ix->value[i]))
			continue;
		match_aim_none(m);
		match_aim(m, ix->value[i].item);
		match_take_credit(m, credit, open);
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

static const struct match_index *
find(struct match *m, bool all)
{
	const struct match_index *ix = match_index(m, all);

	match_forget_answers(m);
	find_gross(m, ix);
	for (size_t i = 0; i < ix->ntiered; i++)
		find_net(m, ix->tiered[i]);
	return ix;
}

/* An item of a child of the same amount may be meant as well as one's own. */
static enum match_verdict
judge(struct match *m, bool all)
{
	struct match_room *r = m->room;
	const struct match_fund *f = match_at(m);
	const struct match_index *ix = find(m, all);

	if (f->nanswer == 1 && !all && r->above[f->customer])
		ix = find(m, true);
	if (f->nanswer > 1)
		return match_several(m);
	if (f->nanswer == 1 && r->target[0].discount > 0)
		return fire_only(m, "net of discount", 88);
	if (f->nanswer == 1)
		return fire_only(m, "gross", 90);
	for (size_t i = 0; i < r->nmemo; i++)
		if (match_is_own_credit(m, &m->funds[r->memo[i]]))
			find_less_credit(m, ix, r->memo[i]);
	if (f->nanswer > 1)
		return match_several(m);
	if (f->nanswer == 1)
		return fire_only(m, "net of credit", 85);
	match_say(m, false, "no item is of this amount");
	return VERDICT_NOT;
}

/* Whether the first installments of an item come to the receipt net; and
   that as an answer, if one is wanted. */
static bool
fits_net(struct match *m, uint32_t item, bool wanted)
{
	const struct match_item *i = &m->items[item];
	struct match_value v = {.item = item};
	uint32_t n = match_parts(i);

	for (uint32_t k = 1; k <= n && match_stands(m, &v); k++) {
		int64_t discount = match_available(m, i, k);

		if (match_first(i, k) - discount != match_at(m)->open)
			continue;
		if (wanted)
			answer_alone(m, item, k, discount);
		return true;
	}
	return false;
}

static bool
fits(struct match *m, bool wanted)
{
	const struct match_index *ix = match_index(m, true);
	int64_t open = match_at(m)->open;
	bool any = false;

	for (size_t i = match_from(ix, open);
	     i < ix->n && ix->value[i].value == open; i++) {
		if (!match_stands(m, &ix->value[i]))
			continue;
		if (wanted)
			answer_alone(
			    m, ix->value[i].item, ix->value[i].count, 0);
		any = true;
	}
	for (size_t i = 0; i < ix->ntiered; i++)
		any |= fits_net(m, ix->tiered[i], wanted);
	return any;
}

bool
match_fits_one(struct match *m)
{
	return fits(m, false);
}

void
match_answer_fits(struct match *m)
{
	fits(m, true);
}

enum match_verdict
match_one(struct match *m)
{
	return match_in_scopes(m, judge);
}
