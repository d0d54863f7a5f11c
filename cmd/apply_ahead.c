#include "cmd/apply_in.h"

#define APART 32 /* items between one step and the next */

/*
 * The items of a customer lie about in the ledger, as they came: each would
 * be waited for.  Customers are walked in the order of the list, so what
 * comes next is known.
 */
static void
step(const struct apply *a, uint32_t item, int which)
{
	const struct ledger_item *i;

	switch (which) {
	case 0:
		ledger_fetch(a->ledger, item, FETCH_ITEM);
		break;
	case 1:
		ledger_fetch(a->ledger, item, FETCH_ROWS);
		break;
	case 2:
		ledger_fetch(a->ledger, item, FETCH_NAMES);
		break;
	default:
		i = ledger_item(a->ledger, item);
		apply_kept_ahead(
		    a->notes, ledger_piece(a->ledger, i->piece)->tag);
	}
}

void
apply_ahead(struct apply_desk *d, uint32_t customer)
{
	const struct apply_world *w = d->apply->world;
	uint32_t from = w->start[customer], n = w->start[w->n];

	for (int k = 0; k < 4; k++) {
		uint32_t end =
		    w->start[customer + 1] + APART * (4U - (uint32_t)k);
		uint32_t at = d->ahead[k];

		if (at < from || at > end)
			at = from;
		for (; at < end && at < n; at++)
			step(d->apply, w->list[at], k);
		d->ahead[k] = at;
	}
}

static void
fetch(const struct apply *a, uint32_t item, enum ledger_step step)
{
	if (item != LEDGER_NONE)
		ledger_fetch(a->ledger, item, step);
}

void
apply_funds_ahead(const struct apply *a, size_t at)
{
	const struct apply_fund *const *f = a->funds + at;

	if (at + 24 >= a->nfund)
		return;
	fetch(a, f[24]->item, FETCH_ITEM);
	__builtin_prefetch(f[24]->entry);
	fetch(a, f[16]->item, FETCH_ROWS);
	if (f[16]->nentry > 0)
		fetch(a, f[16]->entry->item, FETCH_ITEM);
	fetch(a, f[8]->item, FETCH_NAMES);
	if (f[8]->nentry > 0) {
		fetch(a, f[8]->entry->item, FETCH_ROWS);
		__builtin_prefetch(f[8]->entry->text);
	}
	if (f[4]->nentry > 0)
		fetch(a, f[4]->entry->item, FETCH_NAMES);
}

static void
fetch_picks(
    const struct apply *a, const struct apply_fund *f, enum ledger_step step)
{
	const struct apply_left *l = f->left;

	for (uint32_t i = 0; i < l->nanswer && i < 5; i++)
		for (uint32_t k = 0; k < l->answer[i].npick && k < 2; k++)
			fetch(a, l->answer[i].pick[k].item, step);
	fetch(a, f->item, step);
}

void
apply_left_ahead(const struct apply *a, size_t at)
{
	const struct apply_fund *const *f = a->left + at;

	if (at + 12 >= a->nleft)
		return;
	__builtin_prefetch(f[12]);
	__builtin_prefetch(f[10]->left);
	__builtin_prefetch(f[8]->left->answer);
	fetch_picks(a, f[6], FETCH_ITEM);
	fetch_picks(a, f[4], FETCH_ROWS);
	fetch_picks(a, f[2], FETCH_NAMES);
}
