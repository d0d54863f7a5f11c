#include "base/intern.h"
#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

/* A row without document number, of a plain list, is an item of its own. */
static uint32_t
mention_doc(
    struct ledger *l, const struct ledger_named *r, enum ledger_side side)
{
	struct ledger_key key = {r->id[NAME_CUSTOMER], r->id[NAME_DOC],
	    r->id[NAME_ENTITY], (uint16_t)r->p->currency, (uint8_t)side};

	return r->p->doc.len > 0 ? ledger_mention_at(l, key, r->doc_mark)
				 : ledger_anonymous(l, key);
}

static uint32_t
mention_ref(
    struct ledger *l, const struct ledger_named *r, enum ledger_side side)
{
	struct ledger_key key = {r->id[NAME_REF_CUSTOMER], r->id[NAME_REF],
	    r->id[NAME_REF_ENTITY], (uint16_t)r->p->ref_currency,
	    (uint8_t)side};

	return ledger_mention_at(l, key, r->ref_mark);
}

static enum ledger_side
side_of(const struct posting *p)
{
	bool credit =
	    p->type == TYPE_CREDIT || (p->type == TYPE_RECEIPT && !p->returned);

	return credit ? SIDE_CREDIT : SIDE_DEBIT;
}

static void
note_again(struct ledger *l, uint32_t piece)
{
	l->again =
	    mem_grow(l->again, &l->again_cap, l->nagain + 1, sizeof *l->again);
	l->again[l->nagain++] = piece;
}

/* Links the last piece to its item, and notes it when it is not the first. */
static void
link_piece(struct ledger *l, uint32_t item)
{
	uint32_t first = l->items[item].piece;

	if (first != LEDGER_NONE && l->pieces[first].next == LEDGER_NONE)
		note_again(l, first);
	if (first != LEDGER_NONE)
		note_again(l, l->npiece);
	ledger_attach(l, l->npiece, true);
	l->nown = ++l->npiece;
}

static void
add_piece(struct ledger *l, const struct ledger_named *r)
{
	const struct posting *p = r->p;
	uint32_t item = mention_doc(l, r, side_of(p));

	l->pieces = mem_spread(
	    l->pieces, &l->piece_cap, (size_t)l->npiece + 1, sizeof *l->pieces);
	l->pieces[l->npiece] = (struct ledger_piece){.line = p->line,
	    .origin = p->line,
	    .amount = p->amount,
	    .item = item,
	    .next = LEDGER_NONE,
	    .source = LEDGER_NONE,
	    .kind = (uint8_t)(p->returned ? TYPE_DEBIT : p->type),
	    .date = p->date,
	    .due = p->due,
	    .doc_date = p->doc_date,
	    .account = r->id[NAME_ACCOUNT],
	    .part = r->id[NAME_PART],
	    .tag = r->tag,
	    .opening = p->opening,
	    .returned = p->returned};
	l->opening = l->opening || p->opening;
	link_piece(l, item);
}

static uint32_t
add_move(
    struct ledger *l, const struct posting *p, uint32_t item, int64_t amount)
{
	l->moves = mem_spread(
	    l->moves, &l->move_cap, (size_t)l->nmove + 1, sizeof *l->moves);
	l->moves[l->nmove] = (struct ledger_move){.line = p->line,
	    .amount = amount,
	    .item = item,
	    .other = LEDGER_NONE,
	    .next = LEDGER_NONE,
	    .date = p->date,
	    .due = DATE_NONE,
	    .type = (uint8_t)p->type};
	return l->nmove++;
}

static void
add_apply(struct ledger *l, const struct ledger_named *r)
{
	uint32_t from = mention_doc(l, r, SIDE_CREDIT);
	uint32_t to = mention_ref(l, r, SIDE_DEBIT);
	uint32_t a = add_move(l, r->p, from, r->p->amount);
	uint32_t b = add_move(l, r->p, to, -r->p->ref_amount);

	l->moves[a].other = to;
	l->moves[b].other = from;
	l->moves[b].due = r->p->ref_due;
}

static void
add_transfer(struct ledger *l, const struct ledger_named *r)
{
	const struct posting *p = r->p;
	uint32_t move =
	    add_move(l, p, mention_ref(l, r, SIDE_DEBIT), -p->amount);

	l->moves[move].either = true;
	l->moves[move].due = p->ref_due;
	l->transfers = mem_grow(l->transfers, &l->transfer_cap,
	    (size_t)l->ntransfer + 1, sizeof *l->transfers);
	l->transfers[l->ntransfer++] = (struct ledger_transfer){
	    .move = move,
	    .piece = LEDGER_NONE,
	    .customer = r->id[NAME_CUSTOMER],
	    .doc = r->id[NAME_DOC],
	    .entity = r->id[NAME_ENTITY],
	    .account = r->id[NAME_ACCOUNT],
	    .part = r->id[NAME_PART],
	    .tag = r->tag,
	    .date = p->date,
	    .due = p->due,
	    .line = p->line,
	    .amount = p->amount,
	    .opening = p->opening,
	};
}

/* Discounts and write-offs lower debts, refunds lower credits; the rest act
   on whichever item of the name there is. */
static void
add_act(struct ledger *l, const struct ledger_named *r)
{
	const struct posting *p = r->p;
	bool credit = p->type == TYPE_REFUND;
	uint32_t move = add_move(l, p,
	    mention_ref(l, r, credit ? SIDE_CREDIT : SIDE_DEBIT), p->amount);

	l->moves[move].due = p->ref_due;
	l->moves[move].either = p->type == TYPE_ADJUST || p->type == TYPE_FX ||
				p->type == TYPE_REVERSE;
}

/* A remittance line belongs to its receipt; other events to a debt, or to
   the customer as a whole. */
static uint32_t
event_item(struct ledger *l, const struct ledger_named *r)
{
	if (r->p->type == TYPE_REMIT)
		return mention_doc(l, r, SIDE_CREDIT);
	return r->p->ref.len == 0 ? LEDGER_NONE : mention_ref(l, r, SIDE_DEBIT);
}

static void
add_event(struct ledger *l, const struct ledger_named *r)
{
	const struct posting *p = r->p;

	l->events = mem_grow(
	    l->events, &l->event_cap, (size_t)l->nevent + 1, sizeof *l->events);
	l->events[l->nevent++] = (struct ledger_event){.line = p->line,
	    .amount = p->amount,
	    .item = event_item(l, r),
	    .next = LEDGER_NONE,
	    .number = r->id[NAME_DOC],
	    .customer = r->id[NAME_CUSTOMER],
	    .entity = r->id[NAME_ENTITY],
	    .date = p->date,
	    .due = p->due,
	    .currency = (uint16_t)p->currency,
	    .type = (uint8_t)p->type,
	    .blank = p->amount_blank};
}

void
ledger_add_named(struct ledger *l, const struct ledger_named *r)
{
	switch (posting_class(r->p->type)) {
	case CLASS_OPENS:
		add_piece(l, r);
		break;
	case CLASS_APPLIES:
		add_apply(l, r);
		break;
	case CLASS_TRANSFERS:
		add_transfer(l, r);
		break;
	case CLASS_ACTS:
		add_act(l, r);
		break;
	case CLASS_EVENT:
	case CLASS_TELLS:
		add_event(l, r);
		break;
	}
}

static void
refuse_doc(
    struct ledger *l, const struct ledger_named *r, enum ledger_side side)
{
	uint32_t item = mention_doc(l, r, side); /* may move l->items */

	l->items[item].rejected = true;
}

void
ledger_refuse_named(struct ledger *l, const struct ledger_named *r)
{
	enum posting_type type = r->p->type;
	enum posting_class class = posting_class(type);

	/* An event may be any row: its type could not be read. */
	if (class == CLASS_APPLIES || class == CLASS_ACTS ||
	    class == CLASS_TELLS)
		return;
	/* A transfer or an unknown row may open either; so may a receipt,
	   whose amount tells whether the bank took it back. */
	if (type != TYPE_CREDIT)
		refuse_doc(l, r, SIDE_DEBIT);
	if (type != TYPE_INVOICE && type != TYPE_DEBIT)
		refuse_doc(l, r, SIDE_CREDIT);
}

void
ledger_drop(struct ledger *l, uint64_t line)
{
	l->drops =
	    mem_grow(l->drops, &l->drop_cap, l->ndrop + 1, sizeof *l->drops);
	l->drops[l->ndrop++] = line;
}
