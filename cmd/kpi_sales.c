#include "cmd/kpi_in.h"

/* What was sold on credit, and what of it was taken back or written off. */

static bool
is_bill(uint8_t kind)
{
	return kind == TYPE_INVOICE || kind == TYPE_DEBIT ||
	       kind == TYPE_CREDIT;
}

/* A row that opens an item with a sale: no transfer, no bank return, no
   charge that is no sale. */
static bool
is_sale(const struct kpi_world *world, const struct ledger_piece *p)
{
	return is_bill(p->kind) && !p->transferred && !p->returned &&
	       (kpi_note_class(world->note, p->line) & KPI_NO_SALE) == 0;
}

static int128
net_of_tax(const struct kpi_world *world, uint64_t line, int64_t amount)
{
	const struct kpi_mark *tax = kpi_mark_find(&world->note->tax, line);

	return tax == NULL ? amount : (int128)amount - tax->n;
}

static void
add(struct kpi_work *w, const struct ledger_piece *row, int32_t day,
    int128 amount)
{
	size_t span = kpi_span(&w->world->days, day);

	if (span != KPI_NOWHERE && day >= w->world->since)
		w->sums.sales[span] += kpi_worth_sum(w, row, day, amount);
}

static void
add_parts(struct kpi_work *w)
{
	for (size_t i = 0; i < w->item.n; i++) {
		const struct ledger_piece *p = w->item.share[i].row;

		if (w->item.share[i].mine && is_sale(w->world, p))
			add(w, p, p->date,
			    net_of_tax(w->world, p->line, p->amount));
	}
}

static void
add_void(struct kpi_work *w, const struct ledger_move *m)
{
	const struct ledger_piece *first = w->item.first;

	if ((kpi_note_class(w->world->note, m->line) & KPI_VOID) != 0 &&
	    is_sale(w->world, first))
		add(w, first, m->date,
		    net_of_tax(w->world, m->line, m->amount));
}

static void
add_writeoff(struct kpi_work *w, const struct ledger_move *m)
{
	unsigned class = kpi_note_class(w->world->note, m->line);
	size_t period = kpi_period(&w->world->days, m->date);
	int64_t money;

	if (period == KPI_NOWHERE)
		return;
	money = kpi_worth(w, w->item.first, m->date, m->amount);
	if ((class & KPI_BAD_DEBT) != 0)
		w->sums.facts[period].wo -= money;
	if ((class & KPI_RECOVERY) != 0)
		w->sums.facts[period].recovered += money;
}

void
kpi_add_sales(struct kpi_work *w)
{
	const struct ledger *l = w->world->ledger;
	uint32_t i = w->item.row->move;

	if (w->item.row->kind == TYPE_CREDIT && w->world->run->gross)
		return;
	add_parts(w);
	for (; w->item.own && i != LEDGER_NONE; i = ledger_move(l, i)->next) {
		const struct ledger_move *m = ledger_move(l, i);

		if (m->type == TYPE_REVERSE)
			add_void(w, m);
		else if (m->type == TYPE_WRITEOFF)
			add_writeoff(w, m);
	}
}
