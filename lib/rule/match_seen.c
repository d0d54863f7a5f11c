#include "base/mem.h"
#include "rule/match_in.h"

void
match_see(struct match *m, uint32_t item)
{
	struct match_room *r = m->room;

	r->seen =
	    mem_grow(r->seen, &r->seen_cap, r->nseen + 1, sizeof *r->seen);
	r->seen[r->nseen++] = item;
}

void
match_unmark(struct match *m)
{
	m->room->stamp++;
}

bool
match_mark(struct match *m, uint32_t item)
{
	bool had = match_is_marked(m, item);

	m->room->mark[item] = m->room->stamp;
	return had;
}

bool
match_is_marked(const struct match *m, uint32_t item)
{
	return m->room->mark[item] == m->room->stamp;
}

static void
see_customer(struct match *m, uint32_t customer)
{
	const struct match_fund *f = match_at(m);

	for (uint32_t i = m->room->first[customer];
	     i < m->room->first[customer + 1]; i++)
		if (match_may_pay(&m->items[i], f) &&
		    (m->room->rule == MATCH_OLDEST ||
			m->items[i].billed <= f->date))
			match_see(m, i);
}

uint32_t
match_head(const struct match *m, uint32_t customer)
{
	while (m->customers[customer].parent != MATCH_NONE)
		customer = m->customers[customer].parent;
	return customer;
}

bool
match_is_below(const struct match *m, uint32_t customer, uint32_t above)
{
	uint32_t c = m->customers[customer].parent;

	while (c != MATCH_NONE && c != above)
		c = m->customers[c].parent;
	return c == above;
}

void
match_look(struct match *m, bool all)
{
	uint32_t customer = match_at(m)->customer;

	m->room->nseen = 0;
	see_customer(m, customer);
	if (!all || !m->room->above[customer])
		return;
	for (uint32_t c = 0; c < m->ncustomer; c++)
		if (c != customer && match_is_below(m, c, customer))
			see_customer(m, c);
}

bool
match_names_some(const struct match_fund *f)
{
	for (uint32_t i = 0; i < f->ncite; i++)
		if (f->cite[i].found != FOUND_UNKNOWN)
			return true;
	return false;
}

bool
match_may_mean(const struct match *m, uint32_t item)
{
	const struct match_fund *f = match_at(m);

	for (uint32_t i = 0; i < f->ncite; i++)
		if (f->cite[i].found == FOUND_ITEM && f->cite[i].item == item)
			return true;
	return !match_names_some(f);
}

/* A credit memo that the customer could have taken off. */
bool
match_is_own_credit(const struct match *m, const struct match_fund *c)
{
	const struct match_fund *f = match_at(m);

	return !c->receipt && c->customer == f->customer &&
	       c->pool == f->pool && c->open > 0 && c->block == BLOCK_NOT;
}

void
match_own_credits(struct match *m)
{
	struct match_room *r = m->room;

	r->credit = mem_grow(
	    r->credit, &r->credit_cap, r->nmemo + 1, sizeof *r->credit);
	r->ncredit = 0;
	for (uint32_t i = 0; i < r->nmemo; i++) {
		const struct match_fund *c = &m->funds[r->memo[i]];

		if (match_is_own_credit(m, c))
			r->credit[r->ncredit++] = (struct match_source){
			    r->memo[i], MATCH_NONE, c->open, 0};
	}
}

enum match_verdict
match_in_scopes(
    struct match *m, enum match_verdict (*judge)(struct match *m, bool all))
{
	enum match_verdict v = judge(m, false);

	if (v != VERDICT_NOT || !m->room->above[match_at(m)->customer])
		return v;
	return judge(m, true);
}

void
match_find_disputed(struct match *m)
{
	struct match_room *r = m->room;

	r->ndisputed = 0;
	for (uint32_t i = 0; i < m->nitem; i++) {
		if (!m->items[i].disputed || match_open(&m->items[i]) == 0)
			continue;
		r->disputed = mem_grow(r->disputed, &r->disputed_cap,
		    r->ndisputed + 1, sizeof *r->disputed);
		r->disputed[r->ndisputed++] = i;
	}
}

/* The first of the customer's disputed items. */
static size_t
first_disputed(const struct match *m, uint32_t customer)
{
	const struct match_room *r = m->room;
	size_t low = 0, high = r->ndisputed;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (r->disputed[mid] < r->first[customer])
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
match_suggest_disputed(struct match *m)
{
	const struct match_fund *f = match_at(m);
	const struct match_room *r = m->room;
	size_t at = first_disputed(m, f->customer);

	match_forget_answers(m);
	for (; at < r->ndisputed && f->nanswer < MATCH_SUGGESTIONS; at++) {
		uint32_t item = r->disputed[at];

		if (m->items[item].customer != f->customer)
			break;
		if (m->items[item].pool != f->pool)
			continue;
		match_aim_none(m);
		match_aim(m, item);
		match_answer(m);
	}
	return f->nanswer > 0;
}
