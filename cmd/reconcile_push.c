#include "base/diag.h"
#include "base/mem.h"
#include "cmd/reconcile.h"

void
reconcile_push(struct reconcile_run *r, enum recon_side side,
    const struct reconcile_made *made, size_t n)
{
	struct recon_entry *to;

	if (n > RECON_NONE - r->n[side] - 1)
		diag_fail("too many rows");
	r->entries[side] = mem_grow(r->entries[side], &r->cap[side],
	    r->n[side] + n, sizeof *r->entries[side]);
	to = r->entries[side] + r->n[side];
	for (size_t i = 0; i < n; i++) {
		if (made[i].e.amount == 0)
			continue;
		*to = made[i].e;
		to->unit = reconcile_unit_of(
		    r, made[i].entity, made[i].account, made[i].currency);
		to++;
	}
	r->n[side] = (size_t)(to - r->entries[side]);
}
