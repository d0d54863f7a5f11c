#include <stdlib.h>

#include "rule/recon_in.h"
#include "value/date.h"

/*
 * Several entries of a key and one of the other side: the lines of a document
 * that were posted as one, or one that was posted in parts.
 */

/* Beyond the last day a sum is late, as one entry would be. */
static void
match(struct recon_work *w, struct recon_refs *book, struct recon_refs *other)
{
	bool both = recon_counted(w->world->in, book->at[0].e) &&
		    recon_counted(w->world->in, other->at[0].e);
	struct recon_item item = {.class = both ? RECON_MATCHED : RECON_TIMING,
	    .how = RECON_BY_SUM,
	    .unit = book->at[0].e->unit,
	    .elsewhere = RECON_NONE};

	recon_tell(w, &item, book, other);
}

/* `many` and `one`, in the order of their sides. */
static void
match_sides(struct recon_work *w, enum recon_side many, struct recon_ref *at,
    size_t n, struct recon_ref one)
{
	struct recon_refs all = {at, n, n}, single = {&one, 1, 1};

	if (many == RECON_BOOK)
		match(w, &all, &single);
	else
		match(w, &single, &all);
	w->world->state[!many][one.at] = RECON_PAIRED;
}

static bool
is_free(const struct recon_work *w, enum recon_side side, struct recon_ref r)
{
	return w->world->state[side][r.at] == RECON_FREE;
}

static size_t
day_length(const struct recon_ref *at, size_t n)
{
	size_t i = 1;

	while (i < n && at[i].e->date == at[0].e->date)
		i++;
	return i;
}

static int
by_amount(const void *a, const void *b)
{
	const struct recon_ref *x = a, *y = b;

	if (x->e->amount != y->e->amount)
		return x->e->amount < y->e->amount ? -1 : 1;
	return recon_day_order(x, y);
}

/* The first of those that are free, of this amount, and of this day unless it
   is DATE_NONE; they are sorted by amount, then day. */
static const struct recon_ref *
find(const struct recon_work *w, enum recon_side side,
    const struct recon_refs *sorted, int64_t amount, int32_t date)
{
	size_t from = 0, to = sorted->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		const struct recon_entry *e = sorted->at[mid].e;

		if (e->amount < amount ||
		    (e->amount == amount && e->date < date))
			from = mid + 1;
		else
			to = mid;
	}
	for (; from < sorted->n; from++) {
		const struct recon_ref *r = &sorted->at[from];

		if (r->e->amount != amount ||
		    (date != DATE_NONE && r->e->date != date))
			break;
		if (is_free(w, side, *r))
			return r;
	}
	return NULL;
}

/* All that is left of one side's day, and one of the other's. */
static void
sum_days(struct recon_work *w, enum recon_side many, struct recon_refs *days,
    const struct recon_refs *sorted, bool same_day)
{
	for (size_t i = 0, n; i < days->n; i += n) {
		struct recon_ref *at = &days->at[i];
		const struct recon_ref *one;
		int64_t sum;

		n = day_length(at, days->n - i);
		if (n < 2 || !is_free(w, many, at[0]) ||
		    !recon_sum(at, n, &sum))
			continue;
		one = find(w, many == RECON_BOOK ? RECON_OTHER : RECON_BOOK,
		    sorted, sum, same_day ? at[0].e->date : DATE_NONE);
		if (one != NULL)
			match_sides(w, many, at, n, *one);
	}
}

/* One way, then the other; what is taken is left out in between. */
static void
sum_both(struct recon_work *w, struct recon_refs *days, bool same_day)
{
	for (int many = 0; many < 2; many++) {
		struct recon_refs *one = &w->more[0];

		recon_prune(w->world, RECON_BOOK, &days[RECON_BOOK]);
		recon_prune(w->world, RECON_OTHER, &days[RECON_OTHER]);
		recon_by_day(&days[many]);
		one->n = 0;
		for (size_t i = 0; i < days[!many].n; i++)
			recon_push(
			    one, days[!many].at[i].e, days[!many].at[i].at);
		qsort(one->at, one->n, sizeof *one->at, by_amount);
		sum_days(w, (enum recon_side)many, &days[many], one, same_day);
	}
	recon_prune(w->world, RECON_BOOK, &days[RECON_BOOK]);
	recon_prune(w->world, RECON_OTHER, &days[RECON_OTHER]);
}

static void
sum_unit(struct recon_work *w, struct recon_refs *days)
{
	int64_t book, other;

	sum_both(w, days, true);
	sum_both(w, days, false);
	if (days[RECON_BOOK].n > 0 && days[RECON_OTHER].n > 0 &&
	    recon_sum(days[RECON_BOOK].at, days[RECON_BOOK].n, &book) &&
	    recon_sum(days[RECON_OTHER].at, days[RECON_OTHER].n, &other) &&
	    book == other)
		match(w, &days[RECON_BOOK], &days[RECON_OTHER]);
}

static size_t
unit_length(const struct recon_refs *r, size_t from)
{
	size_t i = from;

	while (i < r->n && r->at[i].e->unit == r->at[from].e->unit)
		i++;
	return i - from;
}

void
recon_each_unit(struct recon_work *w,
    void (*each)(struct recon_work *w, struct recon_refs *sides))
{
	struct recon_refs *all = w->refs;
	size_t at[2] = {0, 0};

	recon_by_unit_day(&all[RECON_BOOK]);
	recon_by_unit_day(&all[RECON_OTHER]);
	while (at[0] < all[0].n && at[1] < all[1].n) {
		uint32_t x = all[0].at[at[0]].e->unit;
		uint32_t y = all[1].at[at[1]].e->unit;
		size_t n[2] = {
		    unit_length(&all[0], at[0]), unit_length(&all[1], at[1])};
		struct recon_refs sides[2] = {{&all[0].at[at[0]], n[0], n[0]},
		    {&all[1].at[at[1]], n[1], n[1]}};

		if (x == y)
			each(w, sides);
		at[0] += x <= y ? n[0] : 0;
		at[1] += y <= x ? n[1] : 0;
	}
}

void
recon_sums(struct recon_work *w, uint32_t key)
{
	for (int side = 0; side < 2; side++)
		recon_gather(w->world, (enum recon_side)side, key,
		    RECON_COUNTED, false, &w->refs[side]);
	if (w->refs[0].n + w->refs[1].n > 2)
		recon_each_unit(w, sum_unit);
}

static void
sum_later(struct recon_work *w, struct recon_refs *days)
{
	sum_both(w, days, false);
}

void
recon_sums_later(struct recon_work *w, uint32_t key)
{
	for (int counted = 0; counted < 2; counted++) {
		recon_gather(w->world, (enum recon_side)counted, key,
		    RECON_COUNTED, false, &w->refs[counted]);
		if (w->refs[counted].n == 0)
			continue;
		recon_gather(w->world, (enum recon_side) !counted, key,
		    RECON_AFTER, false, &w->refs[!counted]);
		recon_each_unit(w, sum_later);
	}
}
