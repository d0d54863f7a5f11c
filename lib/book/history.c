#include "book/history.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/currency.h"

struct rows {
	struct history *at;
	size_t n, cap;
};

static void
add(struct rows *r, struct history row)
{
	r->at = mem_grow(r->at, &r->cap, r->n + 1, sizeof *r->at);
	r->at[r->n++] = row;
}

static void
add_pieces(const struct ledger *l, uint32_t item, struct rows *r)
{
	uint32_t i = ledger_item(l, item)->piece;

	for (; i != LEDGER_NONE; i = ledger_piece(l, i)->next) {
		const struct ledger_piece *p = ledger_piece(l, i);
		uint8_t type = p->transferred ? TYPE_TRANSFER
			       : p->returned  ? TYPE_RECEIPT
					      : p->kind;

		add(r, (struct history){item, p->source, LEDGER_NONE, p->date,
			   type, p->amount, 0, p->line});
	}
}

static void
add_moves(const struct ledger *l, uint32_t item, struct rows *r)
{
	uint32_t i = ledger_item(l, item)->move;

	for (; i != LEDGER_NONE; i = ledger_move(l, i)->next) {
		const struct ledger_move *m = ledger_move(l, i);

		add(r, (struct history){item, m->other, LEDGER_NONE, m->date,
			   m->type, m->amount, 0, m->line});
	}
}

static void
add_events(const struct ledger *l, uint32_t item, struct rows *r)
{
	uint32_t i = ledger_item(l, item)->event;

	for (; i != LEDGER_NONE; i = ledger_event(l, i)->next) {
		const struct ledger_event *e = ledger_event(l, i);

		add(r, (struct history){item, LEDGER_NONE, e->number, e->date,
			   e->type, 0, 0, e->line});
	}
}

/* What opens an item comes first on its day. */
static int
by_day(const void *x, const void *y)
{
	const struct history *a = x, *b = y;

	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static void
add_item(const struct ledger *l, uint32_t item, int32_t asof, struct rows *r)
{
	size_t first = r->n, n = first;
	int128 open = 0;

	add_pieces(l, item, r);
	add_moves(l, item, r);
	add_events(l, item, r);
	if (r->n > first)
		qsort(r->at + first, r->n - first, sizeof *r->at, by_day);
	for (size_t i = first; i < r->n && r->at[i].date <= asof; i++) {
		open += r->at[i].change;
		r->at[n] = r->at[i];
		r->at[n++].open = open;
	}
	r->n = n;
}

static const struct ledger *sorting; /* qsort has no argument to spare */

static int
by_name(const void *x, const void *y)
{
	const struct ledger_item *a =
	    ledger_item(sorting, *(const uint32_t *)x);
	const struct ledger_item *b =
	    ledger_item(sorting, *(const uint32_t *)y);
	int c = span_compare(ledger_text(sorting, a->customer),
	    ledger_text(sorting, b->customer));

	if (c == 0)
		c = span_compare(ledger_text(sorting, a->entity),
		    ledger_text(sorting, b->entity));
	if (c == 0)
		c = strcmp(
		    currency_code(a->currency), currency_code(b->currency));
	return c != 0 ? c : a->side - b->side;
}

size_t
history_find(const struct ledger *l, struct span doc, int32_t asof,
    struct history **rows)
{
	uint32_t *items = NULL, n = 0;
	struct rows r = {0};
	size_t cap = 0;

	for (uint32_t i = 0; i < ledger_items(l); i++) {
		if (!span_equal(ledger_text(l, ledger_item(l, i)->doc), doc))
			continue;
		items = mem_grow(items, &cap, (size_t)n + 1, sizeof *items);
		items[n++] = i;
	}
	sorting = l;
	if (n > 0)
		qsort(items, n, sizeof *items, by_name);
	for (uint32_t i = 0; i < n; i++)
		add_item(l, items[i], asof, &r);
	mem_free(items);
	*rows = r.at;
	return r.n;
}
