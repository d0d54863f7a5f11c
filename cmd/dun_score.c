#include <stdlib.h>

#include "base/mem.h"
#include "cmd/dun_calls.h"
#include "value/currency.h"
#include "value/decimal.h"
#include "value/fraction.h"

/* How urgent a call is, from 0 to 100: by age, amount, broken promises and how
   often it was asked. */

#define OLDEST      120 /* days from which a debt grows no worse */
#define MOST_BROKEN 2
#define COVERED     30 /* less, where a promise says it is coming */

static int64_t
score(const struct dun_call *c, int128 largest)
{
	int64_t days = c->oldest < OLDEST ? c->oldest : OLDEST;
	int64_t broken = c->broken < MOST_BROKEN ? c->broken : MOST_BROKEN;
	const struct fraction sum[] = {
	    {40 * days, OLDEST},
	    {30 * c->past_due, largest},
	    {10 * broken, 1},
	    {c->levels > 0 ? 10 * (int64_t)c->level : 0,
		c->levels > 0 ? c->levels : 1},
	};
	int128 n = 0;

	fraction_round(sum, sizeof sum / sizeof *sum, 0, ROUND_HALF_AWAY, &n);
	return (int64_t)n - (c->promised >= c->past_due ? COVERED : 0);
}

/* Amounts of two currencies, as if one of the one were one of the other. */
static int
by_amount(const struct dun_call *x, const struct dun_call *y)
{
	int a = currency_exponent(x->currency);
	int b = currency_exponent(y->currency);
	int128 p = x->past_due * decimal_power(b > a ? b - a : 0);
	int128 q = y->past_due * decimal_power(a > b ? a - b : 0);

	return (p > q) - (p < q);
}

static int
by_rank(const void *a, const void *b)
{
	const struct dun_call *x = a, *y = b;
	int c;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	c = by_amount(y, x);
	if (c == 0)
		c = span_compare(x->name, y->name);
	return c != 0 ? c
		      : span_compare(span_of(currency_code(x->currency)),
			    span_of(currency_code(y->currency)));
}

void
dun_score(struct dun_call *calls, size_t n)
{
	int128 *largest = mem_array((size_t)currency_count(), sizeof *largest);

	for (size_t i = 0; i < n; i++)
		if (calls[i].past_due > largest[calls[i].currency])
			largest[calls[i].currency] = calls[i].past_due;
	for (size_t i = 0; i < n; i++)
		calls[i].score = score(&calls[i], largest[calls[i].currency]);
	if (n > 0)
		qsort(calls, n, sizeof *calls, by_rank);
	mem_free(largest);
}
