#include <stdlib.h>

#include "base/mem.h"
#include "book/payments.h"
#include "cmd/kpi_in.h"

/* What became of money received: applied, by a rule or by hand, and taken
   back again. */

static void
add_received(struct kpi_work *w)
{
	for (size_t i = 0; i < w->item.n; i++) {
		const struct ledger_piece *p = w->item.share[i].row;
		size_t period = kpi_period(&w->world->days, p->date);

		if (period != KPI_NOWHERE)
			w->sums.facts[period].received -=
			    kpi_worth(w, p, p->date, p->amount);
	}
}

/* A receipt put on what the bank took back of it is no application of cash. */
static bool
is_return(const struct kpi_world *world, uint32_t debt)
{
	return world->note->has_returns &&
	       payments_first(world->ledger, debt)->returned;
}

static void
add_move(struct kpi_work *w, const struct ledger_move *m)
{
	size_t period = kpi_period(&w->world->days, m->date);
	struct kpi_facts *f;
	int64_t money;

	if (period == KPI_NOWHERE)
		return;
	f = &w->sums.facts[period];
	money = kpi_worth(w, w->item.first, m->date, m->amount);
	if (m->type == TYPE_TRANSFER)
		f->received -= money;
	if (m->type != TYPE_APPLY)
		return;
	f->applied += money;
	if (m->amount <= 0 || is_return(w->world, m->other))
		return;
	f->napply++;
	f->apply_money += money;
	if (kpi_note_auto(w->world->note, m->line)) {
		f->nauto++;
		f->auto_money += money;
	}
}

/* By debt, then by day; on one day what is taken back comes first: it is what
   was wrong before, and the rest is how it should be. */
static int
by_pair(const void *a, const void *b)
{
	const struct kpi_step *x = a, *y = b;

	if (x->other != y->other)
		return x->other < y->other ? -1 : 1;
	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (int)y->back - (int)x->back;
}

/* What is taken back on the day on which the receipt is put on its return. */
static bool
is_returned_on(const struct kpi_work *w, int32_t day)
{
	const struct kpi_world *world = w->world;
	uint32_t i = world->note->has_returns ? w->item.row->move : LEDGER_NONE;

	for (; i != LEDGER_NONE; i = ledger_move(world->ledger, i)->next) {
		const struct ledger_move *m = ledger_move(world->ledger, i);

		if (m->type == TYPE_APPLY && m->date == day && m->amount > 0 &&
		    is_return(world, m->other))
			return true;
	}
	return false;
}

static void
put_step(struct kpi_work *w, size_t n, const struct ledger_move *m)
{
	unsigned class = kpi_note_class(w->world->note, m->line);

	w->steps = mem_grow(w->steps, &w->step_cap, n + 1, sizeof *w->steps);
	w->steps[n] = (struct kpi_step){.other = m->other,
	    .date = m->date,
	    .back = m->amount < 0,
	    .excused = m->amount < 0 && ((class & KPI_EXCUSED) != 0 ||
					    is_returned_on(w, m->date))};
}

static size_t
find_steps(struct kpi_work *w)
{
	const struct kpi_world *world = w->world;
	uint32_t i = w->item.row->move;
	size_t n = 0, nback = 0;

	for (; i != LEDGER_NONE; i = ledger_move(world->ledger, i)->next) {
		const struct ledger_move *m = ledger_move(world->ledger, i);

		if (m->type != TYPE_APPLY || is_return(world, m->other))
			continue;
		put_step(w, n++, m);
		nback += m->amount < 0;
	}
	return nback > 0 ? n : 0;
}

/* An application of one day, taken back on another: wrong in every period
   that has the one and knows of the other. */
static void
take_back(struct kpi_work *w, const struct kpi_step *s, int32_t applied)
{
	size_t period = kpi_period(&w->world->days, applied);

	if (period == KPI_NOWHERE || s->excused)
		return;
	if ((int64_t)s->date - applied <= w->world->run->accuracy_days &&
	    s->date <= w->sums.facts[period].to)
		w->sums.facts[period].nwrong++;
}

/* Each step back takes the latest application of an earlier day that still
   stands, or else one of its own day. */
static void
add_wrong(struct kpi_work *w)
{
	size_t n = find_steps(w), top = 0, owed = 0;

	w->standing =
	    mem_grow(w->standing, &w->standing_cap, n, sizeof *w->standing);
	w->owed = mem_grow(w->owed, &w->owed_cap, n, sizeof *w->owed);
	if (n > 0)
		qsort(w->steps, n, sizeof *w->steps, by_pair);
	for (size_t i = 0; i < n; i++) {
		const struct kpi_step *s = &w->steps[i];

		if (i == 0 || w->steps[i - 1].other != s->other)
			top = 0;
		if (i == 0 || w->steps[i - 1].other != s->other ||
		    w->steps[i - 1].date != s->date)
			owed = 0;
		if (!s->back && owed > 0)
			take_back(w, &w->steps[w->owed[--owed]], s->date);
		else if (!s->back)
			w->standing[top++] = s->date;
		else if (top > 0)
			take_back(w, s, w->standing[--top]);
		else
			w->owed[owed++] = i;
	}
}

void
kpi_add_cash(struct kpi_work *w)
{
	const struct ledger *l = w->world->ledger;
	uint32_t i = w->item.row->move;

	if (w->item.row->kind != TYPE_RECEIPT)
		return;
	add_received(w);
	for (; i != LEDGER_NONE; i = ledger_move(l, i)->next)
		add_move(w, ledger_move(l, i));
	add_wrong(w);
}
