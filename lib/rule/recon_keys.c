#include "base/mem.h"
#include "base/turns.h"
#include "rule/recon_in.h"

/*
 * Keys are small numbers, in the order in which the book first names them: so
 * the entries of each are found by counting, and stand in memory about where
 * those of the key before do.
 */

/* What a thread does for one side. */
struct side_work {
	struct recon_world *world;
	uint32_t *nkey; /* by side */
};

static void
count_keys(void *context, uint64_t side)
{
	struct side_work *work = context;
	const struct recon_in *in = work->world->in;
	uint32_t most = 0;

	for (size_t i = 0; i < in->n[side]; i++) {
		uint32_t key = in->entries[side][i].key;

		if (key != RECON_NONE && key >= most)
			most = key + 1;
	}
	work->nkey[side] = most;
}

/* Those without a key are behind the last. */
static void
index_side(void *context, uint64_t side)
{
	struct recon_world *w = ((struct side_work *)context)->world;
	const struct recon_entry *e = w->in->entries[side];
	size_t n = w->in->n[side];
	uint32_t *start = mem_array((size_t)w->nkey + 3, sizeof *start);
	uint32_t *list = mem_array(n + 1, sizeof *list);

	for (size_t i = 0; i < n; i++)
		start[(e[i].key == RECON_NONE ? w->nkey : e[i].key) + 2]++;
	for (size_t k = 1; k <= (size_t)w->nkey + 2; k++)
		start[k] += start[k - 1];
	for (size_t i = 0; i < n; i++)
		list[start[(e[i].key == RECON_NONE ? w->nkey : e[i].key) +
			   1]++] = (uint32_t)i;
	w->start[side] = start;
	w->list[side] = list;
	w->state[side] = mem_array(n + 1, sizeof *w->state[side]);
}

static void
nothing(void *context, uint64_t side)
{
	(void)context;
	(void)side;
}

/* The sides are counted side by side, and so they are indexed. */
void
recon_keys(struct recon_world *w)
{
	uint32_t n = w->in->threads > 1 ? 2 : 1, nkey[2];
	struct side_work work = {w, nkey};
	void *context[2] = {&work, &work};

	turns_run(n, 2, count_keys, nothing, context);
	w->nkey = nkey[nkey[RECON_BOOK] < nkey[RECON_OTHER]];
	turns_run(n, 2, index_side, nothing, context);
}

void
recon_keys_free(struct recon_world *w)
{
	for (int side = 0; side < 2; side++) {
		mem_free(w->start[side]);
		mem_free(w->list[side]);
		mem_free(w->state[side]);
	}
	mem_free(w->left);
}

void
recon_push(struct recon_refs *to, const struct recon_entry *e, uint32_t at)
{
	to->at = mem_grow(to->at, &to->cap, to->n + 1, sizeof *to->at);
	to->at[to->n++] = (struct recon_ref){e, at};
}

void
recon_gather(const struct recon_world *w, enum recon_side side, uint32_t key,
    enum recon_days days, bool all, struct recon_refs *to)
{
	const struct recon_in *in = w->in;

	to->n = 0;
	for (uint32_t k = w->start[side][key]; k < w->start[side][key + 1];
	     k++) {
		uint32_t at = w->list[side][k];
		const struct recon_entry *e = &in->entries[side][at];

		if (w->state[side][at] == RECON_FREE &&
		    (all || recon_compared(in, e)) && recon_on(in, e, days))
			recon_push(to, e, at);
	}
}

void
recon_prune(
    const struct recon_world *w, enum recon_side side, struct recon_refs *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		if (w->state[side][r->at[i].at] == RECON_FREE)
			r->at[n++] = r->at[i];
	r->n = n;
}

bool
recon_sum(const struct recon_ref *at, size_t n, int64_t *sum)
{
	int128 all = 0;

	for (size_t i = 0; i < n; i++)
		all += at[i].e->amount;
	*sum = (int64_t)all;
	return *sum == all;
}

void
recon_refs_free(struct recon_refs *r)
{
	mem_free(r->at);
	*r = (struct recon_refs){0};
}

static void
left_of(const struct recon_world *w, enum recon_side side, uint32_t from,
    uint32_t end, struct recon_refs *left)
{
	for (uint32_t k = from; k < end; k++) {
		uint32_t at = w->list[side][k];
		const struct recon_entry *e = &w->in->entries[side][at];

		if (w->state[side][at] == RECON_FREE &&
		    recon_compared(w->in, e) && recon_counted(w->in, e))
			recon_push(left, e, at);
	}
}

void
recon_left(struct recon_work *work, struct recon_refs *left)
{
	const struct recon_world *w = work->world;

	for (int side = 0; side < 2; side++) {
		const uint32_t *start = w->start[side];

		for (size_t i = 0; i < w->nleft; i++)
			left_of(w, (enum recon_side)side, start[w->left[i]],
			    start[w->left[i] + 1], &left[side]);
		left_of(w, (enum recon_side)side, start[w->nkey],
		    start[w->nkey + 1], &left[side]);
	}
}
