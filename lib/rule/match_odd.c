/* Numbers that the memo cites, where the receipt is less than what they come
   to, or more. */
#include "base/mem.h"
#include "rule/match_in.h"

#define SCORE_ODD  92
#define SCORE_PART 90

static int128
tolerances(const struct match *m)
{
	int128 sum = 0;

	for (size_t i = 0; i < m->room->ntarget; i++) {
		const struct match_item *item =
		    &m->items[m->room->target[i].item];

		sum += match_tolerance(m, item->pool, match_open(item));
	}
	return sum;
}

static int64_t
late_of(const struct match *m, const struct match_target *t)
{
	const struct match_item *i = &m->items[t->item];

	return match_expired(m, i, match_parts(i));
}

/* Paid less discounts whose days are over. */
static bool
fire_late(struct match *m, int128 gap)
{
	struct match_room *r = m->room;
	int128 sum = 0;

	for (size_t i = 0; i < r->ntarget; i++)
		sum += late_of(m, &r->target[i]);
	if (sum != gap || !m->policy->rule[MATCH_SHORT])
		return false;
	for (size_t i = 0; i < r->ntarget; i++)
		r->target[i].pay -= late_of(m, &r->target[i]);
	match_sort_targets(m);
	for (size_t i = 0; i < r->ntarget; i++) {
		struct match_target *t = &r->target[i];
		const struct match_item *item = &m->items[t->item];
		int64_t late = late_of(m, t);
		int64_t earned = match_available(m, item, match_parts(item));
		const char *reason =
		    match_discount_reason(m, item, match_parts(item));

		match_pay(m, t, NULL, SCORE_ODD);
		earned = earned < late ? earned : late;
		match_act(
		    m, TYPE_DISCOUNT, t, earned, reason, "discount", SCORE_ODD);
		match_refuse_discount(m, t, late - earned, SCORE_ODD);
	}
	return true;
}

/* The cause that the memo states, or "other" when it states several. */
static const char *
cause_of(uint32_t causes)
{
	const char *name = NULL;

	for (unsigned c = 0; c < CITE_CAUSES; c++) {
		if ((causes >> c & 1) == 0)
			continue;
		if (name != NULL)
			return "other";
		name = cite_cause_name((enum cite_cause)c);
	}
	return name;
}

/* One item, and a word why it is not paid in full. */
static bool
fire_cause(struct match *m, int64_t gap)
{
	struct match_target *t = &m->room->target[0];
	const struct match_item *item = &m->items[t->item];
	uint32_t causes = match_at(m)->causes;
	int64_t earned = match_available(m, item, match_parts(item));
	const char *reason = match_discount_reason(m, item, match_parts(item));

	if (causes == 0 || m->room->ntarget != 1 || gap >= t->pay ||
	    !m->policy->rule[MATCH_SHORT])
		return false;
	t->pay -= gap;
	match_pay(m, t, NULL, SCORE_ODD);
	if (causes == 1U << CITE_DISCOUNT) {
		earned = earned < gap ? earned : gap;
		match_act(
		    m, TYPE_DISCOUNT, t, earned, reason, "discount", SCORE_ODD);
		match_refuse_discount(m, t, gap - earned, SCORE_ODD);
		return true;
	}
	m->room->rule = MATCH_SHORT;
	match_act(
	    m, TYPE_DISPUTE, t, gap, cause_of(causes), "cause", SCORE_ODD);
	m->room->rule = MATCH_TEXT;
	return true;
}

/* The target with the latest due date that is not yet done; of equals the
   later document. They are sorted. */
static size_t
latest(const struct match *m, const bool *used)
{
	const struct match_room *r = m->room;
	size_t best = r->ntarget;

	for (size_t i = 0; i < r->ntarget; i++) {
		const struct match_item *a = &m->items[r->target[i].item], *b;

		if (used[i])
			continue;
		b = best < r->ntarget ? &m->items[r->target[best].item] : NULL;
		if (b == NULL || match_last_due(a) > match_last_due(b) ||
		    (match_last_due(a) == match_last_due(b) &&
			span_compare(a->doc, b->doc) >= 0))
			best = i;
	}
	return best;
}

/* Pays all but the gap, which is written off from the latest backwards. */
static void
write_off(struct match *m, int128 gap)
{
	struct match_room *r = m->room;
	bool *used = mem_array(r->ntarget, sizeof *used);
	int64_t *off = mem_array(r->ntarget, sizeof *off);

	match_sort_targets(m);
	for (int128 left = gap; left > 0;) {
		size_t i = latest(m, used);
		struct match_target *t = &r->target[i];

		used[i] = true;
		off[i] = left < t->pay ? (int64_t)left : t->pay;
		t->pay -= off[i];
		left -= off[i];
	}
	match_pay_all(m, NULL, SCORE_ODD);
	m->room->rule = MATCH_TOLERANCE;
	for (size_t i = 0; i < r->ntarget; i++)
		match_act(m, TYPE_WRITEOFF, &r->target[i], off[i],
		    "small-balance", "under", SCORE_ODD);
	m->room->rule = MATCH_TEXT;
	mem_free(used);
	mem_free(off);
}

static bool
fire_tolerance(struct match *m, int128 gap)
{
	int128 most = tolerances(m), net = 0;

	if (!m->policy->rule[MATCH_TOLERANCE])
		return false;
	for (size_t i = 0; i < m->room->ntarget; i++) {
		const struct match_item *item =
		    &m->items[m->room->target[i].item];

		net += match_available(m, item, match_parts(item));
	}
	if (net > 0 && gap >= net && gap - net <= most) {
		match_take_all_discounts(m);
		write_off(m, gap - net);
		return true;
	}
	if (gap > most)
		return false;
	write_off(m, gap);
	return true;
}

/* Some of one item, with its share of the discount if that is allowed. */
static void
fire_part(struct match *m, int64_t gap)
{
	struct match_target *t = &m->room->target[0];
	const struct match_item *item = &m->items[t->item];
	int64_t open = t->pay;
	int64_t all = match_available(m, item, match_parts(item)), share = 0;
	const char *reason = match_discount_reason(m, item, match_parts(item));

	t->pay -= gap;
	if (m->policy->partial_discount && all > 0 && t->pay < open - all)
		share = (int64_t)money_round_as(
		    (int128)t->pay * all, open - all, m->policy->rounding);
	match_pay(m, t, NULL, SCORE_PART);
	match_act(m, TYPE_DISCOUNT, t, share, reason, "discount", SCORE_PART);
}

/* A number that does not fit, and another item that does: the payer wrote
   the wrong one, or it is no document's.  The targets are one answer. */
static enum match_verdict
doubt(struct match *m)
{
	match_forget_answers(m);
	match_answer(m);
	match_answer_fits(m);
	match_blame(m, CAUSE_SEVERAL);
	match_say(m, false, "the memo cites one item, the amount fits another");
	return VERDICT_WAIT;
}

static enum match_verdict
judge_short(struct match *m, int128 gap, bool unknown)
{
	if (fire_late(m, gap))
		return VERDICT_FIRED;
	if (gap == (int64_t)gap && fire_cause(m, (int64_t)gap))
		return VERDICT_FIRED;
	if (fire_tolerance(m, gap))
		return VERDICT_FIRED;
	if (m->room->ntarget == 1 && !unknown) {
		if (match_fits_one(m)) {
			m->room->target[0].pay -= (int64_t)gap;
			return doubt(m);
		}
		fire_part(m, (int64_t)gap);
		return VERDICT_FIRED;
	}
	match_blame(m, unknown ? CAUSE_UNKNOWN : CAUSE_SHORT);
	return VERDICT_NOT;
}

static enum match_verdict
judge_over(struct match *m, int128 gap, bool unknown)
{
	bool small = m->policy->over && m->policy->rule[MATCH_TOLERANCE] &&
		     gap <= tolerances(m);

	if (unknown) {
		match_blame(m, CAUSE_UNKNOWN);
		return VERDICT_NOT;
	}
	if (!small && match_fits_one(m))
		return doubt(m);
	match_pay_all(m, NULL, SCORE_PART);
	if (small)
		match_write_over(m, SCORE_PART);
	match_blame(m, CAUSE_OVER);
	return VERDICT_FIRED;
}

enum match_verdict
match_odd(struct match *m, bool unknown)
{
	int128 gap = match_aimed(m) - match_at(m)->open - match_credit(m);

	if (match_has_namesakes(m)) {
		match_blame(m, CAUSE_NUMBER);
		return VERDICT_NOT;
	}
	return gap > 0 ? judge_short(m, gap, unknown)
		       : judge_over(m, -gap, unknown);
}
