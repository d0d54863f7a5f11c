#include "rule/kpi_in.h"

/* Of what is not yet due, past due or old. */
static void
of_debts(struct kpi_ask *a, int128 n)
{
	kpi_ratio(a, n, 100, a->f->g, KPI_NO_DEBTS);
}

void
kpi_current(struct kpi_ask *a)
{
	kpi_put_money(a, "C", a->f->c);
	kpi_put_money(a, "G", a->f->g);
	of_debts(a, a->f->c);
}

void
kpi_past_due(struct kpi_ask *a)
{
	kpi_put_money(a, "G", a->f->g);
	kpi_put_money(a, "C", a->f->c);
	of_debts(a, kpi_less(a, a->f->g, a->f->c));
}

void
kpi_over_90(struct kpi_ask *a)
{
	kpi_put_money(a, "O", a->f->over90);
	kpi_put_money(a, "G", a->f->g);
	of_debts(a, a->f->over90);
}

static void
of_bucket(struct kpi_ask *a, const char *label, int128 n)
{
	int128 all = a->f->buckets[a->at].begin;

	kpi_put_money(a, label, n);
	kpi_put_money(a, "O", all);
	kpi_ratio(a, n, 100, all, KPI_EMPTY_BUCKET);
}

void
kpi_rolled(struct kpi_ask *a)
{
	of_bucket(a, "X", a->f->buckets[a->at].rolled);
}

void
kpi_collected(struct kpi_ask *a)
{
	of_bucket(a, "P", a->f->buckets[a->at].collected);
}

void
kpi_lost(struct kpi_ask *a)
{
	of_bucket(a, "L", a->f->buckets[a->at].lost);
}

void
kpi_bad_debt(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	int128 net = kpi_less(a, f->wo, f->recovered);

	kpi_put_money(a, "WO", f->wo);
	kpi_put_money(a, "R", f->recovered);
	kpi_put_money(a, "S", f->sales);
	if (kpi_sold(a))
		kpi_part(a, kpi_times(a, net, 100), f->sales);
}

static void
put_rate(struct kpi_ask *a, const struct kpi_bucket *b, const char *name)
{
	struct kpi_input *in;

	kpi_put_money(a, "O", b->end);
	a->v->inputs[a->v->ninput - 1].bucket = name;
	in = kpi_input(a, "r");
	in->kind = KPI_IN_RATE;
	in->bucket = name;
	in->rate = b->rate;
}

void
kpi_allowance(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;

	if (!f->has_provision) {
		a->v->why = KPI_NO_PROVISION;
		return;
	}
	for (size_t i = 0; i < f->nbucket; i++) {
		const struct kpi_bucket *b = &f->buckets[i];

		if (!b->has_rate)
			continue;
		put_rate(a, b, a->buckets[i]);
		kpi_part(a, kpi_times(a, b->end, b->rate.n),
		    decimal_power(b->rate.places));
	}
}

void
kpi_top10(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;

	kpi_put_money(a, "X", f->top10);
	kpi_put_money(a, "P", f->positive);
	kpi_ratio(a, f->top10, 100, f->positive, KPI_NO_DEBTS);
}

void
kpi_hhi(struct kpi_ask *a)
{
	const struct kpi_facts *f = a->f;
	struct kpi_input *in = kpi_input(a, "Q");

	in->kind = KPI_IN_SQUARE;
	in->n = f->squares;
	kpi_put_money(a, "P", f->positive);
	kpi_ratio(a, f->squares, 10000, kpi_times(a, f->positive, f->positive),
	    KPI_NO_DEBTS);
}

static bool
limited(struct kpi_ask *a)
{
	if (!a->f->has_limits)
		a->v->why = KPI_NO_LIMITS;
	return a->f->has_limits;
}

void
kpi_over_limit(struct kpi_ask *a)
{
	if (!limited(a))
		return;
	kpi_put_money(a, "X", a->f->over_limit);
	kpi_part(a, a->f->over_limit, 1);
}

void
kpi_over_limit_count(struct kpi_ask *a)
{
	if (!limited(a))
		return;
	kpi_count_of(a, "n", a->f->nover_limit);
	kpi_part(a, a->f->nover_limit, 1);
}
