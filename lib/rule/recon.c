#include "rule/recon.h"

#include "base/mem.h"
#include "base/turns.h"
#include "rule/recon_in.h"

#define KEYS 16384 /* that a thread takes at once */
#define LEFT 256   /* of those with something left over */

static void
take_pair(struct recon_work *w, struct recon_ref book, struct recon_ref other,
    bool same_customer)
{
	recon_tell_pair(w, same_customer ? RECON_MATCHED : RECON_WRONG_CUSTOMER,
	    RECON_BY_KEY, book, other);
}

/* What nearly all keys are: one entry on either side, which agree. */
static bool
is_plain(struct recon_work *w, uint32_t key)
{
	const struct recon_world *world = w->world;
	const struct recon_in *in = world->in;
	const uint32_t *a = &world->start[RECON_BOOK][key];
	const uint32_t *b = &world->start[RECON_OTHER][key];
	struct recon_ref book, other;

	if (a[1] - a[0] != 1 || b[1] - b[0] != 1)
		return false;
	book.at = world->list[RECON_BOOK][a[0]];
	other.at = world->list[RECON_OTHER][b[0]];
	book.e = &in->entries[RECON_BOOK][book.at];
	other.e = &in->entries[RECON_OTHER][other.at];
	if (book.e->unit != other.e->unit ||
	    book.e->amount != other.e->amount || !recon_compared(in, book.e) ||
	    !recon_counted(in, book.e) || !recon_counted(in, other.e) ||
	    (book.e->customer != other.e->customer &&
		book.e->customer != RECON_NONE &&
		other.e->customer != RECON_NONE))
		return false;
	recon_tell_pair(w, RECON_MATCHED, RECON_BY_KEY, book, other);
	return true;
}

/* What is not asked about, and what both sides had before the first day: no
   item, but no longer free to be the other side of something else. */
static void
take_silently(struct recon_work *w, struct recon_ref book,
    struct recon_ref other, bool same_customer)
{
	(void)same_customer;
	if (!recon_counted(w->world->in, book.e) ||
	    !recon_compared(w->world->in, book.e))
		recon_agree(w, book, other);
}

static void
pair_silently(struct recon_work *w, uint32_t key, enum recon_days days)
{
	for (int side = 0; side < 2; side++)
		recon_gather(w->world, (enum recon_side)side, key, days, true,
		    &w->refs[side]);
	recon_pairs(
	    w, &w->refs[RECON_BOOK], &w->refs[RECON_OTHER], take_silently);
}

static size_t
gather(struct recon_work *w, uint32_t key)
{
	for (int side = 0; side < 2; side++)
		recon_gather(w->world, (enum recon_side)side, key,
		    RECON_COUNTED, false, &w->refs[side]);
	return w->refs[RECON_BOOK].n + w->refs[RECON_OTHER].n;
}

static void
match_key(struct recon_work *w, uint32_t key)
{
	if (is_plain(w, key) || gather(w, key) == 0)
		return;
	recon_pairs(w, &w->refs[RECON_BOOK], &w->refs[RECON_OTHER], take_pair);
	recon_sums(w, key);
	if (gather(w, key) == 0)
		return;
	pair_silently(w, key, RECON_BEFORE);
	pair_silently(w, key, RECON_COUNTED);
	w->left =
	    mem_grow(w->left, &w->left_cap, w->nleft + 1, sizeof *w->left);
	w->left[w->nleft++] = key;
}

static void
match_keys(void *context, uint64_t piece)
{
	struct recon_work *w = context;
	uint64_t end = (piece + 1) * KEYS;

	if (end > w->world->nkey)
		end = w->world->nkey;
	for (uint64_t key = piece * KEYS; key < end; key++)
		match_key(w, (uint32_t)key);
}

/* In the order of the pieces: so keys that are left are in order, too. */
static void
hand_on(void *context, uint64_t piece)
{
	struct recon_work *w = context;
	struct recon_world *world = w->world;

	(void)piece;
	recon_hand_on(w);
	world->left = mem_grow(world->left, &world->left_cap,
	    world->nleft + w->nleft, sizeof *world->left);
	for (size_t i = 0; i < w->nleft; i++)
		world->left[world->nleft++] = w->left[i];
	w->nleft = 0;
}

static void
look_later(void *context, uint64_t piece)
{
	struct recon_work *w = context;
	const struct recon_world *world = w->world;

	for (uint64_t i = piece * LEFT;
	     i < (piece + 1) * LEFT && i < world->nleft; i++) {
		recon_sums(w, world->left[i]);
		recon_later(w, world->left[i]);
	}
}

static void
look_closer(void *context, uint64_t piece)
{
	struct recon_work *w = context;
	const struct recon_world *world = w->world;

	for (uint64_t i = piece * LEFT;
	     i < (piece + 1) * LEFT && i < world->nleft; i++) {
		recon_alone(w, world->left[i]);
		recon_units(w, world->left[i]);
		recon_amounts(w, world->left[i]);
	}
}

static void
hand_items_on(void *context, uint64_t piece)
{
	(void)piece;
	recon_hand_on(context);
}

static void
run(struct recon_world *world, struct recon_work *works, void **context)
{
	uint32_t n = world->in->threads;
	uint64_t pieces = ((uint64_t)world->nkey + KEYS - 1) / KEYS;

	turns_run(n, pieces, match_keys, hand_on, context);
	recon_other_keys(&works[0]);
	recon_strangers(&works[0]);
	recon_hand_on(&works[0]);
	pieces = (world->nleft + LEFT - 1) / LEFT;
	turns_run(n, pieces, look_later, hand_items_on, context);
	recon_other_voids(&works[0]);
	recon_hand_on(&works[0]);
	turns_run(n, pieces, look_closer, hand_items_on, context);
	recon_all(&works[0]);
	recon_hand_on(&works[0]);
}

void
recon_run(const struct recon_in *in,
    void (*found)(void *arg, const struct recon_item *item), void *arg)
{
	struct recon_world world = {.in = in, .found = found, .arg = arg};
	uint32_t n = in->threads;
	struct recon_work *works = mem_array(n, sizeof *works);
	void **context = mem_array(n, sizeof *context);

	recon_keys(&world);
	for (uint32_t i = 0; i < n; i++) {
		works[i].world = &world;
		context[i] = &works[i];
	}
	run(&world, works, context);
	for (uint32_t i = 0; i < n; i++)
		recon_work_free(&works[i]);
	mem_free(works);
	mem_free(context);
	recon_keys_free(&world);
}
