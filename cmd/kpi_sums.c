#include <stdlib.h>

#include "base/mem.h"
#include "cmd/kpi_in.h"

/* The sums of one group, or of some items of it. */

void
kpi_sums_open(struct kpi_sums *s, const struct kpi_world *w)
{
	const struct kpi_days *d = &w->days;

	*s = (struct kpi_sums){0};
	s->facts = mem_array(w->nperiod, sizeof *s->facts);
	s->buckets = mem_array(w->nperiod * w->nbucket, sizeof *s->buckets);
	s->stock = mem_array(d->nstock, sizeof *s->stock);
	s->sales = mem_array(d->nspan, sizeof *s->sales);
	s->weight = mem_array(d->nmonth * w->nperiod, sizeof *s->weight);
	s->low = d->nmonth;
	kpi_sums_reset(s, w);
}

void
kpi_sums_reset(struct kpi_sums *s, const struct kpi_world *w)
{
	const struct kpi_days *d = &w->days;

	memset(s->facts, 0, w->nperiod * sizeof *s->facts);
	for (size_t p = 0; p < w->nperiod; p++) {
		s->facts[p].from = w->run->periods[p].from;
		s->facts[p].to = w->run->periods[p].to;
	}
	if (s->low <= s->high)
		memset(&s->weight[s->low * w->nperiod], 0,
		    (s->high - s->low + 1) * w->nperiod * sizeof *s->weight);
	memset(s->buckets, 0, w->nperiod * w->nbucket * sizeof *s->buckets);
	memset(s->stock, 0, d->nstock * sizeof *s->stock);
	memset(s->sales, 0, d->nspan * sizeof *s->sales);
	kpi_balances_reset(&s->balances);
	s->low = d->nmonth;
	s->high = 0;
	s->first = INT32_MAX;
	s->nlength = s->nreason = s->nsettled = 0;
}

void
kpi_sums_close(struct kpi_sums *s)
{
	mem_free(s->facts);
	mem_free(s->buckets);
	mem_free(s->stock);
	mem_free(s->sales);
	mem_free(s->weight);
	mem_free(s->lengths);
	mem_free(s->reasons);
	kpi_balances_close(&s->balances);
}

static void
merge_money(struct kpi_facts *to, const struct kpi_facts *f)
{
	to->c += f->c;
	to->g += f->g;
	to->over90 += f->over90;
	to->wo += f->wo;
	to->recovered += f->recovered;
	to->paid += f->paid;
	to->paid_days += f->paid_days;
	to->paid_late += f->paid_late;
	to->applied += f->applied;
	to->unapplied += f->unapplied;
	to->received += f->received;
	to->apply_money += f->apply_money;
	to->auto_money += f->auto_money;
	to->old_unapplied += f->old_unapplied;
	to->disputed += f->disputed;
	to->promised += f->promised;
	to->kept += f->kept;
	to->discount_offered += f->discount_offered;
	to->discount_taken += f->discount_taken;
	to->due_begin += f->due_begin;
	to->due_fell += f->due_fell;
	to->due_collected += f->due_collected;
}

static void
merge_counts(struct kpi_facts *to, const struct kpi_facts *f)
{
	to->closed += f->closed;
	to->closed_days += f->closed_days;
	to->closed_late += f->closed_late;
	to->napply += f->napply;
	to->nauto += f->nauto;
	to->nwrong += f->nwrong;
	to->nold_unapplied += f->nold_unapplied;
	if (f->oldest_unapplied > to->oldest_unapplied)
		to->oldest_unapplied = f->oldest_unapplied;
	to->nresolved += f->nresolved;
	to->resolved_days += f->resolved_days;
	to->nopen_dispute += f->nopen_dispute;
	to->open_dispute_days += f->open_dispute_days;
	to->npromise += f->npromise;
	to->nkept += f->nkept;
}

static void
merge_bucket(struct kpi_bucket *to, const struct kpi_bucket *b)
{
	to->begin += b->begin;
	to->rolled += b->rolled;
	to->collected += b->collected;
	to->lost += b->lost;
	to->end += b->end;
}

static void
merge_weights(
    struct kpi_sums *to, const struct kpi_sums *from, const struct kpi_world *w)
{
	size_t n = w->nperiod;

	for (size_t m = from->low; m <= from->high; m++)
		for (size_t p = 0; p < n; p++)
			to->weight[m * n + p] += from->weight[m * n + p];
	to->low = from->low < to->low ? from->low : to->low;
	to->high = from->high > to->high ? from->high : to->high;
}

static int
by_reason(const void *a, const void *b)
{
	const struct kpi_reason_sum *x = a, *y = b;

	if (x->period != y->period)
		return x->period < y->period ? -1 : 1;
	return (x->reason > y->reason) - (x->reason < y->reason);
}

/* Those of one period and reason become one. */
static void
settle_reasons(struct kpi_sums *s)
{
	size_t n = 0;

	qsort(s->reasons, s->nreason, sizeof *s->reasons, by_reason);
	for (size_t i = 0; i < s->nreason; i++)
		if (n > 0 && by_reason(&s->reasons[n - 1], &s->reasons[i]) == 0)
			s->reasons[n - 1].money += s->reasons[i].money;
		else
			s->reasons[n++] = s->reasons[i];
	s->nreason = s->nsettled = n;
}

void
kpi_sums_reason(
    struct kpi_sums *s, size_t period, uint32_t reason, int128 money)
{
	if (s->nreason >= 64 && s->nreason >= 2 * s->nsettled)
		settle_reasons(s);
	s->reasons = mem_grow(
	    s->reasons, &s->reason_cap, s->nreason + 1, sizeof *s->reasons);
	s->reasons[s->nreason++] =
	    (struct kpi_reason_sum){period, reason, money};
}

void
kpi_sums_length(struct kpi_sums *s, size_t period, int64_t days)
{
	s->lengths = mem_grow(
	    s->lengths, &s->length_cap, s->nlength + 1, sizeof *s->lengths);
	s->lengths[s->nlength++] = (struct kpi_length){period, days};
}

void
kpi_sums_merge(
    struct kpi_sums *to, const struct kpi_sums *from, const struct kpi_world *w)
{
	for (size_t p = 0; p < w->nperiod; p++) {
		merge_money(&to->facts[p], &from->facts[p]);
		merge_counts(&to->facts[p], &from->facts[p]);
	}
	for (size_t i = 0; i < w->nperiod * w->nbucket; i++)
		merge_bucket(&to->buckets[i], &from->buckets[i]);
	for (size_t i = 0; i < w->days.nstock; i++)
		to->stock[i] += from->stock[i];
	for (size_t i = 0; i < w->days.nspan; i++)
		to->sales[i] += from->sales[i];
	merge_weights(to, from, w);
	kpi_balances_merge(w, &to->balances, &from->balances);
	for (size_t i = 0; i < from->nlength; i++)
		kpi_sums_length(
		    to, from->lengths[i].period, from->lengths[i].days);
	for (size_t i = 0; i < from->nreason; i++)
		kpi_sums_reason(to, from->reasons[i].period,
		    from->reasons[i].reason, from->reasons[i].money);
	to->first = from->first < to->first ? from->first : to->first;
}
