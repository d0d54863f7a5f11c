#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/date.h"

static void
name_texts(struct apply_world *w)
{
	w->text = mem_array(w->n, sizeof *w->text);
	for (uint32_t c = 0; c < w->n; c++)
		w->text[c] = LEDGER_NONE;
	for (uint32_t t = 0; t < w->ntext; t++)
		if (w->of_text[t] != APPLY_NONE)
			w->text[w->of_text[t]] = (uint32_t)t;
}

/* Items by customer, in the order of the ledger. */
static void
list_items(struct apply *a)
{
	struct apply_world *w = a->world;
	uint32_t n = ledger_items(a->ledger), at = 0;

	w->start = mem_array((size_t)w->n + 1, sizeof *w->start);
	w->list = mem_array(n, sizeof *w->list);
	for (uint32_t i = 0; i < n; i++)
		if (w->owner[i] != APPLY_NONE) {
			w->owner[i] = w->number[w->owner[i]];
			w->start[w->owner[i]]++;
		}
	for (uint32_t c = 0; c <= w->n; c++) {
		uint32_t count = w->start[c];

		w->start[c] = at;
		at += count;
	}
	for (uint32_t i = 0; i < n; i++)
		if (w->owner[i] != APPLY_NONE)
			w->list[w->start[w->owner[i]]++] = i;
	for (uint32_t c = w->n; c > 0; c--)
		w->start[c] = w->start[c - 1];
	w->start[0] = 0;
	mem_free(w->owner);
	w->owner = NULL;
}

static void
find_parents(struct apply *a)
{
	struct apply_world *w = a->world;

	w->parent = mem_array(w->n, sizeof *w->parent);
	for (uint32_t c = 0; c < w->n; c++) {
		struct span parent = {"", 0};

		if (a->customers != NULL)
			parent =
			    customers_parent(a->customers, apply_name(w, c));
		w->parent[c] = parent.len > 0 ? apply_customer_find(w, parent)
					      : APPLY_NONE;
	}
}

/* Customers by family: first[f] is where those of family f begin. */
static void
list_families(struct apply_world *w)
{
	uint32_t at = 0;

	w->family = mem_array(w->n, sizeof *w->family);
	w->member = mem_array(w->n, sizeof *w->member);
	for (uint32_t c = 0; c < w->n; c++)
		if (w->parent[c] == APPLY_NONE)
			w->family[c] = w->nfamily++;
	w->first = mem_array((size_t)w->nfamily + 1, sizeof *w->first);
	for (uint32_t c = 0; c < w->n; c++) {
		uint32_t top = c;

		while (w->parent[top] != APPLY_NONE)
			top = w->parent[top];
		w->family[c] = w->family[top];
		w->first[w->family[c]]++;
	}
	for (uint32_t f = 0; f <= w->nfamily; f++) {
		uint32_t count = f < w->nfamily ? w->first[f] : 0;

		w->first[f] = at;
		at += count;
	}
	for (uint32_t c = 0; c < w->n; c++)
		w->member[w->first[w->family[c]]++] = c;
	for (uint32_t f = w->nfamily; f > 0; f--)
		w->first[f] = w->first[f - 1];
	w->first[0] = 0;
}

void
apply_world_open(struct apply *a)
{
	struct apply_world *w = a->world = mem_array(1, sizeof *w);

	apply_names_open(a);
	name_texts(w);
	list_items(a);
	find_parents(a);
	list_families(w);
	apply_pools_open(a);
	apply_holds_open(a);
	w->place = mem_array(w->n, sizeof *w->place);
	w->late = mem_array(w->nfamily, sizeof *w->late);
	w->again = mem_array(w->nfamily, sizeof *w->again);
}
