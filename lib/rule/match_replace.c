/* Whether a set of items is the only one of its kind (rule 5). */
#include <stdlib.h>

#include "base/mem.h"
#include "rule/match_in.h"

static int
by_item(const void *a, const void *b)
{
	const struct match_target *x = a, *y = b;

	return (x->item > y->item) - (x->item < y->item);
}

static bool
is_target(const struct match *m, uint32_t item)
{
	const struct match_target key = {.item = item};

	return bsearch(&key, m->room->target, m->room->ntarget, sizeof key,
		   by_item) != NULL;
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* What each target comes to before its discount, sorted; targets by item. */
static const int64_t *
list_values(struct match *m)
{
	struct match_room *r = m->room;

	r->sums = mem_grow(r->sums, &r->sum_cap, r->ntarget, sizeof *r->sums);
	for (size_t i = 0; i < r->ntarget; i++)
		r->sums[i] = r->target[i].pay + r->target[i].discount;
	qsort(r->sums, r->ntarget, sizeof *r->sums, by_value);
	qsort(r->target, r->ntarget, sizeof *r->target, by_item);
	return r->sums;
}

bool
match_is_replaceable(struct match *m, bool scope)
{
	const struct match_index *ix = match_index(m, scope);
	const int64_t *values = list_values(m);

	for (size_t i = 0; i < ix->n; i++) {
		const struct match_value *v = &ix->value[i];

		if (bsearch(&v->value, values, m->room->ntarget, sizeof *values,
			by_value) != NULL &&
		    !is_target(m, v->item) && match_stands(m, v))
			return true;
	}
	return false;
}
