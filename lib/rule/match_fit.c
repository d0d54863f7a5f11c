/* Rule 2, where what the memo cites is what was paid: as it is, less some of
   its discounts, or the first installments of it. */
#include "base/mem.h"
#include "rule/match_in.h"
#include "rule/subset.h"

static uint8_t
least_level(const struct match *m)
{
	uint8_t least = 100;

	for (size_t i = 0; i < m->room->ntarget; i++) {
		uint8_t s = match_level_score(m->room->target[i].cite);

		least = s < least ? s : least;
	}
	return least;
}

#define DISCOUNTS 16 /* most items of which some may be net of discount */

/* The choices of the n discounts that come to `need`, as bits: none, one, or
   the first two of several. */
static unsigned
choose(const int64_t *discount, size_t n, int128 need, uint32_t choice[2])
{
	unsigned found = 0;

	for (uint32_t bits = 1; bits < 1U << n; bits++) {
		int128 sum = 0;

		for (size_t i = 0; i < n; i++)
			if (bits >> i & 1)
				sum += discount[i];
		if (sum != need)
			continue;
		choice[found++] = bits;
		if (found == 2)
			break;
	}
	return found;
}

/* Lists the discounts that there are, with their targets; their number. */
static size_t
list_discounts(
    const struct match *m, int64_t *discount, size_t *target, int128 *sum)
{
	size_t n = 0;

	*sum = 0;
	for (size_t i = 0; i < m->room->ntarget; i++) {
		const struct match_item *item =
		    &m->items[m->room->target[i].item];
		int64_t d = match_available(m, item, match_parts(item));

		if (d == 0)
			continue;
		if (n < DISCOUNTS) {
			discount[n] = d;
			target[n] = i;
		}
		*sum += d;
		n++;
	}
	return n;
}

static void
take_off(struct match_target *t, int64_t discount)
{
	t->discount = discount;
	t->pay -= discount;
}

static void
put_back(struct match_target *t)
{
	t->pay += t->discount;
	t->discount = 0;
}

void
match_take_all_discounts(struct match *m)
{
	for (size_t i = 0; i < m->room->ntarget; i++) {
		struct match_target *t = &m->room->target[i];
		const struct match_item *item = &m->items[t->item];

		take_off(t, match_available(m, item, match_parts(item)));
	}
}

/* Each choice of discounts is an answer. */
static enum match_verdict
several_discounts(struct match *m, const int64_t *discount,
    const size_t *target, size_t n, const uint32_t choice[2])
{
	match_forget_answers(m);
	for (int c = 0; c < 2; c++) {
		for (size_t i = 0; i < n; i++)
			if (choice[c] >> i & 1)
				take_off(
				    &m->room->target[target[i]], discount[i]);
		match_answer(m);
		for (size_t i = 0; i < n; i++)
			put_back(&m->room->target[target[i]]);
	}
	return match_several(m);
}

static enum match_verdict
fit_discounts(struct match *m, int128 need)
{
	int64_t discount[DISCOUNTS];
	size_t target[DISCOUNTS], n;
	uint32_t choice[2];
	unsigned found;
	int128 sum;

	n = list_discounts(m, discount, target, &sum);
	if (n == 0 || need <= 0 || need > sum)
		return VERDICT_NOT;
	if (sum == need) {
		match_take_all_discounts(m);
		match_pay_all(m, NULL, (uint8_t)(least_level(m) - 2));
		return VERDICT_FIRED;
	}
	found = n <= DISCOUNTS ? choose(discount, n, need, choice) : 0;
	if (found == 0)
		return VERDICT_NOT;
	if (found == 2)
		return several_discounts(m, discount, target, n, choice);
	for (size_t i = 0; i < n; i++)
		if (choice[0] >> i & 1)
			take_off(&m->room->target[target[i]], discount[i]);
	match_pay_all(m, NULL, (uint8_t)(least_level(m) - 2));
	return VERDICT_FIRED;
}

static void
lay_out(struct match *m, size_t parts)
{
	struct match_room *r = m->room;
	size_t at = 0;

	r->sums = mem_grow(r->sums, &r->sum_cap, parts, sizeof *r->sums);
	r->choices = mem_grow(
	    r->choices, &r->choice_cap, r->ntarget, sizeof *r->choices);
	for (size_t i = 0; i < r->ntarget; i++) {
		const struct match_item *item = &m->items[r->target[i].item];
		uint32_t n = match_parts(item);

		for (uint32_t k = 1; k <= n; k++)
			r->sums[at + k - 1] = match_first(item, k);
		r->choices[i] = (struct subset_group){r->sums + at, n, 1};
		at += n;
	}
}

static void
aim_first(struct match *m, const size_t *choice)
{
	for (size_t i = 0; i < m->room->ntarget; i++) {
		struct match_target *t = &m->room->target[i];

		t->count = (uint32_t)choice[i];
		t->pay = match_first(&m->items[t->item], t->count);
	}
}

/* The first installments of what is cited, at least one of each. */
static enum match_verdict
fit_installments(struct match *m, int128 target)
{
	struct match_room *r = m->room;
	struct subset_result s = {0};
	size_t parts = 0;

	for (size_t i = 0; i < r->ntarget; i++)
		parts += match_parts(&m->items[r->target[i].item]);
	if (parts == r->ntarget || parts > SUBSET_MOST ||
	    target != (int64_t)target)
		return VERDICT_NOT;
	lay_out(m, parts);
	if (!subset_find(r->choices, r->ntarget, (int64_t)target, &s) ||
	    s.found == 0)
		return VERDICT_NOT;
	if (s.found > 1) {
		match_forget_answers(m);
		aim_first(m, s.choice);
		match_answer(m);
		aim_first(m, s.second);
		match_answer(m);
		return match_several(m);
	}
	aim_first(m, s.choice);
	match_pay_all(m, NULL, (uint8_t)(least_level(m) - 3));
	return VERDICT_FIRED;
}

enum match_verdict
match_fit(struct match *m)
{
	int128 target = match_at(m)->open + match_credit(m);
	int128 sum = match_aimed(m);
	enum match_verdict v;

	if (sum == target) {
		match_pay_all(m, NULL, (uint8_t)(least_level(m) - 1));
		return VERDICT_FIRED;
	}
	v = fit_discounts(m, sum - target);
	return v == VERDICT_NOT ? fit_installments(m, target) : v;
}
