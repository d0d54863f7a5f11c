#include <stdlib.h>

#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

#define AHEAD 16 /* rows: their items have come from memory by then */

static const struct span nothing;

static int
line_order(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static bool
dropped(const struct ledger *l, uint64_t line)
{
	return l->ndrop > 0 && bsearch(&line, l->drops, l->ndrop, sizeof line,
				   line_order) != NULL;
}

/* Rows that were rejected after they were added, duplicates, say. */
static void
leave_out(struct ledger *l)
{
	if (l->ndrop == 0)
		return;
	qsort(l->drops, l->ndrop, sizeof *l->drops, line_order);
	for (uint32_t i = 0; i < l->npiece; i++)
		l->pieces[i].dropped = dropped(l, l->pieces[i].line);
	for (uint32_t i = 0; i < l->nmove; i++)
		l->moves[i].dropped = dropped(l, l->moves[i].line);
	for (uint32_t i = 0; i < l->nevent; i++)
		l->events[i].dropped = dropped(l, l->events[i].line);
	for (uint32_t i = 0; i < l->ntransfer; i++)
		l->transfers[i].dropped = dropped(l, l->transfers[i].line);
	/* An item that lost a row to a rejection is not just unknown. */
	for (uint32_t i = 0; i < l->npiece; i++)
		if (l->pieces[i].dropped)
			l->items[l->pieces[i].item].rejected = true;
}

/* True when what the move acts on is there. */
static bool
move_stands(struct ledger *l, struct ledger_move *m, struct faults *faults)
{
	bool is_doc =
	    m->type == TYPE_APPLY && l->items[m->item].side == SIDE_CREDIT;
	char due[DATE_CHARS];

	if (!ledger_settle_side(l, m)) {
		fault_add(faults, FAULT_BOTH_SIDES, m->line, "ref",
		    ledger_text(l, l->items[m->item].doc), NULL, nothing);
		return false;
	}
	/* A transfer that found no item to take from has opened none. */
	if (!ledger_known(l, m->item) ||
	    (m->type == TYPE_TRANSFER && m->other == LEDGER_NONE)) {
		ledger_unknown(l, m->item, m->either, m->line, is_doc, faults);
		return false;
	}
	if (m->due == DATE_NONE || ledger_has_due(l, m->item, m->due))
		return true;
	date_format(due, m->due);
	fault_add(faults, FAULT_INSTALLMENT, m->line, "ref_due",
	    ledger_text(l, l->items[m->item].doc), due, nothing);
	return false;
}

/* Checks the moves of one row, which stand or fall together. */
static bool
check_row(struct ledger *l, uint32_t first, uint32_t n, struct faults *faults)
{
	bool stands = true;

	for (uint32_t i = first; stands && i < first + n; i++)
		stands = move_stands(l, &l->moves[i], faults);
	for (uint32_t i = first; !stands && i < first + n; i++)
		l->moves[i].dropped = true;
	return stands;
}

/* Checks the rows that are transfers, or those that are not; false when one
   fell. */
static bool
check_moves(struct ledger *l, bool transfers, struct faults *faults)
{
	bool all = true;
	uint32_t n;

	for (uint32_t i = 0; i < l->nmove; i += n) {
		if (i + AHEAD < l->nmove)
			__builtin_prefetch(&l->items[l->moves[i + AHEAD].item]);
		n = l->moves[i].type == TYPE_APPLY ? 2 : 1;
		if (l->moves[i].dropped ||
		    (l->moves[i].type == TYPE_TRANSFER) != transfers)
			continue;
		all = check_row(l, i, n, faults) && all;
	}
	return all;
}

/* The items that a dropped transfer would have opened are rejected ones. */
static void
drop_transfers(struct ledger *l)
{
	for (uint32_t i = 0; i < l->ntransfer; i++) {
		struct ledger_transfer *t = &l->transfers[i];
		const struct ledger_item *ref;

		if (!l->moves[t->move].dropped)
			continue;
		t->dropped = true;
		ref = &l->items[l->moves[t->move].item];
		for (int side = SIDE_DEBIT; side <= SIDE_CREDIT; side++) {
			uint32_t item = ledger_mention(
			    l, (struct ledger_key){t->customer, t->doc,
				   t->entity, ref->currency, (uint8_t)side});

			l->items[item].rejected = true;
			ref = &l->items[l->moves[t->move].item];
		}
	}
}

static void
later(int32_t *date, int32_t other)
{
	if (other > *date)
		*date = other;
}

static void
link_moves(struct ledger *l)
{
	for (uint32_t i = l->nmove; i-- > 0;) {
		if (i >= AHEAD)
			__builtin_prefetch(
			    &l->items[l->moves[i - AHEAD].item], 1);

		struct ledger_move *m = &l->moves[i];
		struct ledger_item *item = &l->items[m->item];

		if (m->dropped)
			continue;
		later(&m->date, item->date);
		if (m->type == TYPE_APPLY)
			later(&m->date, l->items[m->other].date);
		m->next = item->move;
		item->move = i;
	}
}

static void
link_events(struct ledger *l, struct faults *faults)
{
	for (uint32_t i = l->nevent; i-- > 0;) {
		struct ledger_event *e = &l->events[i];

		if (e->dropped || e->item == LEDGER_NONE)
			continue;
		if (!ledger_known(l, e->item)) {
			e->dropped = true;
			if (e->type == TYPE_REMIT)
				continue; /* only said by the payer */
			ledger_unknown(
			    l, e->item, false, e->line, false, faults);
			continue;
		}
		later(&e->date, l->items[e->item].date);
		e->next = l->items[e->item].event;
		l->items[e->item].event = i;
	}
}

/* A balance brought forward that was rejected opens nothing. */
static void
find_start(struct ledger *l)
{
	for (uint32_t i = 0; i < l->nown; i++) {
		const struct ledger_piece *p = &l->pieces[i];

		if (p->opening && !p->dropped)
			later(&l->start, p->date);
	}
}

void
ledger_close(struct ledger *l, struct faults *faults)
{
	leave_out(l);
	/* Pieces were linked as they came: that stands if all of them do. */
	if (l->ndrop > 0 || l->ntransfer > 0)
		ledger_resolve(l);
	while (l->ntransfer > 0 && !check_moves(l, true, faults)) {
		drop_transfers(l); /* others may stand on what they opened */
		ledger_resolve(l);
	}
	check_moves(l, false, faults);
	ledger_forget_dues(l);
	if (l->npiece > l->nown)
		ledger_trace(l);
	if (l->opening)
		find_start(l);
	link_moves(l);
	link_events(l, faults);
}
