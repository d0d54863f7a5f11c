/*
 * What an earlier run read, by the evidence that it left (ar(7)), so that a
 * later one can show that the book has only grown since, and which of its
 * rows are new.
 *
 *	tool.prior = prior_read(path, "book");     before source_open
 *	source_open(...); load_book(...);          fails where history changed
 *	prior_is_new(tool.prior, posting.line)
 *
 * The files of the earlier run are pieces, in their order.  Now each piece
 * must stand at the beginning of a file, or right behind the one before it:
 * files may have grown, new ones may come last, and pieces may have been
 * joined by cat(1).  Names don't matter.  All rows that are not of a piece
 * are new.  A piece may not be split over files.
 */
#ifndef CLI_PRIOR_H
#define CLI_PRIOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/csvin.h"

struct prior;

/*
 * The last run in the file of evidence that ended with 0 or 1, was not voided
 * later, and read all of a table of this name ("book").  Fails the program
 * when there is none, or a line is no evidence.
 */
struct prior *prior_read(const char *path, const char *table);

/* The day that run was asked for, or DATE_NONE; when it began, as written. */
int32_t prior_asof(const struct prior *p);
const char *prior_start(const struct prior *p);

/* Has p see what `in` reads; before its first batch.  source_open does it,
   where the tool has set tool.prior, for the book among its operands. */
void prior_watch(
    struct prior *p, struct csvin *in, const char *const *files, size_t nfile);

/*
 * Once all was read: fails the program, naming file and bytes, where a piece
 * changed, became shorter or is not there, or its last line, which had no
 * end, was continued.  source_run and load_book do it.
 */
void prior_check(struct prior *p);

/* Whether the row that begins on this line, counted over the whole input,
   came after the earlier run; after prior_check. */
bool prior_is_new(const struct prior *p, uint64_t line);

void prior_free(struct prior *p);

#endif
