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

/* Values of the receipt's amount, from the i-th on, until there are enough. */
static bool
is_more(const struct match *m, const struct match_bag *bag, size_t i)
{
	return i < bag->n && bag->value[i].value == match_at(m)->open &&
	       match_at(m)->nanswer < MATCH_ANSWERS;
}

static void
find_gross(struct match *m, const struct match_bag *bag)
{
	for (size_t i = match_from(bag, match_at(m)->open); is_more(m, bag, i);
	     i++)
		if (match_stands(m, &bag->value[i]))
			answer(m, bag->value[i].item, bag->value[i].count, 0);
}

/* First installments that come to the receipt less their discount. */
static void
find_net(struct match *m, const struct match_bag *bag)
{
	for (size_t i = match_from(bag, match_at(m)->open); is_more(m, bag, i);
	     i++) {
		const struct match_value *v = &bag->value[i];

		if (match_stands_net(m, v))
			answer(m, v->item, v->count,
			    match_available(m, &m->items[v->item], v->count));
	}
}

static void
find_less_credit(struct match *m, const struct match_index *ix, uint32_t credit)
{
	int64_t open = m->funds[credit].open, sum;

	if (!money_add(open, match_at(m)->open, &sum))
		return;
	for (size_t i = match_from(&ix->gross, sum);
	     i < ix->gross.n && ix->gross.value[i].value == sum; i++) {
		if (!ix->gross.value[i].whole ||
		    !match_stands(m, &ix->gross.value[i]))
			continue;
		match_aim_none(m);
		match_aim(m, ix->gross.value[i].item);
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
	find_gross(m, &ix->gross);
	find_net(m, &ix->net);
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

/* Whether there is an item of the receipt's amount, or net; and all of them as
   answers, if they are wanted. */
static bool
fits(struct match *m, bool wanted)
{
	const struct match_index *ix = match_index(m, true);
	const struct match_bag *gross = &ix->gross, *net = &ix->net;
	bool any = false;

	for (size_t i = match_from(gross, match_at(m)->open);
	     is_more(m, gross, i) && (wanted || !any); i++) {
		const struct match_value *v = &gross->value[i];

		if (!match_stands(m, v))
			continue;
		if (wanted)
			answer_alone(m, v->item, v->count, 0);
		any = true;
	}
	for (size_t i = match_from(net, match_at(m)->open);
	     is_more(m, net, i) && (wanted || !any); i++) {
		const struct match_value *v = &net->value[i];

		if (!match_stands_net(m, v))
			continue;
		if (wanted)
			answer_alone(m, v->item, v->count,
			    match_available(m, &m->items[v->item], v->count));
		any = true;
	}
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
