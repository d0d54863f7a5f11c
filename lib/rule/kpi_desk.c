#include "rule/kpi_in.h"

static void
mean(struct kpi_ask *a, int128 w, int128 n, enum kpi_why none)
{
	kpi_count_of(a, "W", w);
	kpi_count_of(a, "n", n);
	kpi_ratio(a, w, 1, n, none);
}

static void
money(struct kpi_ask *a, int128 x)
{
	kpi_put_money(a, "X", x);
	kpi_part(a, x, 1);
}

void
kpi_dispute_days(struct kpi_ask *a)
{
	mean(a, a->f->resolved_days, a->f->nresolved, KPI_NONE_RESOLVED);
}

void
kpi_dispute_age(struct kpi_ask *a)
{
	mean(a, a->f->open_dispute_days, a->f->nopen_dispute, KPI_NONE_OPEN);
}

/* The middle one, or what lies between the middle two. */
void
kpi_dispute_median(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	int128 n = f->nresolved;

	kpi_count_of(a, "n", n);
	if (!kpi_above(a, n, KPI_NONE_RESOLVED, KPI_NONE_RESOLVED))
		return;
	kpi_count_of(a, "m", f->median[0]);
	if (n % 2 == 0)
		kpi_count_of(a, "m", f->median[1]);
	kpi_part(a, (int128)f->median[0] + f->median[1], 2);
}

void
kpi_disputed(struct kpi_ask *a)
{
	money(a, a->f->disputed);
}

void
kpi_disputed_by(struct kpi_ask *a)
{
	money(a, a->f->reasons[a->at].money);
}

void
kpi_disputed_count(struct kpi_ask *a)
{
	kpi_count_of(a, "n", a->f->nopen_dispute);
	kpi_part(a, a->f->nopen_dispute, 1);
}

void
kpi_promises(struct kpi_ask *a)
{
	kpi_count_of(a, "k", a->f->nkept);
	kpi_count_of(a, "n", a->f->npromise);
	kpi_ratio(a, a->f->nkept, 100, a->f->npromise, KPI_NO_PROMISES);
}

void
kpi_promises_money(struct kpi_ask *a)
{
	kpi_put_money(a, "K", a->f->kept);
	kpi_put_money(a, "P", a->f->promised);
	kpi_ratio(a, a->f->kept, 100, a->f->promised, KPI_NO_PROMISES);
}

void
kpi_discounts(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;

	kpi_put_money(a, "X", f->discount_taken);
	kpi_put_money(a, "O", f->discount_offered);
	kpi_ratio(
	    a, f->discount_taken, 100, f->discount_offered, KPI_NO_DISCOUNTS);
}

void
kpi_discounts_lost(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;

	kpi_put_money(a, "O", f->discount_offered);
	kpi_put_money(a, "X", f->discount_taken);
	kpi_part(a, kpi_less(a, f->discount_offered, f->discount_taken), 1);
}
