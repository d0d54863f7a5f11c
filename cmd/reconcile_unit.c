#include <string.h>

#include "base/known.h"
#include "base/mem.h"
#include "cmd/reconcile.h"
#include "value/currency.h"

uint32_t
reconcile_name(struct reconcile_run *r, struct span name)
{
	return name.len > 0 ? intern_add(r->names, name) : RECON_NONE;
}

struct span
reconcile_text(const struct reconcile_run *r, uint32_t name)
{
	return name != RECON_NONE ? intern_text(r->names, name)
				  : (struct span){0};
}

/* Most rows are of a unit of shortly before. */
static bool
is_unit(
    const struct recon_unit *u, uint32_t entity, uint32_t account, int currency)
{
	return u->entity == entity && u->account == account &&
	       u->currency == currency;
}

static void
add(struct reconcile_run *r, uint32_t entity, uint32_t account, int currency)
{
	size_t n = r->nunit + 1;

	r->units = mem_grow(r->units, &r->unit_cap, n, sizeof *r->units);
	r->balance =
	    mem_grow(r->balance, &r->balance_cap, n, sizeof *r->balance);
	r->tally = mem_grow(
	    r->tally, &r->tally_cap, n, RECON_NCLASS * sizeof *r->tally);
	r->balance[r->nunit] = (struct reconcile_balance){0};
	memset(reconcile_tally(r, (uint32_t)r->nunit, 0), 0,
	    RECON_NCLASS * sizeof *r->tally);
	r->units[r->nunit++] = (struct recon_unit){.entity = entity,
	    .account = account,
	    .currency = currency,
	    .exponent = currency_exponent(currency),
	    .compared = true};
}

uint32_t
reconcile_unit_of(
    struct reconcile_run *r, uint32_t entity, uint32_t account, int currency)
{
	uint32_t place =
	    (entity * 31 + account * 7 + (uint32_t)currency) % RECONCILE_RECENT;
	uint32_t *recent = &r->recent_units[place];
	struct hash h = HASH_SEED;
	uint32_t unit;

	if (*recent > 0 &&
	    is_unit(&r->units[*recent - 1], entity, account, currency))
		return *recent - 1;
	if (r->find_unit == NULL)
		r->find_unit = known_new();
	h = hash_pair_number(h, (uint64_t)entity << 32 | account);
	h = hash_pair_number(h, (uint64_t)currency);
	unit = known_add(r->find_unit, h);
	if (unit == r->nunit)
		add(r, entity, account, currency);
	*recent = unit + 1;
	return unit;
}

uint32_t
reconcile_unit(struct reconcile_run *r, struct span entity, struct span account,
    int currency)
{
	return reconcile_unit_of(
	    r, reconcile_name(r, entity), reconcile_name(r, account), currency);
}

int
reconcile_only_currency(const struct reconcile_run *r)
{
	int currency = r->nunit > 0 ? r->units[0].currency : CURRENCY_UNNAMED;

	for (size_t u = 1; u < r->nunit; u++)
		if (r->units[u].currency != currency)
			return CURRENCY_BAD;
	return currency;
}
