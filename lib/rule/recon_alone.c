#include <stdlib.h>

#include "rule/recon_in.h"

/*
 * What is left of one side, and what else it has of the key: a posting and
 * its reversal, a void of what agrees, what was posted twice.  Reversals come
 * first: a line that was posted twice and taken back once is none of the
 * others.
 */

/* Unit and amount of an entry that agrees. */
struct agreed {
	int64_t amount;
	uint32_t unit;
};

static int
compare_agreed(const void *a, const void *b)
{
	const struct agreed *x = a, *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return (x->amount > y->amount) - (x->amount < y->amount);
}

static void
find_agreed(const struct recon_world *w, uint32_t key, struct recon_refs *to)
{
	to->n = 0;
	for (int side = 0; side < 2; side++)
		for (uint32_t k = w->start[side][key];
		     k < w->start[side][key + 1]; k++) {
			uint32_t at = w->list[side][k];

			if (w->state[side][at] == RECON_PAIRED)
				recon_push(to, &w->in->entries[side][at], at);
		}
	recon_by_unit_amount(to);
}

static int
agreed_order(const void *key, const void *ref)
{
	const struct recon_entry *e = ((const struct recon_ref *)ref)->e;
	struct agreed other = {e->amount, e->unit};

	return compare_agreed(key, &other);
}

static bool
agrees(const struct recon_refs *agreed, uint32_t unit, int128 amount)
{
	struct agreed key = {(int64_t)amount, unit};

	return agreed->n > 0 && key.amount == amount &&
	       bsearch(&key, agreed->at, agreed->n, sizeof *agreed->at,
		   agreed_order) != NULL;
}

static bool
may_void(enum recon_side side, const struct recon_entry *e)
{
	return side == RECON_OTHER || (e->marks & RECON_VOID);
}

static void
tell_voids(struct recon_work *w, enum recon_side side,
    const struct recon_refs *left, const struct recon_refs *agreed)
{
	for (size_t i = 0; i < left->n; i++) {
		const struct recon_entry *e = left->at[i].e;

		if (may_void(side, e) &&
		    agrees(agreed, e->unit, -(int128)e->amount))
			recon_tell_one(w, side, RECON_VOIDED, left->at[i]);
	}
}

static void
tell_repeats(struct recon_work *w, enum recon_side side,
    const struct recon_refs *left, const struct recon_refs *agreed)
{
	enum recon_class class =
	    side == RECON_BOOK ? RECON_DUPLICATE_BOOK : RECON_DUPLICATE_GL;

	for (size_t i = 0; i < left->n; i++)
		if (agrees(agreed, left->at[i].e->unit, left->at[i].e->amount))
			recon_tell_one(w, side, class, left->at[i]);
}

static uint64_t
size_of(const struct recon_entry *e)
{
	return e->amount < 0 ? -(uint64_t)e->amount : (uint64_t)e->amount;
}

/* What is of one size stands together, by day. */
static int
size_order(const void *a, const void *b)
{
	const struct recon_ref *x = a, *y = b;

	if (x->e->unit != y->e->unit)
		return x->e->unit < y->e->unit ? -1 : 1;
	if (size_of(x->e) != size_of(y->e))
		return size_of(x->e) < size_of(y->e) ? -1 : 1;
	if ((x->e->amount < 0) != (y->e->amount < 0))
		return x->e->amount < 0 ? 1 : -1;
	return recon_day_order(x, y);
}

void
recon_tell_reversal(struct recon_work *w, enum recon_side side,
    struct recon_ref a, struct recon_ref b)
{
	struct recon_ref both[2] = {a, b};
	struct recon_refs two = {both, 2, 2}, none = {0};
	struct recon_item item = {.class = RECON_REVERSAL_PAIR,
	    .unit = a.e->unit,
	    .elsewhere = RECON_NONE};

	recon_tell(w, &item, side == RECON_BOOK ? &two : &none,
	    side == RECON_BOOK ? &none : &two);
}

/* The first above 0 and the first below, and so on. */
static void
tell_reversals(
    struct recon_work *w, enum recon_side side, struct recon_refs *left)
{
	size_t i = 0, j, end;

	if (left->n > 1)
		qsort(left->at, left->n, sizeof *left->at, size_order);
	for (; i < left->n; i = end) {
		const struct recon_entry *e = left->at[i].e;

		for (end = i;
		     end < left->n && left->at[end].e->unit == e->unit &&
		     size_of(left->at[end].e) == size_of(e);
		     end++)
			;
		for (j = i; j < end && left->at[j].e->amount > 0; j++)
			;
		for (size_t k = i, m = j; k < j && m < end; k++, m++)
			recon_tell_reversal(w, side, left->at[k], left->at[m]);
	}
}

static void
side_alone(struct recon_work *w, enum recon_side side, uint32_t key)
{
	struct recon_refs *left = &w->refs[side], *agreed = &w->rest[side];

	recon_gather(w->world, side, key, RECON_COUNTED, false, left);
	if (left->n == 0)
		return;
	find_agreed(w->world, key, agreed);
	recon_by_day(left);
	tell_reversals(w, side, left);
	recon_prune(w->world, side, left);
	tell_voids(w, side, left, agreed);
	recon_prune(w->world, side, left);
	tell_repeats(w, side, left, agreed);
}

void
recon_alone(struct recon_work *w, uint32_t key)
{
	side_alone(w, RECON_BOOK, key);
	side_alone(w, RECON_OTHER, key);
}

/* A void has a number of its own, and names what it undoes. */
void
recon_voids_of(struct recon_work *w, struct recon_refs *left)
{
	struct recon_refs *agreed = &w->rest[RECON_BOOK];
	uint32_t key = RECON_NONE;

	for (size_t i = 0; i < left->n; i++) {
		const struct recon_entry *e = left->at[i].e;

		if (!(e->marks & RECON_VOID))
			continue;
		if (e->other_key != key)
			find_agreed(w->world, e->other_key, agreed);
		key = e->other_key;
		if (agrees(agreed, e->unit, -(int128)e->amount))
			recon_tell_one(
			    w, RECON_BOOK, RECON_VOIDED, left->at[i]);
	}
}
