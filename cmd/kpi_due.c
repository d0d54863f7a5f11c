#include "cmd/kpi_in.h"

/*
 * What became in a period of the debts that stood at its beginning, or fell
 * due in it: the same part is compared on both days, in its own currency.
 * What was paid or written off on an item goes to its parts oldest due first,
 * to each no more than it lost.
 */
struct change {
	size_t period;
	int32_t begin; /* the day */
	int128 paid, written;
};

/* What receipts paid and what was written off, net, in the period. */
static void
find_change(struct kpi_work *w, struct change *c)
{
	const struct kpi_facts *f = &w->sums.facts[c->period];
	const struct ledger *l = w->world->ledger;
	uint32_t i = w->item.row->move;

	for (; i != LEDGER_NONE; i = ledger_move(l, i)->next) {
		const struct ledger_move *m = ledger_move(l, i);

		if (m->date < f->from || m->date > f->to)
			continue;
		if (m->type == TYPE_APPLY &&
		    ledger_item(l, m->other)->kind == TYPE_RECEIPT)
			c->paid -= m->amount;
		if (m->type == TYPE_WRITEOFF &&
		    (kpi_note_class(w->world->note, m->line) &
			(KPI_BAD_DEBT | KPI_RECOVERY)) != 0)
			c->written -= m->amount;
	}
	/* A receipt that settles its own return collects nothing. */
	if (c->paid < 0 || w->item.first->returned)
		c->paid = 0;
	if (c->written < 0)
		c->written = 0;
}

static int64_t
least(int64_t a, int128 b)
{
	return b < a ? (int64_t)b : a;
}

/* Takes from a sum what it can, up to `most`. */
static int64_t
take(int128 *sum, int64_t most)
{
	int64_t part = least(most, *sum);

	*sum -= part;
	return part;
}

/* What is left at the end of what was open, at most that. */
static int64_t
stays(const struct kpi_work *w, const struct kpi_share *s, size_t period,
    int64_t was)
{
	int64_t open = s->open[w->world->days.end[period]];

	return open < 0 ? 0 : open < was ? open : was;
}

static void
add_bucket(struct kpi_work *w, const struct kpi_share *s,
    const struct change *c, int64_t was, int64_t paid, int64_t written)
{
	const struct kpi_world *world = w->world;
	const struct kpi_facts *f = &w->sums.facts[c->period];
	const struct aging_policy *aging = &world->run->aging;
	size_t before = aging_bucket(aging, (int64_t)c->begin - s->ages_from);
	size_t after = aging_bucket(aging, (int64_t)f->to - s->ages_from);
	struct kpi_bucket *b =
	    &w->sums.buckets[c->period * world->nbucket + before];

	b->begin += kpi_worth(w, s->row, c->begin, was);
	if (after > before)
		b->rolled +=
		    kpi_worth(w, s->row, c->begin, stays(w, s, c->period, was));
	b->collected += kpi_worth(w, s->row, c->begin, paid);
	b->lost += kpi_worth(w, s->row, c->begin, written);
}

/* The parts that stood at the beginning, by bucket. */
static void
add_buckets(struct kpi_work *w, struct change c)
{
	size_t day = w->world->days.begin[c.period];

	for (size_t i = 0; i < w->item.n; i++) {
		const struct kpi_share *s = &w->item.share[i];
		int64_t was = s->open[day], lost, paid, written;

		if (was <= 0)
			continue;
		lost = was - stays(w, s, c.period, was);
		paid = take(&c.paid, lost);
		written = take(&c.written, lost - paid);
		if (s->mine)
			add_bucket(w, s, &c, was, paid, written);
	}
}

/* What a part could be collected of: what was open, or came in the period. */
static int64_t
to_collect(const struct kpi_work *w, const struct kpi_share *s, size_t period)
{
	const struct kpi_facts *f = &w->sums.facts[period];

	if (s->row->date >= f->from && s->row->date <= f->to)
		return s->row->amount;
	return s->open[w->world->days.begin[period]];
}

static void
add_due(struct kpi_work *w, const struct kpi_share *s, const struct change *c,
    int64_t was, int64_t paid)
{
	struct kpi_facts *f = &w->sums.facts[c->period];
	int32_t day = s->row->date > c->begin ? s->row->date : c->begin;
	int64_t money = kpi_worth(w, s->row, day, was);

	if (s->ages_from > f->to)
		return;
	if (s->ages_from <= c->begin)
		f->due_begin += money;
	else
		f->due_fell += money;
	f->due_collected += kpi_worth(w, s->row, day, paid);
}

/* All parts that were due by the end, for the collectors. */
static void
add_dues(struct kpi_work *w, struct change c)
{
	for (size_t i = 0; i < w->item.n; i++) {
		const struct kpi_share *s = &w->item.share[i];
		int64_t was = to_collect(w, s, c.period);

		if (was <= 0)
			continue;
		int64_t paid = take(&c.paid, was - stays(w, s, c.period, was));

		if (s->mine)
			add_due(w, s, &c, was, paid);
	}
}

static void
add(struct kpi_work *w, size_t period)
{
	const struct kpi_days *d = &w->world->days;
	const struct kpi_item *it = &w->item;
	struct change c = {period, d->stock[d->begin[period]], 0, 0};

	if (period >= it->low && period < it->high)
		find_change(w, &c);
	add_buckets(w, c);
	if (!it->first->returned)
		add_dues(w, c);
}

void
kpi_add_due(struct kpi_work *w)
{
	const struct kpi_item *it = &w->item;
	size_t low = it->low < it->stands ? it->low : it->stands;
	size_t end = it->high > it->stands_end ? it->high : it->stands_end;

	for (size_t p = low; p < end; p++)
		add(w, p);
}
