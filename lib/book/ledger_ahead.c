#include "base/intern.h"
#include "book/ledger.h"
#include "book/ledger_in.h"

/*
 * A large book does not fit the processor's caches: nearly every name and
 * item that a row speaks of waits for memory.  Asking for what several rows
 * need before the first of them is added lets these waits overlap.
 */

static void
expect_texts(const struct ledger *l, const struct posting *p)
{
	intern_expect(l->texts, p->doc);
	intern_expect(l->texts, p->customer);
	if (p->ref.len > 0)
		intern_expect(l->texts, p->ref);
}

static void
meet_texts(const struct ledger *l, const struct posting *p)
{
	intern_meet(l->texts, p->doc);
	intern_meet(l->texts, p->customer);
	if (p->ref.len > 0)
		intern_meet(l->texts, p->ref);
}

/* The key of an item as far as its names are known. */
static bool
find_key(const struct ledger *l, const struct posting *p, bool ref,
    struct ledger_key *key)
{
	key->customer =
	    intern_find(l->texts, ref ? p->ref_customer : p->customer);
	key->doc = intern_find(l->texts, ref ? p->ref : p->doc);
	key->entity = intern_find(l->texts, ref ? p->ref_entity : p->entity);
	key->currency = (uint16_t)(ref ? p->ref_currency : p->currency);
	key->side = ref || p->type == TYPE_INVOICE || p->type == TYPE_DEBIT
			? SIDE_DEBIT
			: SIDE_CREDIT;
	return key->customer != INTERN_NONE && key->doc != INTERN_NONE &&
	       key->entity != INTERN_NONE;
}

static void
expect_items(const struct ledger *l, const struct posting *p, bool meet)
{
	struct ledger_key key;

	if (find_key(l, p, false, &key))
		ledger_fetch(l, key, meet);
	if (p->ref.len > 0 && find_key(l, p, true, &key))
		ledger_fetch(l, key, meet);
}

void
ledger_expect(const struct ledger *l, const struct posting *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		expect_texts(l, &p[i]);
	for (size_t i = 0; i < n; i++)
		meet_texts(l, &p[i]);
	for (size_t i = 0; i < n; i++)
		expect_items(l, &p[i], false);
	for (size_t i = 0; i < n; i++)
		expect_items(l, &p[i], true);
}

void
ledger_ahead(const struct ledger *l, uint32_t item)
{
	const struct ledger_item *far = &l->items[item + 16];
	const struct ledger_item *near = &l->items[item + 8];

	if (item + 16 >= l->nitem)
		return;
	__builtin_prefetch(far);
	if (near->piece != LEDGER_NONE)
		__builtin_prefetch(&l->pieces[near->piece]);
	if (near->move != LEDGER_NONE)
		__builtin_prefetch(&l->moves[near->move]);
}
