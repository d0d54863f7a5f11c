#include <stdlib.h>

#include "base/mem.h"
#include "book/openbook_in.h"
#include "value/currency.h"
#include "value/money.h"

/*
 * What is left of each dispute, under its number and its first day.  Blank,
 * it would be of what the new book opens with: right only if nothing was
 * settled before.
 */
static void
put_claims(struct openbook_chooser *c, struct openbook_writer *o, uint32_t item,
    int128 open)
{
	struct ledger_claim *claims;
	size_t n = ledger_claims(c->l, item, c->plan->asof, &claims);
	int exponent = currency_exponent(ledger_item(c->l, item)->currency);

	for (size_t i = 0; i < n; i++) {
		char amount[MONEY_CHARS] = "";

		if (claims[i].left == 0)
			continue;
		if (claims[i].left != claims[i].full || claims[i].full != open)
			money_format(amount, claims[i].left, exponent);
		openbook_row(o, claims[i].line, amount);
	}
	mem_free(claims);
}

static const struct ledger *sorting; /* qsort has no argument to spare */

/* Lines of a list without document numbers. */
static int
by_row(const struct ledger_item *a, const struct ledger_item *b)
{
	const struct ledger_piece *p = ledger_piece(sorting, a->piece);
	const struct ledger_piece *q = ledger_piece(sorting, b->piece);

	if (p->due != q->due)
		return p->due < q->due ? -1 : 1;
	if (p->date != q->date)
		return p->date < q->date ? -1 : 1;
	if (p->amount != q->amount)
		return p->amount < q->amount ? -1 : 1;
	return (p->line > q->line) - (p->line < q->line);
}

static int
by_name(const void *x, const void *y)
{
	const struct ledger_item *a =
	    ledger_item(sorting, *(const uint32_t *)x);
	const struct ledger_item *b =
	    ledger_item(sorting, *(const uint32_t *)y);
	int c = span_compare(
	    ledger_text(sorting, a->entity), ledger_text(sorting, b->entity));

	if (c == 0)
		c = span_compare(ledger_text(sorting, a->customer),
		    ledger_text(sorting, b->customer));
	if (c == 0)
		c = span_compare(
		    ledger_text(sorting, a->doc), ledger_text(sorting, b->doc));
	if (c == 0)
		c = a->side - b->side;
	if (c == 0)
		c = strcmp(
		    currency_code(a->currency), currency_code(b->currency));
	return c != 0 || !a->anonymous ? c : by_row(a, b);
}

/* A settled part goes with the rest: later rows may name its due date. */
static void
put_item(struct openbook_chooser *c, struct openbook_writer *o, uint32_t item)
{
	const struct ledger_part *parts;
	size_t n = ledger_parts(c->l, item, c->plan->asof, &parts);
	int128 open = 0;

	for (size_t i = 0; i < n; i++) {
		openbook_part(o, &parts[i]);
		open += parts[i].open;
	}
	put_claims(c, o, item, open);
}

/* The open items, in order of their names. */
void
openbook_items(struct openbook_chooser *c, struct openbook_writer *o)
{
	uint32_t *order = mem_array(ledger_items(c->l), sizeof *order), n = 0;

	for (uint32_t i = 0; i < ledger_items(c->l); i++)
		if (c->open[i] && !openbook_is_whole(c, i))
			order[n++] = i;
	sorting = c->l;
	if (n > 0)
		qsort(order, n, sizeof *order, by_name);
	for (uint32_t i = 0; i < n; i++)
		put_item(c, o, order[i]);
	mem_free(order);
}
