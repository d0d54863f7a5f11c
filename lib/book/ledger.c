#include "book/ledger.h"

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "book/ledger_in.h"
#include "value/currency.h"
#include "value/date.h"

static struct ledger_slots
slots_new(size_t n)
{
	struct ledger_slots slots = {mem_huge(n * sizeof *slots.at), n, 0};

	memset(slots.at, 0, n * sizeof *slots.at);
	return slots;
}

struct ledger *
ledger_new(void)
{
	struct ledger *l = mem_array(1, sizeof *l);

	l->texts = intern_new();
	l->blank = intern_add(l->texts, span_of(""));
	l->slots = slots_new(1024);
	l->start = DATE_NONE;
	l->own.l = l;
	return l;
}

static void
free_rows(struct ledger *l)
{
	mem_free(l->slots.at);
	mem_free(l->items);
	mem_free(l->moves);
	mem_free(l->events);
	mem_free(l->transfers);
	mem_free(l->drops);
	mem_free(l->again);
	ledger_view_close(&l->own);
	ledger_forget_dues(l);
}

void *
ledger_forget(struct ledger *l, size_t *size)
{
	void *rows = l->pieces;

	*size = l->piece_cap * sizeof *l->pieces;
	free_rows(l);
	*l = (struct ledger){
	    .texts = l->texts, .blank = l->blank, .start = l->start};
	l->own.l = l;
	return rows;
}

void
ledger_free(struct ledger *l)
{
	if (l == NULL)
		return;
	intern_free(l->texts);
	mem_free(l->pieces);
	free_rows(l);
	mem_free(l);
}

static uint32_t
key_hash(struct ledger_key k)
{
	uint64_t low = (uint64_t)k.customer << 32 | k.doc;
	uint64_t high =
	    (uint64_t)k.entity << 32 | (uint64_t)k.currency << 8 | k.side;

	return (uint32_t)(hash_fold(low ^ HASH_K1, high ^ HASH_K2) >> 32);
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

/* Where a hash belongs: its share of the table, whatever its size. */
static size_t
slot_home(const struct ledger_slots *slots, uint32_t hash)
{
	return (size_t)((uint64_t)hash * slots->n >> 32);
}

static size_t
slot_after(const struct ledger_slots *slots, size_t s)
{
	return s + 1 < slots->n ? s + 1 : 0;
}

static struct ledger_slot *
slot_of(const struct ledger *l, struct ledger_key key, uint32_t hash)
{
	size_t s = slot_home(&l->slots, hash);

	for (;; s = slot_after(&l->slots, s)) {
		struct ledger_slot *slot = &l->slots.at[s];

		if (slot->item == 0 ||
		    (slot->hash == hash &&
			key_is(&l->items[slot->item - 1], key)))
			return slot;
	}
}

static void
slots_grow(struct ledger *l)
{
	struct ledger_slots old = l->slots, now = slots_new(old.n * 2);

	for (size_t i = 0; i < old.n; i++) {
		size_t s = slot_home(&now, old.at[i].hash);

		if (old.at[i].item == 0)
			continue;
		while (now.at[s].item != 0)
			s = slot_after(&now, s);
		now.at[s] = old.at[i];
	}
	now.used = old.used;
	mem_free(old.at);
	l->slots = now;
}

uint32_t
ledger_find(const struct ledger *l, struct ledger_key key)
{
	uint32_t first = *intern_mark(l->texts, key.doc);

	if (first == INTERN_NONE || key_is(&l->items[first], key))
		return first;
	/* 0 - 1 is LEDGER_NONE */
	return slot_of(l, key, key_hash(key))->item - 1;
}

uint32_t
ledger_anonymous(struct ledger *l, struct ledger_key key)
{
	if (l->nitem == LEDGER_NONE - 1)
		diag_fail("more than 4 billion items");
	l->items = mem_spread(
	    l->items, &l->item_cap, (size_t)l->nitem + 1, sizeof *l->items);
	l->items[l->nitem] = (struct ledger_item){.customer = key.customer,
	    .doc = key.doc,
	    .entity = key.entity,
	    .piece = LEDGER_NONE,
	    .move = LEDGER_NONE,
	    .event = LEDGER_NONE,
	    .date = INT32_MAX,
	    .currency = key.currency,
	    .kind = TYPES,
	    .side = key.side,
	    .anonymous = true};
	return l->nitem++;
}

/* One more item of a document number that has an item already. */
static uint32_t
mention_another(struct ledger *l, struct ledger_key key)
{
	uint32_t hash = key_hash(key), item;
	struct ledger_slot *slot = slot_of(l, key, hash);

	if (slot->item != 0)
		return slot->item - 1;
	item = ledger_anonymous(l, key);
	*slot = (struct ledger_slot){hash, item + 1};
	if (++l->slots.used > l->slots.n / 4 * 3)
		slots_grow(l);
	return item;
}

uint32_t
ledger_mention_at(struct ledger *l, struct ledger_key key, uint32_t *mark)
{
	uint32_t item = *mark;

	if (item != INTERN_NONE && key_is(&l->items[item], key))
		return item;
	if (item != INTERN_NONE)
		item = mention_another(l, key);
	else
		item = *mark = ledger_anonymous(l, key);
	l->items[item].anonymous = false;
	return item;
}

uint32_t
ledger_mention(struct ledger *l, struct ledger_key key)
{
	return ledger_mention_at(l, key, intern_mark(l->texts, key.doc));
}

uint32_t
ledger_twin(const struct ledger *l, uint32_t item)
{
	struct ledger_key key = key_of(&l->items[item]);

	key.side = key.side == SIDE_DEBIT ? SIDE_CREDIT : SIDE_DEBIT;
	return ledger_find(l, key);
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
	if (p->date < i->date || (p->date == i->date && p->kind < i->kind))
		i->kind = p->kind;
	if (p->date < i->date)
		i->date = p->date;
}
