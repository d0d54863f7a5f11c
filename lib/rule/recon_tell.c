#include <stdlib.h>

#include "base/mem.h"
#include "rule/recon_in.h"
#include "value/date.h"

static int
by_line(const void *a, const void *b)
{
	const struct recon_ref *x = a, *y = b;

	if (x->e->line != y->e->line)
		return x->e->line < y->e->line ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* What agrees, but for a row that was dated back, is that row's effect. */
static bool
is_late(const struct recon_item *item, const struct recon_refs *book)
{
	for (size_t i = 0; i < book->n; i++)
		if (book->at[i].e->marks & RECON_LATE)
			return item->class == RECON_MATCHED;
	return false;
}

/* That of all of them, if they have one. */
static uint32_t
customer_of(const struct recon_refs *refs)
{
	uint32_t customer = refs->at[0].e->customer;

	for (size_t i = 1; i < refs->n; i++)
		if (refs->at[i].e->customer != customer)
			return RECON_NONE;
	return customer;
}

static void
add_side(struct recon_work *w, struct recon_item *item, enum recon_side side,
    const struct recon_refs *refs)
{
	const struct recon_in *in = w->world->in;
	size_t from = w->npool;

	w->pool = mem_grow(
	    w->pool, &w->pool_cap, w->npool + refs->n, sizeof *w->pool);
	if (refs->n > 1)
		qsort(refs->at, refs->n, sizeof *refs->at, by_line);
	for (size_t i = 0; i < refs->n; i++) {
		const struct recon_entry *e = refs->at[i].e;
		int32_t *date = &item->date[side];

		w->pool[w->npool++] = refs->at[i].at;
		w->world->state[side][refs->at[i].at] = RECON_TAKEN;
		if (e->unit != item->unit)
			continue;
		item->amount[side] += e->amount;
		if (*date == DATE_NONE || e->date < *date)
			*date = e->date;
		if (recon_counted(in, e))
			item->difference +=
			    side == RECON_BOOK ? e->amount : -e->amount;
	}
	item->n[side] = (uint32_t)(w->npool - from);
}

void
recon_tell(struct recon_work *w, const struct recon_item *what,
    const struct recon_refs *book, const struct recon_refs *other)
{
	struct recon_item item = *what;
	const struct recon_entry *first;

	item.date[RECON_BOOK] = item.date[RECON_OTHER] = DATE_NONE;
	if (is_late(&item, book))
		item.class = RECON_LATE_POSTING;
	add_side(w, &item, RECON_BOOK, book);
	add_side(w, &item, RECON_OTHER, other);
	first = book->n > 0 ? book->at[0].e : other->at[0].e;
	item.customer = customer_of(book->n > 0 ? book : other);
	if (first->customer == RECON_NONE && other->n > 0)
		item.customer = customer_of(other);
	item.key = item.how == RECON_BY_BATCH ? first->batch : first->key;
	if (item.how == RECON_ACROSS)
		item.difference = 0;
	w->items =
	    mem_grow(w->items, &w->item_cap, w->nitem + 1, sizeof *w->items);
	w->items[w->nitem++] = item;
}

void
recon_tell_pair(struct recon_work *w, enum recon_class class,
    enum recon_how how, struct recon_ref book, struct recon_ref other)
{
	struct recon_item item = {.class = (uint8_t) class,
	    .how = (uint8_t)how,
	    .unit = book.e->unit,
	    .elsewhere = RECON_NONE};
	struct recon_refs a = {&book, 1, 1}, b = {&other, 1, 1};

	recon_tell(w, &item, &a, &b);
	recon_agree(w, book, other);
}

void
recon_agree(struct recon_work *w, struct recon_ref book, struct recon_ref other)
{
	w->world->state[RECON_BOOK][book.at] = RECON_PAIRED;
	w->world->state[RECON_OTHER][other.at] = RECON_PAIRED;
}

void
recon_tell_one(struct recon_work *w, enum recon_side side,
    enum recon_class class, struct recon_ref ref)
{
	struct recon_item item = {.class = (uint8_t) class,
	    .unit = ref.e->unit,
	    .elsewhere = RECON_NONE};
	struct recon_refs one = {&ref, 1, 1}, none = {0};

	recon_tell(w, &item, side == RECON_BOOK ? &one : &none,
	    side == RECON_BOOK ? &none : &one);
}

void
recon_hand_on(struct recon_work *w)
{
	struct recon_world *world = w->world;
	const uint32_t *list = w->pool;

	for (size_t i = 0; i < w->nitem; i++) {
		struct recon_item *item = &w->items[i];

		item->entry[RECON_BOOK] = list;
		list += item->n[RECON_BOOK];
		item->entry[RECON_OTHER] = list;
		list += item->n[RECON_OTHER];
		world->found(world->arg, item);
	}
	w->nitem = w->npool = 0;
}

void
recon_work_free(struct recon_work *w)
{
	mem_free(w->items);
	mem_free(w->pool);
	mem_free(w->left);
	for (int side = 0; side < 2; side++) {
		mem_free(w->refs[side].at);
		mem_free(w->rest[side].at);
		mem_free(w->more[side].at);
	}
}
