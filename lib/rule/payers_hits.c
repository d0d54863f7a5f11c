/* What the names found in a memo come to. */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/payer_in.h"

void
payers_hit(struct payers_work *w, const struct payers_hit *h)
{
	w->hits = mem_grow(w->hits, &w->cap, w->n + 1, sizeof *w->hits);
	w->hits[w->n++] = *h;
}

/* By place, the longer and then the surer first. */
static int
by_place(const void *a, const void *b)
{
	const struct payers_hit *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return (int)y->strength - (int)x->strength;
}

/* Whether h, which does not go beyond it, is hidden by another. */
static bool
is_hidden(const struct payers_hit *h, const struct payers_hit *by)
{
	if (h->start != by->start || h->end != by->end)
		return true;
	return h->strength != by->strength && !h->field;
}

/* Hides what stands inside of another; `cuts`: of those that were cut, and
   else of the others, which are not hidden by them. */
static void
hide(struct payers_work *w, bool cuts)
{
	const struct payers_hit *last = NULL;

	for (size_t i = 0; i < w->n; i++) {
		struct payers_hit *h = &w->hits[i];
		bool is_cut = h->strength == PAYER_CUT;

		if (h->hidden || (is_cut && !cuts))
			continue;
		if (last == NULL || h->end > last->end)
			last = h->weak ? last : h;
		else if (is_cut == cuts)
			h->hidden = is_hidden(h, last);
	}
}

/* The surest, then longest, then first of the hits that are not hidden. */
static const struct payers_hit *
best_hit(const struct payers_work *w)
{
	const struct payers_hit *best = NULL;

	for (size_t i = 0; i < w->n; i++) {
		const struct payers_hit *h = &w->hits[i];

		if (h->hidden || h->weak)
			continue;
		if (best == NULL || h->strength > best->strength ||
		    (h->strength == best->strength &&
			h->end - h->start > best->end - best->start))
			best = h;
	}
	return best;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Puts the numbers from `from` on in order, each once and none of the best. */
static void
order(struct payers_found *f, size_t from)
{
	uint32_t *at = f->numbers;
	size_t n = from;

	qsort(at + from, f->n - from, sizeof *at, by_number);
	for (size_t i = from; i < f->n; i++) {
		if (n > from && at[i] == at[n - 1])
			continue;
		if (from > 0 &&
		    bsearch(&at[i], at, from, sizeof *at, by_number))
			continue;
		at[n++] = at[i];
	}
	f->n = n;
}

/* Adds the numbers of the hits that are as good as the best, or are not. */
static void
add_numbers(struct payers_found *f, const struct payers_hit *best, bool as_good)
{
	const struct payers_work *w = f->work;
	size_t from = f->n;

	for (size_t i = 0; i < w->n; i++) {
		const struct payers_hit *h = &w->hits[i];

		if (h->hidden || as_good != (h->strength == best->strength &&
						h->end - h->start ==
						    best->end - best->start))
			continue;
		f->numbers = mem_grow(f->numbers, &f->work->number_cap,
		    f->n + 1, sizeof *f->numbers);
		f->numbers[f->n++] = h->number;
	}
	if (f->n > from)
		order(f, from);
}

const struct payers_hit *
payers_settle(struct payers_found *f)
{
	struct payers_work *w = f->work;
	const struct payers_hit *best;

	qsort(w->hits, w->n, sizeof *w->hits, by_place);
	hide(w, false);
	hide(w, true);
	best = best_hit(w);
	if (best == NULL)
		return NULL;
	add_numbers(f, best, true);
	f->best = f->n;
	add_numbers(f, best, false);
	return best;
}
