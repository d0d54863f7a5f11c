#include "rule/kpi_in.h"
#include "value/period.h"

/*
 * (top - E) / (top - C), where top is B + S / N: with N as n / d all of it is
 * taken n times.
 */
static void
effectiveness(struct kpi_ask *a, struct fraction months)
{
	const struct kpi_facts *f = a->f;
	int128 n = months.n;
	int128 sales = kpi_times(a, f->sales, months.d);
	int128 top = kpi_add(a, kpi_times(a, f->b, n), sales);
	int128 could = kpi_less(a, top, kpi_times(a, f->c, n));
	int128 did = kpi_less(a, top, kpi_times(a, f->e, n));

	if (kpi_above(a, could, KPI_NOTHING_TO_COLLECT, KPI_LESS_TO_COLLECT))
		kpi_part(a, kpi_times(a, did, 100), could);
}

void
kpi_cei(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	struct fraction months = period_months((struct period){f->from, f->to});
	struct kpi_input *in;

	kpi_put_money(a, "B", f->b);
	kpi_put_money(a, "S", f->sales);
	in = kpi_input(a, "N");
	in->kind = KPI_IN_RATIO;
	in->n = months.n;
	in->d = months.d;
	kpi_put_money(a, "E", f->e);
	kpi_put_money(a, "C", f->c);
	effectiveness(a, months);
}

void
kpi_cei_period(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;

	kpi_put_money(a, "B", f->b);
	kpi_put_money(a, "S", f->sales);
	kpi_put_money(a, "E", f->e);
	kpi_put_money(a, "C", f->c);
	effectiveness(a, (struct fraction){1, 1});
}

void
kpi_cash_share(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	int128 gone = kpi_less(a, kpi_add(a, f->b, f->sales), f->e);
	int128 paid = kpi_less(a, gone, f->wo);

	kpi_put_money(a, "B", f->b);
	kpi_put_money(a, "S", f->sales);
	kpi_put_money(a, "E", f->e);
	kpi_put_money(a, "WO", f->wo);
	if (kpi_above(a, gone, KPI_NO_REDUCTIONS, KPI_NEGATIVE_REDUCTIONS))
		kpi_part(a, kpi_times(a, paid, 100), gone);
}

void
kpi_turnover(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	int128 both = kpi_add(a, f->b, f->e);

	kpi_put_money(a, "S", f->sales);
	kpi_put_money(a, "B", f->b);
	kpi_put_money(a, "E", f->e);
	if (kpi_above(a, both, KPI_NO_RECEIVABLES, KPI_CREDIT_BALANCE))
		kpi_part(a, kpi_times(a, f->sales, 2), both);
}

static void
by_money(struct kpi_ask *a, int128 w)
{
	kpi_put_money(a, "W", w);
	kpi_put_money(a, "P", a->f->paid);
	kpi_ratio(a, w, 1, a->f->paid, KPI_NOTHING_CLOSED);
}

static void
by_debt(struct kpi_ask *a, int128 w)
{
	kpi_count_of(a, "W", w);
	kpi_count_of(a, "n", a->f->closed);
	kpi_ratio(a, w, 1, a->f->closed, KPI_NOTHING_CLOSED);
}

void
kpi_days_to_pay(struct kpi_ask *a)
{
	by_money(a, a->f->paid_days);
}

void
kpi_days_late(struct kpi_ask *a)
{
	by_money(a, a->f->paid_late);
}

void
kpi_days_to_pay_avg(struct kpi_ask *a)
{
	by_debt(a, a->f->closed_days);
}

void
kpi_days_late_avg(struct kpi_ask *a)
{
	by_debt(a, a->f->closed_late);
}

void
kpi_collector(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;

	kpi_put_money(a, "K", f->due_collected);
	kpi_put_money(a, "P", f->due_begin);
	kpi_put_money(a, "F", f->due_fell);
	kpi_ratio(a, f->due_collected, 100,
	    kpi_add(a, f->due_begin, f->due_fell), KPI_NOTHING_DUE);
}
