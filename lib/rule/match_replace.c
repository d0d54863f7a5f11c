/* Whether other items could as well be meant. */
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

	for (size_t i = 0; i < ix->gross.n; i++) {
		const struct match_value *v = &ix->gross.value[i];

		if (bsearch(&v->value, values, m->room->ntarget, sizeof *values,
			by_value) != NULL &&
		    !is_target(m, v->item) && match_stands(m, v))
			return true;
	}
	return false;
}

/* Whether another of the family has something open of the same number. */
static bool
has_namesake(const struct match *m, const struct match_item *i)
{
	char mine[CITE_CHARS], other[CITE_CHARS];
	struct span number = cite_normal(i->doc, mine);
	uint32_t head = match_head(m, i->customer);

	for (uint32_t k = 0; k < m->nitem; k++) {
		const struct match_item *o = &m->items[k];

		if (o->customer != i->customer && o->pool == i->pool &&
		    match_open(o) > 0 && match_head(m, o->customer) == head &&
		    span_equal(cite_normal(o->doc, other), number))
			return true;
	}
	return false;
}

/* What was found by another name than its number has none. */
bool
match_has_namesakes(const struct match *m)
{
	for (size_t i = 0; m->ncustomer > 1 && i < m->room->ntarget; i++) {
		const struct match_target *t = &m->room->target[i];

		if (t->cite->level <= LEVEL_NUMBER &&
		    has_namesake(m, &m->items[t->item]))
			return true;
	}
	return false;
}
