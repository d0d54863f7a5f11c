#include "cmd/apply_in.h"

/* How many rows of a kind there are, so that ids go on from there. */

static bool
same_doc(const struct apply *a, uint32_t x, uint32_t y)
{
	return ledger_item(a->ledger, x)->doc == ledger_item(a->ledger, y)->doc;
}

static uint32_t
applies(const struct apply *a, uint32_t fund, uint32_t ref)
{
	const struct ledger *l = a->ledger;
	uint32_t n = 0;

	for (uint32_t i = ledger_item(l, fund)->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next)
		n += ledger_move(l, i)->type == TYPE_APPLY &&
		     same_doc(a, ledger_move(l, i)->other, ref);
	return n;
}

static uint32_t
acts(const struct apply *a, uint32_t fund, uint32_t ref, enum posting_type type)
{
	const struct apply_made *made;
	size_t n = apply_made_of(a->notes, fund, &made);
	uint32_t count = 0;

	for (size_t i = 0; i < n; i++) {
		const struct ledger_move *v =
		    ledger_move(a->ledger, made[i].move);

		count += v->type == type && same_doc(a, v->item, ref);
	}
	return count;
}

/* Disputes of the item under the fund's number. */
static uint32_t
disputes(const struct apply *a, uint32_t fund, uint32_t ref)
{
	const struct ledger *l = a->ledger;
	uint32_t n = 0, doc = ledger_item(l, fund)->doc;

	for (uint32_t i = ledger_item(l, ref)->event; i != LEDGER_NONE;
	     i = ledger_event(l, i)->next)
		n += ledger_event(l, i)->type == TYPE_DISPUTE &&
		     ledger_event(l, i)->number == doc;
	return n;
}

/* Out of the receipt, to one of the same number. */
static uint32_t
transfers(const struct apply *a, uint32_t fund)
{
	const struct ledger *l = a->ledger;
	uint32_t n = 0;

	for (uint32_t i = ledger_item(l, fund)->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next)
		n += ledger_move(l, i)->type == TYPE_TRANSFER;
	return n;
}

uint32_t
apply_note_rows(
    const struct apply *a, uint32_t fund, uint32_t ref, enum posting_type type)
{
	if (type == TYPE_APPLY)
		return applies(a, fund, ref);
	if (type == TYPE_DISPUTE)
		return disputes(a, fund, ref);
	if (type == TYPE_TRANSFER)
		return transfers(a, fund);
	return acts(a, fund, ref, type);
}

struct span
apply_owner(const struct apply *a, const struct apply_fund *f)
{
	if (f->transfer > 0)
		return a->transfers[f->transfer - 1].customer;
	return ledger_text(
	    a->ledger, ledger_item(a->ledger, f->item)->customer);
}
