/* Rule 5: the whole account, all that is past due, or what belongs together
   by its due date or its terms. */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/match_in.h"

/* What a set of items comes to. */
struct total {
	size_t n;
	int128 open, discount;
};

static void
total_add(struct total *t, const struct match_target *one)
{
	t->n++;
	t->open += one->pay;
	t->discount += one->discount;
}

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

/* How many installments, from the first, were due before the receipt. */
static uint32_t
past_due(const struct match *m, const struct match_item *i)
{
	uint32_t n = 0;

	for (uint32_t p = 0; p < i->npart; p++) {
		if (i->part[p].open == 0)
			continue;
		if (i->part[p].due == DATE_NONE ||
		    i->part[p].due >= match_at(m)->date)
			break;
		n++;
	}
	return n;
}

static void
aim_first(struct match *m, uint32_t item, uint32_t count)
{
	struct match_target *t = match_aim(m, item);

	t->count = count;
	t->pay = match_first(&m->items[item], count);
	t->discount = match_available(m, &m->items[item], count);
}

static struct total
aim_seen(struct match *m, bool only_past)
{
	struct match_room *r = m->room;
	struct total total = {0};

	match_aim_none(m);
	for (size_t i = 0; i < r->nseen; i++) {
		const struct match_item *item = &m->items[r->seen[i]];
		uint32_t count =
		    only_past ? past_due(m, item) : match_parts(item);

		if (count == 0)
			continue;
		aim_first(m, r->seen[i], count);
		total_add(&total, &r->target[r->ntarget - 1]);
	}
	return total;
}

static enum match_verdict
judge_account(struct match *m)
{
	int64_t open = match_at(m)->open;
	struct total t = aim_seen(m, false);
	int128 credit;

	if (t.n < 2)
		return VERDICT_NOT;
	if (t.open == open)
		return fire(m, false, "account", 88);
	match_own_credits(m);
	credit = match_credit(m);
	if (credit > 0 && t.open - credit == open)
		return fire(m, false, "account", 88);
	if (t.discount > 0 && credit > 0 &&
	    t.open - t.discount - credit == open)
		return fire(m, true, "account", 88);
	m->room->ncredit = 0;
	if (t.discount > 0 && t.open - t.discount == open)
		return fire(m, true, "account", 88);
	return VERDICT_NOT;
}

static enum match_verdict
judge_past_due(struct match *m)
{
	int64_t open = match_at(m)->open;
	struct total t = aim_seen(m, true);

	if (t.n < 2)
		return VERDICT_NOT;
	if (t.open == open)
		return fire(m, false, "past due", 86);
	if (t.discount > 0 && t.open - t.discount == open)
		return fire(m, true, "past due", 86);
	return VERDICT_NOT;
}

#define KEY_TERMS ((int64_t)1 << 40) /* beyond every date */

static void
add_member(struct match *m, int64_t key, uint32_t item, uint32_t count)
{
	struct match_room *r = m->room;
	const struct match_item *i = &m->items[item];

	r->member = mem_grow(
	    r->member, &r->member_cap, r->nmember + 1, sizeof *r->member);
	r->member[r->nmember++] = (struct match_member){.key = key,
	    .item = item,
	    .count = count,
	    .open = match_first(i, count),
	    .discount = match_available(m, i, count)};
}

static int
member_order(const void *a, const void *b)
{
	const struct match_member *p = a, *q = b;

	if (p->key != q->key)
		return p->key < q->key ? -1 : 1;
	return (p->item > q->item) - (p->item < q->item);
}

static int32_t
first_due(const struct match_item *i)
{
	for (uint32_t p = 0; p < i->npart; p++)
		if (i->part[p].open > 0)
			return i->part[p].due;
	return DATE_NONE;
}

static void
find_members(struct match *m)
{
	struct match_room *r = m->room;

	r->nmember = 0;
	for (size_t s = 0; s < r->nseen; s++) {
		const struct match_item *i = &m->items[r->seen[s]];

		if (first_due(i) != DATE_NONE)
			add_member(m, first_due(i), r->seen[s], 1);
		if (i->terms != 0)
			add_member(m, KEY_TERMS + i->terms, r->seen[s],
			    match_parts(i));
	}
	qsort(r->member, r->nmember, sizeof *r->member, member_order);
}

static size_t
group_end(const struct match_room *r, size_t i)
{
	size_t end = i + 1;

	while (end < r->nmember && r->member[end].key == r->member[i].key)
		end++;
	return end;
}

static bool
group_equals(const struct match_room *r, size_t a, size_t b, size_t n, bool net)
{
	for (size_t i = 0; i < n; i++)
		if (r->member[a + i].item != r->member[b + i].item ||
		    r->member[a + i].count != r->member[b + i].count)
			return false;
	(void)net;
	return true;
}

static void
aim_group(struct match *m, size_t i, size_t end, bool net)
{
	match_aim_none(m);
	for (; i < end; i++)
		aim_first(m, m->room->member[i].item, m->room->member[i].count);
	settle_discounts(m, net);
	match_answer(m);
}

/* Groups that fit, as answers; the key of the first of them. */
static int64_t
find_groups(struct match *m)
{
	struct match_room *r = m->room;
	size_t kept = 0, kept_n = 0;
	int64_t key = 0;

	for (size_t i = 0, end; i < r->nmember; i = end) {
		int128 open = 0, discount = 0;
		bool net;

		end = group_end(r, i);
		for (size_t k = i; k < end; k++) {
			open += r->member[k].open;
			discount += r->member[k].discount;
		}
		net = open != match_at(m)->open;
		if (end - i < 2 ||
		    (net && (discount == 0 ||
				open - discount != match_at(m)->open)))
			continue;
		if (kept_n == end - i && group_equals(r, kept, i, kept_n, net))
			continue;
		if (kept_n == 0) {
			kept = i;
			kept_n = end - i;
			key = r->member[i].key;
		}
		aim_group(m, i, end, net);
	}
	return key;
}

static enum match_verdict
judge_groups(struct match *m)
{
	int64_t key;

	find_members(m);
	match_forget_answers(m);
	key = find_groups(m);
	if (match_at(m)->nanswer > 1)
		return match_several(m);
	if (match_at(m)->nanswer == 0)
		return VERDICT_NOT;
	match_aim_answer(m);
	match_pay_all(m, key < KEY_TERMS ? "due date" : "terms",
	    key < KEY_TERMS ? 84 : 82);
	match_say(m, true, "%zu items of one %s", m->room->ntarget,
	    key < KEY_TERMS ? "due date" : "terms");
	return VERDICT_FIRED;
}

static enum match_verdict
judge_seen(struct match *m)
{
	enum match_verdict v = VERDICT_NOT;

	if (m->room->nseen > 1)
		v = judge_account(m);
	if (v == VERDICT_NOT && m->room->nseen > 1)
		v = judge_past_due(m);
	if (v == VERDICT_NOT && m->room->nseen > 1)
		v = judge_groups(m);
	if (v == VERDICT_NOT)
		match_say(m, false,
		    "not the account, what is past due, nor one due date or "
		    "terms");
	return v;
}

enum match_verdict
match_set(struct match *m)
{
	return match_in_scopes(m, judge_seen);
}
