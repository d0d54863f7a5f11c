#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

/*
 * What is open of an item on a day.  Amounts are normalised to the item's
 * side, so that an opening amount is positive and a reduction negative on
 * debit and credit items alike.
 */

static int
by_queue(const void *a, const void *b)
{
	const struct ledger_share *x = a, *y = b;
	const struct ledger_piece *p = x->row, *q = y->row;
	int c;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	if (p->due != q->due)
		return p->due < q->due ? -1 : 1;
	c = span_compare(x->part, y->part);
	if (c != 0)
		return c;
	if (p->amount != q->amount)
		return p->amount < q->amount ? -1 : 1;
	return (p->line > q->line) - (p->line < q->line);
}

/* Pieces without due date are one installment, and queue as the oldest. */
static void
queue_undated(struct ledger_view *v, size_t n)
{
	int32_t oldest = INT32_MAX;

	for (size_t i = 0; i < n; i++)
		if (v->shares[i].row->due == DATE_NONE &&
		    v->shares[i].order < oldest)
			oldest = v->shares[i].order;
	for (size_t i = 0; i < n; i++)
		if (v->shares[i].row->due == DATE_NONE)
			v->shares[i].order = oldest;
}

static void
queue(struct ledger_view *v, size_t n)
{
	queue_undated(v, n);
	for (size_t i = 0; i < n; i++)
		v->shares[i].part = ledger_text(v->l, v->shares[i].row->part);
	qsort(v->shares, n, sizeof *v->shares, by_queue);
}

size_t
ledger_gather(
    struct ledger_view *v, const struct ledger_item *item, int32_t asof)
{
	size_t n = 0;

	for (uint32_t i = item->piece; i != LEDGER_NONE;
	     i = v->l->pieces[i].next) {
		const struct ledger_piece *p = &v->l->pieces[i];

		if (p->date > asof)
			continue;
		v->shares = mem_grow(
		    v->shares, &v->share_cap, n + 1, sizeof *v->shares);
		v->shares[n].piece = i;
		v->shares[n].row = p;
		v->shares[n].order = ledger_order(p);
		v->shares[n].open = ledger_sign(item) * p->amount;
		n++;
	}
	if (n > 1)
		queue(v, n);
	return n;
}

static void
too_large(const struct ledger *l, const struct ledger_item *item)
{
	struct span doc = ledger_text(l, item->doc);

	diag_fail("what is open of \"%.*s\" is beyond the largest amount",
	    (int)(doc.len < 60 ? doc.len : 60), doc.at);
}

void
ledger_publish(struct ledger_view *v, const struct ledger_item *item,
    int128 disputed, size_t n)
{
	v->parts = mem_grow(v->parts, &v->part_cap, n, sizeof *v->parts);
	for (size_t i = 0; i < n; i++) {
		int128 open = v->shares[i].open * ledger_sign(item);
		int128 part = open < disputed ? open : disputed;

		if (open > INT64_MAX || open < INT64_MIN)
			too_large(v->l, item);
		part = part > 0 ? part : 0;
		disputed -= part;
		v->parts[i].piece = v->shares[i].piece;
		v->parts[i].open = (int64_t)open;
		v->parts[i].disputed = (int64_t)part;
	}
}

/* Most items have one piece, on which all changes stand. */
static size_t
single(struct ledger_view *v, uint32_t item, int32_t asof)
{
	const struct ledger *l = v->l;
	const struct ledger_item *it = &l->items[item];
	const struct ledger_piece *p = &l->pieces[it->piece];
	int128 open = p->amount, disputed = 0;

	if (p->date > asof)
		return 0;
	for (uint32_t i = it->move; i != LEDGER_NONE; i = l->moves[i].next)
		if (l->moves[i].date <= asof)
			open += l->moves[i].amount;
	if (open != (int64_t)open)
		too_large(l, it);
	if (it->event != LEDGER_NONE)
		disputed = ledger_disputed(l, item, asof);
	if (disputed > open)
		disputed = open;
	v->parts = mem_grow(v->parts, &v->part_cap, 1, sizeof *v->parts);
	v->parts->piece = it->piece;
	v->parts->open = (int64_t)open;
	v->parts->disputed = disputed > 0 ? (int64_t)disputed : 0;
	return 1;
}

size_t
ledger_view_parts(struct ledger_view *v, uint32_t item, int32_t asof,
    const struct ledger_part **parts)
{
	const struct ledger_item *it = &v->l->items[item];
	int128 disputed = 0;
	size_t n;

	if (it->piece != LEDGER_NONE &&
	    v->l->pieces[it->piece].next == LEDGER_NONE) {
		n = single(v, item, asof);
		*parts = v->parts;
		return n;
	}
	n = ledger_gather(v, it, asof);
	if (n == 0)
		return 0;
	ledger_spread(v, it, asof, n);
	if (it->event != LEDGER_NONE)
		disputed = ledger_disputed(v->l, item, asof);
	ledger_publish(v, it, disputed, n);
	*parts = v->parts;
	return n;
}

size_t
ledger_parts(struct ledger *l, uint32_t item, int32_t asof,
    const struct ledger_part **parts)
{
	return ledger_view_parts(&l->own, item, asof, parts);
}

struct ledger_view *
ledger_view_new(const struct ledger *l)
{
	struct ledger_view *v = mem_array(1, sizeof *v);

	v->l = l;
	return v;
}

void
ledger_view_close(struct ledger_view *v)
{
	mem_free(v->parts);
	mem_free(v->shares);
	mem_free(v->named);
}

void
ledger_view_free(struct ledger_view *v)
{
	if (v == NULL)
		return;
	ledger_view_close(v);
	mem_free(v);
}
