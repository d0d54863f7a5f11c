#include "base/mem.h"
#include "cmd/apply_in.h"

#define CHUNK ((size_t)1 << 18)
#define LARGE ((size_t)1 << 22) /* chunks after the first few */
#define FEW   8

struct apply_chunk {
	struct apply_chunk *next;
	size_t size;
	uint64_t number; /* 0, 1, 2 ... */
	uint64_t at[];
};

static struct apply_chunk *
chunk_new(size_t need, uint64_t number)
{
	size_t least =
	    number < FEW ? CHUNK : LARGE - sizeof(struct apply_chunk);
	size_t size = need > least ? need : least;
	struct apply_chunk *c = mem_huge(sizeof *c + size);

	c->next = NULL;
	c->size = size;
	c->number = number;
	return c;
}

/* The next chunk is used again if it is large enough, or pushed back. */
static void
advance(struct apply_room *r, size_t n)
{
	struct apply_chunk **link = r->now != NULL ? &r->now->next : &r->first;

	if (*link == NULL || (*link)->size < n) {
		struct apply_chunk *c =
		    chunk_new(n, r->now != NULL ? r->now->number + 1 : 0);

		c->next = *link;
		*link = c;
	}
	r->now = *link;
	r->used = 0;
}

void *
apply_room_take(struct apply_room *r, size_t n)
{
	void *p;

	n = (n + 7) & ~(size_t)7;
	if (r->now == NULL || r->now->size - r->used < n)
		advance(r, n);
	p = (char *)r->now->at + r->used;
	r->used += n;
	return p;
}

struct span
apply_room_text(struct apply_room *r, struct span s)
{
	char *to;

	if (s.len == 0)
		return (struct span){"", 0};
	to = apply_room_take(r, s.len + 1);
	memcpy(to, s.at, s.len);
	to[s.len] = '\0';
	return (struct span){to, s.len};
}

void
apply_room_reset(struct apply_room *r)
{
	r->now = r->first;
	r->used = 0;
}

void
apply_room_free(struct apply_room *r)
{
	while (r->first != NULL) {
		struct apply_chunk *next = r->first->next;

		mem_free(r->first);
		r->first = next;
	}
	r->now = NULL;
}
