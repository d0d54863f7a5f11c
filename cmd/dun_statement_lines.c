#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_statement.h"

/* What moved the balance of an account, day by day. */

void
dun_statement_start(struct dun_statement *st)
{
	st->n = 0;
	st->opening = st->closing = st->disputed = 0;
	memset(st->aged, 0, sizeof st->aged);
	st->any = false;
}

/* What goes from one item of the account to another moves no balance. */
static bool
stays(const struct dun *d, uint32_t item, uint32_t other)
{
	const struct ledger_item *x, *y;

	if (other == LEDGER_NONE)
		return false;
	x = ledger_item(d->ledger, item);
	y = ledger_item(d->ledger, other);
	return x->customer == y->customer && x->entity == y->entity &&
	       x->currency == y->currency && dun_statement_has(d, other);
}

static void
add(struct dun_statement *st, const struct dun_line *line)
{
	const struct dun *d = st->paper.papers->d;

	if (line->date < d->statement_from || line->date > d->asof ||
	    line->amount == 0 || stays(d, line->item, line->other))
		return;
	st->lines = mem_grow(st->lines, &st->cap, st->n + 1, sizeof *st->lines);
	st->lines[st->n++] = *line;
}

void
dun_statement_add(struct dun_statement *st, uint32_t item)
{
	const struct ledger *l = st->paper.papers->d->ledger;
	const struct ledger_item *i = ledger_item(l, item);

	for (uint32_t k = i->piece; k != LEDGER_NONE;
	     k = ledger_piece(l, k)->next) {
		const struct ledger_piece *p = ledger_piece(l, k);

		add(st, &(struct dun_line){p->line, p->amount, item,
			    p->transferred ? p->source : LEDGER_NONE, p->date,
			    p->due,
			    p->transferred ? TYPE_TRANSFER
					   : (enum posting_type)p->kind,
			    p->returned});
	}
	for (uint32_t k = i->move; k != LEDGER_NONE;
	     k = ledger_move(l, k)->next) {
		const struct ledger_move *m = ledger_move(l, k);
		bool both = m->type == TYPE_APPLY || m->type == TYPE_TRANSFER;

		add(st, &(struct dun_line){m->line, m->amount, item,
			    both ? m->other : LEDGER_NONE, m->date, DATE_NONE,
			    (enum posting_type)m->type, false});
	}
}

static int
by_day(const void *a, const void *b)
{
	const struct dun_line *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

/* The name of is_... that says what the row is. */
static size_t
flag_of(const struct dun_line *line)
{
	if (line->returned)
		return DUN_LINE_IS_RETURN;
	return DUN_LINE_IS_INVOICE + (size_t)(line->type - TYPE_INVOICE);
}

static void
set_line(struct dun_statement *st, const struct dun_line *line, int128 balance)
{
	struct dun_paper *s = &st->paper;
	const struct ledger *l = s->papers->d->ledger;
	struct trecord *r = tdata_add(s->top, DUN_STATEMENT_LINES);
	struct span doc = ledger_text(l, ledger_item(l, line->item)->doc);

	dun_set_date(s, r, DUN_LINE_DATE, line->date);
	dun_set_own(r, DUN_LINE_TYPE,
	    span_of(
		posting_type_name(line->returned ? TYPE_RECEIPT : line->type)));
	dun_set_text(s, r, DUN_LINE_DOC, doc);
	if (line->other != LEDGER_NONE)
		dun_set_text(s, r, DUN_LINE_REF,
		    ledger_text(l, ledger_item(l, line->other)->doc));
	dun_set_date(s, r, DUN_LINE_DUE, line->due);
	dun_set_flag(r, flag_of(line), true);
	dun_set_money(s, r, DUN_LINE_AMOUNT, line->amount);
	dun_set_money(s, r, DUN_LINE_BALANCE, balance);
}

void
dun_statement_lines(struct dun_statement *st)
{
	int128 balance = st->opening;

	if (st->n > 0)
		qsort(st->lines, st->n, sizeof *st->lines, by_day);
	for (size_t i = 0; i < st->n; i++) {
		balance += st->lines[i].amount;
		set_line(st, &st->lines[i], balance);
	}
	if (balance != st->closing)
		diag_fail("the statement of %.*s does not tie: this is a "
			  "mistake in the program",
		    (int)st->paper.customer.len, st->paper.customer.at);
}
