#include "base/hash.h"
#include "base/mem.h"
#include "cmd/apply_in.h"

/* The documents of one family by number, and its open items by order: tables
   of hashes that are made when they are first asked. */

static void
slots_clear(struct apply_slots *s, size_t n)
{
	size_t want = 16;

	while (want < 2 * n)
		want *= 2;
	s->at = mem_grow(s->at, &s->cap, want, sizeof *s->at);
	s->mask = want - 1;
	memset(s->at, 0xff, want * sizeof *s->at);
}

static void
slots_add(struct apply_slots *s, uint32_t hash, uint32_t item)
{
	size_t i = hash & s->mask;

	while (s->at[i].item != LEDGER_NONE)
		i = (i + 1) & s->mask;
	s->at[i] = (struct apply_slot){hash, item};
}

static uint32_t
order_hash(struct span po)
{
	char chars[CITE_CHARS];
	struct span normal = cite_normal(po, chars);

	if (normal.len == 0)
		normal = po;
	return (uint32_t)(hash_bytes(1, normal.at, normal.len) >> 32);
}

static void
add_doc(struct apply_desk *d, uint32_t item, enum ledger_side side)
{
	const struct ledger *l = d->apply->ledger;
	const struct ledger_item *i = ledger_item(l, item);

	if (i->side != side || i->date > d->apply->asof)
		return;
	slots_add(&d->index.docs[side],
	    apply_number_hash(ledger_text(l, i->doc)), item);
}

static void
add_debit(struct apply_desk *d, uint32_t item)
{
	add_doc(d, item, SIDE_DEBIT);
}

static void
add_credit(struct apply_desk *d, uint32_t item)
{
	add_doc(d, item, SIDE_CREDIT);
}

static void
add_orders(struct apply_desk *d, uint32_t item)
{
	const struct apply *a = d->apply;
	const struct ledger_item *i = ledger_item(a->ledger, item);
	struct span cells[APPLY_CELLS];

	if (i->side != SIDE_DEBIT || i->date > a->asof)
		return;
	for (uint32_t p = i->piece; p != LEDGER_NONE;
	     p = ledger_piece(a->ledger, p)->next) {
		apply_kept(a->notes, ledger_piece(a->ledger, p)->tag, cells,
		    APPLY_CELLS);
		if (cells[CELL_PO].len == 0 || apply_open(d, item) <= 0)
			continue;
		slots_add(&d->index.orders, order_hash(cells[CELL_PO]), item);
		return;
	}
}

static void
fill(struct apply_desk *d, struct apply_slots *slots,
    void (*add)(struct apply_desk *d, uint32_t item))
{
	const struct apply_world *w = d->apply->world;
	uint32_t f = d->index.family;
	size_t n = 0;

	for (uint32_t m = w->first[f]; m < w->first[f + 1]; m++)
		n += w->start[w->member[m] + 1] - w->start[w->member[m]];
	slots_clear(slots, n);
	for (uint32_t m = w->first[f]; m < w->first[f + 1]; m++) {
		uint32_t c = w->member[m];

		for (uint32_t i = w->start[c]; i < w->start[c + 1]; i++)
			add(d, w->list[i]);
	}
}

static void
turn_to(struct apply_desk *d, uint32_t family)
{
	if (d->index.family == family)
		return;
	d->index.family = family;
	d->index.has_docs[SIDE_DEBIT] = d->index.has_docs[SIDE_CREDIT] = false;
	d->index.has_orders = false;
}

/* Most numbers are of debts: credits are not looked at before they must. */
static const struct apply_slots *
docs(struct apply_desk *d, uint32_t family, enum ledger_side side)
{
	turn_to(d, family);
	if (!d->index.has_docs[side]) {
		d->index.has_docs[side] = true;
		fill(d, &d->index.docs[side],
		    side == SIDE_DEBIT ? add_debit : add_credit);
	}
	return &d->index.docs[side];
}

static const struct apply_slots *
orders(struct apply_desk *d, uint32_t family)
{
	turn_to(d, family);
	if (!d->index.has_orders) {
		d->index.has_orders = true;
		fill(d, &d->index.orders, add_orders);
	}
	return &d->index.orders;
}

/* Keeps the documents of the best rank that was met. */
void
apply_hit(struct apply_desk *d, uint32_t item, unsigned rank)
{
	struct apply_hits *h = &d->hits;

	if (h->n > 0 && rank > h->rank)
		return;
	if (h->n > 0 && rank < h->rank)
		h->n = 0;
	h->rank = rank;
	for (size_t i = 0; i < h->n; i++)
		if (h->item[i] == item)
			return;
	h->item = mem_grow(h->item, &h->cap, h->n + 1, sizeof *h->item);
	h->item[h->n++] = item;
}

bool
apply_is_wanted(
    const struct apply_desk *d, const struct apply_ask *ask, uint32_t item)
{
	const struct ledger_item *i = ledger_item(d->apply->ledger, item);

	if (i->entity != ask->entity || item == ask->self)
		return false;
	switch (ask->want) {
	case WANT_DEBIT:
		return i->side == SIDE_DEBIT;
	case WANT_CREDIT:
		return i->side == SIDE_CREDIT && i->kind == TYPE_CREDIT;
	case WANT_RECEIPT:
		return i->side == SIDE_CREDIT && i->kind != TYPE_CREDIT;
	}
	return false;
}

static unsigned
rank_of(const struct apply_desk *d, const struct apply_ask *ask, uint32_t item,
    enum apply_level level)
{
	bool own = apply_customer_of(d->apply, item) == ask->customer;

	return apply_rank(ask->number, own ? 0 : 1, level);
}

static void
find_docs(struct apply_desk *d, const struct apply_ask *ask)
{
	const struct ledger *l = d->apply->ledger;
	const struct apply_slots *s =
	    docs(d, d->apply->world->family[ask->customer],
		ask->want == WANT_DEBIT ? SIDE_DEBIT : SIDE_CREDIT);

	for (size_t i = ask->number->hash & s->mask;
	     s->at[i].item != LEDGER_NONE; i = (i + 1) & s->mask) {
		uint32_t item = s->at[i].item;
		enum apply_level level;

		if (s->at[i].hash != ask->number->hash ||
		    !apply_is_wanted(d, ask, item))
			continue;
		level = apply_number_is(ask->number,
		    ledger_text(l, ledger_item(l, item)->doc),
		    ask->want != WANT_DEBIT);
		if (level != NUMBER_NOT)
			apply_hit(d, item, rank_of(d, ask, item, level));
	}
}

static bool
has_order(const struct apply *a, uint32_t item, const struct apply_number *n)
{
	struct span cells[APPLY_CELLS];

	for (uint32_t p = ledger_item(a->ledger, item)->piece; p != LEDGER_NONE;
	     p = ledger_piece(a->ledger, p)->next) {
		apply_kept(a->notes, ledger_piece(a->ledger, p)->tag, cells,
		    APPLY_CELLS);
		if (cells[CELL_PO].len > 0 &&
		    apply_number_is_order(n, cells[CELL_PO]))
			return true;
	}
	return false;
}

static void
find_orders(struct apply_desk *d, const struct apply_ask *ask, struct span text)
{
	const struct apply_slots *s =
	    orders(d, d->apply->world->family[ask->customer]);
	uint32_t hash = order_hash(text);

	for (size_t i = hash & s->mask; s->at[i].item != LEDGER_NONE;
	     i = (i + 1) & s->mask) {
		uint32_t item = s->at[i].item;

		if (s->at[i].hash == hash && apply_is_wanted(d, ask, item) &&
		    has_order(d->apply, item, ask->number))
			apply_hit(d, item, rank_of(d, ask, item, NUMBER_ORDER));
	}
}

/* Whether an order could still be a better answer than what was found. */
static bool
may_be_order(const struct apply_desk *d, const struct apply_ask *ask)
{
	if (ask->want != WANT_DEBIT || !d->apply->notes->has_orders)
		return false;
	return d->hits.n == 0 ||
	       d->hits.rank > apply_rank(ask->number, 0, NUMBER_XREF) ||
	       cite_word(ask->number->meant) == CITE_ORDER;
}

/* Documents of the customer or its family: fills d->hits with the best. */
void
apply_look(struct apply_desk *d, const struct apply_ask *ask)
{
	d->hits.n = 0;
	find_docs(d, ask);
	if (d->apply->aliases != NULL)
		apply_look_xref(d, ask, false);
	if (!may_be_order(d, ask))
		return;
	find_orders(d, ask, ask->number->text);
	if (ask->number->lettered.len > 0)
		find_orders(d, ask, ask->number->lettered);
}
