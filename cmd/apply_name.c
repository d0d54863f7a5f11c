#include <stdlib.h>

#include "base/mem.h"
#include "book/aliases.h"
#include "cmd/apply_in.h"

/* Customers get their numbers in the order of their names, which is the order
   of all that is printed. */

static uint32_t
number_text(struct apply *a, uint32_t text)
{
	struct apply_world *w = a->world;

	if (w->of_text[text] == APPLY_NONE)
		w->of_text[text] =
		    intern_add(w->names, ledger_text(a->ledger, text));
	return w->of_text[text];
}

#define AHEAD 32 /* items: their customers have come from memory by then */

/* Items are walked once: what is asked of them again is small. */
static void
find_owners(struct apply *a)
{
	struct apply_world *w = a->world;
	uint32_t n = ledger_items(a->ledger);

	w->owner = mem_huge(n * sizeof *w->owner);
	for (uint32_t i = 0; i < n; i++) {
		const struct ledger_item *item = ledger_item(a->ledger, i);

		if (i + AHEAD < n)
			__builtin_prefetch(&w->of_text[item[AHEAD].customer]);
		w->owner[i] =
		    item->piece != LEDGER_NONE /* not only mentioned */
			? number_text(a, item->customer)
			: APPLY_NONE;
	}
}

/* Who has items, stands in a table, or above one of them. */
static void
find_customers(struct apply *a)
{
	struct apply_world *w = a->world;
	uint32_t n;

	w->ntext = ledger_texts(a->ledger);
	w->of_text = mem_array(w->ntext, sizeof *w->of_text);
	memset(w->of_text, 0xff, w->ntext * sizeof *w->of_text);
	find_owners(a);
	n = a->customers != NULL ? customers_count(a->customers) : 0;
	for (uint32_t i = 0; i < n; i++) {
		struct span customer = customers_at(a->customers, i);
		struct span parent = customers_parent(a->customers, customer);

		intern_add(w->names, customer);
		if (parent.len > 0)
			intern_add(w->names, parent);
	}
	n = a->aliases != NULL ? aliases_count(a->aliases) : 0;
	for (uint32_t i = 0; i < n; i++)
		intern_add(w->names, aliases_at(a->aliases, i).customer);
	w->n = intern_count(w->names);
}

/* The first eight bytes of a name decide most comparisons. */
struct named {
	uint64_t head;
	struct span name;
	uint32_t id;
};

static int
by_name(const void *x, const void *y)
{
	const struct named *a = x, *b = y;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	return span_compare(a->name, b->name);
}

static uint64_t
head_of(struct span s)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 | (i < s.len ? (unsigned char)s.at[i] : 0);
	return head;
}

static void
sort_customers(struct apply_world *w)
{
	struct named *all = mem_array(w->n, sizeof *all);

	for (uint32_t i = 0; i < w->n; i++) {
		all[i].name = intern_text(w->names, i);
		all[i].head = head_of(all[i].name);
		all[i].id = i;
	}
	if (w->n > 0)
		qsort(all, w->n, sizeof *all, by_name);
	w->id = mem_array(w->n, sizeof *w->id);
	w->number = mem_array(w->n, sizeof *w->number);
	for (uint32_t c = 0; c < w->n; c++) {
		w->id[c] = all[c].id;
		w->number[all[c].id] = c;
	}
	mem_free(all);
}

void
apply_names_open(struct apply *a)
{
	struct apply_world *w = a->world;

	w->names = intern_new();
	find_customers(a);
	sort_customers(w);
	for (uint32_t t = 0; t < w->ntext; t++)
		if (w->of_text[t] != APPLY_NONE)
			w->of_text[t] = w->number[w->of_text[t]];
	w->unidentified = apply_customer_find(w, span_of(UNIDENTIFIED));
}

struct span
apply_name(const struct apply_world *w, uint32_t customer)
{
	return intern_text(w->names, w->id[customer]);
}

uint32_t
apply_customer_find(const struct apply_world *w, struct span name)
{
	uint32_t id = intern_find(w->names, name);

	return id == INTERN_NONE ? APPLY_NONE : w->number[id];
}
