#include "base/mem.h"
#include "book/payments.h"
#include "cmd/kpi_in.h"

/* An item laid out: its parts, and what is open of each on the days that
   matter. */

static void
put_part(struct kpi_work *w, size_t i, uint32_t piece)
{
	const struct ledger_piece *p = ledger_piece(w->world->ledger, piece);

	w->item.share = mem_grow(
	    w->item.share, &w->share_cap, i + 1, sizeof *w->item.share);
	w->item.share[i] = (struct kpi_share){.piece = piece,
	    .row = p,
	    .ages_from = payments_ages_from(p),
	    .mine = kpi_group_of(&w->world->groups, w->item.row, piece) ==
		    w->group};
}

/* All parts there ever are, in the order in which they are paid. */
static size_t
find_parts(struct kpi_work *w)
{
	const struct ledger_item *item = w->item.row;
	const struct ledger_part *parts;
	size_t n;

	if (item->piece == LEDGER_NONE)
		return 0;
	if (ledger_piece(w->world->ledger, item->piece)->next == LEDGER_NONE) {
		put_part(w, 0, item->piece);
		return 1;
	}
	n = ledger_view_parts(w->view, w->item.number, DATE_MAX, &parts);
	for (size_t i = 0; i < n; i++)
		put_part(w, i, parts[i].piece);
	return n;
}

/* What its rows touch, and the last day on which anything changes. */
static int32_t
touch(struct kpi_work *w, int32_t day, int32_t last)
{
	struct kpi_item *it = &w->item;
	size_t period = kpi_period(&w->world->days, day);

	if (period != KPI_NOWHERE) {
		if (period < it->low)
			it->low = period;
		if (period >= it->high)
			it->high = period + 1;
	}
	return day > last ? day : last;
}

static int32_t
touch_all(struct kpi_work *w)
{
	const struct ledger *l = w->world->ledger;
	int32_t last = INT32_MIN;
	uint32_t m = w->item.row->move;

	w->item.low = w->world->nperiod;
	w->item.high = 0;
	for (size_t i = 0; i < w->item.n; i++)
		last = touch(w, w->item.share[i].row->date, last);
	for (; m != LEDGER_NONE; m = ledger_move(l, m)->next)
		last = touch(w, ledger_move(l, m)->date, last);
	return last;
}

/* The parts of a day come oldest due first as well, those that count yet. */
static void
fill_day(
    struct kpi_work *w, size_t day, const struct ledger_part *parts, size_t n)
{
	struct kpi_item *it = &w->item;
	size_t s = 0;

	for (size_t i = 0; i < n; i++) {
		while (it->share[s].piece != parts[i].piece)
			s = s + 1 < it->n ? s + 1 : 0;
		it->share[s].open[day] = parts[i].open;
	}
}

static void
ask_day(struct kpi_work *w, size_t day)
{
	const struct ledger_part *parts;
	size_t n = ledger_view_parts(
	    w->view, w->item.number, w->world->days.stock[day], &parts);

	fill_day(w, day, parts, n);
}

static bool
is_open(const struct kpi_item *it, size_t day)
{
	for (size_t i = 0; i < it->n; i++)
		if (it->share[i].open[day] != 0)
			return true;
	return false;
}

/* From its last row on an item stays as it is. */
static void
fill_days(struct kpi_work *w, int32_t last)
{
	const struct kpi_days *d = &w->world->days;
	struct kpi_item *it = &w->item;
	bool done = false;

	it->from = 0;
	while (it->from < d->nstock && d->stock[it->from] < it->row->date)
		it->from++;
	it->end = it->from;
	for (size_t day = it->from; day < d->nstock; day++) {
		if (done && !is_open(it, day - 1))
			break;
		if (done)
			for (size_t i = 0; i < it->n; i++)
				it->share[i].open[day] =
				    it->share[i].open[day - 1];
		else
			ask_day(w, day);
		done = d->stock[day] >= last;
		it->end = day + 1;
	}
}

static void
make_room(struct kpi_work *w)
{
	size_t n = w->world->days.nstock;

	w->open =
	    mem_grow(w->open, &w->open_cap, w->item.n * n, sizeof *w->open);
	memset(w->open, 0, w->item.n * n * sizeof *w->open);
	for (size_t i = 0; i < w->item.n; i++)
		w->item.share[i].open = &w->open[i * n];
}

/* What is done to an item belongs to the group of its first part. */
static void
find_first(struct kpi_work *w)
{
	struct kpi_item *it = &w->item;

	it->first = it->n == 1 ? it->share[0].row
			       : payments_first(w->world->ledger, it->number);
	it->own = false;
	for (size_t i = 0; i < it->n; i++)
		if (it->share[i].row == it->first)
			it->own = it->share[i].mine;
}

void
kpi_item_add(struct kpi_work *w, uint32_t item)
{
	struct kpi_item *it = &w->item;

	it->number = item;
	it->row = ledger_item(w->world->ledger, item);
	it->n = find_parts(w);
	if (it->n == 0)
		return;
	make_room(w);
	find_first(w);
	fill_days(w, touch_all(w));
	it->stands = w->world->days.reach[it->from];
	it->stands_end =
	    it->from < it->end ? w->world->days.begun[it->end] : it->stands;
	kpi_add_stock(w);
	kpi_add_sales(w);
	kpi_add_due(w);
	kpi_add_discounts(w);
	kpi_add_disputes(w);
	if (!it->own)
		return;
	if (it->row->side == SIDE_DEBIT)
		kpi_add_paid(w);
	else
		kpi_add_cash(w);
	kpi_add_promises(w);
}
