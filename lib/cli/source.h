/*
 * The book as a tool reads it: the operands as one table, through the
 * user's map, by one thread or several, with every fault in one place.
 */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/out.h"
#include "book/posting.h"
#include "cli/tool.h"
#include "text/csvin.h"
#include "text/keep.h"

struct source {
	struct tool *tool;
	const struct map_section *map;
	struct span *required; /* names that every header must hold */
	struct csvin *in;
	struct batch first; /* the first block, read ahead of the threads */
	bool any;           /* there is a first block */
	struct faults faults;
	uint64_t nread;     /* rows, those with faults included */
	uint64_t ndropped;  /* subtotals left out by a map's rule */
	uint64_t nrejected; /* after source_verdict */
	struct keep *keep;  /* rows as read; NULL unless asked for */
	struct out *rejects;
	pthread_mutex_t lock;
};

/* Opens the operands as the book and reads its first block. */
void source_open(struct source *s, struct tool *t);

/* Whether the book is a plain list of open items, without types. */
bool source_is_snapshot(const struct source *s);

/* Whether the book has the column (by its name in ar-book(5)). */
bool source_has(const struct source *s, const char *column);

/*
 * Reads everything: calls work(context[i], batch) for every batch, from
 * `n` threads, each with its own context.  Batches come to one context in
 * rising order.  Faults that work() adds to its batch are collected.
 */
void source_run(struct source *s, uint32_t n,
    void (*work)(void *context, struct batch *b), void **context);

/* Adds to ndropped; callable from work(). */
void source_dropped(struct source *s, uint64_t n);

/*
 * After the last fault was added to s->faults.  Prints them and fails the
 * program; or, with --rejects, writes the rejected rows aside (delivered by
 * source_close), says how many and how much money, and returns.
 */
void source_verdict(struct source *s);

/* Lists faults that are only reported; the run ends with 1. */
void source_report(struct source *s, struct faults *faults);

#define PLACE_CHARS 4352 /* room for the longest path, and a number */

/* "FILE:LINE" of a line counted over the whole input, into text. */
const char *source_place(
    const struct source *s, uint64_t line, char *text, size_t size);

/* Delivers the rejects and frees what the source holds. */
void source_close(struct source *s);

#endif
