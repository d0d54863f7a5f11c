#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/date.h"

/* Money: receipts and credit memos, and where they first came in. */

#define HOPS 1000 /* transfers of one receipt: a ring of them has no end */

/* The row that a transferred piece was taken from, in its source. */
static uint32_t
forebear(const struct ledger *l, const struct ledger_piece *p)
{
	uint32_t i = p->source != LEDGER_NONE ? ledger_item(l, p->source)->piece
					      : LEDGER_NONE;

	for (; i != LEDGER_NONE; i = ledger_piece(l, i)->next)
		if (ledger_piece(l, i)->origin == p->origin &&
		    ledger_piece(l, i) != p)
			return i;
	return LEDGER_NONE;
}

static uint32_t
follow(const struct ledger *l, uint32_t piece)
{
	for (int hop = 0; hop < HOPS; hop++) {
		const struct ledger_piece *p = ledger_piece(l, piece);
		uint32_t from;

		if (!p->transferred)
			break;
		from = forebear(l, p);
		if (from == LEDGER_NONE)
			break;
		piece = from;
	}
	return piece;
}

/* The first of two rows of an item. */
static bool
before(const struct ledger_piece *a, const struct ledger_piece *b)
{
	return a->date != b->date ? a->date < b->date : a->line < b->line;
}

static uint32_t
first_piece(
    const struct apply *a, uint32_t item, struct apply_money *m, int128 *opened)
{
	const struct ledger *l = a->ledger;
	uint32_t first = LEDGER_NONE;
	int128 sum = 0;

	for (uint32_t i = ledger_item(l, item)->piece; i != LEDGER_NONE;
	     i = ledger_piece(l, i)->next) {
		const struct ledger_piece *p = ledger_piece(l, i);

		*opened += apply_size(p->amount);
		if (p->date > a->asof) {
			m->later = true;
			continue;
		}
		sum -= p->amount;
		if (first == LEDGER_NONE || before(p, ledger_piece(l, first)))
			first = i;
	}
	m->received = sum > 0 ? (int64_t)sum : 0;
	return first;
}

/* Whether the bank took the receipt back: it stands on a return. */
static void
read_moves(
    const struct apply *a, uint32_t item, struct apply_money *m, int128 *moved)
{
	const struct ledger *l = a->ledger;
	int128 returned = 0;

	for (uint32_t i = ledger_item(l, item)->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next) {
		const struct ledger_move *v = ledger_move(l, i);

		*moved += apply_size(v->amount);
		if (v->date > a->asof)
			m->later = true;
		else if (v->type == TYPE_APPLY && apply_is_return(a, v->other))
			returned += v->amount;
	}
	m->returned = returned > 0;
}

bool
apply_is_return(const struct apply *a, uint32_t item)
{
	const struct ledger *l = a->ledger;

	if (ledger_item(l, item)->kind != TYPE_DEBIT)
		return false;
	for (uint32_t i = ledger_item(l, item)->piece; i != LEDGER_NONE;
	     i = ledger_piece(l, i)->next)
		if (ledger_piece(l, i)->returned)
			return true;
	return false;
}

bool
apply_money(struct apply_desk *d, uint32_t item, struct apply_money *m)
{
	const struct apply *a = d->apply;
	const struct ledger *l = a->ledger;
	const struct ledger_piece *p;
	uint32_t first;
	int128 open, opened = 0, moved = 0;

	*m = (struct apply_money){.item = item};
	first = first_piece(a, item, m, &opened);
	if (first == LEDGER_NONE)
		return false;
	apply_counted(a, item, opened);
	read_moves(a, item, m, &moved);
	apply_counted(a, item, moved);
	open = -apply_open(d, item);
	m->open = open > 0 ? (int64_t)open : 0;
	m->past = open < 0;
	apply_counted(a, item, open);
	p = ledger_piece(l, follow(l, first));
	m->from = p->item;
	m->note = p->tag;
	m->date = p->date;
	m->doc_date = p->doc_date;
	m->receipt = ledger_item(l, item)->kind == TYPE_RECEIPT;
	m->pool = apply_pool_of(a, ledger_item(l, item));
	return true;
}

void
apply_money_cells(
    const struct apply *a, const struct apply_money *m, struct span *cells)
{
	apply_kept(a->notes, m->note, cells, APPLY_CELLS);
}

struct span
apply_money_memo(const struct apply *a, const struct apply_money *m)
{
	return apply_kept_cell(a->notes, m->note, CELL_MEMO);
}
