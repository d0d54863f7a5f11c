#include <stdlib.h>

#include "base/mem.h"
#include "cmd/dun.h"
#include "value/currency.h"

/* What is expected to come in, week by week from the day after. */

#define WEEKS 26 /* what comes after that is one row */

struct sum {
	uint32_t week; /* from 0; WEEKS: later */
	struct span customer;
	int currency;
	int128 amount;
};

struct sums {
	struct sum *at;
	size_t n, cap;
};

static int
compare(const struct sum *x, const struct sum *y)
{
	int c = (x->week > y->week) - (x->week < y->week);

	if (c == 0)
		c = span_compare(x->customer, y->customer);
	return c != 0 ? c
		      : span_compare(span_of(currency_code(x->currency)),
			    span_of(currency_code(y->currency)));
}

static int
by_all(const void *a, const void *b)
{
	return compare(a, b);
}

/* One for each week, customer and currency. */
static void
join(struct sums *s)
{
	size_t n = 0;

	if (s->n > 0)
		qsort(s->at, s->n, sizeof *s->at, by_all);
	for (size_t i = 0; i < s->n; i++)
		if (n > 0 && compare(&s->at[n - 1], &s->at[i]) == 0)
			s->at[n - 1].amount += s->at[i].amount;
		else
			s->at[n++] = s->at[i];
	s->n = n;
}

static void
add(struct sums *s, struct sum one)
{
	if (s->n == s->cap)
		join(s);
	s->at = mem_grow(s->at, &s->cap, s->n + 1, sizeof *s->at);
	s->at[s->n++] = one;
}

/* What credits cover brings no money. */
static void
gather(struct dun *d, struct sums *s)
{
	struct dun_expect *e = dun_expect_new(d);

	for (size_t i = 0; i < d->npart; i++) {
		const struct dun_part *p = &d->parts[i];
		struct dun_names names = dun_names(d, p);
		uint32_t week;

		if (p->amount <= 0)
			continue;
		week = (uint32_t)(dun_expect_day(e, p) - d->asof - 1) / 7;
		add(s, (struct sum){week < WEEKS ? week : WEEKS, names.customer,
			   names.currency, p->amount});
	}
	join(s);
	dun_expect_free(e);
}

static void
put_columns(struct csvout *w)
{
	static const char *const texts[] = {
	    "from", "to", "customer", "currency"};

	csvout_column(w, span_of("week"), CSV_TEXT);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		csvout_column(w, span_of(texts[i]), CSV_TEXT);
	csvout_column(w, span_of("expected"), CSV_AMOUNT);
}

/* No day is beyond the last one there is. */
static void
put_day(struct csvout *w, int64_t day)
{
	csvout_date(w, day < DATE_MAX ? (int32_t)day : DATE_MAX);
}

static void
put_sum(struct csvout *w, const struct sum *s, int32_t asof)
{
	int64_t from = (int64_t)asof + 1 + 7 * (int64_t)s->week;

	if (s->week < WEEKS)
		csvout_count(w, (int64_t)s->week + 1);
	else
		csvout_string(w, "later");
	put_day(w, from);
	put_day(w, s->week < WEEKS ? from + 6 : DATE_NONE);
	csvout_text(w, s->customer);
	csvout_string(w, currency_code(s->currency));
	csvout_money(w, s->amount, currency_exponent(s->currency));
	csvout_row(w);
}

void
dun_forecast(struct dun *d, struct out *out)
{
	struct csvout *w = csvout_new(out, CSV_CSV);
	struct sums s = {0};

	gather(d, &s);
	put_columns(w);
	for (size_t i = 0; i < s.n; i++)
		put_sum(w, &s.at[i], d->asof);
	csvout_end(w);
	mem_free(s.at);
}
