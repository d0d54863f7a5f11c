#include "rule/kpi_in.h"

static int128
days(const struct kpi_ask *a)
{
	return (int128)a->f->to - a->f->from + 1;
}

/* The last two inputs of all: S and D. */
static void
put_sales(struct kpi_ask *a)
{
	kpi_put_money(a, "S", a->f->sales);
	kpi_count_of(a, "D", days(a));
}

/* n / d / S * D. */
static void
give(struct kpi_ask *a, int128 n, int128 d)
{
	if (kpi_sold(a))
		kpi_part(
		    a, kpi_times(a, n, days(a)), kpi_times(a, a->f->sales, d));
}

void
kpi_dso(struct kpi_ask *a)
{
	kpi_put_money(a, "E", a->f->e);
	put_sales(a);
	give(a, a->f->e, 1);
}

void
kpi_dso_avg(struct kpi_ask *a)
{
	kpi_put_money(a, "B", a->f->b);
	kpi_put_money(a, "E", a->f->e);
	put_sales(a);
	give(a, kpi_add(a, a->f->b, a->f->e), 2);
}

void
kpi_bpdso(struct kpi_ask *a)
{
	kpi_put_money(a, "C", a->f->c);
	put_sales(a);
	give(a, a->f->c, 1);
}

void
kpi_delinquent(struct kpi_ask *a)
{
	kpi_put_money(a, "E", a->f->e);
	kpi_put_money(a, "C", a->f->c);
	put_sales(a);
	give(a, kpi_less(a, a->f->e, a->f->c), 1);
}

/* The number of months is in both means, and so in neither. */
void
kpi_dso_rolling(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	int128 e = 0;

	if (f->no_rolling) {
		a->v->why = KPI_BEFORE_OPENING;
		return;
	}
	for (size_t i = 0; i < f->nrolling; i++) {
		kpi_put_money(a, "E", f->rolling_e[i]);
		a->v->inputs[i].day = f->rolling_day[i];
		e = kpi_add(a, e, f->rolling_e[i]);
	}
	kpi_put_money(a, "S", f->rolling_sales);
	if (kpi_above(a, f->rolling_sales, KPI_NO_SALES, KPI_NEGATIVE_SALES))
		kpi_part(a, kpi_times(a, e, 30), f->rolling_sales);
}
