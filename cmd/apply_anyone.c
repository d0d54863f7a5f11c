#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/turns.h"
#include "cmd/apply_in.h"

/*
 * Documents of anyone, by number.  All numbers that are looked for are known
 * first; then one walk over the book finds whatever may be one of them.
 */

struct hit {
	uint32_t hash, item;
};

struct apply_wanted {
	uint32_t *slots; /* hashes that are wanted, as a set; 0 is none */
	size_t mask;
	struct hit *hits; /* by hash and item */
	size_t n, cap;
};

#define BLOCK 65536 /* items that a thread walks over at a time */

struct walker {
	struct apply *apply;
	struct hit *hits;
	size_t n, cap;
};

void
apply_want(struct apply_desk *d, const struct apply_number *n)
{
	d->want =
	    mem_grow(d->want, &d->want_cap, d->nwant + 1, sizeof *d->want);
	d->want[d->nwant++] = n->hash;
}

static uint32_t *
slot_of(const struct apply_wanted *w, uint32_t hash)
{
	size_t i = hash & w->mask;

	while (w->slots[i] != 0 && w->slots[i] != hash)
		i = (i + 1) & w->mask;
	return &w->slots[i];
}

static void
fill_slots(struct apply_wanted *w, const struct apply_desk *desks, uint32_t n)
{
	size_t all = 0, want = 16;

	for (uint32_t i = 0; i < n; i++)
		all += desks[i].nwant;
	while (want < 4 * all)
		want *= 2;
	w->mask = want - 1;
	w->slots = mem_array(want, sizeof *w->slots);
	for (uint32_t i = 0; i < n; i++)
		for (size_t k = 0; k < desks[i].nwant; k++)
			*slot_of(w, desks[i].want[k]) = desks[i].want[k];
}

/* Receipts are nobody else's to take. */
static void
walk_item(struct walker *k, uint32_t item)
{
	const struct apply *a = k->apply;
	const struct ledger_item *i = ledger_item(a->ledger, item);
	struct apply_number n;

	if (i->piece == LEDGER_NONE || i->date > a->asof ||
	    (i->side == SIDE_CREDIT && i->kind != TYPE_CREDIT))
		return;
	apply_number_of(ledger_text(a->ledger, i->doc), &n);
	if (n.hash == 0 || *slot_of(a->world->wanted, n.hash) != n.hash)
		return;
	k->hits = mem_grow(k->hits, &k->cap, k->n + 1, sizeof *k->hits);
	k->hits[k->n++] = (struct hit){n.hash, item};
}

static void
walk(void *context, uint64_t block)
{
	struct walker *k = context;
	uint32_t n = ledger_items(k->apply->ledger);
	uint64_t end = (block + 1) * BLOCK < n ? (block + 1) * BLOCK : n;

	for (uint64_t i = block * BLOCK; i < end; i++)
		walk_item(k, (uint32_t)i);
}

static void
no_turn(void *context, uint64_t piece)
{
	(void)context;
	(void)piece;
}

static int
by_hash(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

static void
gather(struct apply_wanted *w, const struct walker *k)
{
	if (k->n == 0)
		return;
	w->hits = mem_grow(w->hits, &w->cap, w->n + k->n, sizeof *w->hits);
	memcpy(w->hits + w->n, k->hits, k->n * sizeof *w->hits);
	w->n += k->n;
}

void
apply_search(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	struct apply_wanted *w = mem_array(1, sizeof *w);
	struct walker *k = mem_array(n, sizeof *k);
	void **context = mem_array(n, sizeof *context);

	a->world->wanted = w;
	fill_slots(w, desks, n);
	for (uint32_t i = 0; i < n; i++) {
		k[i].apply = a;
		context[i] = &k[i];
	}
	turns_run(n, (ledger_items(a->ledger) + BLOCK - 1) / BLOCK, walk,
	    no_turn, context);
	for (uint32_t i = 0; i < n; i++) {
		gather(w, &k[i]);
		mem_free(k[i].hits);
	}
	if (w->n > 0)
		qsort(w->hits, w->n, sizeof *w->hits, by_hash);
	mem_free(k);
	mem_free(context);
}

static size_t
first_hit(const struct apply_wanted *w, uint32_t hash)
{
	size_t low = 0, high = w->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->hits[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Without its letters a number is anyone's only if it has five digits. */
void
apply_look_anyone(struct apply_desk *d, const struct apply_ask *ask)
{
	const struct apply_wanted *w = d->apply->world->wanted;
	const struct apply_number *n = ask->number;
	const struct ledger *l = d->apply->ledger;

	d->hits.n = 0;
	if (w == NULL)
		return;
	for (size_t i = first_hit(w, n->hash);
	     i < w->n && w->hits[i].hash == n->hash; i++) {
		uint32_t item = w->hits[i].item;
		enum apply_level level;

		if (!apply_is_wanted(d, ask, item))
			continue;
		level = apply_number_is(n,
		    ledger_text(l, ledger_item(l, item)->doc),
		    ask->want != WANT_DEBIT);
		if (level < NUMBER_CORE ||
		    (level == NUMBER_CORE && n->core.len >= 5))
			apply_hit(d, item, apply_rank(n, 2, level));
	}
	if (d->apply->aliases != NULL)
		apply_look_xref(d, ask, true);
}
