#include "base/mem.h"
#include "cmd/reconcile.h"

#define POOL 65536 /* places in lists of items, allocated at once */

/* Lists are cut from pools, which last as long as the run. */
static uint32_t *
list_room(struct reconcile_items *all, uint32_t n)
{
	if (all->pool == NULL || all->left < n) {
		all->left = n > POOL ? n : POOL;
		all->pool = mem_array(all->left, sizeof *all->pool);
		all->pools = mem_grow(all->pools, &all->pool_cap,
		    all->npool + 1, sizeof *all->pools);
		all->pools[all->npool++] = all->pool;
	}
	all->pool += n;
	all->left -= n;
	return all->pool - n;
}

struct reconcile_tally *
reconcile_tally(struct reconcile_run *r, uint32_t unit, enum recon_class class)
{
	return &r->tally[(size_t)unit * RECON_NCLASS + class];
}

static void
count(struct reconcile_run *r, const struct recon_item *found)
{
	struct reconcile_tally *t =
	    reconcile_tally(r, found->unit, found->class);

	t->n++;
	t->difference += found->difference;
	for (int side = 0; side < 2; side++)
		t->amount[side] += found->amount[side];
}

struct reconcile_item *
reconcile_add(struct reconcile_run *r, const struct recon_item *found)
{
	struct reconcile_items *all = &r->items;
	struct reconcile_item *item;

	count(r, found);
	if (!r->keep_all &&
	    (found->class == RECON_MATCHED || found->class == RECON_SUMMARY) &&
	    found->how != RECON_ACROSS)
		return NULL;
	all->at = mem_grow(all->at, &all->cap, all->n + 1, sizeof *all->at);
	item = &all->at[all->n++];
	*item = (struct reconcile_item){.found = *found};
	for (int side = 0; side < 2; side++) {
		uint32_t *list = list_room(all, found->n[side]);

		for (uint32_t i = 0; i < found->n[side]; i++)
			list[i] = found->entry[side][i];
		item->found.entry[side] = list;
	}
	return item;
}

void
reconcile_items_free(struct reconcile_items *all)
{
	for (size_t i = 0; i < all->npool; i++)
		mem_free(all->pools[i]);
	mem_free(all->pools);
	mem_free(all->at);
	*all = (struct reconcile_items){0};
}
