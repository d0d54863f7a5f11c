/*
 * The operands as a tool reads them: the book, or another large table, all
 * files as one, through the user's map, by one thread or several, with every
 * fault in one place.
 */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/out.h"
#include "base/turns.h"
#include "book/posting.h"
#include "cli/evidence.h"
#include "cli/tool.h"
#include "text/csvin.h"
#include "text/keep.h"

/* A kind of table that a tool reads as its operands. */
struct source_kind {
	enum map_table table;
	const char *const *names; /* of the columns that tools know */
	size_t n;
	/* Names that every header must hold, as the input spells them. */
	size_t (*required)(const struct map_section *map, struct span *names);
	/* Of the other columns, those without which figures change: a header
	   that is nearly one of them is told of, or refused where it is
	   nearly a book's currency or entity.  Ends with NULL. */
	const char *const *optional;
	/* Whether two headers agree; if not, *column is why. */
	bool (*agree)(const struct map_section *map,
	    const struct csv_header *first, const struct csv_header *later,
	    const char **column);
	/* What a rejected row would have moved. */
	enum source_money {
		MONEY_TOLD,   /* so much */
		MONEY_NONE,   /* nothing, by its type */
		MONEY_UNTOLD, /* its cells do not tell */
	} (*money)(const struct map_section *map, const struct batch *b,
	    int *currency, int64_t *minor);
};

/* The book (source_book.c). */
extern const struct source_kind source_book;

struct source {
	const struct source_kind *kind;
	struct tool *tool;
	const struct map_section *map;
	struct span *required; /* names that every header must hold */
	const char *const *files;
	size_t nfile;
	struct csvin *in;
	struct evidence_table *evidence;
	struct prior *prior; /* the tool's, or NULL */
	struct batch first;  /* the first block, read ahead of the threads */
	bool any;            /* there is a first block */
	struct faults faults;
	uint64_t nread;     /* rows, those with faults included */
	uint64_t ndropped;  /* subtotals left out by a map's rule */
	uint64_t nrejected; /* after source_verdict */
	struct keep *keep;  /* rows as read; NULL unless asked for */
	struct out *rejects;
	pthread_mutex_t lock;
	struct turns turns; /* of batches */
};

/*
 * Opens the operands as a table of this kind and reads its first block.
 * source_open_files reads other files than the operands, of which nothing
 * can be rejected.
 */
void source_open(
    struct source *s, struct tool *t, const struct source_kind *kind);
void source_open_files(struct source *s, struct tool *t,
    const struct source_kind *kind, const char *const *files, size_t n);

/* Whether the book is a plain list of open items, without types. */
bool source_is_snapshot(const struct source *s);

/* Whether the table has the column, by the name that tools know it by. */
bool source_has(const struct source *s, const char *column);

/* The same of all headers that were read, not only the first: once all is
   read. */
bool source_met(const struct source *s, const char *column);

/*
 * Reads everything: calls work(context[i], batch) for every batch, from
 * `n` threads, each with its own context.  Batches come to one context in
 * rising order.  Faults that work() adds to its batch are collected.
 */
void source_run(struct source *s, uint32_t n,
    void (*work)(void *context, struct batch *b), void **context);

/*
 * The same for what can't be done in any order: calls then(context[i], batch)
 * as well, after work(), for one batch at a time in the order of the input.
 */
void source_run_turns(struct source *s, uint32_t n,
    void (*work)(void *context, struct batch *b),
    void (*then)(void *context, struct batch *b), void **context);

/* How many rows there will be, about, by the size of the files and the first
   rows; 0 where that can't be told. */
uint64_t source_guess(const struct source *s);

/* Adds to ndropped; callable from work(). */
void source_dropped(struct source *s, uint64_t n);

/*
 * After the last fault was added to s->faults.  Prints them and fails the
 * program; or, with --rejects, writes the rejected rows aside (delivered by
 * source_close), says how many and how much money, and returns.
 */
void source_verdict(struct source *s);

/* For --proof: how many rows were read, and what became of them; `more` is
   added to the line. */
void source_say_rows(const struct source *s, const char *more);

/* Lists faults that are only reported; the run ends with 1. */
void source_report(struct source *s, struct faults *faults);

/* Lists faults, if there are any, and fails the program. */
void source_fail(const struct source *s, struct faults *faults);

#define PLACE_CHARS 4352 /* room for the longest path, and a number */

/* "FILE:LINE" of a line counted over the whole input, into text. */
const char *source_place(
    const struct source *s, uint64_t line, char *text, size_t size);

/* Delivers the rejects and frees what the source holds. */
void source_close(struct source *s);

#endif
