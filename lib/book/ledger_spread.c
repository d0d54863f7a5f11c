#include <stdlib.h>

#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

/* How changes are spread over the installments of an item. */

/* Fills shares first..end with a reduction, oldest first, none below zero;
   returns what is left of it (<= 0). */
static int128
reduce(struct ledger_view *v, size_t first, size_t end, int128 change)
{
	for (size_t i = first; i < end && change < 0; i++) {
		struct ledger_share *s = &v->shares[i];
		int128 take = s->open < -change ? s->open : -change;

		if (take <= 0)
			continue;
		s->open -= take;
		change += take;
	}
	return change;
}

static int
by_due(const void *a, const void *b)
{
	const struct ledger_change *x = a, *y = b;

	return (x->due > y->due) - (x->due < y->due);
}

/* The sums of the changes that name an installment, by due date; returns how
   many there are. */
static size_t
gather_named(
    struct ledger_view *v, const struct ledger_item *item, int32_t asof)
{
	const struct ledger *l = v->l;
	size_t n = 0, out = 0;

	for (uint32_t i = item->move; i != LEDGER_NONE; i = l->moves[i].next) {
		const struct ledger_move *m = &l->moves[i];

		if (m->date > asof || m->due == DATE_NONE)
			continue;
		v->named =
		    mem_grow(v->named, &v->named_cap, n + 1, sizeof *v->named);
		v->named[n++] = (struct ledger_change){
		    m->due, m->amount * ledger_sign(item)};
	}
	if (n > 1)
		qsort(v->named, n, sizeof *v->named, by_due);
	for (size_t i = 0; i < n; i++) {
		if (out > 0 && v->named[out - 1].due == v->named[i].due)
			v->named[out - 1].change += v->named[i].change;
		else
			v->named[out++] = v->named[i];
	}
	return out;
}

/* Changes that name an installment go there; what it can't take joins the
   pool.  An installment that does not count yet takes nothing.  Both are in
   order of the due dates. */
static int128
spread_named(struct ledger_view *v, size_t n, size_t nnamed, int128 pool)
{
	for (size_t i = 0, k = 0, end; i < n; i = end) {
		int32_t due = v->shares[i].row->due;
		int128 change;

		end = ledger_installment_end(v, i, n);
		if (due == DATE_NONE)
			continue;
		while (k < nnamed && v->named[k].due < due)
			k++;
		if (k == nnamed || v->named[k].due != due)
			continue;
		change = v->named[k].change;
		pool -= change;
		if (change > 0)
			v->shares[end - 1].open += change;
		else
			pool += reduce(v, i, end, change);
	}
	return pool;
}

void
ledger_fill(struct ledger_view *v, size_t n, size_t nnamed, int128 pool)
{
	if (nnamed > 0 && n > 1)
		pool = spread_named(v, n, nnamed, pool);
	if (pool < 0)
		pool = reduce(v, 0, n, pool);
	v->shares[n - 1].open += pool;
}

void
ledger_spread(struct ledger_view *v, const struct ledger_item *item,
    int32_t asof, size_t n)
{
	const struct ledger *l = v->l;
	int128 pool = 0;
	bool named = false;

	for (uint32_t i = item->move; i != LEDGER_NONE; i = l->moves[i].next) {
		if (l->moves[i].date > asof)
			continue;
		pool += l->moves[i].amount * ledger_sign(item);
		named = named || l->moves[i].due != DATE_NONE;
	}
	ledger_fill(
	    v, n, named && n > 1 ? gather_named(v, item, asof) : 0, pool);
}
