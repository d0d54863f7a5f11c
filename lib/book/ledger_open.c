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

static int32_t
order_of(const struct ledger_piece *p)
{
	if (p->due != DATE_NONE)
		return p->due;
	return p->doc_date != DATE_NONE ? p->doc_date : p->date;
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

static int128
sign_of(const struct ledger_item *item)
{
	return item->side == SIDE_DEBIT ? 1 : -1;
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
		l->shares[n].order = order_of(p);
		l->shares[n].amount = sign_of(item) * p->amount;
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

/* The end of the installment that begins at i: parts share a due date. */
static size_t
installment_end(const struct ledger *l, size_t i, size_t n)
{
	int32_t due = l->pieces[l->shares[i].piece].due;
	size_t end = i + 1;

	while (end < n && l->pieces[l->shares[end].piece].due == due)
		end++;
	return end;
}

/* Fills shares first..end with a reduction, oldest first, none below zero;
   returns what is left of it (<= 0). */
static int128
reduce(struct ledger *l, size_t first, size_t end, int128 change)
{
	for (size_t i = first; i < end && change < 0; i++) {
		struct ledger_share *s = &l->shares[i];
		int128 take = s->open < -change ? s->open : -change;

		if (take <= 0)
			continue;
		s->open -= take;
		change += take;
	}
	return change;
}

static int128
named_change(const struct ledger *l, const struct ledger_item *item,
    int32_t asof, int32_t due)
{
	int128 sum = 0;

	for (uint32_t i = item->move; i != LEDGER_NONE; i = l->moves[i].next)
		if (l->moves[i].date <= asof && l->moves[i].due == due)
			sum += l->moves[i].amount;
	return sum * sign_of(item);
}

/* Changes that name an installment go there; what it can't take joins the
   pool.  An installment that does not count yet takes nothing. */
static int128
spread_named(struct ledger *l, const struct ledger_item *item, int32_t asof,
    size_t n, int128 pool)
{
	for (size_t i = 0, end; i < n; i = end) {
		int32_t due = l->pieces[l->shares[i].piece].due;
		int128 change;

		end = installment_end(l, i, n);
		if (due == DATE_NONE)
			continue;
		change = named_change(l, item, asof, due);
		pool -= change;
		if (change > 0)
			l->shares[end - 1].open += change;
		else
			pool += reduce(l, i, end, change);
	}
	return pool;
}

static void
spread(struct ledger *l, const struct ledger_item *item, int32_t asof, size_t n)
{
	int128 pool = 0;
	bool named = false;

	for (uint32_t i = item->move; i != LEDGER_NONE; i = l->moves[i].next) {
		if (l->moves[i].date > asof)
			continue;
		pool += l->moves[i].amount * sign_of(item);
		named = named || l->moves[i].due != DATE_NONE;
	}
	if (named && n > 1)
		pool = spread_named(l, item, asof, n, pool);
	if (pool < 0)
		pool = reduce(l, 0, n, pool);
	l->shares[n - 1].open += pool;
}

static void
too_large(const struct ledger *l, const struct ledger_item *item)
{
	struct span doc = ledger_text(l, item->doc);

	diag_fail("what is open of \"%.*s\" is beyond the largest amount",
	    (int)(doc.len < 60 ? doc.len : 60), doc.at);
}

/* What the pieces of one due date have in common. */
static void
describe_installment(struct ledger *l, size_t first, size_t end)
{
	struct ledger_part common = {.date = INT32_MAX, .doc_date = INT32_MAX};

	for (size_t i = first; i < end; i++) {
		const struct ledger_piece *p = &l->pieces[l->shares[i].piece];
		int32_t doc = p->doc_date != DATE_NONE ? p->doc_date : p->date;

		if (p->date < common.date)
			common.date = p->date;
		if (doc < common.doc_date)
			common.doc_date = doc;
		common.amount += p->amount;
	}
	for (size_t i = first; i < end; i++)
		l->parts[i] = common;
}

static void
publish(
    struct ledger *l, const struct ledger_item *item, int128 disputed, size_t n)
{
	for (size_t i = 0; i < n; i = installment_end(l, i, n))
		describe_installment(l, i, installment_end(l, i, n));
	for (size_t i = 0; i < n; i++) {
		int128 open = l->shares[i].open * sign_of(item);
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
	spread(l, it, asof, n);
	if (it->event != LEDGER_NONE)
		disputed = ledger_disputed(l, item, asof);
	l->parts = mem_grow(l->parts, &l->part_cap, n, sizeof *l->parts);
	publish(l, it, disputed, n);
	*parts = l->parts;
	return n;
}
