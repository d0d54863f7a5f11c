/*
 * What the files of recon share: entries found by key, what became of each,
 * and items on their way to the caller.
 */
#ifndef RULE_RECON_IN_H
#define RULE_RECON_IN_H

#include "rule/recon.h"

enum recon_state {
	RECON_FREE,
	RECON_PAIRED, /* its amount is on the other side, too */
	RECON_TAKEN,  /* told of */
};

/* An entry and its place, to be sorted; of one side. */
struct recon_ref {
	const struct recon_entry *e;
	uint32_t at;
};

struct recon_refs {
	struct recon_ref *at;
	size_t n, cap;
};

struct recon_world {
	const struct recon_in *in;
	void (*found)(void *arg, const struct recon_item *item);
	void *arg;
	uint32_t nkey;
	uint32_t *start[2]; /* by key, and one behind: places in `list` */
	uint32_t *list[2];  /* of entries, by key; then those without */
	uint8_t *state[2];  /* by entry, enum recon_state */
	uint32_t *left;     /* keys with entries that are left over */
	size_t nleft, left_cap;
};

/* Of one thread. */
struct recon_work {
	struct recon_world *world;
	struct recon_item *items; /* to be told; their lists in `pool` */
	size_t nitem, item_cap;
	uint32_t *pool;
	size_t npool, pool_cap;
	uint32_t *left; /* keys found in this piece */
	size_t nleft, left_cap;
	struct recon_refs refs[2]; /* of the key at hand */
	struct recon_refs rest[2], more[2];
};

/* Which entries of a key: those that are free, and of these days. */
enum recon_days {
	RECON_COUNTED, /* from the first day to the last */
	RECON_AFTER,
	RECON_BEFORE,
};

static inline bool
recon_on(const struct recon_in *in, const struct recon_entry *e,
    enum recon_days days)
{
	switch (days) {
	case RECON_AFTER:
		return e->date > in->asof;
	case RECON_BEFORE:
		return e->date < in->first;
	case RECON_COUNTED:
		break;
	}
	return e->date >= in->first && e->date <= in->asof;
}

static inline bool
recon_counted(const struct recon_in *in, const struct recon_entry *e)
{
	return recon_on(in, e, RECON_COUNTED);
}

static inline bool
recon_compared(const struct recon_in *in, const struct recon_entry *e)
{
	return in->units[e->unit].compared;
}

struct recon_work;

/* Whether a line was posted by the feed, as far as feeds are told apart. */
static inline bool
recon_is_fed(const struct recon_in *in, const struct recon_entry *e)
{
	return (!in->feed || (e->marks & RECON_FEED)) &&
	       !(e->marks & RECON_REVALUES);
}

/* recon_keys.c: finds the entries of each key; frees it all. */
void recon_keys(struct recon_world *w);
void recon_keys_free(struct recon_world *w);

/* The entries of a key that are free and of these days, of compared units or
   of all, into *to. */
void recon_gather(const struct recon_world *w, enum recon_side side,
    uint32_t key, enum recon_days days, bool all, struct recon_refs *to);
void recon_push(
    struct recon_refs *to, const struct recon_entry *e, uint32_t at);
void recon_refs_free(struct recon_refs *r);

/* All that is left over, by side: of the keys in w->left, and without key. */
void recon_left(struct recon_work *w, struct recon_refs *left);

/* recon_order.c: sorts; each ends with date and line. */
int recon_day_order(const struct recon_ref *a, const struct recon_ref *b);
void recon_by_day(struct recon_refs *r);
void recon_by_unit_day(struct recon_refs *r);
void recon_by_unit_amount(struct recon_refs *r); /* then customer */

/* recon_tell.c: an item of these entries, which are taken; of more than one
   unit those of `unit` are its amounts.  Those of recon_tell_pair are paired,
   as recon_agree does without telling. */
void recon_tell(struct recon_work *w, const struct recon_item *what,
    const struct recon_refs *book, const struct recon_refs *other);
void recon_tell_pair(struct recon_work *w, enum recon_class class,
    enum recon_how how, struct recon_ref book, struct recon_ref other);
void recon_agree(
    struct recon_work *w, struct recon_ref book, struct recon_ref other);
void recon_tell_one(struct recon_work *w, enum recon_side side,
    enum recon_class class, struct recon_ref ref);

/* Hands them on to the caller of recon_run. */
void recon_hand_on(struct recon_work *w);
void recon_work_free(struct recon_work *w);

/* Drops what is no longer free. */
void recon_prune(
    const struct recon_world *w, enum recon_side side, struct recon_refs *r);

/* Whether the sum of n refs is this amount; false where it has no room. */
bool recon_sum(const struct recon_ref *at, size_t n, int64_t *sum);

/*
 * recon_pairs.c: pairs entries of equal unit and amount, in order of day and
 * line: of one customer first, then where one of them tells none, then the
 * rest; take() is called for each, and says whether it takes them.
 */
void recon_pairs(struct recon_work *w, struct recon_refs *book,
    struct recon_refs *other,
    void (*take)(struct recon_work *w, struct recon_ref book,
	struct recon_ref other, bool same_customer));

/* recon_sums.c: calls each() for the units of which w->refs has entries on
   both sides; they are sorted by day. */
void recon_each_unit(struct recon_work *w,
    void (*each)(struct recon_work *w, struct recon_refs *sides));

/* recon_amount.c: an item of two sides that should be equal. */
void recon_tell_amount(
    struct recon_work *w, struct recon_refs *sides, enum recon_how how);

/* recon_sums.c, recon_later.c, recon_alone.c, recon_units.c, recon_amount.c:
   the rules for what is left of one key. */
void recon_sums(struct recon_work *w, uint32_t key);
void recon_sums_later(struct recon_work *w, uint32_t key);
void recon_later(struct recon_work *w, uint32_t key);
void recon_alone(struct recon_work *w, uint32_t key);
void recon_units(struct recon_work *w, uint32_t key);
void recon_amounts(struct recon_work *w, uint32_t key);

/* recon_halves.c: drops from w->refs of a side what stands on accounts that
   are not compared and is the other half of an entry on one that is: of the
   key, entity, currency and day, with the opposite amount. */
void recon_drop_halves(
    struct recon_work *w, enum recon_side side, uint32_t key);

/* recon_other.c: what is left of all keys, by the other key of the book's:
   pairs; then, once later days have been looked at, voids. */
void recon_other_keys(struct recon_work *w);
void recon_other_voids(struct recon_work *w);
void recon_voids_of(struct recon_work *w, struct recon_refs *left);

/* recon_alone.c: two of one side that undo each other. */
void recon_tell_reversal(struct recon_work *w, enum recon_side side,
    struct recon_ref a, struct recon_ref b);

/* recon_back.c: tells what is left of the other side and was taken back by a
   line that names its entry. */
void recon_taken_back(struct recon_work *w, struct recon_refs *lines);

/* Whether the book has nothing of a line's number: keys say nothing of it. */
static inline bool
recon_is_strange(const struct recon_world *w, const struct recon_entry *line)
{
	const uint32_t *start = w->start[RECON_BOOK];

	return line->key == RECON_NONE ||
	       start[line->key] == start[line->key + 1];
}

/* recon_all.c, recon_batch.c: what is left of all keys, and has none.  Before
   anything is called wrong: only what strange lines are of; such a batch takes
   rows that would be in the way of the others of their documents. */
void recon_strangers(struct recon_work *w);
void recon_all(struct recon_work *w);
void recon_batches(struct recon_work *w, struct recon_refs *left, bool strange);

#endif
