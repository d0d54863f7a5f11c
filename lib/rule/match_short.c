/* Rules 7 and 8 where the payer names nothing: one item that is paid less a
   discount too late, or nearly. */
#include "rule/match_in.h"

/* One answer an item: what is paid, the rest being the caller's. */
static void
answer(struct match *m, uint32_t item, int64_t pay)
{
	if (!match_may_mean(m, item))
		return;
	match_aim_none(m);
	match_aim(m, item)->pay = pay;
	match_answer(m);
}

static void
compare_late(struct match *m, const struct match_value *net)
{
	const struct match_item *i = &m->items[net->item];
	struct match_value v = {.item = net->item};
	uint32_t n = match_parts(i);
	int64_t open = match_open(i), late = match_expired(m, i, n);

	if (net->count == n && match_stands(m, &v) && late > 0 &&
	    open - late == match_at(m)->open &&
	    match_available(m, i, n) != late)
		answer(m, net->item, open - late);
}

static enum match_verdict
judge_late(struct match *m, bool all)
{
	const struct match_index *ix = match_index(m, all);
	int64_t paid = match_at(m)->open;
	struct match_target *t;

	match_forget_answers(m);
	for (size_t i = match_from(&ix->net, paid);
	     i < ix->net.n && ix->net.value[i].value == paid; i++)
		compare_late(m, &ix->net.value[i]);
	if (match_at(m)->nanswer > 1)
		return match_several(m);
	if (match_at(m)->nanswer == 0) {
		match_say(m, false, "no item less an expired discount");
		return VERDICT_NOT;
	}
	match_aim_answer(m);
	t = &m->room->target[0];
	t->discount = match_available(m, &m->items[t->item], t->count);
	match_pay_all(m, "late discount", 80);
	match_refuse_discount(m, t, match_open(&m->items[t->item]), 80);
	match_say(m, true, "one item less a discount that was too late");
	return VERDICT_FIRED;
}

enum match_verdict
match_short(struct match *m)
{
	return match_in_scopes(m, judge_late);
}

/* Items of more than the receipt: the gap grows faster than the tolerance. */
static void
find_under(struct match *m, const struct match_index *ix)
{
	int64_t open = match_at(m)->open;

	if (open == INT64_MAX)
		return;
	for (size_t i = match_from(&ix->gross, open + 1);
	     i < ix->gross.n && match_at(m)->nanswer < MATCH_ANSWERS; i++) {
		const struct match_value *v = &ix->gross.value[i];

		if (v->value - open > match_tolerance(m, ix->pool, v->value))
			break;
		if (v->whole && match_stands(m, v))
			answer(m, v->item, open);
	}
}

/* And of less; a percentage shrinks with them, but an amount does not. */
static void
find_over(struct match *m, const struct match_index *ix)
{
	int64_t open = match_at(m)->open;

	for (size_t i = match_from(&ix->gross, open);
	     i-- > 0 && match_at(m)->nanswer < MATCH_ANSWERS;) {
		const struct match_value *v = &ix->gross.value[i];

		if (open - v->value > match_tolerance(m, ix->pool, v->value))
			break;
		if (v->whole && match_stands(m, v))
			answer(m, v->item, v->value);
	}
}

static enum match_verdict
judge_close(struct match *m, bool all)
{
	const struct match_index *ix = match_index(m, all);
	struct match_target *t;

	match_forget_answers(m);
	find_under(m, ix);
	if (m->policy->over)
		find_over(m, ix);
	if (match_at(m)->nanswer > 1)
		return match_several(m);
	if (match_at(m)->nanswer == 0) {
		match_say(m, false, "no item is within tolerance");
		return VERDICT_NOT;
	}
	match_aim_answer(m);
	t = &m->room->target[0];
	match_pay_all(
	    m, match_open(&m->items[t->item]) > t->pay ? "under" : "over", 75);
	match_act(m, TYPE_WRITEOFF, t, match_open(&m->items[t->item]),
	    "small-balance", "under", 75);
	match_write_over(m, 75);
	match_say(m, true, "one item within tolerance");
	return VERDICT_FIRED;
}

enum match_verdict
match_close(struct match *m)
{
	return match_in_scopes(m, judge_close);
}
