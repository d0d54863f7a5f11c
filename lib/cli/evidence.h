/*
 * --evidence FILE: one line of JSON for each run, of what was run, when and by
 * whom, on which bytes, to which bytes (ar(7) has its fields).  Tools get it
 * by tool_start; what is read by source_open, table_read, map_read and
 * template_read, and written by struct out and struct folder, is in it.
 *
 * The line is written when all output is complete, and before any of it is
 * put in its place; if that fails afterwards, a second line of the same run
 * says so.  A run that fails writes its line when it ends.
 */
#ifndef CLI_EVIDENCE_H
#define CLI_EVIDENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "book/posting.h"
#include "cli/tool.h"
#include "text/csvin.h"
#include "text/map.h"
#include "value/int128.h"

/*
 * Before the command line is read: what it is, and where evidence will
 * probably go (NULL: nowhere), so that a bad option is on record, too.
 */
void evidence_begin(
    const struct tool *t, const char *path, int argc, char **argv);

/* Nothing was run: it was only asked for help. */
void evidence_cancel(void);

/*
 * Now it is known: opens t->evidence, if it is given, and has all that
 * follows seen.  Fails the program when it can't be written, or holds
 * something else.
 */
void evidence_open(void);

/* Standard input is from now on what the program itself has written. */
void evidence_inner(void);

/* A table that is being read. */
struct evidence_table;

/* Sees what `in` reads, from before its first batch; NULL without evidence,
   which the other calls take. */
struct evidence_table *evidence_watch(struct csvin *in, enum map_table table,
    const char *const *files, size_t nfile);

/* A batch, when it is done with; from one thread at a time. */
void evidence_batch(struct evidence_table *e, const struct batch *b);

/* Sums of the rows of one batch, by currency; without evidence all NULL. */
struct evidence_sums {
	int128 *minor;
	bool *met;
};

void evidence_sums_open(struct evidence_sums *s);
void evidence_sums_close(struct evidence_sums *s);

static inline void
evidence_amount(struct evidence_sums *s, int64_t amount, int currency)
{
	if (s->minor == NULL)
		return;
	s->minor[currency] += amount;
	s->met[currency] = true;
}

/* Adds what opens an item or changes one. */
void evidence_posting(struct evidence_sums *s, const struct posting *p);

/* The sums of the batch to those of its file; s is empty again.  From any
   thread. */
void evidence_total(
    struct evidence_table *e, const struct batch *b, struct evidence_sums *s);

#endif
