#include "book/ledger.h"

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "book/ledger_in.h"
#include "value/currency.h"
#include "value/date.h"

struct ledger *
ledger_new(void)
{
	struct ledger *l = mem_array(1, sizeof *l);

	l->texts = intern_new();
	l->slots.mask = 1023;
	l->slots.at = mem_array(l->slots.mask + 1, sizeof *l->slots.at);
	l->start = DATE_NONE;
	return l;
}

void
ledger_free(struct ledger *l)
{
	if (l == NULL)
		return;
	intern_free(l->texts);
	mem_free(l->slots.at);
	mem_free(l->items);
	mem_free(l->pieces);
	mem_free(l->moves);
	mem_free(l->events);
	mem_free(l->transfers);
	mem_free(l->drops);
	mem_free(l->parts);
	mem_free(l->shares);
	mem_free(l->named);
	ledger_forget_dues(l);
	mem_free(l);
}

static size_t
key_hash(struct ledger_key k)
{
	uint64_t low = (uint64_t)k.customer << 32 | k.doc;
	uint64_t high =
	    (uint64_t)k.entity << 32 | (uint64_t)k.currency << 8 | k.side;

	return (size_t)hash_fold(
	    low ^ 0x9e3779b97f4a7c15, high ^ 0xd1b54a32d192ed03);
}

static bool
key_is(const struct ledger_item *i, struct ledger_key k)
{
	return i->doc == k.doc && i->customer == k.customer &&
	       i->entity == k.entity && i->currency == k.currency &&
	       i->side == k.side;
}

static struct ledger_key
key_of(const struct ledger_item *i)
{
	return (struct ledger_key){
	    i->customer, i->doc, i->entity, i->currency, i->side};
}

/* The slot of a key: it holds the item's number + 1, or 0. */
static size_t
slot_of(const struct ledger *l, struct ledger_key key)
{
	size_t s = key_hash(key) & l->slots.mask;

	while (
	    l->slots.at[s] != 0 && !key_is(&l->items[l->slots.at[s] - 1], key))
		s = (s + 1) & l->slots.mask;
	return s;
}

static void
slots_grow(struct ledger *l)
{
	mem_free(l->slots.at);
	l->slots.mask = l->slots.mask * 2 + 1;
	l->slots.at = mem_array(l->slots.mask + 1, sizeof *l->slots.at);
	for (uint32_t i = 0; i < l->nitem; i++)
		if (!l->items[i].anonymous)
			l->slots.at[slot_of(l, key_of(&l->items[i]))] = i + 1;
}

uint32_t
ledger_find(const struct ledger *l, struct ledger_key key)
{
	return l->slots.at[slot_of(l, key)] - 1; /* 0 - 1 is LEDGER_NONE */
}

uint32_t
ledger_anonymous(struct ledger *l, struct ledger_key key)
{
	if (l->nitem == LEDGER_NONE - 1)
		diag_fail("more than 4 billion items");
	l->items = mem_grow(
	    l->items, &l->item_cap, (size_t)l->nitem + 1, sizeof *l->items);
	l->items[l->nitem] = (struct ledger_item){key.customer, key.doc,
	    key.entity, LEDGER_NONE, LEDGER_NONE, LEDGER_NONE, INT32_MAX,
	    INT32_MAX, INT32_MAX, key.currency, key.side, TYPES, false, true};
	return l->nitem++;
}

uint32_t
ledger_mention(struct ledger *l, struct ledger_key key)
{
	size_t slot = slot_of(l, key);
	uint32_t item;

	if (l->slots.at[slot] != 0)
		return l->slots.at[slot] - 1;
	item = ledger_anonymous(l, key);
	l->items[item].anonymous = false;
	l->slots.at[slot] = item + 1;
	if (++l->slots.used > l->slots.mask / 4 * 3)
		slots_grow(l);
	return item;
}

uint32_t
ledger_twin(const struct ledger *l, uint32_t item)
{
	struct ledger_key key = key_of(&l->items[item]);

	key.side = key.side == SIDE_DEBIT ? SIDE_CREDIT : SIDE_DEBIT;
	return ledger_find(l, key);
}

static void
least(int32_t *to, int32_t date)
{
	if (date != DATE_NONE && date < *to)
		*to = date;
}

void
ledger_attach(struct ledger *l, uint32_t piece, bool fresh)
{
	struct ledger_piece *p = &l->pieces[piece];
	struct ledger_item *i = &l->items[p->item];

	if (fresh) {
		p->next = i->piece;
		i->piece = piece;
	}
	least(&i->date, p->date);
	least(&i->due, p->due);
	least(&i->doc_date, p->doc_date != DATE_NONE ? p->doc_date : p->date);
	if (p->kind < i->kind)
		i->kind = p->kind;
}

int32_t
ledger_start(const struct ledger *l)
{
	return l->start;
}

uint32_t
ledger_items(const struct ledger *l)
{
	return l->nitem;
}

const struct ledger_item *
ledger_item(const struct ledger *l, uint32_t item)
{
	return &l->items[item];
}

const struct ledger_piece *
ledger_piece(const struct ledger *l, uint32_t i)
{
	return &l->pieces[i];
}

uint32_t
ledger_moves(const struct ledger *l)
{
	return l->nmove;
}

const struct ledger_move *
ledger_move(const struct ledger *l, uint32_t i)
{
	return &l->moves[i];
}

uint32_t
ledger_events(const struct ledger *l)
{
	return l->nevent;
}

const struct ledger_event *
ledger_event(const struct ledger *l, uint32_t i)
{
	return &l->events[i];
}

struct span
ledger_text(const struct ledger *l, uint32_t id)
{
	return intern_text(l->texts, id);
}
