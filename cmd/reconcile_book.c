#include "base/diag.h"
#include "base/mem.h"
#include "cmd/reconcile_note.h"
#include "value/date.h"
#include "value/money.h"

/* What an item past zero is: asked once. */
enum past { PAST_UNKNOWN, PAST_NO, PAST_YES };

struct maker {
	struct reconcile_run *r;
	uint32_t *first;  /* row of each item: of its account and rate are the
			     rows that act on it */
	uint8_t *past;    /* of each item, enum past */
	uint32_t blank;   /* the name that is none */
	uint32_t control; /* the only one, or RECON_NONE */
	uint32_t advance; /* or RECON_NONE */
	size_t at;        /* of the row last found */
	struct faults faults;
};

static uint32_t
name_of(const struct maker *m, uint32_t text)
{
	return text == m->blank ? RECON_NONE : text;
}

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

static void
find_first(struct maker *m)
{
	const struct ledger *l = m->r->ledger;

	for (uint32_t i = 0; i < ledger_items(l); i++)
		m->first[i] = LEDGER_NONE;
	for (uint32_t i = 0; i < ledger_pieces(l); i++) {
		const struct ledger_piece *p = ledger_piece(l, i);
		uint32_t *first = &m->first[p->item];

		if (!p->dropped && (*first == LEDGER_NONE ||
				       is_before(p, ledger_piece(l, *first))))
			*first = i;
	}
}

static uint32_t
account_of(const struct maker *m, uint32_t piece)
{
	return name_of(m, ledger_piece(m->r->ledger, piece)->account);
}

/* Without an account a row is nobody's: it would be left out silently.  Where
   one lacks it most do: the first is told of. */
static uint32_t
account_or_fault(
    struct maker *m, uint32_t account, uint32_t item, uint64_t line)
{
	bool receipt = ledger_item(m->r->ledger, item)->kind == TYPE_RECEIPT;

	if (account == RECON_NONE)
		account = receipt && m->advance != RECON_NONE ? m->advance
							      : m->control;
	if (account == RECON_NONE)
		fault_add_once(&m->faults, FAULT_BLANK, line, "account",
		    m->r->control.n > 1
			? "which of the accounts of --control is it?"
			: "nothing else tells the account: give --control");
	return account;
}

static uint32_t
unit_of(struct maker *m, uint32_t item, uint32_t account, uint64_t line)
{
	struct reconcile_run *r = m->r;
	const struct ledger_item *it = ledger_item(r->ledger, item);
	int currency = r->money != NULL ? r->money->currency : it->currency;

	return reconcile_unit_of(r, name_of(m, it->entity),
	    account_or_fault(m, account, item, line), currency);
}

static uint32_t
unit_of_item(struct maker *m, uint32_t item, uint64_t line)
{
	return unit_of(m, item, account_of(m, m->first[item]), line);
}

/* Whether what is open of an item is of the other sign than its side. */
static bool
is_past(struct maker *m, uint32_t item)
{
	const struct ledger *l = m->r->ledger;
	int128 net;

	if (m->past[item] == PAST_UNKNOWN) {
		net = ledger_net(l, item, m->r->to);
		if (ledger_item(l, item)->side == SIDE_CREDIT)
			net = -net;
		m->past[item] = net < 0 ? PAST_YES : PAST_NO;
	}
	return m->past[item] == PAST_YES;
}

/* At the item's rate of booking, which is that of its row. */
static int64_t
convert(struct maker *m, int64_t amount, uint32_t item, uint32_t piece,
    uint64_t line)
{
	const struct reconcile_run *r = m->r;
	int currency = ledger_item(r->ledger, item)->currency;
	const struct decimal *rate;
	int64_t out = 0;

	if (r->money == NULL || amount == 0)
		return amount;
	rate = base_booked(&r->note->booked, ledger_piece(r->ledger, piece));
	if (!base_convert(r->money, amount, currency, r->to, rate, &out))
		base_missing(r->money, &m->faults, line, currency, r->to, rate);
	return out;
}

/* What all entries of a row have in common. */
static struct recon_entry
begin(struct maker *m, uint64_t line, int32_t date)
{
	const struct reconcile_run *r = m->r;
	const struct reconcile_row *row =
	    reconcile_note_find(r->note, line, &m->at);
	struct recon_entry e = {.line = line,
	    .key = RECON_NONE,
	    .other_key = RECON_NONE,
	    .batch = RECON_NONE,
	    .date = date,
	    .row_date = date};

	if (row == NULL)
		return e;
	e.tax = row->tax;
	e.batch = row->batch;
	e.key = row->doc;
	if (row->date != DATE_NONE)
		e.row_date = row->date;
	if (span_is(reconcile_text(r, row->reason), "void"))
		e.marks |= RECON_VOID;
	return e;
}

/* An entry that moves nothing is none. */
static void
add(struct maker *m, const struct recon_entry *e)
{
	struct reconcile_run *r = m->r;
	size_t n = r->n[RECON_BOOK];

	if (e->amount == 0)
		return;
	if (n == RECON_NONE)
		diag_fail("too many rows");
	r->entries[RECON_BOOK] = mem_grow(
	    r->entries[RECON_BOOK], &r->cap[RECON_BOOK], n + 1, sizeof *e);
	r->entries[RECON_BOOK][n] = *e;
	if (reconcile_is_late(r, e->line, e->row_date))
		r->entries[RECON_BOOK][n].marks |= RECON_LATE;
	r->n[RECON_BOOK]++;
}

static void
set_amount(struct maker *m, struct recon_entry *e, int64_t amount,
    uint32_t item, uint32_t piece)
{
	e->original = amount;
	e->amount = convert(m, amount, item, piece, e->line);
	if (e->tax != 0)
		e->tax = convert(m, e->tax, item, piece, e->line);
	e->customer = name_of(m, ledger_item(m->r->ledger, item)->customer);
}

static void
add_opening(struct maker *m, uint32_t piece)
{
	const struct ledger_piece *p = ledger_piece(m->r->ledger, piece);
	uint32_t doc = name_of(m, ledger_item(m->r->ledger, p->item)->doc);
	struct recon_entry e = begin(m, p->line, p->date);

	e.key = doc;
	e.type = p->returned ? TYPE_RECEIPT : p->kind;
	e.row_date = p->date;
	e.unit = unit_of(m, p->item, account_of(m, piece), p->line);
	if (e.type == TYPE_RECEIPT)
		e.marks |= RECON_RECEIPT;
	set_amount(m, &e, p->amount, p->item, piece);
	add(m, &e);
}

/* From one unit to another, or within one where the rates differ. */
static void
add_legs(struct maker *m, struct recon_entry *to, struct recon_entry *from)
{
	if (to->unit != from->unit) {
		add(m, to);
		add(m, from);
		return;
	}
	if (!money_add(to->amount, from->amount, &to->amount))
		diag_fail("what a row moves is beyond the largest amount");
	to->original = to->amount;
	add(m, to);
}

static void
add_transfer(struct maker *m, uint32_t piece)
{
	const struct ledger *l = m->r->ledger;
	const struct ledger_piece *p = ledger_piece(l, piece);
	struct recon_entry to = begin(m, p->line, p->date), from;

	to.type = TYPE_TRANSFER;
	to.key = name_of(m, ledger_item(l, p->item)->doc);
	to.other_key = name_of(m, ledger_item(l, p->source)->doc);
	to.tax = 0;
	to.marks |= RECON_ACTS;
	from = to;
	to.unit = unit_of(m, p->item, account_of(m, piece), p->line);
	from.unit = unit_of_item(m, p->source, p->line);
	set_amount(m, &to, p->amount, p->item, piece);
	set_amount(m, &from, -p->amount, p->source, m->first[p->source]);
	add_legs(m, &from, &to);
}

static void
set_move(struct maker *m, struct recon_entry *e, const struct ledger_move *move)
{
	e->unit = unit_of_item(m, move->item, move->line);
	e->marks |= RECON_ACTS | (is_past(m, move->item) ? RECON_PAST : 0);
	set_amount(m, e, move->amount, move->item, m->first[move->item]);
}

/* The two moves of an application: out of the credit, and into the debt. */
static void
add_apply(struct maker *m, const struct ledger_move *move)
{
	const struct ledger *l = m->r->ledger;
	struct recon_entry from = begin(m, move->line, move->date), to;

	from.type = TYPE_APPLY;
	from.tax = 0;
	from.marks |= RECON_RECEIPT;
	from.key = name_of(m, ledger_item(l, move[0].item)->doc);
	from.other_key = name_of(m, ledger_item(l, move[1].item)->doc);
	to = from;
	set_move(m, &from, &move[0]);
	set_move(m, &to, &move[1]);
	add_legs(m, &from, &to);
}

static void
add_act(struct maker *m, const struct ledger_move *move)
{
	struct recon_entry e = begin(m, move->line, move->date);
	uint32_t ref = name_of(m, ledger_item(m->r->ledger, move->item)->doc);

	e.type = move->type;
	if (move->type == TYPE_REVERSE)
		e.marks |= RECON_VOID;
	if (e.key == RECON_NONE)
		e.key = ref;
	else if (e.key != ref)
		e.other_key = ref;
	set_move(m, &e, move);
	add(m, &e);
}

static void
add_pieces(struct maker *m)
{
	const struct ledger *l = m->r->ledger;

	m->at = 0;
	for (uint32_t i = 0; i < ledger_pieces(l); i++) {
		const struct ledger_piece *p = ledger_piece(l, i);

		if (p->dropped)
			continue;
		if (p->transferred)
			add_transfer(m, i);
		else
			add_opening(m, i);
	}
}

static void
add_moves(struct maker *m)
{
	const struct ledger *l = m->r->ledger;
	uint32_t n;

	m->at = 0;
	for (uint32_t i = 0; i < ledger_moves(l); i += n) {
		const struct ledger_move *move = ledger_move(l, i);

		n = move->type == TYPE_APPLY ? 2 : 1;
		if (move->dropped || move->type == TYPE_TRANSFER)
			continue;
		if (n == 2)
			add_apply(m, move);
		else
			add_act(m, move);
	}
}

void
reconcile_book(struct reconcile_run *r)
{
	struct maker m = {.r = r, .control = RECON_NONE};
	size_t nitem;

	if (r->ledger == NULL)
		reconcile_load(r);
	nitem = ledger_items(r->ledger);
	m.blank = intern_find(r->names, (struct span){"", 0});
	m.advance = reconcile_name(r, span_of(r->advance));
	m.control = reconcile_name(r, span_of(reconcile_only_control(r)));
	m.first = mem_array(nitem + 1, sizeof *m.first);
	m.past = mem_array(nitem + 1, sizeof *m.past);
	find_first(&m);
	add_pieces(&m);
	add_moves(&m);
	source_fail(&r->book, &m.faults);
	mem_free(m.first);
	mem_free(m.past);
}
