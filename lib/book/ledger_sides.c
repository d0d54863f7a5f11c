#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"

/*
 * A debit and a credit item may have one name.  Which of them a row means
 * that names no side must not change with what is posted later, nor with
 * the order of the rows.
 */

/* The item of a transfer's ref on one side; it need not be known. */
static uint32_t
ref_on(const struct ledger *l, const struct ledger_transfer *t, uint8_t side)
{
	uint32_t item = l->moves[t->move].item;

	return l->items[item].side == side ? item : ledger_twin(l, item);
}

/*
 * The item that a transfer takes from, or LEDGER_NONE while it is not known:
 * a debit for a positive amount, a credit for a negative one; the other
 * (`fallback`) only where there is no such item in the end, nor one that was
 * rejected.
 */
uint32_t
ledger_source(
    const struct ledger *l, const struct ledger_transfer *t, bool fallback)
{
	uint8_t meant = t->amount > 0 ? SIDE_DEBIT : SIDE_CREDIT;
	uint32_t item = ref_on(l, t, meant);

	if (t->piece != LEDGER_NONE)
		return l->moves[t->move].item;
	if (fallback && item != LEDGER_NONE && l->items[item].rejected)
		return LEDGER_NONE;
	if (fallback)
		item = ref_on(l, t, !meant);
	return ledger_known(l, item) ? item : LEDGER_NONE;
}

static bool
there_by(const struct ledger *l, uint32_t item, int32_t date)
{
	return ledger_known(l, item) && l->items[item].date <= date;
}

/* By item, the first day on which a transfer opens one of its name. */
static int32_t *
opened_by_transfer(const struct ledger *l)
{
	int32_t *day = mem_array(l->nitem, sizeof *day);

	for (uint32_t i = 0; i < l->nitem; i++)
		day[i] = INT32_MAX;
	for (uint32_t i = 0; i < l->ntransfer; i++) {
		const struct ledger_transfer *t = &l->transfers[i];
		struct ledger_key key = {t->customer, t->doc, t->entity,
		    l->items[l->moves[t->move].item].currency, SIDE_DEBIT};

		for (int side = SIDE_DEBIT; side <= SIDE_CREDIT; side++) {
			uint32_t item;

			key.side = (uint8_t)side;
			item = ledger_find(l, key);
			if (item != LEDGER_NONE && t->date < day[item])
				day[item] = t->date;
		}
	}
	return day;
}

/*
 * What stands in the book by a transfer's date settles its side: an item of
 * the same name that is posted later must not turn it round.
 */
bool *
ledger_turned(const struct ledger *l)
{
	bool *other = mem_array(l->ntransfer, sizeof *other);
	int32_t *day = opened_by_transfer(l);

	for (uint32_t i = 0; i < l->ntransfer; i++) {
		const struct ledger_transfer *t = &l->transfers[i];
		uint8_t side = t->amount > 0 ? SIDE_DEBIT : SIDE_CREDIT;
		uint32_t meant = ref_on(l, t, side);

		other[i] = there_by(l, ledger_source(l, t, true), t->date) &&
			   !there_by(l, meant, t->date) &&
			   (meant == LEDGER_NONE || day[meant] > t->date);
	}
	mem_free(day);
	return other;
}

/*
 * adjust, fx and reverse act on whichever item of the name there is by their
 * date, or comes later; false when both are.  Where one of them was rejected
 * the row may have meant it, and goes with it.
 */
bool
ledger_settle_side(struct ledger *l, struct ledger_move *m)
{
	uint32_t twin;
	bool here, there;

	if (!m->either || m->type == TYPE_TRANSFER)
		return true;
	twin = ledger_twin(l, m->item);
	if (twin == LEDGER_NONE)
		return true;
	here = ledger_known(l, m->item);
	there = ledger_known(l, twin);
	if (here && there) {
		here = l->items[m->item].date <= m->date;
		there = l->items[twin].date <= m->date;
		if (here == there)
			return false;
	} else if (here && l->items[twin].rejected) {
		here = false;
		there = true;
	} else if (there && l->items[m->item].rejected) {
		return true;
	}
	if (!here && there)
		m->item = twin;
	return true;
}
