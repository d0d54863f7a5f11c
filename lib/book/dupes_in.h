/* What dupes.c, which collects, and dupes_find.c, which compares, share. */
#ifndef BOOK_DUPES_IN_H
#define BOOK_DUPES_IN_H

#include "book/dupes.h"

/*
 * Prints are dealt out by their first bits to stacks of chunks; a stack is
 * small enough to be compared within the processor's cache.
 */
#define STACKS      512
#define STACK_SHIFT 55
#define CHUNK       1022
#define SLAB        256
#define LINE_BITS   40
#define LINE_MASK   ((UINT64_C(1) << LINE_BITS) - 1)

struct print {
	uint64_t hash;
	uint64_t rest; /* more hash : 22, kind : 2, line : 40 */
};

struct chunk {
	struct chunk *below;
	struct print *end; /* of what is in it, once another is on top */
	struct print at[CHUNK];
};

/* next and end of the chunk on top: all that adding a print looks at. */
struct stack {
	struct print *next, *end;
	struct chunk *top;
};

/* Chunks are cut from slabs: their pages stand side by side. */
struct slab {
	struct slab *below;
	size_t used;
	struct chunk at[SLAB];
};

struct dupes {
	struct stack stack[STACKS];
	struct slab *slab;
};

void dupes_drop_slabs(struct dupes *d);

#endif
