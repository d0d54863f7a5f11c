#include "base/often.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

#define TAG_BITS 48
#define MOST     UINT64_C(0xffff) /* counted in one slot */

/*
 * A slot is a tag and, below it, how often it was met; 0 is free.  A tag's
 * place is its share of all tags, so that growing keeps their order.  What was
 * met MOST times goes on under the tag of its next round.
 */
struct often {
	uint64_t *at;
	uint32_t *marks; /* of the slots; NULL: there are none */
	size_t n, cap;
	bool marked;
};

static size_t
place(const struct often *t, uint64_t tag)
{
	return (size_t)((hash_wide)tag * t->cap >> TAG_BITS);
}

static uint64_t
tag_of(struct hash h, uint64_t round)
{
	return (round == 0 ? h.a : hash_fold(h.a ^ HASH_K1, h.b + round)) >>
	       (64 - TAG_BITS);
}

/* The slot of a tag, or the free one where it belongs. */
static uint64_t *
slot(const struct often *t, uint64_t tag)
{
	size_t i = place(t, tag);

	while (t->at[i] != 0 && t->at[i] >> (64 - TAG_BITS) != tag)
		i = i + 1 < t->cap ? i + 1 : 0;
	return &t->at[i];
}

static void
grow(struct often *t)
{
	struct often old = *t;

	t->cap = old.cap < 64 ? 64 : old.cap + old.cap / 2;
	t->at = mem_huge(t->cap * sizeof *t->at);
	memset(t->at, 0, t->cap * sizeof *t->at);
	if (t->marked)
		t->marks = mem_huge(t->cap * sizeof *t->marks);
	for (size_t i = 0; i < old.cap; i++) {
		uint64_t *to;

		if (old.at[i] == 0)
			continue;
		to = slot(t, old.at[i] >> (64 - TAG_BITS));
		*to = old.at[i];
		if (t->marked)
			t->marks[to - t->at] = old.marks[i];
	}
	mem_free(old.at);
	mem_free(old.marks);
}

struct often *
often_new(void)
{
	struct often *t = mem_array(1, sizeof *t);

	grow(t);
	return t;
}

struct often *
often_new_marked(void)
{
	struct often *t = mem_array(1, sizeof *t);

	t->marked = true;
	grow(t);
	return t;
}

void
often_free(struct often *t)
{
	if (t == NULL)
		return;
	mem_free(t->at);
	mem_free(t->marks);
	mem_free(t);
}

uint64_t
often_add_marked(struct often *t, struct hash h, uint32_t mark, bool *same)
{
	uint64_t n = often_add(t, h);
	size_t at = (size_t)(slot(t, tag_of(h, 0)) - t->at);

	*same = n > 0 && t->marks[at] == mark;
	if (n == 0)
		t->marks[at] = mark;
	return n;
}

void
often_take_back(struct often *t, struct hash h)
{
	uint64_t *s = slot(t, tag_of(h, 0)), n = *s & MOST;

	if (n > 0 && n < MOST)
		--*s;
}

uint64_t
often_add(struct often *t, struct hash h)
{
	if (t->n >= t->cap - t->cap / 3)
		grow(t);
	for (uint64_t round = 0;; round++) {
		uint64_t tag = tag_of(h, round), *s = slot(t, tag);

		t->n += *s == 0;
		if (*s == 0)
			*s = tag << (64 - TAG_BITS);
		if ((*s & MOST) < MOST)
			return round * MOST + (*s)++ % (MOST + 1);
	}
}

void
often_expect(const struct often *t, struct hash h)
{
	size_t at = place(t, tag_of(h, 0));

	__builtin_prefetch(&t->at[at], 1);
	if (t->marked)
		__builtin_prefetch(&t->marks[at], 1);
}

uint64_t
often_count(const struct often *t, struct hash h)
{
	for (uint64_t round = 0;; round++) {
		uint64_t n = *slot(t, tag_of(h, round)) & MOST;

		if (n < MOST)
			return round * MOST + n;
	}
}
