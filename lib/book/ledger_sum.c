#include <stdlib.h>

#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

/* The whole debt: what was billed and what raised it since. */
static int128
full_debit(const struct ledger *l, const struct ledger_item *item, int32_t asof)
{
	int128 sum = 0;

	for (uint32_t i = item->piece; i != LEDGER_NONE; i = l->pieces[i].next)
		if (l->pieces[i].date <= asof)
			sum += l->pieces[i].amount;
	for (uint32_t i = item->move; i != LEDGER_NONE; i = l->moves[i].next)
		if (l->moves[i].date <= asof && l->moves[i].amount > 0)
			sum += l->moves[i].amount;
	return sum;
}

int
ledger_by_number(const void *a, const void *b)
{
	const struct ledger_event *x = *(const struct ledger_event *const *)a;
	const struct ledger_event *y = *(const struct ledger_event *const *)b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (x->type > y->type) - (x->type < y->type);
}

static size_t
gather(const struct ledger *l, uint32_t item, int32_t asof,
    const struct ledger_event **claims)
{
	size_t n = 0;

	for (uint32_t i = l->items[item].event; i != LEDGER_NONE;
	     i = l->events[i].next) {
		const struct ledger_event *e = &l->events[i];

		if (e->date > asof ||
		    (e->type != TYPE_DISPUTE && e->type != TYPE_RESOLVE))
			continue;
		if (claims != NULL)
			claims[n] = e;
		n++;
	}
	return n;
}

/* Never below zero, as the whole of an over-paid item would be. */
int128
ledger_claim_after(int128 left, const struct ledger_event *e, int128 full)
{
	if (e->type == TYPE_DISPUTE)
		left += e->blank ? full : e->amount;
	else
		left -= e->blank ? left : e->amount;
	return left > 0 ? left : 0;
}

static void
claim_take(struct ledger_claim *c, const struct ledger_event *e)
{
	if (c->left == 0 && e->type == TYPE_DISPUTE) {
		c->line = e->line;
		c->raised = e->date;
	}
	if (e->type == TYPE_RESOLVE)
		c->resolved = e->date;
	c->left = ledger_claim_after(c->left, e, c->full);
}

size_t
ledger_claims(const struct ledger *l, uint32_t item, int32_t asof,
    struct ledger_claim **claims)
{
	size_t n = gather(l, item, asof, NULL), out = 0;
	const struct ledger_event **all;
	int128 full;

	*claims = NULL;
	if (n == 0)
		return 0;
	all = mem_array(n, sizeof(void *));
	full = full_debit(l, &l->items[item], asof);
	*claims = mem_array(n, sizeof **claims);
	gather(l, item, asof, all);
	qsort(all, n, sizeof(void *), ledger_by_number);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || all[i]->number != all[i - 1]->number)
			(*claims)[out++] = (struct ledger_claim){.full = full,
			    .raised = DATE_NONE,
			    .resolved = DATE_NONE,
			    .number = all[i]->number};
		claim_take(&(*claims)[out - 1], all[i]);
	}
	mem_free(all);
	return out;
}

int128
ledger_disputed(const struct ledger *l, uint32_t item, int32_t asof)
{
	struct ledger_claim *claims;
	size_t n = ledger_claims(l, item, asof, &claims);
	int128 sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += claims[i].left;
	mem_free(claims);
	return sum;
}

void
ledger_sum(const struct ledger *l, int32_t asof, int128 *sum, int128 *cross)
{
	for (uint32_t i = 0; i < l->npiece; i++) {
		const struct ledger_piece *p = &l->pieces[i];

		if (!p->dropped && !p->transferred && p->date <= asof)
			sum[l->items[p->item].currency] += p->amount;
	}
	for (uint32_t i = 0; i < l->nmove; i++) {
		const struct ledger_move *m = &l->moves[i];
		uint16_t currency = l->items[m->item].currency;

		if (m->dropped || m->date > asof || m->type == TYPE_TRANSFER)
			continue;
		if (m->type != TYPE_APPLY)
			sum[currency] += m->amount;
		else if (currency != l->items[m->other].currency)
			cross[currency] += m->amount;
	}
}
