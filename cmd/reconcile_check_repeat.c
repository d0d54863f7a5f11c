#include <stdlib.h>

#include "base/mem.h"
#include "cmd/reconcile_check.h"
#include "value/date.h"

/* A document whose number another one has, too. */
struct twin {
	uint32_t doc, entity, customer;
	uint32_t piece;
	uint8_t kind;
};

/* What has a number that we gave. */
static bool
is_numbered(const struct check *c, const struct ledger_piece *p)
{
	const struct ledger_item *it = ledger_item(c->r->ledger, p->item);

	return !p->dropped && !p->transferred && !p->returned &&
	       p->date <= c->asof && p->kind != TYPE_RECEIPT && !it->anonymous;
}

static int
by_document(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;

	if (x->doc != y->doc)
		return x->doc < y->doc ? -1 : 1;
	if (x->entity != y->entity)
		return x->entity < y->entity ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->piece > y->piece) - (x->piece < y->piece);
}

/* How many rows there are of each number, by its text. */
static uint32_t *
count(const struct check *c)
{
	const struct ledger *l = c->r->ledger;
	uint32_t *n = mem_array(ledger_texts(l), sizeof *n);

	for (uint32_t i = 0; i < ledger_pieces(l); i++) {
		const struct ledger_piece *p = ledger_piece(l, i);

		if (is_numbered(c, p))
			n[ledger_item(l, p->item)->doc]++;
	}
	return n;
}

static struct twin *
gather(const struct check *c, size_t *n)
{
	const struct ledger *l = c->r->ledger;
	uint32_t *times = count(c);
	struct twin *all = NULL;
	size_t cap = 0;

	*n = 0;
	for (uint32_t i = 0; i < ledger_pieces(l); i++) {
		const struct ledger_piece *p = ledger_piece(l, i);
		const struct ledger_item *it = ledger_item(l, p->item);

		if (!is_numbered(c, p) || times[it->doc] < 2)
			continue;
		all = mem_grow(all, &cap, *n + 1, sizeof *all);
		all[(*n)++] = (struct twin){
		    it->doc, it->entity, it->customer, i, p->kind};
	}
	mem_free(times);
	if (*n > 1)
		qsort(all, *n, sizeof *all, by_document);
	return all;
}

/* The rows of one number; of one customer they are parts of a document. */
static void
check_number(struct check *c, const struct twin *t, size_t n)
{
	const struct ledger *l = c->r->ledger;
	const struct ledger_piece *first = ledger_piece(l, t->piece);
	struct check_found f = {.class = RECON_NUMBER_REPEAT,
	    .entity = ledger_text(l, t->entity),
	    .key = ledger_text(l, t->doc),
	    .currency = ledger_item(l, first->item)->currency,
	    .date = first->date,
	    .other_date = DATE_NONE,
	    .n = n};
	uint64_t *lines = mem_array(n, sizeof *lines);

	for (size_t i = 0; i < n; i++) {
		const struct ledger_piece *p = ledger_piece(l, t[i].piece);

		lines[i] = p->line;
		if (t[i].customer != t->customer && f.other_date == DATE_NONE)
			f.other_date = p->date;
	}
	f.lines = lines;
	f.step = "more than one customer has this number: which of them is "
		 "right?";
	if (f.other_date != DATE_NONE)
		check_add(c, &f);
	mem_free(lines);
}

void
check_repeats(struct check *c)
{
	size_t n, from = 0;
	struct twin *all = gather(c, &n);

	for (size_t i = 1; i <= n; i++) {
		if (i < n && all[i].doc == all[from].doc &&
		    all[i].entity == all[from].entity &&
		    all[i].kind == all[from].kind)
			continue;
		check_number(c, &all[from], i - from);
		from = i;
	}
	mem_free(all);
}
