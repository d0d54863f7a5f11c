#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

/*
 * Transfers open items out of items, in chains and in any order.  What a
 * transferred piece inherits (day, due date, document date, kind) is a
 * least value over the pieces it came from, so following every change until
 * nothing changes gives one answer whatever the order of the rows.
 */
struct work {
	uint32_t *out;   /* first transfer out of each item */
	uint32_t *queue; /* items whose values changed */
	bool *queued;
	size_t n, cap;
};

static void
work_push(struct ledger *l, struct work *w, uint32_t item)
{
	(void)l;
	if (w->queued[item])
		return;
	w->queued[item] = true;
	w->queue = mem_grow(w->queue, &w->cap, w->n + 1, sizeof *w->queue);
	w->queue[w->n++] = item;
}

/* The item a transfer takes from, or LEDGER_NONE while it is not known.
   When a debit and a credit item have the name, the sign tells. */
static uint32_t
source_of(const struct ledger *l, const struct ledger_transfer *t)
{
	uint32_t debit = l->moves[t->move].item, credit = ledger_twin(l, debit);

	if (l->items[debit].side == SIDE_CREDIT) {
		uint32_t swap = debit;

		debit = credit;
		credit = swap;
	}
	if (ledger_known(l, debit) && ledger_known(l, credit))
		return t->amount > 0 ? debit : credit;
	if (ledger_known(l, debit))
		return debit;
	return ledger_known(l, credit) ? credit : LEDGER_NONE;
}

static void
open_piece(struct ledger *l, struct ledger_transfer *t, uint32_t source)
{
	const struct ledger_item *s = &l->items[source];
	struct ledger_key key = {
	    t->customer, t->doc, t->entity, s->currency, s->side};
	uint32_t item = ledger_mention(l, key);

	t->piece = l->npiece;
	l->pieces = mem_grow(
	    l->pieces, &l->piece_cap, (size_t)l->npiece + 1, sizeof *l->pieces);
	l->pieces[l->npiece++] = (struct ledger_piece){.line = t->line,
	    .origin = t->line,
	    .amount = t->amount,
	    .item = item,
	    .next = LEDGER_NONE,
	    .source = source,
	    .date = INT32_MAX,
	    .due = t->due,
	    .doc_date = INT32_MAX,
	    .account = t->account,
	    .part = t->part,
	    .tag = t->tag,
	    .kind = TYPES,
	    .transferred = true,
	    .opening = t->opening};
	l->moves[t->move].item = source;
	l->moves[t->move].other = item;
}

/* The piece whose account and terms a transferred one takes over. */
static const struct ledger_piece *
forebear(const struct ledger *l, uint32_t item, int32_t due)
{
	const struct ledger_piece *best = NULL;

	for (uint32_t i = l->items[item].piece; i != LEDGER_NONE;
	     i = l->pieces[i].next) {
		const struct ledger_piece *p = &l->pieces[i];

		if (due != DATE_NONE && p->due != due)
			continue;
		if (best == NULL || p->due < best->due ||
		    (p->due == best->due && p->line < best->line))
			best = p;
	}
	return best;
}

/* Lowers what the piece inherits; true when something did change. */
static bool
inherit(struct ledger *l, const struct ledger_transfer *t)
{
	const struct ledger_item *s = &l->items[l->moves[t->move].item];
	struct ledger_piece *p = &l->pieces[t->piece], was = *p;
	int32_t named = l->moves[t->move].due;
	const struct ledger_piece *from =
	    forebear(l, l->moves[t->move].item, named);

	p->date = t->date > s->date ? t->date : s->date;
	p->doc_date = s->doc_date;
	p->kind = s->kind;
	if (t->due == DATE_NONE && named != DATE_NONE)
		p->due = named;
	else if (t->due == DATE_NONE && s->due != INT32_MAX)
		p->due = s->due;
	if (from != NULL && from != p) {
		p->origin = from->origin;
		if (ledger_text(l, t->account).len == 0)
			p->account = from->account;
	}
	return p->date != was.date || p->due != was.due ||
	       p->doc_date != was.doc_date || p->kind != was.kind;
}

static void
follow(struct ledger *l, struct work *w, struct ledger_transfer *t)
{
	uint32_t source = source_of(l, t);
	bool fresh = t->piece == LEDGER_NONE;
	uint32_t items = l->nitem;

	if (source == LEDGER_NONE || t->dropped)
		return;
	if (fresh)
		open_piece(l, t, source);
	if (l->nitem > items) { /* the item is new: make room for it */
		w->out[l->nitem - 1] = LEDGER_NONE;
		w->queued[l->nitem - 1] = false;
	}
	if (!inherit(l, t) && !fresh)
		return;
	ledger_attach(l, t->piece, fresh);
	work_push(l, w, l->pieces[t->piece].item);
}

/* A transfer waits on the debit item of its ref; so does its credit twin. */
static void
follow_all(struct ledger *l, struct work *w, uint32_t item)
{
	for (uint32_t t = w->out[item]; t != LEDGER_NONE;
	     t = l->transfers[t].next)
		follow(l, w, &l->transfers[t]);
}

static void
work_open(struct ledger *l, struct work *w)
{
	size_t most = (size_t)l->nitem + l->ntransfer;

	*w = (struct work){0};
	w->out = mem_array(most, sizeof *w->out);
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

static void
follow_transfers(struct ledger *l)
{
	struct work w;

	work_open(l, &w);
	for (uint32_t i = 0; i < l->ntransfer; i++) {
		uint32_t source = source_of(l, &l->transfers[i]);

		if (source != LEDGER_NONE)
			work_push(l, &w, source);
	}
	for (size_t i = 0; i < w.n; i++) {
		uint32_t item = w.queue[i], twin = ledger_twin(l, item);

		w.queued[item] = false;
		follow_all(l, &w, item);
		if (twin != LEDGER_NONE)
			follow_all(l, &w, twin);
	}
	mem_free(w.out);
	mem_free(w.queued);
	mem_free(w.queue);
}

void
ledger_resolve(struct ledger *l)
{
	l->npiece = l->nown;
	for (uint32_t i = 0; i < l->nitem; i++) {
		struct ledger_item *item = &l->items[i];

		item->piece = LEDGER_NONE;
		item->date = item->due = item->doc_date = INT32_MAX;
		item->kind = TYPES;
	}
	for (uint32_t i = 0; i < l->npiece; i++)
		if (!l->pieces[i].dropped)
			ledger_attach(l, i, true);
	for (uint32_t i = 0; i < l->ntransfer; i++)
		l->transfers[i].piece = LEDGER_NONE;
	if (l->ntransfer > 0)
		follow_transfers(l);
}
