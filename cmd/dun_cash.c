#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_in.h"

/* Who is late, and has money that was not applied, or no policy. */

/* Who is late, for what counts by account. */
struct account {
	uint32_t customer, entity; /* ledger_text */
	int currency;
	const struct dun_part *part;
};

static int
same_account(const void *a, const void *b)
{
	const struct account *x = a, *y = b;

	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	if (x->entity != y->entity)
		return x->entity < y->entity ? -1 : 1;
	return (x->currency > y->currency) - (x->currency < y->currency);
}

/* Each once, or nearly so: parts of a letter are of one account, or a few. */
static size_t
list_accounts(const struct dun *d, struct account *accounts)
{
	size_t n = 0;

	for (size_t i = 0; i < d->npart; i++) {
		const struct ledger_item *item =
		    ledger_item(d->ledger, d->parts[i].item);
		struct account a = {
		    item->customer, item->entity, item->currency, &d->parts[i]};

		if (d->parts[i].late &&
		    (n == 0 || same_account(&a, &accounts[n - 1]) != 0))
			accounts[n++] = a;
	}
	if (n > 0)
		qsort(accounts, n, sizeof *accounts, same_account);
	return n;
}

/* How many are late and have money that was not applied. */
static uint64_t
count_cash(const struct dun *d)
{
	struct account *a = mem_array(d->npart, sizeof *a);
	size_t n = list_accounts(d, a);
	uint64_t count = 0;

	for (size_t i = 0; i < n; i++)
		if (i == 0 || same_account(&a[i - 1], &a[i]) != 0)
			count += dun_credits_cash(d->credits, d, a[i].part) > 0;
	mem_free(a);
	return count;
}

void
dun_cash_warn(const struct dun *d)
{
	uint64_t n = count_cash(d);

	if (n == 1)
		diag_say("a customer who is late has money that is not "
			 "applied: apply it first");
	else if (n > 0)
		diag_say("%llu customers who are late have money that is not "
			 "applied: apply it first",
		    (unsigned long long)n);
}

static int
by_customer(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static uint64_t
count_unruled(const struct dun *d)
{
	uint32_t *of = mem_array(d->npart, sizeof *of);
	size_t n = 0;
	uint64_t count = 0;

	for (size_t i = 0; i < d->npart; i++)
		if (d->parts[i].late && d->parts[i].held == DUN_NO_POLICY)
			of[n++] =
			    ledger_item(d->ledger, d->parts[i].item)->customer;
	if (n > 0)
		qsort(of, n, sizeof *of, by_customer);
	for (size_t i = 0; i < n; i++)
		count += i == 0 || of[i] != of[i - 1];
	mem_free(of);
	return count;
}

void
dun_policy_warn(const struct dun *d)
{
	uint64_t n = d->policies == NULL ? 0 : count_unruled(d);

	if (n == 1)
		diag_say("a customer who is late has no policy: see --held "
			 "and --default-policy");
	else if (n > 0)
		diag_say("%llu customers who are late have no policy: see "
			 "--held and --default-policy",
		    (unsigned long long)n);
}
