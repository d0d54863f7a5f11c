#include "rule/kpi_in.h"

void
kpi_applied(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	int128 all = kpi_add(a, f->unapplied, f->received);

	kpi_put_money(a, "A", f->applied);
	kpi_put_money(a, "U", f->unapplied);
	kpi_put_money(a, "R", f->received);
	if (kpi_above(a, all, KPI_NO_RECEIPTS, KPI_NEGATIVE_RECEIPTS))
		kpi_part(a, kpi_times(a, f->applied, 100), all);
}

void
kpi_auto_rate(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;

	kpi_count_of(a, "m", f->nauto);
	kpi_count_of(a, "n", f->napply);
	kpi_ratio(a, f->nauto, 100, f->napply, KPI_NOTHING_APPLIED);
}

void
kpi_auto_money(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;

	kpi_put_money(a, "M", f->auto_money);
	kpi_put_money(a, "A", f->apply_money);
	kpi_ratio(a, f->auto_money, 100, f->apply_money, KPI_NOTHING_APPLIED);
}

void
kpi_accuracy(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	int128 right = (int128)f->napply - f->nwrong;

	kpi_count_of(a, "n", f->napply);
	kpi_count_of(a, "u", f->nwrong);
	kpi_ratio(a, right, 100, f->napply, KPI_NOTHING_APPLIED);
}

void
kpi_old(struct kpi_ask *a)
{
	kpi_put_money(a, "U", a->f->old_unapplied);
	kpi_part(a, a->f->old_unapplied, 1);
}

void
kpi_old_count(struct kpi_ask *a)
{
	kpi_count_of(a, "n", a->f->nold_unapplied);
	kpi_part(a, a->f->nold_unapplied, 1);
}

void
kpi_oldest(struct kpi_ask *a)
{
	if (a->f->nold_unapplied == 0) {
		a->v->why = KPI_NONE;
		return;
	}
	kpi_count_of(a, "d", a->f->oldest_unapplied);
	kpi_part(a, a->f->oldest_unapplied, 1);
}
