#include "base/intern.h"
#include "book/ledger.h"
#include "book/ledger_in.h"

#define TOGETHER 32 /* rows */

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

/*
 * The keys of the items that a row speaks of; their number.  Names get their
 * ids here, so that the place of an item is known before it is there.
 */
static size_t
keys_of(struct ledger *l, const struct posting *p, struct ledger_key key[2])
{
	bool debit = p->type == TYPE_INVOICE || p->type == TYPE_DEBIT;

	key[0] = (struct ledger_key){intern_add(l->texts, p->customer),
	    intern_add(l->texts, p->doc), intern_add(l->texts, p->entity),
	    (uint16_t)p->currency, debit ? SIDE_DEBIT : SIDE_CREDIT};
	if (p->ref.len == 0)
		return 1;
	key[1] = (struct ledger_key){intern_add(l->texts, p->ref_customer),
	    intern_add(l->texts, p->ref), intern_add(l->texts, p->ref_entity),
	    (uint16_t)p->ref_currency, SIDE_DEBIT};
	return 2;
}

static void
expect(struct ledger *l, const struct posting *p, size_t n)
{
	struct ledger_key keys[2 * TOGETHER];
	size_t nkey = 0;

	for (size_t i = 0; i < n; i++)
		expect_texts(l, &p[i]);
	for (size_t i = 0; i < n; i++)
		meet_texts(l, &p[i]);
	for (size_t i = 0; i < n; i++)
		nkey += keys_of(l, &p[i], keys + nkey);
	for (size_t i = 0; i < nkey; i++)
		ledger_fetch(l, keys[i], false);
	for (size_t i = 0; i < nkey; i++)
		ledger_fetch(l, keys[i], true);
}

void
ledger_expect(struct ledger *l, const struct posting *p, size_t n)
{
	for (; n > TOGETHER; p += TOGETHER, n -= TOGETHER)
		expect(l, p, TOGETHER);
	expect(l, p, n);
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
