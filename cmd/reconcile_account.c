#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/reconcile.h"

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
add(struct reconcile_run *r, size_t *cap, uint32_t account)
{
	if (account == RECON_NONE)
		return;
	r->accounts =
	    mem_grow(r->accounts, cap, r->naccount + 1, sizeof *r->accounts);
	r->accounts[r->naccount++] = account;
}

const char *
reconcile_only_control(const struct reconcile_run *r)
{
	const struct opt_list *l = &r->control;

	for (size_t i = 1; i < l->n; i++)
		if (strcmp(l->at[i], l->at[0]) != 0)
			return NULL;
	return l->n > 0 ? l->at[0] : NULL;
}

static void
keep_distinct(struct reconcile_run *r)
{
	size_t n = 0;

	qsort(r->accounts, r->naccount, sizeof *r->accounts, by_number);
	for (size_t i = 0; i < r->naccount; i++)
		if (n == 0 || r->accounts[i] != r->accounts[n - 1])
			r->accounts[n++] = r->accounts[i];
	r->naccount = n;
}

void
reconcile_accounts(struct reconcile_run *r)
{
	size_t cap = 0;

	for (size_t i = 0; i < r->control.n; i++)
		add(r, &cap, reconcile_name(r, span_of(r->control.at[i])));
	for (size_t u = 0; r->control.n == 0 && u < r->nunit; u++)
		add(r, &cap, r->units[u].account);
	add(r, &cap, reconcile_name(r, span_of(r->advance)));
	if (r->naccount == 0)
		diag_fail("which account is reconciled? The book names none: "
			  "give --control ACCOUNT");
	keep_distinct(r);
}

static bool
is_met(const struct reconcile_run *r, uint32_t account)
{
	for (size_t u = 0; u < r->nunit; u++)
		if (r->units[u].account == account)
			return true;
	return false;
}

/* Of an account that nobody has, both sides say the same: nothing.  One of
   several may have had no rows yet; all are a slip of the pen. */
static void
look_for_control(struct reconcile_run *r)
{
	const struct opt_list *l = &r->control;
	size_t met = 0;

	for (size_t i = 0; i < l->n; i++)
		met += is_met(r, reconcile_name(r, span_of(l->at[i])));
	if (l->n > 0 && met == 0 && r->nunit > 0)
		diag_fail(
		    "--control %s: neither side has such an account", l->at[0]);
	for (size_t i = 0; i < l->n && met > 0; i++)
		if (!is_met(r, reconcile_name(r, span_of(l->at[i]))))
			diag_say("note: --control %s: neither side has such "
				 "an account",
			    l->at[i]);
}

void
reconcile_mark_units(struct reconcile_run *r)
{
	for (size_t u = 0; u < r->nunit; u++)
		r->units[u].compared =
		    reconcile_is_control(r, r->units[u].account);
	look_for_control(r);
}

bool
reconcile_is_control(const struct reconcile_run *r, uint32_t account)
{
	return bsearch(&account, r->accounts, r->naccount, sizeof account,
		   by_number) != NULL;
}
