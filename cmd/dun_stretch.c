#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"
#include "book/replay.h"
#include "cmd/dun_in.h"

/*
 * How the balance of the parts of an item went, for interest.  What is open
 * of one part is a matter of all of them, so all are looked at on the same
 * days, and each keeps the days on which its own balance changed.
 */
struct change {
	size_t part; /* among those asked about */
	int32_t day;
	int64_t open; /* from that day on */
};

struct dun_stretches {
	struct dun *d;
	struct replay *replay;
	struct dun_part **parts;
	size_t n;
	int32_t *days; /* on which a balance may have changed */
	size_t nday, day_cap;
	int64_t *open; /* of each part on a day, and what it was last */
	size_t open_cap;
	struct change *changes;
	size_t nchange, change_cap;
	struct dunning_stretch *stretches;
	size_t stretch_cap;
};

struct dun_stretches *
dun_stretches_new(struct dun *d)
{
	struct dun_stretches *s = mem_array(1, sizeof *s);

	s->d = d;
	s->replay = replay_new(d->ledger);
	return s;
}

void
dun_stretches_free(struct dun_stretches *s)
{
	replay_free(s->replay);
	mem_free(s->days);
	mem_free(s->open);
	mem_free(s->changes);
	mem_free(s->stretches);
	mem_free(s);
}

static void
put_day(struct dun_stretches *s, int32_t day, int32_t from)
{
	if (day <= from || day >= s->d->asof)
		return;
	s->days = mem_grow(s->days, &s->day_cap, s->nday + 1, sizeof *s->days);
	s->days[s->nday++] = day;
}

static int
by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* A day is looked at once, however much happened on it. */
static void
drop_repeated(struct dun_stretches *s)
{
	size_t n = 1;

	for (size_t i = 1; i < s->nday; i++)
		if (s->days[i] != s->days[n - 1])
			s->days[n++] = s->days[i];
	s->nday = n;
}

/* The first day, and those on which anything of the item counts from.  Events
   but disputes change no balance. */
static void
list_days(struct dun_stretches *s, uint32_t item, int32_t from)
{
	const struct ledger *l = s->d->ledger;
	const struct ledger_item *it = ledger_item(l, item);
	uint32_t i;

	s->nday = 0;
	s->days = mem_grow(s->days, &s->day_cap, 1, sizeof *s->days);
	s->days[s->nday++] = from;
	for (i = it->piece; i != LEDGER_NONE; i = ledger_piece(l, i)->next)
		put_day(s, ledger_piece(l, i)->date, from);
	for (i = it->move; i != LEDGER_NONE; i = ledger_move(l, i)->next)
		put_day(s, ledger_move(l, i)->date, from);
	for (i = it->event; i != LEDGER_NONE; i = ledger_event(l, i)->next) {
		const struct ledger_event *e = ledger_event(l, i);

		if (e->type == TYPE_DISPUTE || e->type == TYPE_RESOLVE)
			put_day(s, e->date, from);
	}
	qsort(s->days, s->nday, sizeof *s->days, by_day);
	drop_repeated(s);
}

static int
by_due(const void *key, const void *member)
{
	int32_t x = *(const int32_t *)key;
	int32_t y = (*(struct dun_part *const *)member)->row->due;

	return (x > y) - (x < y);
}

/* What of each part bears interest at the end of a day, into `open`. */
static void
find_balances(const struct dun_stretches *s, int32_t day, int64_t *open)
{
	const struct ledger *l = s->d->ledger;
	const struct policy *policy = s->parts[0]->policy;
	bool all = policy_rules(policy)->disputed == POLICY_ALL;
	const struct ledger_part *at;
	size_t n = replay_parts(s->replay, day, &at), k = 0;

	for (size_t i = 0; i < s->n; i++)
		open[i] = 0;
	for (size_t i = 0; i < n; i++) {
		int64_t part = at[i].open - (all ? 0 : at[i].disputed);
		int32_t due = ledger_piece(l, at[i].piece)->due;

		/* Mostly they stand in the same order. */
		if (k < s->n && s->parts[k]->row->due < due)
			k++;
		if (k == s->n || s->parts[k]->row->due != due)
			k = search_first(
			    &due, s->parts, s->n, sizeof(void *), by_due);
		if (k < s->n && s->parts[k]->row->due == due && part > 0)
			open[k] += part;
	}
}

static void
list_changes(struct dun_stretches *s)
{
	int64_t *open, *last;

	s->nchange = 0;
	replay_begin(s->replay, s->parts[0]->item);
	s->open = mem_grow(s->open, &s->open_cap, 2 * s->n, sizeof *s->open);
	open = s->open;
	last = s->open + s->n;
	for (size_t k = 0; k < s->n; k++)
		last[k] = 0;
	for (size_t i = 0; i < s->nday; i++) {
		find_balances(s, s->days[i], open);
		for (size_t k = 0; k < s->n; k++) {
			if (open[k] == last[k])
				continue;
			last[k] = open[k];
			s->changes = mem_grow(s->changes, &s->change_cap,
			    s->nchange + 1, sizeof *s->changes);
			s->changes[s->nchange++] =
			    (struct change){k, s->days[i], open[k]};
		}
	}
}

static int
by_part(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return (x->day > y->day) - (x->day < y->day);
}

void
dun_stretches_of(struct dun_stretches *s, struct dun_part **parts, size_t n)
{
	int32_t from = parts[0]->interest_from;

	s->parts = parts;
	s->n = n;
	for (size_t i = 1; i < n; i++)
		if (parts[i]->interest_from < from)
			from = parts[i]->interest_from;
	list_days(s, parts[0]->item, from);
	list_changes(s);
	if (s->nchange > 0)
		qsort(s->changes, s->nchange, sizeof *s->changes, by_part);
}

static int
part_of(const void *key, const void *member)
{
	size_t x = *(const size_t *)key;
	size_t y = ((const struct change *)member)->part;

	return (x > y) - (x < y);
}

const struct dunning_stretch *
dun_stretches_part(struct dun_stretches *s, size_t i, size_t *n)
{
	int32_t start = s->parts[i]->interest_from;
	size_t k = search_first(
	    &i, s->changes, s->nchange, sizeof *s->changes, part_of);

	*n = 0;
	for (; k < s->nchange && s->changes[k].part == i; k++) {
		const struct change *c = &s->changes[k];
		bool more = k + 1 < s->nchange && c[1].part == i;
		int32_t to = more ? c[1].day : s->d->asof;

		if (c->open == 0 || to <= start)
			continue;
		s->stretches = mem_grow(s->stretches, &s->stretch_cap, *n + 1,
		    sizeof *s->stretches);
		s->stretches[(*n)++] = (struct dunning_stretch){
		    c->day > start ? c->day : start, to, c->open};
	}
	return s->stretches;
}
