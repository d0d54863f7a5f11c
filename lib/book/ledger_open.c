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

static const struct ledger *sorting; /* qsort has no argument to spare */

static int
by_queue(const void *a, const void *b)
{
	const struct ledger_share *x = a, *y = b;
	const struct ledger_piece *p = &sorting->pieces[x->piece];
	const struct ledger_piece *q = &sorting->pieces[y->piece];
	int c;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	if (p->due != q->due)
		return p->due < q->due ? -1 : 1;
	c = span_compare(
	    ledger_text(sorting, p->part), ledger_text(sorting, q->part));
	if (c != 0)
		return c;
	if (p->amount != q->amount)
		return p->amount < q->amount ? -1 : 1;
	return (p->line > q->line) - (p->line < q->line);
}

/* Pieces without due date are one installment, and queue as the oldest. */
static void
queue_undated(struct ledger *l, size_t n)
{
	int32_t oldest = INT32_MAX;

	for (size_t i = 0; i < n; i++)
		if (l->pieces[l->shares[i].piece].due == DATE_NONE &&
		    l->shares[i].order < oldest)
			oldest = l->shares[i].order;
	for (size_t i = 0; i < n; i++)
		if (l->pieces[l->shares[i].piece].due == DATE_NONE)
			l->shares[i].order = oldest;
}

static size_t
gather(struct ledger *l, const struct ledger_item *item, int32_t asof)
{
	size_t n = 0;

	for (uint32_t i = item->piece; i != LEDGER_NONE;
	     i = l->pieces[i].next) {
		const struct ledger_piece *p = &l->pieces[i];

		if (p->date > asof)
			continue;
		l->shares = mem_grow(
		    l->shares, &l->share_cap, n + 1, sizeof *l->shares);
		l->shares[n].piece = i;
		l->shares[n].order = ledger_order(p);
		l->shares[n].amount = ledger_sign(item) * p->amount;
		l->shares[n].open = l->shares[n].amount;
		n++;
	}
	sorting = l;
	if (n > 1) {
		queue_undated(l, n);
		qsort(l->shares, n, sizeof *l->shares, by_queue);
	}
	return n;
}

static void
too_large(const struct ledger *l, const struct ledger_item *item)
{
	struct span doc = ledger_text(l, item->doc);

	diag_fail("what is open of \"%.*s\" is beyond the largest amount",
	    (int)(doc.len < 60 ? doc.len : 60), doc.at);
}

static void
publish(
    struct ledger *l, const struct ledger_item *item, int128 disputed, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int128 open = l->shares[i].open * ledger_sign(item);
		int128 part = open < disputed ? open : disputed;

		if (open > INT64_MAX || open < INT64_MIN)
			too_large(l, item);
		part = part > 0 ? part : 0;
		disputed -= part;
		l->parts[i].piece = l->shares[i].piece;
		l->parts[i].open = (int64_t)open;
		l->parts[i].disputed = (int64_t)part;
	}
}

size_t
ledger_parts(struct ledger *l, uint32_t item, int32_t asof,
    const struct ledger_part **parts)
{
	const struct ledger_item *it = &l->items[item];
	size_t n = gather(l, it, asof);
	int128 disputed = 0;

	if (n == 0)
		return 0;
	ledger_spread(l, it, asof, n);
	if (it->event != LEDGER_NONE)
		disputed = ledger_disputed(l, item, asof);
	l->parts = mem_grow(l->parts, &l->part_cap, n, sizeof *l->parts);
	publish(l, it, disputed, n);
	*parts = l->parts;
	return n;
}
