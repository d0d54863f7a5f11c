#include <stdlib.h>

#include "base/mem.h"
#include "rule/recon_in.h"

/*
 * One amount of a key, in the book of one unit and in the other side's of
 * another: the wrong account or the wrong entity was posted to.  Where both
 * sides had it left in one unit they would be paired: so any two that are
 * left here are of two units.
 */

/* What must be equal of two entries; the rest differs. */
enum likeness { LIKE_ACCOUNT, LIKE_ENTITY, LIKE_NOTHING };

/* A ref, and what it is sorted by. */
struct keyed {
	struct recon_ref ref;
	int currency;
	uint32_t name;
};

struct keyed_refs {
	struct keyed *at;
	size_t n;
};

static int
compare(const struct keyed *x, const struct keyed *y)
{
	if (x->currency != y->currency)
		return x->currency < y->currency ? -1 : 1;
	if (x->ref.e->amount != y->ref.e->amount)
		return x->ref.e->amount < y->ref.e->amount ? -1 : 1;
	return (x->name > y->name) - (x->name < y->name);
}

static int
keyed_order(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int c = compare(x, y);

	return c != 0 ? c : recon_day_order(&x->ref, &y->ref);
}

/* Those that are free, of compared units or of the others. */
static struct keyed_refs
choose(const struct recon_work *w, enum recon_side side, enum likeness like,
    bool compared)
{
	const struct recon_in *in = w->world->in;
	const struct recon_refs *all = &w->refs[side];
	struct keyed_refs to = {mem_array(all->n + 1, sizeof *to.at), 0};

	for (size_t i = 0; i < all->n; i++) {
		const struct recon_unit *u = &in->units[all->at[i].e->unit];

		if (u->compared != compared ||
		    w->world->state[side][all->at[i].at] != RECON_FREE)
			continue;
		to.at[to.n++] = (struct keyed){all->at[i], u->currency,
		    like == LIKE_ACCOUNT  ? u->account
		    : like == LIKE_ENTITY ? u->entity
					  : 0};
	}
	qsort(to.at, to.n, sizeof *to.at, keyed_order);
	return to;
}

static enum recon_class
class_of(const struct recon_in *in, const struct recon_entry *book,
    const struct recon_entry *other)
{
	uint32_t x = in->units[book->unit].account;
	uint32_t y = in->units[other->unit].account;

	if (x == y)
		return RECON_WRONG_ENTITY;
	return (book->marks & RECON_RECEIPT) && in->advance != RECON_NONE &&
		       (x == in->advance || y == in->advance)
		   ? RECON_UNAPPLIED_ELSEWHERE
		   : RECON_WRONG_ACCOUNT;
}

/* A row in each unit that is compared. */
static void
tell(struct recon_work *w, struct recon_ref book, struct recon_ref other)
{
	const struct recon_in *in = w->world->in;
	struct recon_refs a = {&book, 1, 1}, b = {&other, 1, 1};
	struct recon_item item = {
	    .class = (uint8_t)class_of(in, book.e, other.e),
	    .unit = book.e->unit,
	    .elsewhere = other.e->unit};

	if (recon_compared(in, book.e))
		recon_tell(w, &item, &a, &b);
	item.unit = other.e->unit;
	item.elsewhere = book.e->unit;
	if (recon_compared(in, other.e))
		recon_tell(w, &item, &a, &b);
}

static void
pair(struct recon_work *w, enum likeness like, bool book, bool other)
{
	struct keyed_refs a = choose(w, RECON_BOOK, like, book);
	struct keyed_refs b = choose(w, RECON_OTHER, like, other);
	size_t i = 0, j = 0;

	while (i < a.n && j < b.n) {
		int c = compare(&a.at[i], &b.at[j]);

		if (c == 0)
			tell(w, a.at[i].ref, b.at[j].ref);
		i += c <= 0;
		j += c >= 0;
	}
	mem_free(a.at);
	mem_free(b.at);
}

void
recon_units(struct recon_work *w, uint32_t key)
{
	for (int side = 0; side < 2; side++)
		recon_gather(w->world, (enum recon_side)side, key,
		    RECON_COUNTED, true, &w->refs[side]);
	if (w->refs[RECON_BOOK].n == 0 || w->refs[RECON_OTHER].n == 0)
		return;
	for (int side = 0; side < 2; side++)
		recon_drop_halves(w, (enum recon_side)side, key);
	for (int like = LIKE_ACCOUNT; like <= LIKE_NOTHING; like++) {
		pair(w, (enum likeness)like, true, true);
		pair(w, (enum likeness)like, true, false);
		pair(w, (enum likeness)like, false, true);
	}
}
