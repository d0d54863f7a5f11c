#include "base/hash.h"
#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

/* An item of more pieces than this has its due dates in a table. */
#define FEW 8

static size_t
slot_of(const struct ledger_dues *d, uint64_t key)
{
	size_t s = (size_t)hash_fold(key ^ HASH_K1, HASH_K2) & d->mask;

	while (d->at[s] != 0 && d->at[s] != key)
		s = (s + 1) & d->mask;
	return s;
}

/* Never 0, as items are counted from 1 here. */
static uint64_t
key_of(uint32_t item, int32_t due)
{
	return ((uint64_t)item + 1) << 32 | (uint32_t)due;
}

static void
add(struct ledger_dues *d, uint64_t key)
{
	struct ledger_dues old = *d;

	if (d->used >= d->mask / 4 * 3) {
		d->mask = d->mask == 0 ? 1023 : d->mask * 2 + 1;
		d->at = mem_array(d->mask + 1, sizeof *d->at);
		for (size_t i = 0; old.at != NULL && i <= old.mask; i++)
			if (old.at[i] != 0)
				d->at[slot_of(d, old.at[i])] = old.at[i];
		mem_free(old.at);
	}
	d->used += d->at[slot_of(d, key)] == 0;
	d->at[slot_of(d, key)] = key;
}

/* The due date INT32_MAX, which no row can name, says that all of the item's
   are there. */
static void
add_item(struct ledger *l, uint32_t item)
{
	add(&l->dues, key_of(item, INT32_MAX));
	for (uint32_t p = l->items[item].piece; p != LEDGER_NONE;
	     p = l->pieces[p].next)
		add(&l->dues, key_of(item, l->pieces[p].due));
}

static bool
there(const struct ledger_dues *d, uint64_t key)
{
	return d->at != NULL && d->at[slot_of(d, key)] != 0;
}

bool
ledger_has_due(struct ledger *l, uint32_t item, int32_t due)
{
	uint32_t p = l->items[item].piece;

	for (int i = 0; i < FEW && p != LEDGER_NONE; i++) {
		if (l->pieces[p].due == due)
			return true;
		p = l->pieces[p].next;
	}
	if (p == LEDGER_NONE)
		return false;
	if (!there(&l->dues, key_of(item, INT32_MAX)))
		add_item(l, item);
	return there(&l->dues, key_of(item, due));
}

void
ledger_forget_dues(struct ledger *l)
{
	mem_free(l->dues.at);
	l->dues = (struct ledger_dues){0};
}
