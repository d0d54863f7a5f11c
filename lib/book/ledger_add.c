#include "base/intern.h"
#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

static uint32_t
text(struct ledger *l, struct span s)
{
	return intern_add(l->texts, s);
}

/* A row without document number, of a plain list, is an item of its own. */
static uint32_t
mention_doc(struct ledger *l, const struct posting *p, enum ledger_side side)
{
	struct ledger_key key = {text(l, p->customer), text(l, p->doc),
	    text(l, p->entity), (uint16_t)p->currency, (uint8_t)side};

	return p->doc.len > 0 ? ledger_mention(l, key)
			      : ledger_anonymous(l, key);
}

static uint32_t
mention_ref(struct ledger *l, const struct posting *p, enum ledger_side side)
{
	return ledger_mention(l, (struct ledger_key){text(l, p->ref_customer),
				     text(l, p->ref), text(l, p->ref_entity),
				     (uint16_t)p->ref_currency, (uint8_t)side});
}

static enum ledger_side
side_of(const struct posting *p)
{
	bool credit =
	    p->type == TYPE_CREDIT || (p->type == TYPE_RECEIPT && !p->returned);

	return credit ? SIDE_CREDIT : SIDE_DEBIT;
}

static void
add_piece(struct ledger *l, const struct posting *p, uint32_t tag)
{
	uint32_t item = mention_doc(l, p, side_of(p));

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
	    .account = text(l, p->account),
	    .part = text(l, p->part),
	    .tag = tag,
	    .opening = p->opening,
	    .returned = p->returned};
	l->nown = ++l->npiece;
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
add_apply(struct ledger *l, const struct posting *p)
{
	uint32_t from = mention_doc(l, p, SIDE_CREDIT);
	uint32_t to = mention_ref(l, p, SIDE_DEBIT);
	uint32_t a = add_move(l, p, from, p->amount);
	uint32_t b = add_move(l, p, to, -p->ref_amount);

	l->moves[a].other = to;
	l->moves[b].other = from;
	l->moves[b].due = p->ref_due;
}

static void
add_transfer(struct ledger *l, const struct posting *p, uint32_t tag)
{
	uint32_t move =
	    add_move(l, p, mention_ref(l, p, SIDE_DEBIT), -p->amount);

	l->moves[move].either = true;
	l->moves[move].due = p->ref_due;
	l->transfers = mem_grow(l->transfers, &l->transfer_cap,
	    (size_t)l->ntransfer + 1, sizeof *l->transfers);
	l->transfers[l->ntransfer++] = (struct ledger_transfer){
	    .move = move,
	    .piece = LEDGER_NONE,
	    .customer = text(l, p->customer),
	    .doc = text(l, p->doc),
	    .entity = text(l, p->entity),
	    .account = text(l, p->account),
	    .part = text(l, p->part),
	    .tag = tag,
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
add_act(struct ledger *l, const struct posting *p)
{
	bool credit = p->type == TYPE_REFUND;
	uint32_t move = add_move(l, p,
	    mention_ref(l, p, credit ? SIDE_CREDIT : SIDE_DEBIT), p->amount);

	l->moves[move].due = p->ref_due;
	l->moves[move].either = p->type == TYPE_ADJUST || p->type == TYPE_FX ||
				p->type == TYPE_REVERSE;
}

/* A remittance line belongs to its receipt; other events to a debt, or to
   the customer as a whole. */
static uint32_t
event_item(struct ledger *l, const struct posting *p)
{
	if (p->type == TYPE_REMIT)
		return mention_doc(l, p, SIDE_CREDIT);
	return p->ref.len == 0 ? LEDGER_NONE : mention_ref(l, p, SIDE_DEBIT);
}

static void
add_event(struct ledger *l, const struct posting *p)
{
	l->events = mem_grow(
	    l->events, &l->event_cap, (size_t)l->nevent + 1, sizeof *l->events);
	l->events[l->nevent++] = (struct ledger_event){.line = p->line,
	    .amount = p->amount,
	    .item = event_item(l, p),
	    .next = LEDGER_NONE,
	    .number = text(l, p->doc),
	    .customer = text(l, p->customer),
	    .date = p->date,
	    .due = p->due,
	    .type = (uint8_t)p->type,
	    .blank = p->amount_blank};
}

void
ledger_add(struct ledger *l, const struct posting *p, uint32_t tag)
{
	switch (posting_class(p->type)) {
	case CLASS_OPENS:
		add_piece(l, p, tag);
		break;
	case CLASS_APPLIES:
		add_apply(l, p);
		break;
	case CLASS_TRANSFERS:
		add_transfer(l, p, tag);
		break;
	case CLASS_ACTS:
		add_act(l, p);
		break;
	case CLASS_EVENT:
	case CLASS_TELLS:
		add_event(l, p);
		break;
	}
}

static void
refuse_doc(struct ledger *l, const struct posting *p, enum ledger_side side)
{
	uint32_t item = mention_doc(l, p, side); /* may move l->items */

	l->items[item].rejected = true;
}

void
ledger_refuse(struct ledger *l, const struct posting *p)
{
	enum posting_class class = posting_class(p->type);

	/* An event may be any row: its type could not be read. */
	if (class == CLASS_APPLIES || class == CLASS_ACTS ||
	    class == CLASS_TELLS)
		return;
	/* A transfer or an unknown row may open either; so may a receipt,
	   whose amount tells whether the bank took it back. */
	if (p->type != TYPE_CREDIT)
		refuse_doc(l, p, SIDE_DEBIT);
	if (p->type != TYPE_INVOICE && p->type != TYPE_DEBIT)
		refuse_doc(l, p, SIDE_CREDIT);
}

void
ledger_drop(struct ledger *l, uint64_t line)
{
	l->drops =
	    mem_grow(l->drops, &l->drop_cap, l->ndrop + 1, sizeof *l->drops);
	l->drops[l->ndrop++] = line;
}
