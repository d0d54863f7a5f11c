#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

/*
 * What a transferred piece takes over of the row that came first in its
 * source: its account, and through it the row it was billed by.
 */
struct trace {
	struct ledger *l;
	uint32_t *first, *second; /* pieces of each item */
	bool *done;               /* by piece; also while on the path */
	uint32_t *path;
	size_t n, cap;
};

/* Whether piece a came before b. */
static bool
before(const struct ledger *l, uint32_t a, uint32_t b)
{
	const struct ledger_piece *p = &l->pieces[a], *q = &l->pieces[b];
	int32_t x = ledger_order(p), y = ledger_order(q);
	int c;

	if (p->date != q->date)
		return p->date < q->date;
	if (x != y)
		return x < y;
	c = span_compare(ledger_text(l, p->part), ledger_text(l, q->part));
	if (c != 0)
		return c < 0;
	return p->amount != q->amount ? p->amount < q->amount
				      : p->line < q->line;
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
	struct ledger_piece *p = &l->pieces[piece];

	p->origin = l->pieces[from].origin;
	if (ledger_text(l, p->account).len == 0)
		p->account = l->pieces[from].account;
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
	mem_free(t.first);
	mem_free(t.second);
	mem_free(t.done);
	mem_free(t.path);
}
