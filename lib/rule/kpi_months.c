#include "rule/kpi_in.h"
#include "value/period.h"

/* What month i backwards is, where the caller's list ends before it. */
static struct kpi_month
month_before(int32_t first)
{
	int32_t before = period_first(PERIOD_MONTH, first - 1);

	return (struct kpi_month){before, first - before, 0, 0};
}

/* Whether the sales of a month can be told, and are something to divide by. */
static bool
told(struct kpi_ask *a, const struct kpi_month *m)
{
	int32_t start = a->f->start;

	if (start == DATE_NONE || m->first >= start)
		return true;
	if (a->v->why == KPI_OK)
		a->v->why = KPI_BEFORE_OPENING;
	return false;
}

static bool
sold(struct kpi_ask *a, const struct kpi_month *m)
{
	if (a->v->why != KPI_OK)
		return false;
	if (kpi_above(a, m->sales, KPI_NO_SALES, KPI_NEGATIVE_SALES))
		return true;
	a->v->why_month = m->first;
	return false;
}

static void
put_money(struct kpi_ask *a, const char *label, int32_t month, int128 n)
{
	kpi_put_money(a, label, n);
	a->v->inputs[a->v->ninput - 1].month = month;
}

/* Of the convention of 30 days, the last month has no more than it has. */
static int128
length(const struct kpi_ask *a, const struct kpi_month *m, bool last)
{
	if (!a->choice->days30)
		return m->length;
	return last && m->length < 30 ? m->length : 30;
}

/* The month of the last day; documents may be dated after it. */
static size_t
last_month(const struct kpi_facts *f)
{
	size_t i = 0;

	while (i < f->nmonth && f->months[i].first > f->to)
		i++;
	return i;
}

void
kpi_countback(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	size_t i = last_month(f);
	int128 rest = f->e, days = 0, d;
	struct kpi_month m = {.first = f->to + 1};

	kpi_put_money(a, "E", rest);
	if (rest < 0)
		a->v->why = KPI_CREDIT_BALANCE;
	for (bool last = true; rest > 0; last = false, i++) {
		if (i < f->nmonth)
			m = f->months[i];
		else
			m = month_before(m.first);
		if (!told(a, &m))
			return;
		d = length(a, &m, last);
		put_money(a, "S", m.first, m.sales);
		kpi_count_of(a, "D", d);
		a->v->inputs[a->v->ninput - 1].month = m.first;
		if (!sold(a, &m))
			return;
		if (rest <= m.sales) {
			kpi_part(a, kpi_times(a, rest, d), m.sales);
			break;
		}
		rest -= m.sales;
		days += d;
	}
	kpi_part(a, days, 1);
}

/* The months stand backwards, and are told of as they went by. */
void
kpi_true(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;

	for (size_t i = f->nmonth; i-- > 0;) {
		const struct kpi_month *m = &f->months[i];

		if (m->weight == 0)
			continue;
		if (!told(a, m))
			return;
		put_money(a, "X", m->first, m->weight);
		put_money(a, "S", m->first, m->sales);
		if (!sold(a, m))
			return;
		kpi_part(a, m->weight, m->sales);
	}
}
