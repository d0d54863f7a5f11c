#include <stdlib.h>

#include "base/mem.h"
#include "book/provision.h"
#include "cmd/kpi_in.h"

/* The facts of a period, out of the sums of a group. */

void
kpi_finish_open(struct kpi_finish *f, const struct kpi_world *w)
{
	*f = (struct kpi_finish){.world = w};
	f->upto = mem_array(w->days.nspan + 1, sizeof *f->upto);
	f->rolling = mem_array(w->run->months, sizeof *f->rolling);
	f->days = mem_array(w->run->months, sizeof *f->days);
	f->months = mem_array(w->days.nmonth, sizeof *f->months);
}

void
kpi_finish_close(struct kpi_finish *f)
{
	mem_free(f->upto);
	mem_free(f->rolling);
	mem_free(f->days);
	mem_free(f->months);
	mem_free(f->reasons);
	mem_free(f->lengths);
}

void
kpi_finish_group(struct kpi_finish *f, const struct kpi_sums *s)
{
	const struct kpi_days *d = &f->world->days;

	f->first = s->low;
	for (size_t i = 0; i < d->nspan; i++) {
		f->upto[i + 1] = f->upto[i] + s->sales[i];
		if (s->sales[i] != 0 && d->month[i] < f->first)
			f->first = d->month[i];
	}
}

/* Sales from one day to another: both are the bounds of spans. */
static int128
sales(const struct kpi_finish *f, int32_t from, int32_t to)
{
	const struct kpi_days *d = &f->world->days;
	size_t first = kpi_span(d, from), after = kpi_span(d, to + 1);

	if (from > to) /* looking back ends with the calendar */
		return 0;
	if (after == KPI_NOWHERE)
		after = d->nspan;
	return f->upto[after] - f->upto[first];
}

static void
finish_rolling(struct kpi_finish *f, const struct kpi_sums *s, size_t period,
    struct kpi_facts *facts)
{
	const struct kpi_run *r = f->world->run;
	const struct kpi_days *d = &f->world->days;
	int32_t back = period_back(facts->to, r->months) + 1;

	for (uint32_t m = 0; m < r->months; m++) {
		size_t day = d->rolling[period * r->months + m];

		f->rolling[m] = s->stock[day];
		f->days[m] = d->stock[day];
	}
	facts->rolling_e = f->rolling;
	facts->rolling_day = f->days;
	facts->nrolling = r->months;
	facts->rolling_sales = sales(f, back, facts->to);
	facts->no_rolling = facts->start != DATE_NONE && back < facts->start;
}

/* Months backwards, to the first in which the group has anything. */
static void
finish_months(struct kpi_finish *f, const struct kpi_sums *s, size_t period,
    struct kpi_facts *facts)
{
	const struct kpi_days *d = &f->world->days;
	size_t m = kpi_month_of(d, facts->to);

	facts->months = f->months;
	for (facts->nmonth = 0; m + 1 > f->first; m--) {
		struct kpi_month *one = &f->months[facts->nmonth++];
		int32_t last = d->months[m + 1] - 1;
		bool weighed = m >= s->low && m <= s->high;

		last = last < facts->to ? last : facts->to;
		*one = (struct kpi_month){.first = d->months[m],
		    .length = last - d->months[m] + 1,
		    .sales = sales(f, d->months[m], last),
		    .weight = weighed
				  ? s->weight[m * f->world->nperiod + period]
				  : 0};
		if (m == 0)
			break;
	}
}

static int
by_days(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
finish_median(struct kpi_finish *f, const struct kpi_sums *s, size_t period,
    struct kpi_facts *facts)
{
	size_t n = 0;

	f->lengths = mem_grow(
	    f->lengths, &f->length_cap, s->nlength + 1, sizeof *f->lengths);
	for (size_t i = 0; i < s->nlength; i++)
		if (s->lengths[i].period == period)
			f->lengths[n++] = s->lengths[i].days;
	if (n == 0)
		return;
	qsort(f->lengths, n, sizeof *f->lengths, by_days);
	facts->median[0] = f->lengths[(n - 1) / 2];
	facts->median[1] = f->lengths[n / 2];
}

static int
by_words(const void *a, const void *b)
{
	return span_compare(((const struct kpi_reason *)a)->words,
	    ((const struct kpi_reason *)b)->words);
}

/* In the order of their words; a reason "other" and none at all are one. */
static size_t
join_reasons(struct kpi_reason *r, size_t n)
{
	size_t k = 0;

	if (n > 0)
		qsort(r, n, sizeof *r, by_words);
	for (size_t i = 0; i < n; i++)
		if (k > 0 && span_equal(r[k - 1].words, r[i].words))
			r[k - 1].money += r[i].money;
		else
			r[k++] = r[i];
	return k;
}

static void
finish_reasons(struct kpi_finish *f, const struct kpi_sums *s, size_t period,
    struct kpi_facts *facts)
{
	size_t n = 0;

	if (facts->start != DATE_NONE && facts->to < facts->start)
		return;
	for (size_t i = 0; i < s->nreason; i++) {
		const struct kpi_reason_sum *one = &s->reasons[i];

		if (one->period != period)
			continue;
		f->reasons = mem_grow(
		    f->reasons, &f->reason_cap, n + 1, sizeof *f->reasons);
		f->reasons[n++] = (struct kpi_reason){
		    kpi_reason(f->world->run, one->reason), one->money};
	}
	facts->nreason = join_reasons(f->reasons, n);
	facts->reasons = f->reasons;
}

static void
finish_buckets(struct kpi_finish *f, struct kpi_sums *s, size_t period,
    int currency, struct kpi_facts *facts)
{
	const struct kpi_world *w = f->world;
	struct kpi_bucket *b = &s->buckets[period * w->nbucket];

	facts->buckets = b;
	facts->nbucket = w->nbucket;
	facts->has_provision = w->run->provision != NULL;
	for (size_t i = 0; facts->has_provision && i < w->nbucket; i++)
		b[i].has_rate =
		    provision_share(w->run->provision, i, currency, &b[i].rate);
}

static void
finish_states(struct kpi_finish *f, const struct kpi_sums *s, size_t period,
    struct kpi_facts *facts)
{
	const struct kpi_days *d = &f->world->days;

	facts->start = ledger_start(f->world->ledger);
	facts->no_begin =
	    facts->start != DATE_NONE && facts->from - 1 < facts->start;
	facts->no_flows =
	    facts->start != DATE_NONE && facts->from < facts->start;
	facts->b = s->stock[d->begin[period]];
	facts->e = s->stock[d->end[period]];
	facts->sales = sales(f, facts->from, facts->to);
	facts->has_limits = f->world->run->has_limits;
}

const struct kpi_facts *
kpi_finish_period(
    struct kpi_finish *f, struct kpi_sums *s, size_t period, int currency)
{
	struct kpi_facts *facts = &s->facts[period];

	finish_states(f, s, period, facts);
	finish_rolling(f, s, period, facts);
	finish_months(f, s, period, facts);
	finish_median(f, s, period, facts);
	finish_reasons(f, s, period, facts);
	finish_buckets(f, s, period, currency, facts);
	kpi_balances_finish(f->world, &s->balances, period, currency, facts);
	return facts;
}
