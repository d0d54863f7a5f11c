#include <stdlib.h>

#include "base/mem.h"
#include "book/replay_in.h"

static int
by_day(const void *a, const void *b)
{
	const struct replay_said *x = a, *y = b;

	if (x->event->date != y->event->date)
		return x->event->date < y->event->date ? -1 : 1;
	if (x->event->type != y->event->type)
		return x->event->type < y->event->type ? -1 : 1;
	return (x->claim > y->claim) - (x->claim < y->claim);
}

static void
gather(struct replay_claims *c, const struct ledger *l, uint32_t item)
{
	uint32_t i = ledger_item(l, item)->event;

	c->n = 0;
	for (; i != LEDGER_NONE; i = ledger_event(l, i)->next) {
		const struct ledger_event *e = ledger_event(l, i);

		if (e->type != TYPE_DISPUTE && e->type != TYPE_RESOLVE)
			continue;
		c->order =
		    mem_grow(c->order, &c->order_cap, c->n + 1, sizeof(void *));
		c->order[c->n++] = e;
	}
	if (c->n > 1)
		qsort(c->order, c->n, sizeof(void *), ledger_by_number);
}

void
replay_claims_begin(
    struct replay_claims *c, const struct ledger *l, uint32_t item)
{
	c->at = c->nclaim = c->nblank = 0;
	c->full = c->sum = 0;
	gather(c, l, item);
	if (c->n == 0)
		return;
	c->said = mem_grow(c->said, &c->said_cap, c->n, sizeof *c->said);
	c->claims = mem_grow(c->claims, &c->claim_cap, c->n, sizeof *c->claims);
	c->blanks = mem_grow(c->blanks, &c->blank_cap, c->n, sizeof *c->blanks);
	for (size_t i = 0; i < c->n; i++) {
		if (i == 0 || c->order[i]->number != c->order[i - 1]->number)
			c->claims[c->nclaim++] =
			    (struct replay_claim){.first = (uint32_t)i};
		c->said[i] = (struct replay_said){
		    c->order[i], (uint32_t)(c->nclaim - 1)};
	}
	qsort(c->said, c->n, sizeof *c->said, by_day);
}

/* What was said of a number so far, where the whole debt has changed. */
static void
say_again(struct replay_claims *c, struct replay_claim *claim)
{
	c->sum -= claim->left;
	claim->left = 0;
	for (uint32_t i = 0; i < claim->n; i++)
		claim->left = ledger_claim_after(
		    claim->left, c->order[claim->first + i], c->full);
	c->sum += claim->left;
}

static void
say(struct replay_claims *c, const struct replay_said *said)
{
	struct replay_claim *claim = &c->claims[said->claim];

	if (said->event->type == TYPE_DISPUTE && said->event->blank &&
	    !claim->blank) {
		claim->blank = true;
		c->blanks[c->nblank++] = said->claim;
	}
	claim->n++;
	c->sum -= claim->left;
	claim->left = ledger_claim_after(claim->left, said->event, c->full);
	c->sum += claim->left;
}

int128
replay_claims_on(struct replay_claims *c, int32_t day, int128 full)
{
	bool again = full != c->full;

	c->full = full;
	for (size_t i = 0; again && i < c->nblank; i++)
		say_again(c, &c->claims[c->blanks[i]]);
	for (; c->at < c->n && c->said[c->at].event->date <= day; c->at++)
		say(c, &c->said[c->at]);
	return c->sum;
}

void
replay_claims_free(struct replay_claims *c)
{
	mem_free(c->order);
	mem_free(c->said);
	mem_free(c->claims);
	mem_free(c->blanks);
}
