#include "book/kin.h"

#include "base/intern.h"
#include "base/mem.h"

/*
 * Sets of those who are tied to each other, by union and find.  As a child
 * has one parent only, a tie within a set closes a ring.
 */
struct kin {
	struct intern *names;
	uint32_t *up; /* by name: another of its set; itself at the top */
	size_t cap;
};

struct kin *
kin_new(void)
{
	struct kin *k = mem_array(1, sizeof *k);

	k->names = intern_new();
	return k;
}

void
kin_free(struct kin *k)
{
	if (k == NULL)
		return;
	intern_free(k->names);
	mem_free(k->up);
	mem_free(k);
}

static uint32_t
number_of(struct kin *k, struct span name)
{
	uint32_t before = intern_count(k->names);
	uint32_t id = intern_add(k->names, name);

	k->up = mem_grow(k->up, &k->cap, id + (size_t)1, sizeof *k->up);
	if (id == before)
		k->up[id] = id;
	return id;
}

/* The top of a set; the way there is halved for the next time. */
static uint32_t
top(struct kin *k, uint32_t i)
{
	while (k->up[i] != i) {
		k->up[i] = k->up[k->up[i]];
		i = k->up[i];
	}
	return i;
}

bool
kin_add(struct kin *k, struct span child, struct span parent)
{
	uint32_t c = top(k, number_of(k, child));
	uint32_t p = top(k, number_of(k, parent));

	if (c == p)
		return false;
	k->up[c] = p;
	return true;
}
