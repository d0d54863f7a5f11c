/* Rule 6: the only combination of items that comes to the receipt. */
#include "base/mem.h"
#include "rule/match_in.h"
#include "rule/subset.h"

/* What the search is over; credits come after the items. */
enum kind { GROSS, NET, LESS_CREDITS };

static const char *const ways[] = {
    "gross", "net of discount", "net of credits"};

/* The sums of an item's installments; true when a discount lowers one. */
static bool
put_sums(struct match *m, uint32_t item, enum kind kind, int64_t *sums)
{
	const struct match_item *i = &m->items[item];
	uint32_t n = match_parts(i);
	bool lower = false;

	for (uint32_t k = 1; k <= n; k++) {
		int64_t discount = kind == NET ? match_available(m, i, k) : 0;

		sums[k - 1] = match_first(i, k) - discount;
		lower = lower || discount > 0;
	}
	return lower;
}

/* Lays out the choices; their number, or 0 when this kind has nothing that
   the one before had not. */
static size_t
lay_out(struct match *m, enum kind kind, size_t parts)
{
	struct match_room *r = m->room;
	size_t n = 0, at = 0;
	bool news = kind == GROSS;

	r->ncredit = 0;
	if (kind == LESS_CREDITS)
		match_own_credits(m);
	if (parts + r->ncredit > m->policy->subset_most)
		return 0;
	r->sums =
	    mem_grow(r->sums, &r->sum_cap, parts + r->ncredit, sizeof *r->sums);
	r->choices = mem_grow(r->choices, &r->choice_cap, r->nseen + r->ncredit,
	    sizeof *r->choices);
	for (size_t i = 0; i < r->nseen; i++) {
		size_t k = match_parts(&m->items[r->seen[i]]);

		news |= put_sums(m, r->seen[i], kind, r->sums + at);
		r->choices[n++] = (struct subset_group){r->sums + at, k, 0};
		at += k;
	}
	for (size_t i = 0; i < r->ncredit; i++) {
		r->sums[at] = -r->credit[i].left;
		r->choices[n++] = (struct subset_group){r->sums + at++, 1, 0};
		news = true;
	}
	return news ? n : 0;
}

/* A choice as targets and credits. */
static void
aim(struct match *m, const size_t *choice, enum kind kind)
{
	struct match_room *r = m->room;
	size_t ncredit = r->ncredit, used = 0;

	r->ntarget = 0;
	for (size_t i = 0; i < r->nseen; i++) {
		const struct match_item *item = &m->items[r->seen[i]];
		uint32_t count = (uint32_t)choice[i];
		struct match_target *t;

		if (count == 0)
			continue;
		t = match_aim(m, r->seen[i]);
		t->count = count;
		t->discount = kind == NET ? match_available(m, item, count) : 0;
		t->pay = match_first(item, count) - t->discount;
	}
	for (size_t i = 0; i < ncredit; i++)
		if (choice[r->nseen + i] > 0)
			r->credit[used++] = r->credit[i];
	r->ncredit = used;
}

/* 95 less ten times the percentage of chance, at least 1. */
static uint8_t
score_of(const struct subset_result *s)
{
	int64_t off = (1000 * s->near + s->window - 1) / s->window;

	return (uint8_t)(off < 94 ? 95 - off : 1);
}

/* near / window <= percent / 100. */
static bool
is_evidence(const struct match *m, const struct subset_result *s)
{
	struct decimal c = m->policy->chance;

	return (int128)s->near * 100 * decimal_power(c.places) <=
	       (int128)c.n * s->window;
}

static enum match_verdict
several(struct match *m, const struct subset_result *s, enum kind kind)
{
	struct match_source *credit =
	    mem_array(m->room->ncredit + 1, sizeof *credit);
	size_t n = m->room->ncredit;

	match_forget_answers(m);
	if (n > 0)
		memcpy(credit, m->room->credit, n * sizeof *credit);
	aim(m, s->choice, kind);
	match_answer(m);
	if (n > 0)
		memcpy(m->room->credit, credit, n * sizeof *credit);
	m->room->ncredit = n;
	aim(m, s->second, kind);
	match_answer(m);
	mem_free(credit);
	return match_several(m);
}

static enum match_verdict
decide(struct match *m, const struct subset_result *s, enum kind kind)
{
	if (s->found > 1)
		return several(m, s, kind);
	aim(m, s->choice, kind);
	match_forget_answers(m);
	match_answer(m);
	if (!is_evidence(m, s)) {
		match_blame(m, CAUSE_CHANCE);
		match_say(m, false,
		    "one combination, but %lld of %lld amounts near it would "
		    "find one too",
		    (long long)s->near, (long long)s->window);
		return VERDICT_WAIT;
	}
	match_pay_all(m, ways[kind], score_of(s));
	match_say(m, true,
	    "the only combination, %s; %lld of %lld amounts near it would "
	    "find one",
	    ways[kind], (long long)s->near, (long long)s->window);
	return VERDICT_FIRED;
}

enum match_verdict
match_others(struct match *m, bool scope)
{
	size_t parts = match_look_smallest(
	    m, &match_index(m, scope)->gross, m->policy->subset_most);
	struct subset_result s = {0};
	enum kind kind = GROSS;
	size_t n;

	if (parts > m->policy->subset_most)
		return VERDICT_NOT;
	for (size_t i = 0; i < m->room->ntarget; i++)
		if (m->room->target[i].discount > 0)
			kind = NET;
	n = lay_out(m, kind, parts);
	if (n == 0 ||
	    !subset_find(m->room->choices, n, match_at(m)->open, &s) ||
	    s.found < 2)
		return VERDICT_NOT;
	return several(m, &s, kind);
}

static enum match_verdict
judge(struct match *m, bool all)
{
	size_t parts = match_look_smallest(
	    m, &match_index(m, all)->gross, m->policy->subset_most);

	if (parts > m->policy->subset_most) {
		match_blame(m, CAUSE_MANY);
		match_say(m, false, "more than %u installment%s",
		    m->policy->subset_most,
		    m->policy->subset_most == 1 ? "" : "s");
		return VERDICT_NOT;
	}
	for (enum kind kind = GROSS; kind <= LESS_CREDITS && parts > 0;
	     kind++) {
		struct subset_result s = {0};
		size_t n = lay_out(m, kind, parts);

		if (n > 0 &&
		    subset_find(m->room->choices, n, match_at(m)->open, &s) &&
		    s.found > 0)
			return decide(m, &s, kind);
	}
	match_say(m, false, "no combination of %zu item%s", m->room->nseen,
	    m->room->nseen == 1 ? "" : "s");
	return VERDICT_NOT;
}

enum match_verdict
match_subset(struct match *m)
{
	return match_in_scopes(m, judge);
}
