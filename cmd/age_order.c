#include <stdlib.h>

#include "base/mem.h"
#include "cmd/age.h"
#include "value/currency.h"

int128
age_total(const struct age *a, const int128 *row)
{
	int128 sum = 0;

	for (size_t i = 0; i < aging_places(&a->policy); i++)
		sum += row[i];
	return sum;
}

static int
by_total(const void *x, const void *y)
{
	const struct age_rank *a = x, *b = y;
	int c = strcmp(currency_code(a->currency), currency_code(b->currency));

	if (c != 0)
		return c;
	if (a->total != b->total)
		return a->total > b->total ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

struct age_rank *
age_order(const struct age *a)
{
	size_t n = pivot_count(a->pivot);
	struct age_rank *order = mem_array(n, sizeof *order);

	for (size_t i = 0; i < n; i++)
		order[i] = (struct age_rank){i,
		    age_currency(a, pivot_key(a->pivot, i)),
		    age_total(a, pivot_at(a->pivot, i))};
	if (a->sort != NULL)
		qsort(order, n, sizeof *order, by_total);
	return order;
}
