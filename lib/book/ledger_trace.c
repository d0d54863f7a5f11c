#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

/*
 * What a transferred piece takes over of the row that came first in its
 * source: due and document date, kind, account, and through it the row it
 * was billed by.  What is posted to the source later changes none of it.
 */
struct trace {
	struct ledger *l;
	uint32_t *first, *second; /* pieces of each item */
	bool *done;               /* by piece; also while on the path */
	uint32_t *path;
	size_t n, cap;
};

/* By what is known of a piece before anything is taken over. */
static int
compare_rows(const struct ledger *l, const struct ledger_piece *p,
    const struct ledger_piece *q)
{
	int c = span_compare(ledger_text(l, p->part), ledger_text(l, q->part));

	if (c == 0 && p->transferred)
		c = span_compare(ledger_text(l, l->items[p->source].doc),
		    ledger_text(l, l->items[q->source].doc));
	if (c == 0)
		c = (p->amount > q->amount) - (p->amount < q->amount);
	return c != 0 ? c : (p->line > q->line) - (p->line < q->line);
}

/* Whether piece a came before b; of one day what is no transfer is first. */
static bool
before(const struct ledger *l, uint32_t a, uint32_t b)
{
	const struct ledger_piece *p = &l->pieces[a], *q = &l->pieces[b];
	int32_t x = ledger_order(p), y = ledger_order(q);

	if (p->date != q->date)
		return p->date < q->date;
	if (p->transferred != q->transferred)
		return q->transferred;
	if (!p->transferred && x != y)
		return x < y;
	if (!p->transferred && p->due != q->due)
		return p->due < q->due;
	return compare_rows(l, p, q) < 0;
}

static void
find_first(struct trace *t)
{
	struct ledger *l = t->l;

	for (uint32_t i = 0; i < l->nitem; i++)
		t->first[i] = t->second[i] = LEDGER_NONE;
	for (uint32_t p = 0; p < l->npiece; p++) {
		uint32_t item = l->pieces[p].item;
		uint32_t *first = &t->first[item], *second = &t->second[item];

		if (l->pieces[p].dropped)
			continue;
		if (*first == LEDGER_NONE || before(l, p, *first)) {
			*second = *first;
			*first = p;
		} else if (*second == LEDGER_NONE || before(l, p, *second)) {
			*second = p;
		}
	}
}

/* The first piece of the source, other than the piece itself. */
static uint32_t
forebear(const struct trace *t, uint32_t piece)
{
	uint32_t source = t->l->pieces[piece].source;

	return t->first[source] != piece ? t->first[source] : t->second[source];
}

static void
take_over(struct ledger *l, uint32_t piece, uint32_t from)
{
	struct ledger_piece *p = &l->pieces[piece], *f = &l->pieces[from];

	p->origin = f->origin;
	p->kind = f->kind;
	p->doc_date = f->doc_date != DATE_NONE ? f->doc_date : f->date;
	if (p->due == DATE_NONE)
		p->due = f->due;
	if (ledger_text(l, p->account).len == 0)
		p->account = f->account;
}

/* Follows a chain to its beginning, or into itself, and comes back. */
static void
follow(struct trace *t, uint32_t piece)
{
	uint32_t from = piece;

	t->n = 0;
	while (from != LEDGER_NONE && !t->done[from] &&
	       t->l->pieces[from].transferred) {
		t->done[from] = true;
		t->path = mem_grow(t->path, &t->cap, t->n + 1, sizeof *t->path);
		t->path[t->n++] = from;
		from = forebear(t, from);
	}
	while (t->n-- > 0) {
		if (from != LEDGER_NONE)
			take_over(t->l, t->path[t->n], from);
		from = t->path[t->n];
	}
}

/* An item is of the kind of its first row. */
static void
name_kinds(struct ledger *l)
{
	for (uint32_t i = 0; i < l->nitem; i++)
		l->items[i].kind = TYPES;
	for (uint32_t p = 0; p < l->npiece; p++) {
		const struct ledger_piece *piece = &l->pieces[p];
		struct ledger_item *item = &l->items[piece->item];

		if (!piece->dropped && piece->date == item->date &&
		    piece->kind < item->kind)
			item->kind = piece->kind;
	}
	for (uint32_t i = 0; i < l->nitem; i++)
		if (l->items[i].kind == TYPES) /* out of nothing but itself */
			l->items[i].kind = l->items[i].side == SIDE_DEBIT
					       ? TYPE_DEBIT
					       : TYPE_CREDIT;
}

void
ledger_trace(struct ledger *l)
{
	struct trace t = {.l = l};

	t.first = mem_array(l->nitem, sizeof *t.first);
	t.second = mem_array(l->nitem, sizeof *t.second);
	t.done = mem_array(l->npiece, sizeof *t.done);
	find_first(&t);
	for (uint32_t p = l->nown; p < l->npiece; p++)
		follow(&t, p);
	name_kinds(l);
	mem_free(t.first);
	mem_free(t.second);
	mem_free(t.done);
	mem_free(t.path);
}
