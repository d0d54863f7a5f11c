#include "base/mem.h"
#include "cli/prior.h"
#include "cmd/reconcile_check.h"
#include "cmd/reconcile_note.h"
#include "value/date.h"

/* A row of the book, from what the ledger made of it. */
struct dated {
	struct check_found is;
	uint64_t line;
	int32_t effective;
};

static struct dated
begin(const struct check *c, uint64_t line, uint32_t item)
{
	const struct ledger *l = c->r->ledger;
	const struct ledger_item *it = ledger_item(l, item);

	return (struct dated){.line = line,
	    .is = {.entity = ledger_text(l, it->entity),
		.customer = ledger_text(l, it->customer),
		.key = ledger_text(l, it->doc),
		.currency = it->currency,
		.other_date = DATE_NONE,
		.n = 1}};
}

static void
add(struct check *c, struct dated *d, enum recon_class class, const char *step)
{
	d->is.class = class;
	d->is.step = step;
	d->is.lines = &d->line;
	check_add(c, &d->is);
}

/* A row that was added to what was reported, or closed, before. */
static void
check_added(struct check *c, struct dated *d)
{
	char day[DATE_CHARS];

	if (reconcile_is_late(c->r, d->line, d->is.date)) {
		date_format(day, prior_asof(c->r->tool.prior));
		add(c, d, RECON_LATE_POSTING,
		    check_text(c,
			"added after %s was reported: ask why, and date it in "
			"the open period",
			day));
	} else if (c->closed != DATE_NONE && d->is.date <= c->closed &&
		   d->line > c->opened) {
		date_format(day, c->closed);
		add(c, d, RECON_CLOSED_PERIOD,
		    check_text(c,
			"behind rows dated after %s, which is closed: date it "
			"in the open period",
			day));
	}
}

/* Whether a period ends between the two. */
static bool
is_cut(int32_t a, int32_t b, int32_t end)
{
	return end != DATE_NONE && (a <= end) != (b <= end);
}

/* Balances brought forward are older than their day by what they are. */
static void
check_cut(struct check *c, struct dated *d, const struct ledger_piece *p)
{
	int32_t end = c->asof;
	char day[DATE_CHARS];

	if (p->doc_date == DATE_NONE || p->opening)
		return;
	if (!is_cut(p->date, p->doc_date, end))
		end = c->closed;
	if (!is_cut(p->date, p->doc_date, end))
		return;
	date_format(day, end);
	d->is.other_date = p->doc_date;
	add(c, d, RECON_CUT_OFF,
	    check_text(c,
		"date and doc_date are on two sides of %s: see in which "
		"period it belongs",
		day));
}

static void
check_pieces(struct check *c)
{
	const struct ledger *l = c->r->ledger;

	for (uint32_t i = 0; i < ledger_pieces(l); i++) {
		const struct ledger_piece *p = ledger_piece(l, i);
		struct dated d;

		if (p->dropped || p->transferred)
			continue;
		d = begin(c, p->line, p->item);
		d.is.amount = d.is.difference = p->amount;
		d.is.date = p->date;
		if (p->date <= c->asof)
			check_added(c, &d);
		check_cut(c, &d, p);
	}
}

/* Two moves are one row, of an application: the first tells of it. */
static void
check_move(struct check *c, const struct ledger_move *m,
    const struct reconcile_row *row)
{
	bool moves = m->type == TYPE_TRANSFER;
	bool acts = m->type != TYPE_APPLY && !moves;
	struct dated d = begin(c, m->line, moves ? m->other : m->item);

	if (row->date > c->asof)
		return;
	if (row->doc != RECON_NONE)
		d.is.key = reconcile_text(c->r, row->doc);
	d.is.amount = moves ? -m->amount : m->amount;
	d.is.difference = acts ? m->amount : 0;
	d.is.date = row->date;
	check_added(c, &d);
	if (row->date >= m->date)
		return;
	d.is.other_date = m->date;
	add(c, &d, RECON_APPLICATION_BEFORE_DOCUMENT,
	    "dated before the item it acts on: see which of the dates is "
	    "wrong");
}

static void
check_moves(struct check *c)
{
	const struct ledger *l = c->r->ledger;
	uint64_t before = 0;
	size_t at = 0;

	for (uint32_t i = 0; i < ledger_moves(l); i++) {
		const struct ledger_move *m = ledger_move(l, i);
		const struct reconcile_row *row =
		    reconcile_note_find(c->r->note, m->line, &at);

		if (!m->dropped && row != NULL && m->line != before)
			check_move(c, m, row);
		before = m->line;
	}
}

static void
check_event(struct check *c, const struct ledger_event *e, int32_t date)
{
	const struct ledger *l = c->r->ledger;
	struct dated d = {.line = e->line,
	    .is = {.entity = ledger_text(l, e->entity),
		.customer = ledger_text(l, e->customer),
		.key = ledger_text(l, e->number),
		.currency = e->currency,
		.amount = e->amount,
		.date = date,
		.other_date = DATE_NONE,
		.n = 1}};

	if (d.is.key.len == 0 && e->item != LEDGER_NONE)
		d.is.key = ledger_text(l, ledger_item(l, e->item)->doc);
	check_added(c, &d);
}

/* Of rejected rows there are days, but no events. */
static void
check_events(struct check *c)
{
	const struct ledger *l = c->r->ledger;
	size_t at = 0;

	for (uint32_t i = 0; i < ledger_events(l); i++) {
		const struct ledger_event *e = ledger_event(l, i);

		while (c->days[at].line < e->line)
			at++;
		if (!e->dropped && c->days[at].date <= c->asof)
			check_event(c, e, c->days[at].date);
	}
	mem_free(c->days);
	c->days = NULL;
}

void
check_dates(struct check *c)
{
	check_pieces(c);
	check_moves(c);
	check_events(c);
}
