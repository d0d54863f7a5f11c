#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "cmd/invoice.h"
#include "value/currency.h"
#include "value/date.h"

static const char too_much[] =
    "the document comes to more than the largest amount";
const char invoice_too_fine[] =
    "its tax is a fraction that can't be held exactly: too many different "
    "rates (see --tax-round)";

/* Tax rounded for all lines of a document, or of each rate, at once; NULL, or
   why it can't be. */
static const char *
tax_of_sums(
    const struct invoice *v, const struct invoice_group *g, int64_t *tax)
{
	struct tax_sum all = {0, 1};
	int128 total = 0;

	for (uint32_t i = g->sum; i != INVOICE_NONE; i = v->sums[i].next) {
		const struct invoice_sum *s = &v->sums[i];
		struct tax_sum one = {0, 1};
		struct tax_sum *to = v->scope == SCOPE_RATE ? &one : &all;

		if (!tax_add(to, s->base, v->rates[s->rate].share))
			return invoice_too_fine;
		total +=
		    v->scope == SCOPE_RATE ? tax_rounded(to, v->rounding) : 0;
	}
	if (v->scope == SCOPE_DOCUMENT)
		total = tax_rounded(&all, v->rounding);
	*tax = (int64_t)total;
	return total == *tax ? NULL : too_much;
}

/* net and tax of a group; NULL, or why there are none. */
static const char *
sum_up(const struct invoice *v, struct invoice_group *g)
{
	int64_t base = 0, gross;
	const char *why = NULL;

	g->tax = 0;
	for (uint32_t i = g->sum; i != INVOICE_NONE; i = v->sums[i].next)
		if (!money_add(base, v->sums[i].base, &base) ||
		    !money_add(g->tax, v->sums[i].tax, &g->tax))
			return too_much;
	if (v->scope != SCOPE_LINE)
		why = tax_of_sums(v, g, &g->tax);
	if (why != NULL)
		return why;
	g->net = base;
	if (v->tax_included ? !money_add(base, -g->tax, &g->net)
			    : !money_add(base, g->tax, &gross))
		return too_much;
	return NULL;
}

static void
fault(struct invoice *v, const struct invoice_group *g, enum fault_code code,
    const char *column, struct span cell, const char *detail)
{
	fault_add(&v->source.faults, code, g->first, column, cell, detail,
	    (struct span){0});
}

/* Whether its terms can be met, before anything is printed. */
static void
check_terms(struct invoice *v, const struct invoice_group *g)
{
	enum terms_fault why = invoice_split(v, g, &v->split);

	if (why != TERMS_OK)
		fault(v, g, FAULT_TERMS_FIT, "terms",
		    intern_text(v->terms_texts, g->terms),
		    terms_fault_text(why));
}

/* A document that is nothing, or a credit that is none. */
static void
find_wrong(struct invoice *v, uint32_t i, int128 gross)
{
	const struct invoice_group *g = &v->groups[i];
	char amount[MONEY_CHARS];

	if (gross != 0 && (gross < 0 || !g->credit_lines))
		return;
	money_format(amount, gross, currency_exponent(g->currency));
	invoice_find(v,
	    gross == 0 ? FINDING_ZERO_TOTAL : FINDING_NEGATIVE_CREDIT, i,
	    g->first, span_of(""), "", amount);
}

static void
total(struct invoice *v, uint32_t i)
{
	struct invoice_group *g = &v->groups[i];
	const char *why;
	int128 gross;

	why = sum_up(v, g);
	if (why != NULL) {
		fault(v, g, FAULT_TOTAL, NULL, (struct span){0}, why);
		return;
	}
	gross = (int128)g->net + g->tax;
	g->credit = gross < 0 || (gross == 0 && g->credit_lines);
	find_wrong(v, i, gross);
	if (!g->held)
		check_terms(v, g);
}

void
invoice_total(struct invoice *v)
{
	for (uint32_t i = 0; i < v->ngroup; i++)
		total(v, i);
}
