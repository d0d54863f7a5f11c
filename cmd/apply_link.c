#include "base/mem.h"
#include "cmd/apply_in.h"

/* Families that are named in each other's payments are one group. */

#define SHARE 4096 /* items that a thread takes at a time */

static uint32_t
items_of(const struct apply_world *w, uint32_t family)
{
	uint32_t n = 1;

	for (uint32_t m = w->first[family]; m < w->first[family + 1]; m++)
		n += w->start[w->member[m] + 1] - w->start[w->member[m]];
	return n;
}

static void
share(struct apply_world *w, uint32_t *sum, uint32_t at, uint32_t n)
{
	if (*sum > SHARE || w->nshare == 0) {
		w->shares = mem_grow(
		    w->shares, &w->share_cap, w->nshare + 1, sizeof *w->shares);
		w->shares[w->nshare++] = (struct apply_share){at, at};
		*sum = 0;
	}
	*sum += n;
	w->shares[w->nshare - 1].end = at + 1;
}

void
apply_share_families(struct apply *a)
{
	struct apply_world *w = a->world;
	uint32_t sum = 0;

	for (uint32_t f = 0; f < w->nfamily; f++)
		share(w, &sum, f, items_of(w, f));
}

static uint32_t
root(uint32_t *above, uint32_t f)
{
	while (above[f] != f) {
		above[f] = above[above[f]];
		f = above[f];
	}
	return f;
}

/* The least family of a group stands for it. */
static void
join(uint32_t *above, uint32_t a, uint32_t b)
{
	a = root(above, a);
	b = root(above, b);
	if (a < b)
		above[b] = a;
	else
		above[a] = b;
}

/* Groups that a late family is in, in the order of their first families:
   group[g] is where those of g begin. */
static void
list_groups(struct apply_world *w, uint32_t *above)
{
	uint32_t *number = mem_array(w->nfamily, sizeof *number), at = 0;

	for (uint32_t f = 0; f < w->nfamily; f++)
		w->again[root(above, f)] |= w->late[f];
	for (uint32_t f = 0; f < w->nfamily; f++)
		w->again[f] = w->again[root(above, f)];
	for (uint32_t f = 0; f < w->nfamily; f++)
		if (w->again[f] && root(above, f) == f)
			number[f] = w->ngroup++;
	w->group = mem_array((size_t)w->ngroup + 1, sizeof *w->group);
	w->linked = mem_array(w->nfamily, sizeof *w->linked);
	for (uint32_t f = 0; f < w->nfamily; f++)
		if (w->again[f])
			w->group[number[root(above, f)]]++;
	for (uint32_t g = 0; g <= w->ngroup; g++) {
		uint32_t count = w->group[g];

		w->group[g] = at;
		at += count;
	}
	for (uint32_t f = 0; f < w->nfamily; f++)
		if (w->again[f])
			w->linked[w->group[number[root(above, f)]]++] = f;
	for (uint32_t g = w->ngroup; g > 0; g--)
		w->group[g] = w->group[g - 1];
	w->group[0] = 0;
	mem_free(number);
}

void
apply_link_groups(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	struct apply_world *w = a->world;
	uint32_t *above = mem_array(w->nfamily, sizeof *above), sum = 0;

	for (uint32_t f = 0; f < w->nfamily; f++)
		above[f] = f;
	for (uint32_t i = 0; i < n; i++)
		for (size_t k = 0; k < desks[i].nlink; k++)
			join(above, desks[i].link[k][0], desks[i].link[k][1]);
	list_groups(w, above);
	mem_free(above);
	w->nshare = 0;
	for (uint32_t g = 0; g < w->ngroup; g++) {
		uint32_t size = 0;

		for (uint32_t i = w->group[g]; i < w->group[g + 1]; i++)
			size += items_of(w, w->linked[i]);
		share(w, &sum, g, size);
	}
}
