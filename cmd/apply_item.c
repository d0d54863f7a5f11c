#include "base/diag.h"
#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/date.h"

/* What the rules need of a debit item, out of the ledger and the notes. */

int128
apply_open(struct apply_desk *d, uint32_t item)
{
	const struct ledger_part *parts;
	size_t n = ledger_view_parts(d->view, item, d->apply->asof, &parts);
	int128 open = 0;

	for (size_t i = 0; i < n; i++)
		open += parts[i].open;
	return open;
}

/* Its place in the queue, as the ledger has it. */
static int32_t
order_of(const struct ledger_piece *p)
{
	if (p->due != DATE_NONE)
		return p->due;
	return p->doc_date != DATE_NONE ? p->doc_date : p->date;
}

/* The earlier of document and posting date; of what came by a transfer, the
   document's. */
static int32_t
billed(const struct ledger_piece *p)
{
	if (p->doc_date != DATE_NONE &&
	    (p->transferred || p->doc_date < p->date))
		return p->doc_date;
	return p->date;
}

/* What opened an item, what moved on it and what is left fit in amounts; so
   does any sum of some of it. */
void
apply_uncounted(const struct apply *a, uint32_t item)
{
	struct span doc =
	    ledger_text(a->ledger, ledger_item(a->ledger, item)->doc);

	diag_fail("\"%.*s\": more money than can be counted",
	    (int)(doc.len < 60 ? doc.len : 60), doc.at);
}

/* Returns how much was moved, up and down. */
static int128
add_moves(const struct apply *a, uint32_t item, struct match_item *m)
{
	int128 credits = 0, taken = 0, moved = 0;

	for (uint32_t i = ledger_item(a->ledger, item)->move; i != LEDGER_NONE;
	     i = ledger_move(a->ledger, i)->next) {
		const struct ledger_move *v = ledger_move(a->ledger, i);

		moved += apply_size(v->amount);
		if (v->date > a->asof)
			m->later = true;
		else if (v->type == TYPE_DISCOUNT)
			taken -= v->amount;
		else if (v->type == TYPE_APPLY
			     ? ledger_item(a->ledger, v->other)->kind !=
				   TYPE_RECEIPT
			     : v->type != TYPE_WRITEOFF)
			credits += v->amount;
	}
	m->credits = credits < 0 ? (int64_t)credits : 0;
	m->taken = taken > 0 ? (int64_t)taken : 0;
	return moved;
}

/* Pieces of one due date are one part. */
static void
add_parts(struct apply_desk *d, const struct ledger_part *parts, size_t n,
    struct match_item *m)
{
	const struct ledger *l = d->apply->ledger;
	size_t end;

	m->part = apply_room_take(&d->room, n * sizeof *m->part);
	m->npart = 0;
	for (size_t i = 0; i < n; i = end) {
		const struct ledger_piece *p = ledger_piece(l, parts[i].piece);
		struct match_part *part = &m->part[m->npart++];

		*part =
		    (struct match_part){.due = p->due, .order = order_of(p)};
		for (end = i; end < n; end++) {
			p = ledger_piece(l, parts[end].piece);
			if (p->due != part->due)
				break;
			if (order_of(p) < part->order)
				part->order = order_of(p);
			part->open += parts[end].open;
			part->amount += p->amount;
		}
	}
}

/* Where one part was driven past zero, the others are less. */
static void
level_parts(struct match_item *m)
{
	int64_t under = 0;

	for (uint32_t i = 0; i < m->npart; i++)
		if (m->part[i].open < 0) {
			under -= m->part[i].open;
			m->part[i].open = 0;
		}
	for (uint32_t i = 0; i < m->npart && under > 0; i++) {
		int64_t less =
		    m->part[i].open < under ? m->part[i].open : under;

		m->part[i].open -= less;
		under -= less;
	}
}

static int128
add_pieces(const struct apply *a, uint32_t item, struct match_item *m)
{
	int128 amount = 0, moved = 0;

	m->billed = INT32_MAX;
	for (uint32_t i = ledger_item(a->ledger, item)->piece; i != LEDGER_NONE;
	     i = ledger_piece(a->ledger, i)->next) {
		const struct ledger_piece *p = ledger_piece(a->ledger, i);

		moved += apply_size(p->amount);
		if (p->date > a->asof) {
			m->later = true;
			continue;
		}
		amount += p->amount;
		if (billed(p) < m->billed)
			m->billed = billed(p);
	}
	m->amount = (int64_t)amount;
	return moved;
}

bool
apply_item(
    struct apply_desk *d, uint32_t item, bool settled, struct match_item *m)
{
	struct apply *a = d->apply;
	const struct ledger_item *i = ledger_item(a->ledger, item);
	const struct ledger_part *parts;
	size_t n = ledger_view_parts(d->view, item, a->asof, &parts);
	int128 open = 0;

	*m = (struct match_item){.tag = item};
	for (size_t k = 0; k < n; k++) {
		open += parts[k].open;
		m->disputed |= parts[k].disputed > 0;
	}
	if (n == 0 || (open <= 0 && !settled))
		return false;
	m->pool = apply_pool_of(a, i);
	m->doc = ledger_text(a->ledger, i->doc);
	m->past = open < 0;
	apply_counted(a, item, open);
	apply_counted(a, item, add_pieces(a, item, m));
	apply_counted(a, item, add_moves(a, item, m));
	add_parts(d, parts, n, m);
	level_parts(m);
	m->held = apply_item_held(a, item);
	if (a->notes->has_discounts)
		apply_tiers(d, item, parts, n, m);
	return true;
}
