#include <stdlib.h>

#include "base/mem.h"
#include "rule/recon_in.h"

/*
 * An export of the whole ledger has both halves of each entry, mostly under
 * one reference: the receivable, and the sale on an account that nobody asked
 * about.  A sale of -80.00 is no credit memo of -80.00 on the wrong account.
 */

struct half {
	int64_t amount; /* that of the half that is compared */
	int currency;
	uint32_t entity;
	int32_t date;
	struct recon_ref ref;
};

static int
compare(const struct half *x, const struct half *y)
{
	if (x->amount != y->amount)
		return x->amount < y->amount ? -1 : 1;
	if (x->currency != y->currency)
		return x->currency < y->currency ? -1 : 1;
	if (x->entity != y->entity)
		return x->entity < y->entity ? -1 : 1;
	return (x->date > y->date) - (x->date < y->date);
}

static int
half_order(const void *a, const void *b)
{
	const struct half *x = a, *y = b;
	int c = compare(x, y);

	return c != 0 ? c : recon_day_order(&x->ref, &y->ref);
}

static struct half
half_of(const struct recon_in *in, struct recon_ref ref)
{
	const struct recon_unit *u = &in->units[ref.e->unit];
	bool turned = !u->compared && ref.e->amount != INT64_MIN;

	return (struct half){turned ? -ref.e->amount : ref.e->amount,
	    u->currency, u->entity, ref.e->date, ref};
}

/* Those of a key that are compared, taken or not. */
static size_t
compared(const struct recon_world *w, enum recon_side side, uint32_t key,
    struct half *to)
{
	const uint32_t *start = &w->start[side][key];
	size_t n = 0;

	for (uint32_t i = start[0]; i < start[1]; i++) {
		uint32_t at = w->list[side][i];
		const struct recon_entry *e = &w->in->entries[side][at];

		if (recon_compared(w->in, e))
			to[n++] = half_of(w->in, (struct recon_ref){e, at});
	}
	qsort(to, n, sizeof *to, half_order);
	return n;
}

/* Parts *refs: those of compared units stay, the others go to *to. */
static size_t
part(const struct recon_in *in, struct recon_refs *refs, struct half *to)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < refs->n; i++)
		if (recon_compared(in, refs->at[i].e))
			refs->at[kept++] = refs->at[i];
		else
			to[n++] = half_of(in, refs->at[i]);
	refs->n = kept;
	qsort(to, n, sizeof *to, half_order);
	return n;
}

void
recon_drop_halves(struct recon_work *w, enum recon_side side, uint32_t key)
{
	struct recon_refs *refs = &w->refs[side];
	const uint32_t *start = &w->world->start[side][key];
	struct half *there = mem_array(refs->n + 1, sizeof *there);
	struct half *here = mem_array(start[1] - start[0] + 1, sizeof *here);
	size_t n = part(w->world->in, refs, there);
	size_t m = n > 0 ? compared(w->world, side, key, here) : 0;

	for (size_t i = 0, j = 0; i < n; i++) {
		while (j < m && compare(&here[j], &there[i]) < 0)
			j++;
		if (j < m && compare(&here[j], &there[i]) == 0)
			j++;
		else
			refs->at[refs->n++] = there[i].ref;
	}
	mem_free(here);
	mem_free(there);
}
