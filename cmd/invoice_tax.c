#include "base/diag.h"
#include "base/mem.h"
#include "cmd/invoice.h"

bool
invoice_tax_alone(
    const struct invoice *v, uint32_t rate, int64_t base, int64_t *tax)
{
	return tax_alone(base, v->rates[rate].share, v->rounding, tax);
}

static struct tax_sum *
sum_of(const struct invoice *v, struct invoice_taxing *t, uint32_t rate)
{
	size_t i = v->scope == SCOPE_RATE ? rate : 0;

	while (t->n <= i) {
		t->sum = mem_grow(t->sum, &t->cap, t->n + 1, sizeof *t->sum);
		t->sum[t->n++] = (struct tax_sum){0, 1};
	}
	return &t->sum[i];
}

int64_t
invoice_tax(const struct invoice *v, struct invoice_taxing *t, uint32_t rate,
    int64_t base)
{
	struct tax_sum *sum;
	int128 before, tax;
	int64_t alone = 0;

	if (v->scope == SCOPE_LINE) {
		invoice_tax_alone(v, rate, base, &alone);
		return alone;
	}
	sum = sum_of(v, t, rate);
	before = tax_rounded(sum, v->rounding);
	if (!tax_add(sum, base, v->rates[rate].share))
		diag_fail("of a document, %s", invoice_too_fine);
	tax = tax_rounded(sum, v->rounding) - before;
	if (tax > INT64_MAX || tax < -INT64_MAX)
		diag_fail("the tax of a line comes to more than the largest "
			  "amount");
	return (int64_t)tax;
}

void
invoice_tax_begin(struct invoice_taxing *t)
{
	t->n = 0;
}
