#include "base/diag.h"
#include "base/mem.h"
#include "cmd/reconcile_book.h"
#include "value/date.h"
#include "value/money.h"

/* What an item past zero is: asked once. */
enum past { PAST_UNKNOWN, PAST_NO, PAST_YES };

static uint32_t
name_of(const struct reconcile_maker *m, uint32_t text)
{
	return text == m->blank ? RECON_NONE : text;
}

static uint32_t
account_of(const struct reconcile_maker *m, uint32_t piece)
{
	return name_of(m, ledger_piece(m->r->ledger, piece)->account);
}

/* Without an account a row is nobody's: it would be left out silently.  Where
   one lacks it most do: the first is told of. */
static uint32_t
account_or_fault(
    struct reconcile_maker *m, uint32_t account, uint32_t item, uint64_t line)
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

static void
set_unit(struct reconcile_maker *m, struct reconcile_made *e, uint32_t item,
    uint32_t account)
{
	const struct reconcile_run *r = m->r;
	const struct ledger_item *it = ledger_item(r->ledger, item);

	e->currency = r->money != NULL ? r->money->currency : it->currency;
	e->entity = name_of(m, it->entity);
	e->account = account_or_fault(m, account, item, e->e.line);
}

static void
set_unit_of(struct reconcile_maker *m, struct reconcile_made *e, uint32_t item)
{
	set_unit(m, e, item, account_of(m, m->first[item]));
}

/* Whether what is open of an item is of the other sign than its side. */
static bool
is_past(struct reconcile_maker *m, uint32_t item)
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
convert(struct reconcile_maker *m, int64_t amount, uint32_t item,
    uint32_t piece, uint64_t line)
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
static struct reconcile_made
begin(struct reconcile_maker *m, uint64_t line, int32_t date)
{
	const struct reconcile_run *r = m->r;
	const struct reconcile_row *row =
	    reconcile_note_find(r->note, line, &m->at);
	struct reconcile_made e = {.e = {.line = line,
				       .key = RECON_NONE,
				       .other_key = RECON_NONE,
				       .batch = RECON_NONE,
				       .date = date,
				       .row_date = date}};

	if (row == NULL)
		return e;
	e.e.tax = row->tax;
	e.e.batch = row->batch;
	e.e.key = row->doc;
	if (row->date != DATE_NONE)
		e.e.row_date = row->date;
	if (span_is(reconcile_text(r, row->reason), "void"))
		e.e.marks |= RECON_VOID;
	return e;
}

static void
add(struct reconcile_maker *m, const struct reconcile_made *e)
{
	m->made = mem_grow(m->made, &m->cap, m->n + 1, sizeof *m->made);
	m->made[m->n] = *e;
	if (reconcile_is_late(m->r, e->e.line, e->e.row_date))
		m->made[m->n].e.marks |= RECON_LATE;
	m->n++;
}

static void
set_amount(struct reconcile_maker *m, struct recon_entry *e, int64_t amount,
    uint32_t item, uint32_t piece)
{
	e->original = amount;
	e->amount = convert(m, amount, item, piece, e->line);
	if (e->tax != 0)
		e->tax = convert(m, e->tax, item, piece, e->line);
	e->customer = name_of(m, ledger_item(m->r->ledger, item)->customer);
}

void
reconcile_make_opening(struct reconcile_maker *m, uint32_t piece)
{
	const struct ledger_piece *p = ledger_piece(m->r->ledger, piece);
	struct reconcile_made e = begin(m, p->line, p->date);

	e.e.key = name_of(m, ledger_item(m->r->ledger, p->item)->doc);
	e.e.type = p->returned ? TYPE_RECEIPT : p->kind;
	e.e.row_date = p->date;
	set_unit(m, &e, p->item, account_of(m, piece));
	if (e.e.type == TYPE_RECEIPT)
		e.e.marks |= RECON_RECEIPT;
	set_amount(m, &e.e, p->amount, p->item, piece);
	add(m, &e);
}

static bool
is_one_unit(const struct reconcile_made *a, const struct reconcile_made *b)
{
	return a->entity == b->entity && a->account == b->account &&
	       a->currency == b->currency;
}

/* From one unit to another, or within one where the rates differ. */
static void
add_legs(struct reconcile_maker *m, struct reconcile_made *one,
    const struct reconcile_made *other)
{
	if (!is_one_unit(one, other)) {
		add(m, one);
		add(m, other);
		return;
	}
	if (!money_add(one->e.amount, other->e.amount, &one->e.amount))
		diag_fail("what a row moves is beyond the largest amount");
	one->e.original = one->e.amount;
	add(m, one);
}

void
reconcile_make_transfer(struct reconcile_maker *m, uint32_t piece)
{
	const struct ledger *l = m->r->ledger;
	const struct ledger_piece *p = ledger_piece(l, piece);
	struct reconcile_made to = begin(m, p->line, p->date), from;

	to.e.type = TYPE_TRANSFER;
	to.e.key = name_of(m, ledger_item(l, p->item)->doc);
	to.e.other_key = name_of(m, ledger_item(l, p->source)->doc);
	to.e.tax = 0;
	to.e.marks |= RECON_ACTS;
	from = to;
	set_unit(m, &to, p->item, account_of(m, piece));
	set_unit_of(m, &from, p->source);
	set_amount(m, &to.e, p->amount, p->item, piece);
	set_amount(m, &from.e, -p->amount, p->source, m->first[p->source]);
	add_legs(m, &from, &to);
}

static void
set_move(struct reconcile_maker *m, struct recon_entry *e,
    const struct ledger_move *move)
{
	e->marks |= RECON_ACTS | (is_past(m, move->item) ? RECON_PAST : 0);
	set_amount(m, e, move->amount, move->item, m->first[move->item]);
}

/* The two moves of an application: out of the credit, and into the debt.  In
   one unit, and at no rate, they are nothing. */
void
reconcile_make_apply(struct reconcile_maker *m, const struct ledger_move *move)
{
	const struct ledger *l = m->r->ledger;
	struct reconcile_made from = {.e = {.line = move->line}}, to = from;

	set_unit_of(m, &from, move[0].item);
	set_unit_of(m, &to, move[1].item);
	if (is_one_unit(&from, &to) && m->r->money == NULL)
		return;
	from.e = begin(m, move->line, move->date).e;
	from.e.type = TYPE_APPLY;
	from.e.tax = 0;
	from.e.marks |= RECON_RECEIPT;
	from.e.key = name_of(m, ledger_item(l, move[0].item)->doc);
	from.e.other_key = name_of(m, ledger_item(l, move[1].item)->doc);
	to.e = from.e;
	set_move(m, &from.e, &move[0]);
	set_move(m, &to.e, &move[1]);
	add_legs(m, &from, &to);
}

void
reconcile_make_act(struct reconcile_maker *m, const struct ledger_move *move)
{
	struct reconcile_made e = begin(m, move->line, move->date);
	uint32_t ref = name_of(m, ledger_item(m->r->ledger, move->item)->doc);

	e.e.type = move->type;
	if (move->type == TYPE_REVERSE)
		e.e.marks |= RECON_VOID;
	if (e.e.key == RECON_NONE)
		e.e.key = ref;
	else if (e.e.key != ref)
		e.e.other_key = ref;
	set_unit_of(m, &e, move->item);
	set_move(m, &e.e, move);
	add(m, &e);
}
