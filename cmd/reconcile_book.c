#include "cmd/reconcile_book.h"
#include "base/mem.h"
#include "base/turns.h"
#include "value/date.h"

#define ROWS  ((uint32_t)1 << 14) /* that a thread takes at once */
#define AHEAD 16 /* rows: their items have come from memory by then */

/* By day; of one day what is no transfer, then what is due first. */
static bool
is_before(const struct ledger_piece *p, const struct ledger_piece *q)
{
	int32_t x = p->due != DATE_NONE ? p->due : p->doc_date;
	int32_t y = q->due != DATE_NONE ? q->due : q->doc_date;

	if (p->date != q->date)
		return p->date < q->date;
	if (p->transferred != q->transferred)
		return q->transferred;
	return x != y ? x < y : p->line < q->line;
}

/* Of rows that act on items: what they inherit.  Without any nobody asks. */
static uint32_t *
find_first(const struct ledger *l)
{
	uint32_t *first = mem_array((size_t)ledger_items(l) + 1, sizeof *first);

	if (ledger_moves(l) == 0)
		return first;
	for (uint32_t i = 0; i < ledger_items(l); i++)
		first[i] = LEDGER_NONE;
	for (uint32_t i = 0; i < ledger_pieces(l); i++) {
		const struct ledger_piece *p = ledger_piece(l, i);
		uint32_t *at = &first[p->item];

		if (!p->dropped &&
		    (*at == LEDGER_NONE || is_before(p, ledger_piece(l, *at))))
			*at = i;
	}
	return first;
}

static void
push(struct reconcile_maker *m)
{
	reconcile_push(m->r, RECON_BOOK, m->made, m->n);
	m->n = 0;
}

/* Opening rows speak for themselves: any thread at any time. */
static void
make_openings(void *context, uint64_t chunk)
{
	struct reconcile_maker *m = context;
	const struct ledger *l = m->r->ledger;
	uint32_t n = ledger_pieces(l), i = (uint32_t)(chunk * ROWS);
	uint32_t end = n - i < ROWS ? n : i + ROWS;

	for (; i < end; i++) {
		const struct ledger_piece *p = ledger_piece(l, i);

		if (i + AHEAD < n)
			ledger_fetch(
			    l, ledger_piece(l, i + AHEAD)->item, FETCH_ITEM);
		if (!p->dropped && !p->transferred)
			reconcile_make_opening(m, i);
	}
}

static void
push_openings(void *context, uint64_t chunk)
{
	(void)chunk;
	push(context);
}

static void
make_transfers(struct reconcile_maker *m)
{
	const struct ledger *l = m->r->ledger;

	for (uint32_t i = 0; i < ledger_pieces(l); i++) {
		const struct ledger_piece *p = ledger_piece(l, i);

		if (!p->dropped && p->transferred)
			reconcile_make_transfer(m, i);
		if (m->n >= ROWS)
			push(m);
	}
	push(m);
}

static void
make_moves(struct reconcile_maker *m)
{
	const struct ledger *l = m->r->ledger;
	uint32_t n;

	for (uint32_t i = 0; i < ledger_moves(l); i += n) {
		const struct ledger_move *move = ledger_move(l, i);

		n = move->type == TYPE_APPLY ? 2 : 1;
		if (move->dropped || move->type == TYPE_TRANSFER)
			continue;
		if (n == 2)
			reconcile_make_apply(m, move);
		else
			reconcile_make_act(m, move);
		if (m->n >= ROWS)
			push(m);
	}
	push(m);
}

static void
make_all(struct reconcile_maker *makers, uint32_t n)
{
	struct reconcile_run *r = makers->r;
	uint64_t rows = ledger_pieces(r->ledger);
	void **context = mem_array(n, sizeof *context);

	for (uint32_t i = 0; i < n; i++)
		context[i] = &makers[i];
	r->entries[RECON_BOOK] =
	    mem_reserve(r->entries[RECON_BOOK], &r->cap[RECON_BOOK],
		(size_t)rows + ROWS, sizeof *r->entries[RECON_BOOK]);
	turns_run(
	    n, (rows + ROWS - 1) / ROWS, make_openings, push_openings, context);
	if (ledger_moves(r->ledger) > 0) {
		make_transfers(makers);
		make_moves(makers);
	}
	mem_free(context);
}

void
reconcile_book(struct reconcile_run *r)
{
	struct reconcile_maker m = {.r = r}, *makers;
	uint32_t n = tool_threads(&r->tool), *first;

	if (r->ledger == NULL)
		reconcile_load(r);
	m.blank = intern_find(r->names, (struct span){"", 0});
	m.advance = reconcile_name(r, span_of(r->advance));
	m.control = reconcile_name(r, span_of(reconcile_only_control(r)));
	m.first = first = find_first(r->ledger);
	m.past = mem_array((size_t)ledger_items(r->ledger) + 1, 1);
	makers = mem_array(n, sizeof *makers);
	for (uint32_t i = 0; i < n; i++)
		makers[i] = m;
	make_all(makers, n);
	for (uint32_t i = 0; i < n; i++) {
		fault_merge(&m.faults, &makers[i].faults);
		mem_free(makers[i].made);
	}
	source_fail(&r->book, &m.faults);
	mem_free(makers);
	mem_free(first);
	mem_free(m.past);
}
