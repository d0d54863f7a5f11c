#include "format/camt_in.h"

/* What the details make up, in *sum; false where not all have an amount in the
   currency of the entry. */
static bool
sum_details(const struct camt_entry *e, int128 *sum, int128 *charges)
{
	*sum = *charges = 0;
	for (size_t i = 0; i < e->ndetail; i++) {
		const struct camt_detail *d = &e->details[i];

		if (!d->has_amount || d->currency != e->currency)
			return false;
		*sum += camt_detail_signed(e, d);
		*charges += d->charges;
	}
	return e->ndetail > 0;
}

static void
check_batch(struct camt *c, const struct camt_entry *e, int exponent)
{
	if (e->has_batch_count && e->ndetail > 1)
		import_control(c->in, e->line, "transactions of batch",
		    e->batch_count, (int128)e->ndetail, -1, false);
	if (e->has_batch_total)
		import_control(c->in, e->line, "total of batch", e->batch_total,
		    e->amount, exponent, false);
}

/* What the bank took off is a line of the bank's own. */
static void
pay_charges(struct camt *c, const struct camt_entry *e, int64_t amount)
{
	struct pay p = camt_pay_of(c, e, NULL);

	p.amount = amount;
	p.memo = span_of("charges");
	import_pay(c->in, &p);
}

/* Why an entry is one payment, though it is of several or of another sum. */
static void
tell_one(struct camt *c, const struct camt_entry *e, bool summed)
{
	bool many = e->has_batch_count && e->batch_count > 1;

	if (e->ndetail > 1)
		import_finding(c->in, e->line,
		    "the %zu transactions of this entry do not make up its "
		    "amount: it is taken as one",
		    e->ndetail);
	else if (many)
		import_finding(c->in, e->line,
		    "a batch of %lld transactions that are not told here: it "
		    "is taken as one",
		    (long long)e->batch_count);
	else if (summed && e->details[0].amount != 0)
		import_finding(c->in, e->line,
		    "the transaction of this entry has another amount: that "
		    "of the entry is taken");
}

/*
 * An entry of several transactions is several payments, if their amounts are
 * there and make it up, be it with charges that are named.  If not it is one:
 * what it lacks of them is told in another message, which must not be imported
 * as well.
 */
void
camt_pay(struct camt *c, const struct camt_entry *e, int flip)
{
	int128 sum, own, rest;
	bool summed = sum_details(e, &sum, &own), charged;
	bool told =
	    e->ndetail != 1 || !e->has_batch_count || e->batch_count <= 1;

	check_batch(c, e, import_exponent(c->in, e->currency));
	rest = camt_signed(e) - sum;
	charged = rest < 0 && (rest == -own || rest == -(int128)e->charges ||
				  rest == -(own + e->charges));
	if (!told || !summed || (rest != 0 && !charged)) {
		tell_one(c, e, summed);
		camt_pay_one(c, e, told && e->ndetail == 1 ? e->details : NULL,
		    flip * camt_signed(e));
		return;
	}
	for (size_t i = 0; i < e->ndetail; i++)
		camt_pay_one(c, e, &e->details[i],
		    flip * camt_detail_signed(e, &e->details[i]));
	if (charged)
		pay_charges(c, e, flip * (int64_t)rest);
}
