#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"
#include "cmd/kpi_in.h"

/*
 * The days that matter: those on which is asked what is open, and the spans
 * of days in which whatever happens counts alike: no period, month or look
 * back begins or ends within one.
 */

struct day_list {
	int32_t *at;
	size_t n, cap;
};

static void
put(struct day_list *l, int32_t day)
{
	l->at = mem_grow(l->at, &l->cap, l->n + 1, sizeof *l->at);
	l->at[l->n++] = day;
}

static int
by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static void
sort_once(struct day_list *l)
{
	size_t n = 0;

	if (l->n > 0)
		qsort(l->at, l->n, sizeof *l->at, by_day);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || l->at[n - 1] != l->at[i])
			l->at[n++] = l->at[i];
	l->n = n;
}

/* The last one that is not after the day. */
static size_t
place(const int32_t *days, size_t n, int32_t day)
{
	int32_t next = day + 1;

	return search_first(&next, days, n, sizeof *days, by_day) - 1;
}

static void
find_stock(struct kpi_days *d, const struct kpi_run *r)
{
	struct day_list list = {0};

	for (size_t p = 0; p < r->nperiod; p++) {
		put(&list, r->periods[p].from - 1);
		for (uint32_t m = 0; m < r->months; m++)
			put(&list, period_back(r->periods[p].to, m));
		put(&list, r->periods[p].to);
	}
	sort_once(&list);
	d->stock = list.at;
	d->nstock = list.n;
	d->begin = mem_array(r->nperiod, sizeof *d->begin);
	d->end = mem_array(r->nperiod, sizeof *d->end);
	d->rolling = mem_array(r->nperiod * r->months, sizeof *d->rolling);
	for (size_t p = 0; p < r->nperiod; p++) {
		d->begin[p] =
		    place(d->stock, d->nstock, r->periods[p].from - 1);
		d->end[p] = place(d->stock, d->nstock, r->periods[p].to);
		for (uint32_t m = 0; m < r->months; m++)
			d->rolling[p * r->months + m] = place(d->stock,
			    d->nstock, period_back(r->periods[p].to, m));
	}
}

/* Of days in their order, the periods that reach up to them and those that
   have begun. */
static void
find_reach(struct kpi_days *d, size_t nperiod)
{
	size_t reach = 0, begun = 0;

	d->reach = mem_array(d->nstock + 1, sizeof *d->reach);
	d->begun = mem_array(d->nstock + 1, sizeof *d->begun);
	for (size_t i = 0; i <= d->nstock; i++) {
		while (reach < nperiod && d->end[reach] < i)
			reach++;
		while (begun < nperiod && d->begin[begun] < i)
			begun++;
		d->reach[i] = reach;
		d->begun[i] = begun;
	}
}

static void
find_months(struct kpi_days *d, int32_t first, int32_t last)
{
	struct day_list list = {0};
	int32_t month = period_first(PERIOD_MONTH, first);

	for (; month <= last;
	     month = period_at(PERIOD_MONTH, month, DATE_MAX).to + 1)
		put(&list, month);
	put(&list, month);
	d->months = list.at;
	d->nmonth = list.n - 1;
}

static void
find_spans(struct kpi_days *d, const struct kpi_run *r, int32_t last)
{
	struct day_list list = {0};

	for (size_t m = 0; m < d->nmonth; m++)
		put(&list, d->months[m]);
	for (size_t p = 0; p < r->nperiod; p++) {
		put(&list, r->periods[p].from);
		put(&list, r->periods[p].to + 1);
		for (uint32_t m = 0; m <= r->months; m++)
			put(&list, period_back(r->periods[p].to, m) + 1);
	}
	put(&list, last + 1);
	sort_once(&list);
	while (list.at[list.n - 1] > last + 1)
		list.n--;
	d->bounds = list.at;
	d->nspan = list.n - 1;
}

static size_t
period_of(const struct kpi_run *r, int32_t day)
{
	for (size_t p = 0; p < r->nperiod; p++)
		if (day >= r->periods[p].from && day <= r->periods[p].to)
			return p;
	return KPI_NOWHERE;
}

/* Days are looked up, not searched for. */
static void
lay_out(struct kpi_days *d, const struct kpi_run *r)
{
	int32_t last = d->bounds[d->nspan] - 1;

	d->first = d->bounds[0];
	d->span = mem_array((size_t)(last - d->first) + 1, sizeof *d->span);
	d->period = mem_array(d->nspan, sizeof *d->period);
	d->month = mem_array(d->nspan, sizeof *d->month);
	for (size_t s = 0; s < d->nspan; s++) {
		d->period[s] = period_of(r, d->bounds[s]);
		d->month[s] = place(d->months, d->nmonth, d->bounds[s]);
		for (int32_t day = d->bounds[s]; day < d->bounds[s + 1]; day++)
			d->span[day - d->first] = (uint32_t)s;
	}
}

/* No month is left out that a look back may ask for. */
static int32_t
earliest(const struct kpi_run *r, int32_t first)
{
	for (size_t p = 0; p < r->nperiod; p++) {
		int32_t back = period_back(r->periods[p].to, r->months) + 1;

		first = back < first ? back : first;
		first = r->periods[p].from < first ? r->periods[p].from : first;
	}
	return first;
}

void
kpi_days_open(struct kpi_days *d, const struct kpi_run *r, int32_t first)
{
	int32_t last = r->periods[r->nperiod - 1].to;

	find_stock(d, r);
	find_reach(d, r->nperiod);
	find_months(d, earliest(r, first < last ? first : last), last);
	find_spans(d, r, last);
	lay_out(d, r);
}

void
kpi_days_close(struct kpi_days *d)
{
	mem_free(d->stock);
	mem_free(d->begin);
	mem_free(d->end);
	mem_free(d->rolling);
	mem_free(d->reach);
	mem_free(d->begun);
	mem_free(d->bounds);
	mem_free(d->period);
	mem_free(d->month);
	mem_free(d->months);
	mem_free(d->span);
}

size_t
kpi_span(const struct kpi_days *d, int32_t day)
{
	if (day >= d->bounds[d->nspan])
		return KPI_NOWHERE;
	return day < d->first ? 0 : d->span[day - d->first];
}

size_t
kpi_period(const struct kpi_days *d, int32_t day)
{
	size_t span = kpi_span(d, day);

	return span == KPI_NOWHERE ? KPI_NOWHERE : d->period[span];
}

size_t
kpi_month_of(const struct kpi_days *d, int32_t day)
{
	return day < d->first ? place(d->months, d->nmonth, day)
			      : d->month[kpi_span(d, day)];
}
