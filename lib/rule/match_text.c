/* Rule 2: numbers that the memo cites, if what they come to is the receipt;
   what is short or over is match_odd.c's. */
#include "base/mem.h"
#include "rule/match_in.h"
#include "rule/subset.h"

/* What the memo cites. */
struct cited {
	bool firm;    /* every item was surely meant */
	bool loose;   /* some item was not */
	bool unknown; /* a firm number that is none */
	bool strange; /* some item is of another family */
	bool wrong;   /* one that can't be used: the cause is given */
};

static uint32_t
head_of(const struct match *m, uint32_t customer)
{
	while (m->customers[customer].parent != MATCH_NONE)
		customer = m->customers[customer].parent;
	return customer;
}

/* Of a customer outside of the family: perhaps only a slip of the pen. */
static bool
is_strange(const struct match *m, uint32_t item)
{
	return head_of(m, m->items[item].customer) !=
	       head_of(m, match_at(m)->customer);
}

static void
cite_item(struct match *m, const struct match_cite *c, struct cited *all)
{
	const struct match_item *i = &m->items[c->item];

	if (match_open(i) == 0 && is_strange(m, c->item)) {
		all->unknown |= c->firm;
		return;
	}
	if (match_open(i) == 0) {
		if (c->firm)
			match_blame(m, match_settled(m, c->item));
		return;
	}
	if (i->held || i->later) {
		match_blame(m, i->held ? CAUSE_HELD : CAUSE_UNKNOWN);
		all->wrong = true;
		return;
	}
	if (match_mark(m, c->item))
		return;
	match_aim(m, c->item)->cite = c;
	all->loose |= !c->firm;
	all->strange |= is_strange(m, c->item);
}

static void
cite_one(struct match *m, const struct match_cite *c, struct cited *all)
{
	switch ((enum match_found)c->found) {
	case FOUND_ITEM:
		cite_item(m, c, all);
		break;
	case FOUND_CREDIT:
		if (m->funds[c->fund].open > 0 && c->fund != m->room->fund &&
		    m->funds[c->fund].pool == match_at(m)->pool &&
		    m->funds[c->fund].block != BLOCK_LATER)
			match_take_credit(m, c->fund, m->funds[c->fund].open);
		break;
	case FOUND_SETTLED:
		/* by what is left of it, if it was used before */
		if (c->firm)
			match_blame(m, match_at(m)->open < match_at(m)->received
					   ? CAUSE_OVER
					   : CAUSE_SETTLED);
		break;
	case FOUND_AMBIGUOUS:
		if (c->firm)
			match_blame(m, CAUSE_NUMBER);
		all->wrong |= c->firm;
		break;
	case FOUND_UNKNOWN:
		all->unknown |= c->firm;
		break;
	}
}

static struct cited
gather(struct match *m, bool only_firm)
{
	const struct match_fund *f = match_at(m);
	struct cited all = {0};

	match_aim_none(m);
	match_unmark(m);
	for (uint32_t i = 0; i < f->ncite; i++)
		if (f->cite[i].firm || !only_firm)
			cite_one(m, &f->cite[i], &all);
	all.firm = m->room->ntarget > 0 && !all.loose;
	return all;
}

/* All in one pool; across currencies only one item alone. */
static bool
is_foreign(const struct match *m)
{
	const struct match_room *r = m->room;

	for (size_t i = 0; i < r->ntarget; i++)
		if (m->items[r->target[i].item].pool != match_at(m)->pool)
			return true;
	return false;
}

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

/* What is cited is what is paid, one way or another. */
static enum match_verdict
fit(struct match *m)
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

static enum match_verdict
judge(struct match *m, bool only_firm)
{
	struct cited all = gather(m, only_firm);
	enum match_verdict v;

	if (all.wrong || m->room->ntarget == 0)
		return VERDICT_NOT;
	if (is_foreign(m)) {
		match_blame(m, CAUSE_CURRENCY);
		return m->room->ntarget == 1 && m->room->ncredit == 0
			   ? match_cross(m, m->room->target[0].cite)
			   : VERDICT_NOT;
	}
	v = fit(m);
	if (v == VERDICT_NOT && all.loose && !only_firm)
		return judge(m, true);
	if (v != VERDICT_NOT)
		return v;
	if (all.unknown || all.strange)
		match_blame(m, CAUSE_UNKNOWN);
	/* loose numbers that did not fit speak for nothing but themselves, and
	   a stranger's only by the cent */
	return all.firm && !only_firm && !all.strange
		   ? match_odd(m, all.unknown)
		   : v;
}

enum match_verdict
match_text(struct match *m)
{
	enum match_verdict v = VERDICT_NOT;
	const struct match_fund *f = match_at(m);

	match_forget_answers(m);
	if (f->nline == 0 && f->ncite > 0)
		v = judge(m, false);
	if (v == VERDICT_FIRED)
		match_say(
		    m, true, "%zu items that the memo cites", m->room->ntarget);
	else if (v == VERDICT_NOT)
		match_say(m, false,
		    f->ncite == 0 || f->nline > 0
			? "the memo cites no number"
			: "what the memo cites is not what was paid");
	for (uint32_t i = 0; i < f->ncite && v == VERDICT_NOT; i++)
		if (f->cite[i].firm && f->cite[i].found == FOUND_UNKNOWN)
			match_blame(m, CAUSE_UNKNOWN);
	return v;
}
