#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

/*
 * Transfers open items out of items, in chains and in any order.  From when
 * a transferred piece counts is a least value over the pieces it came from,
 * so following every change until nothing changes gives one answer whatever
 * the order of the rows.  What else it inherits is ledger_trace's.
 */
struct work {
	uint32_t *out;   /* first transfer out of each item */
	uint32_t *queue; /* a ring of items whose values changed */
	bool *queued;
	size_t most, head, n;
	uint32_t *waiting; /* transfers whose source is on the other side */
	uint32_t nwaiting;
};

static void
work_push(struct work *w, uint32_t item)
{
	if (w->queued[item])
		return;
	w->queued[item] = true;
	w->queue[(w->head + w->n++) % w->most] = item;
}

static void
open_piece(struct ledger *l, struct ledger_transfer *t, uint32_t source)
{
	const struct ledger_item *s = &l->items[source];
	struct ledger_key key = {
	    t->customer, t->doc, t->entity, s->currency, s->side};
	uint32_t item = ledger_mention(l, key);

	t->piece = l->npiece;
	l->pieces = mem_spread(
	    l->pieces, &l->piece_cap, (size_t)l->npiece + 1, sizeof *l->pieces);
	l->pieces[l->npiece++] = (struct ledger_piece){.line = t->line,
	    .origin = t->line,
	    .amount = t->amount,
	    .item = item,
	    .next = LEDGER_NONE,
	    .source = source,
	    .date = INT32_MAX,
	    .due = t->due != DATE_NONE ? t->due : l->moves[t->move].due,
	    .doc_date = DATE_NONE,
	    .account = t->account,
	    .part = t->part,
	    .tag = t->tag,
	    .kind = TYPES,
	    .transferred = true,
	    .opening = t->opening};
	l->moves[t->move].item = source;
	l->moves[t->move].other = item;
}

/* Lowers the day from which the piece counts; true when that is news. */
static bool
inherit(struct ledger *l, const struct ledger_transfer *t)
{
	const struct ledger_item *s = &l->items[l->moves[t->move].item];
	struct ledger_piece *p = &l->pieces[t->piece];
	int32_t was = p->date;

	p->date = t->date > s->date ? t->date : s->date;
	return p->date != was;
}

/* Notes, once, a transfer that can fall back on the other side. */
static void
wait(struct ledger *l, struct work *w, struct ledger_transfer *t)
{
	if (t->waits || ledger_source(l, t, true) == LEDGER_NONE)
		return;
	t->waits = true;
	w->waiting[w->nwaiting++] = (uint32_t)(t - l->transfers);
}

static void
follow(
    struct ledger *l, struct work *w, struct ledger_transfer *t, bool fallback)
{
	uint32_t source = ledger_source(l, t, fallback);
	bool fresh = t->piece == LEDGER_NONE;
	uint32_t items = l->nitem;

	if (t->dropped)
		return;
	if (source == LEDGER_NONE) {
		wait(l, w, t);
		return;
	}
	if (fresh)
		open_piece(l, t, source);
	if (l->nitem > items) { /* the item is new: make room for it */
		w->out[l->nitem - 1] = LEDGER_NONE;
		w->queued[l->nitem - 1] = false;
	}
	if (!inherit(l, t) && !fresh)
		return;
	ledger_attach(l, t->piece, fresh);
	work_push(w, l->pieces[t->piece].item);
}

/* A transfer waits on the debit item of its ref; so does its credit twin. */
static void
follow_all(struct ledger *l, struct work *w, uint32_t item)
{
	for (uint32_t t = w->out[item]; t != LEDGER_NONE;
	     t = l->transfers[t].next)
		follow(l, w, &l->transfers[t], false);
}

static void
work_open(struct ledger *l, struct work *w)
{
	size_t most = (size_t)l->nitem + l->ntransfer;

	*w = (struct work){.most = most};
	w->out = mem_array(most, sizeof *w->out);
	w->queue = mem_array(most, sizeof *w->queue);
	w->waiting = mem_array(l->ntransfer, sizeof *w->waiting);
	w->queued = mem_array(most, sizeof *w->queued);
	for (size_t i = 0; i < most; i++)
		w->out[i] = LEDGER_NONE;
	for (uint32_t i = 0; i < l->ntransfer; i++) {
		struct ledger_transfer *t = &l->transfers[i];
		uint32_t ref = l->moves[t->move].item;

		t->next = w->out[ref];
		w->out[ref] = i;
	}
}

/* Passes on what changed until nothing does. */
static void
drain(struct ledger *l, struct work *w)
{
	while (w->n > 0) {
		uint32_t item = w->queue[w->head], twin = ledger_twin(l, item);

		w->head = (w->head + 1) % w->most;
		w->n--;
		w->queued[item] = false;
		follow_all(l, w, item);
		if (twin != LEDGER_NONE)
			follow_all(l, w, twin);
	}
}

/* Transfers out of an item that is only there on the other side: all that
   are found so far at once, so that the order of the rows is nothing. */
static bool
fall_back(struct ledger *l, struct work *w, uint32_t *from)
{
	uint32_t first = *from, end = w->nwaiting;

	for (; *from < end; ++*from) {
		struct ledger_transfer *t = &l->transfers[w->waiting[*from]];

		if (t->piece == LEDGER_NONE)
			follow(l, w, t, true);
	}
	return first < end;
}

static void
follow_transfers(struct ledger *l)
{
	bool *other = ledger_turned(l);
	uint32_t waited = 0;
	struct work w;

	work_open(l, &w);
	for (uint32_t i = 0; i < l->ntransfer; i++)
		if (other[i])
			follow(l, &w, &l->transfers[i], true);
	for (uint32_t i = 0; i < l->ntransfer; i++)
		follow(l, &w, &l->transfers[i], false);
	do
		drain(l, &w);
	while (fall_back(l, &w, &waited));
	mem_free(other);
	mem_free(w.out);
	mem_free(w.queued);
	mem_free(w.queue);
	mem_free(w.waiting);
}

void
ledger_resolve(struct ledger *l)
{
	l->npiece = l->nown;
	for (uint32_t i = 0; i < l->nitem; i++) {
		struct ledger_item *item = &l->items[i];

		item->piece = LEDGER_NONE;
		item->date = INT32_MAX;
		item->kind = TYPES;
	}
	for (uint32_t i = 0; i < l->npiece; i++)
		if (!l->pieces[i].dropped)
			ledger_attach(l, i, true);
	for (uint32_t i = 0; i < l->ntransfer; i++) {
		struct ledger_transfer *t = &l->transfers[i];

		t->piece = l->moves[t->move].other = LEDGER_NONE;
		t->waits = false;
	}
	if (l->ntransfer > 0)
		follow_transfers(l);
	ledger_forget_dues(l);
}
