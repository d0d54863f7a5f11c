#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"
#include "rule/recon_in.h"

/*
 * A line without reference is known by its entry.  What takes it back names
 * that: the two undo each other, though they have no key in common.
 */

/* What takes something back, as what it takes back would be found. */
struct taker {
	uint32_t unit, key;
	int64_t amount; /* of the other */
};

static struct taker
taker_of(const struct recon_entry *e)
{
	return (struct taker){e->unit, e->key, e->amount};
}

static int
compare(const struct taker *a, const struct taker *b)
{
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return (a->amount > b->amount) - (a->amount < b->amount);
}

static int
order(const void *a, const void *b)
{
	const struct recon_ref *x = a, *y = b;
	struct taker p = taker_of(x->e), q = taker_of(y->e);
	int c = compare(&p, &q);

	return c != 0 ? c : recon_day_order(x, y);
}

static int
search_order(const void *key, const void *ref)
{
	struct taker t = taker_of(((const struct recon_ref *)ref)->e);

	return compare(key, &t);
}

/* The first that is free of those that take e back, or none->n. */
static size_t
find(const struct recon_refs *named, const size_t *used,
    const struct recon_entry *e, size_t *first)
{
	struct taker want = {e->unit, e->other_key, -e->amount};
	size_t at;

	*first = search_first(
	    &want, named->at, named->n, sizeof *named->at, search_order);
	if (*first == named->n)
		return named->n;
	at = *first + used[*first];
	return at < named->n && search_order(&want, &named->at[at]) == 0
		   ? at
		   : named->n;
}

static bool
is_known_by_entry(const struct recon_entry *e)
{
	return e->key == RECON_NONE && e->other_key != RECON_NONE &&
	       e->amount != INT64_MIN;
}

void
recon_taken_back(struct recon_work *w, struct recon_refs *lines)
{
	struct recon_refs named = {0};
	size_t *used, first;

	for (size_t i = 0; i < lines->n; i++)
		if (lines->at[i].e->key != RECON_NONE)
			recon_push(&named, lines->at[i].e, lines->at[i].at);
	used = mem_array(named.n + 1, sizeof *used);
	if (named.n > 1)
		qsort(named.at, named.n, sizeof *named.at, order);
	recon_by_day(lines);
	for (size_t i = 0; i < lines->n && named.n > 0; i++) {
		const struct recon_entry *e = lines->at[i].e;
		size_t at = is_known_by_entry(e) ? find(&named, used, e, &first)
						 : named.n;

		if (at == named.n)
			continue;
		used[first]++;
		recon_tell_reversal(w, RECON_OTHER, lines->at[i], named.at[at]);
	}
	mem_free(used);
	recon_refs_free(&named);
}
