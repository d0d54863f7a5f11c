#include <stdlib.h>

#include "rule/recon_in.h"

/*
 * Rows that act on a document have a number of their own; a ledger may name
 * the document instead.
 */

static void
take_other(struct recon_work *w, struct recon_ref book, struct recon_ref other,
    bool same_customer)
{
	recon_tell_pair(w, same_customer ? RECON_MATCHED : RECON_WRONG_CUSTOMER,
	    RECON_BY_OTHER_KEY, book, other);
}

static int
other_order(const void *a, const void *b)
{
	const struct recon_ref *x = a, *y = b;

	if (x->e->other_key != y->e->other_key)
		return x->e->other_key < y->e->other_key ? -1 : 1;
	return recon_day_order(x, y);
}

static void
add_key(const struct recon_world *w, uint32_t key, struct recon_refs *to)
{
	const struct recon_in *in = w->in;

	for (uint32_t k = w->start[RECON_BOOK][key];
	     k < w->start[RECON_BOOK][key + 1]; k++) {
		uint32_t at = w->list[RECON_BOOK][k];
		const struct recon_entry *e = &in->entries[RECON_BOOK][at];

		if (w->state[RECON_BOOK][at] == RECON_FREE &&
		    e->other_key != RECON_NONE && e->other_key < w->nkey &&
		    recon_compared(in, e) && recon_counted(in, e))
			recon_push(to, e, at);
	}
}

/* Of all keys, the book's that are free and have another, by that. */
static struct recon_refs
gather(const struct recon_world *w)
{
	struct recon_refs all = {0};

	for (size_t i = 0; i < w->nleft; i++)
		add_key(w, w->left[i], &all);
	if (all.n > 1)
		qsort(all.at, all.n, sizeof *all.at, other_order);
	return all;
}

static size_t
length(const struct recon_refs *all, size_t from)
{
	size_t i = from;

	while (
	    i < all->n && all->at[i].e->other_key == all->at[from].e->other_key)
		i++;
	return i - from;
}

void
recon_other_keys(struct recon_work *w)
{
	struct recon_refs all = gather(w->world);

	for (size_t i = 0, n; i < all.n; i += n) {
		struct recon_refs book = {&all.at[i], 0, 0};

		n = book.n = length(&all, i);
		recon_gather(w->world, RECON_OTHER, all.at[i].e->other_key,
		    RECON_COUNTED, false, &w->refs[RECON_OTHER]);
		recon_pairs(w, &book, &w->refs[RECON_OTHER], take_other);
	}
	recon_refs_free(&all);
}

void
recon_other_voids(struct recon_work *w)
{
	struct recon_refs all = gather(w->world);

	recon_voids_of(w, &all);
	recon_refs_free(&all);
}
