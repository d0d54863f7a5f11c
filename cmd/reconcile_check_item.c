#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/reconcile_check.h"
#include "value/date.h"

/* Lines of an item. */
struct lines {
	uint64_t *at;
	size_t n, cap;
	int32_t first; /* day */
};

static void
add_line(struct lines *to, uint64_t line, int32_t date)
{
	to->at = mem_grow(to->at, &to->cap, to->n + 1, sizeof *to->at);
	to->at[to->n++] = line;
	if (date < to->first)
		to->first = date;
}

static int
by_line(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* A transfer to another day of the same item is one row of it. */
static void
drop_repeats(struct lines *of)
{
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		if (n == 0 || of->at[n - 1] != of->at[i])
			of->at[n++] = of->at[i];
	of->n = n;
}

/* The rows of the item that count on the day. */
static void
gather(const struct check *c, const struct ledger_item *it, struct lines *to)
{
	const struct ledger *l = c->r->ledger;

	to->n = 0;
	to->first = DATE_MAX;
	for (uint32_t i = it->piece; i != LEDGER_NONE;) {
		const struct ledger_piece *p = ledger_piece(l, i);

		if (p->date <= c->asof)
			add_line(to, p->line, p->date);
		i = p->next;
	}
	for (uint32_t i = it->move; i != LEDGER_NONE;) {
		const struct ledger_move *m = ledger_move(l, i);

		if (m->date <= c->asof)
			add_line(to, m->line, m->date);
		i = m->next;
	}
	if (to->n > 1)
		qsort(to->at, to->n, sizeof *to->at, by_line);
	drop_repeats(to);
}

static void
add(struct check *c, const struct ledger_item *it, int128 net,
    const struct lines *lines)
{
	const struct ledger *l = c->r->ledger;
	struct check_found f = {.class = RECON_OVER_APPLIED,
	    .entity = ledger_text(l, it->entity),
	    .customer = ledger_text(l, it->customer),
	    .key = ledger_text(l, it->doc),
	    .step = "more was taken off it than there was: undo what is too "
		    "much",
	    .currency = it->currency,
	    .amount = (int64_t)net,
	    .difference = (int64_t)net,
	    .date = lines->first,
	    .other_date = DATE_NONE,
	    .lines = lines->at,
	    .n = lines->n};

	if (net != (int64_t)net)
		diag_fail("what is open of \"%.*s\" is beyond the largest "
			  "amount",
		    (int)(f.key.len < 60 ? f.key.len : 60), f.key.at);
	check_add(c, &f);
}

void
check_items(struct check *c)
{
	const struct ledger *l = c->r->ledger;
	struct lines lines = {0};

	for (uint32_t i = 0; i < ledger_items(l); i++) {
		const struct ledger_item *it = ledger_item(l, i);
		int128 net;

		ledger_ahead(l, i);
		net = ledger_net(l, i, c->asof);
		if (it->side == SIDE_DEBIT ? net >= 0 : net <= 0)
			continue;
		gather(c, it, &lines);
		add(c, it, net, &lines);
	}
	mem_free(lines.at);
}
