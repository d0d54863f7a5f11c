#include "base/mem.h"
#include "cmd/invoice.h"
#include "value/currency.h"
#include "value/date.h"

static enum terms_fault
apply(const struct invoice *v, const struct invoice_group *g,
    struct terms_parts *parts)
{
	int64_t gross = g->net + g->tax;
	const struct terms_bill bill = {
	    .from = g->date,
	    .amount = gross,
	    .discount_base = v->basis == BASIS_GROSS ? gross : g->net,
	    .exponent = currency_exponent(g->currency),
	    .rounding = v->rounding,
	    .holidays = v->holidays.n > 0 ? &v->holidays : NULL,
	};

	return terms_apply(v->terms[g->terms].terms, &bill, parts);
}

/* One part: a credit memo, or a due date that somebody wrote down. */
static void
whole(const struct invoice_group *g, struct terms_parts *parts)
{
	parts->list =
	    mem_grow(parts->list, &parts->cap, 1, sizeof *parts->list);
	parts->n = 1;
	parts->list[0] = (struct terms_part){
	    .due = g->credit             ? DATE_NONE
		   : g->due != DATE_NONE ? g->due
					 : g->date,
	    .amount = g->net + g->tax,
	};
}

/* Discounts stand in the order of their days, whatever that of the terms. */
static void
sort_tiers(struct terms_part *p)
{
	for (size_t i = 1; i < p->ntier; i++)
		for (size_t k = i;
		     k > 0 && p->tier[k].date < p->tier[k - 1].date; k--) {
			struct terms_tier swap = p->tier[k];

			p->tier[k] = p->tier[k - 1];
			p->tier[k - 1] = swap;
		}
}

static void
split_tax(const struct invoice *v, const struct invoice_group *g,
    struct invoice_split *s)
{
	size_t n = s->parts.n;

	s->taxes = mem_grow(s->taxes, &s->cap, 2 * n, sizeof *s->taxes);
	s->taxes[0] = g->tax;
	if (n == 1)
		return;
	for (size_t i = 0; i < n; i++)
		s->taxes[n + i] = s->parts.list[i].amount;
	money_split(g->tax, s->taxes + n, n, v->rounding, s->taxes);
}

enum terms_fault
invoice_split(const struct invoice *v, const struct invoice_group *g,
    struct invoice_split *s)
{
	enum terms_fault why = TERMS_OK;

	if (g->credit || g->due != DATE_NONE || g->terms == INVOICE_NONE)
		whole(g, &s->parts);
	else
		why = apply(v, g, &s->parts);
	if (why != TERMS_OK)
		return why;
	for (size_t i = 0; i < s->parts.n; i++)
		sort_tiers(&s->parts.list[i]);
	split_tax(v, g, s);
	return TERMS_OK;
}

void
invoice_split_free(struct invoice_split *s)
{
	terms_parts_free(&s->parts);
	mem_free(s->taxes);
}

const struct terms_parts *
invoice_parts(struct invoice *v, const struct invoice_group *g)
{
	invoice_split(v, g, &v->split);
	return &v->split.parts;
}

void
invoice_part_taxes(
    struct invoice *v, const struct invoice_group *g, int64_t **taxes)
{
	(void)g;
	*taxes = v->split.taxes;
}
