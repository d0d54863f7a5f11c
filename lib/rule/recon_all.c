#include <stdlib.h>

#include "base/mem.h"
#include "rule/recon_in.h"

/*
 * What no key explains: first what is the same but for its number, then what
 * the entry by itself tells.
 */

static int
compare(const struct recon_entry *a, const struct recon_entry *b)
{
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->amount != b->amount)
		return a->amount < b->amount ? -1 : 1;
	return (a->date > b->date) - (a->date < b->date);
}

static int
order(const void *a, const void *b)
{
	const struct recon_ref *x = a, *y = b;
	int c = compare(x->e, y->e);

	return c != 0 ? c : recon_day_order(x, y);
}

/* A blank number is no other number; two numbers are of one thing only where
   both sides say whose it is. */
static bool
may_be_same(const struct recon_entry *book, const struct recon_entry *other)
{
	bool told =
	    book->customer != RECON_NONE && other->customer != RECON_NONE;

	if (told && book->customer != other->customer)
		return false;
	return told || book->key == RECON_NONE || other->key == RECON_NONE;
}

static size_t
length(const struct recon_refs *r, size_t from)
{
	size_t i = from;

	while (i < r->n && compare(r->at[i].e, r->at[from].e) == 0)
		i++;
	return i - from;
}

/* One of a unit, amount and day on either side; strange: only of lines whose
   number the book does not know. */
static void
match_days(struct recon_work *w, struct recon_refs *left, bool strange)
{
	size_t i = 0, j = 0;

	for (int side = 0; side < 2; side++)
		if (left[side].n > 1)
			qsort(left[side].at, left[side].n,
			    sizeof *left[side].at, order);
	while (i < left[0].n && j < left[1].n) {
		const struct recon_ref *a = &left[0].at[i];
		const struct recon_ref *b = &left[1].at[j];
		int c = compare(a->e, b->e);
		size_t n = length(&left[0], i), m = length(&left[1], j);

		if (c == 0 && n == 1 && m == 1 && may_be_same(a->e, b->e) &&
		    (!strange || recon_is_strange(w->world, b->e)))
			recon_tell_pair(
			    w, RECON_MATCHED, RECON_BY_AMOUNT, *a, *b);
		i += c <= 0 ? n : 0;
		j += c >= 0 ? m : 0;
	}
}

static enum recon_class
class_of(const struct recon_in *in, enum recon_side side,
    const struct recon_entry *e)
{
	if (side == RECON_OTHER)
		return (e->marks & RECON_REVALUES) ? RECON_FX_REVALUATION
		       : !recon_is_fed(in, e)      ? RECON_MANUAL_JOURNAL
						   : RECON_MISSING_IN_BOOK;
	if ((e->marks & RECON_ACTS) && (e->marks & RECON_PAST))
		return RECON_OVER_APPLIED;
	return (e->marks & RECON_LATE) ? RECON_LATE_POSTING
				       : RECON_MISSING_IN_GL;
}

static void
tell_single(
    struct recon_work *w, enum recon_side side, const struct recon_refs *left)
{
	for (size_t i = 0; i < left->n; i++)
		recon_tell_one(w, side,
		    class_of(w->world->in, side, left->at[i].e), left->at[i]);
}

static void
find_halves(struct recon_work *w, struct recon_refs *left, bool strange)
{
	recon_left(w, left);
	match_days(w, left, strange);
	recon_prune(w->world, RECON_BOOK, &left[RECON_BOOK]);
	recon_prune(w->world, RECON_OTHER, &left[RECON_OTHER]);
	recon_batches(w, left, strange);
}

void
recon_strangers(struct recon_work *w)
{
	struct recon_refs left[2] = {{0}, {0}};

	find_halves(w, left, true);
	recon_refs_free(&left[RECON_BOOK]);
	recon_refs_free(&left[RECON_OTHER]);
}

void
recon_all(struct recon_work *w)
{
	struct recon_refs left[2] = {{0}, {0}};

	find_halves(w, left, false);
	recon_prune(w->world, RECON_OTHER, &left[RECON_OTHER]);
	recon_taken_back(w, &left[RECON_OTHER]);
	for (int side = 0; side < 2; side++) {
		recon_prune(w->world, (enum recon_side)side, &left[side]);
		tell_single(w, (enum recon_side)side, &left[side]);
		recon_refs_free(&left[side]);
	}
}
