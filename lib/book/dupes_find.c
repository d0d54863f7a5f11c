#include <stdbool.h>

#include "base/mem.h"
#include "book/dupes.h"
#include "book/dupes_in.h"

/* A stack's prints, each once, at their hash; the least line is kept. */
struct table {
	struct print *at;
	size_t cap, mask;
};

struct repeat {
	size_t slot;
	uint64_t line;
};

struct repeats {
	struct repeat *at;
	size_t n, cap;
};

static bool
same(struct print a, struct print b)
{
	return a.hash == b.hash && (a.rest ^ b.rest) >> LINE_BITS == 0;
}

static void
enter(struct table *t, struct repeats *again, struct print p)
{
	size_t slot = (p.hash ^ p.rest >> (LINE_BITS + 2)) & t->mask;
	uint64_t line = p.rest & LINE_MASK;

	while (t->at[slot].rest != 0 && !same(t->at[slot], p))
		slot = (slot + 1) & t->mask;
	if (t->at[slot].rest == 0) {
		t->at[slot] = p;
		return;
	}
	if (line < (t->at[slot].rest & LINE_MASK)) {
		line = t->at[slot].rest & LINE_MASK;
		t->at[slot] = p;
	}
	again->at =
	    mem_grow(again->at, &again->cap, again->n + 1, sizeof *again->at);
	again->at[again->n++] = (struct repeat){slot, line};
}

static void
table_clear(struct table *t, size_t n)
{
	size_t size = 64;

	while (size < n * 2)
		size *= 2;
	t->at = mem_grow(t->at, &t->cap, size, sizeof *t->at);
	t->mask = size - 1;
	memset(t->at, 0, size * sizeof *t->at);
}

static size_t
stack_count(const struct stack *s)
{
	size_t n = 0;

	for (const struct chunk *c = s->top; c != NULL; c = c->below)
		n += (size_t)(c->end - c->at);
	return n;
}

static void
enter_all(struct table *t, struct repeats *again, const struct stack *s)
{
	table_clear(t, stack_count(s));
	again->n = 0;
	for (const struct chunk *c = s->top; c != NULL; c = c->below)
		for (const struct print *p = c->at; p < c->end; p++)
			enter(t, again, *p);
}

void
dupes_find(struct dupes *d,
    void (*found)(
	void *arg, enum dupes_kind kind, uint64_t line, uint64_t first),
    void *arg)
{
	struct table t = {0};
	struct repeats again = {0};

	for (size_t i = 0; i < STACKS; i++) {
		struct stack *s = &d->stack[i];

		if (s->top == NULL)
			continue;
		s->top->end = s->next;
		enter_all(&t, &again, s);
		for (size_t k = 0; k < again.n; k++) {
			uint64_t rest = t.at[again.at[k].slot].rest;

			found(arg, (enum dupes_kind)(rest >> LINE_BITS & 3),
			    again.at[k].line, rest & LINE_MASK);
		}
		*s = (struct stack){0};
	}
	dupes_drop_slabs(d);
	mem_free(t.at);
	mem_free(again.at);
}
