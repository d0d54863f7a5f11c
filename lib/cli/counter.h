/*
 * The counter of document numbers: a file `series,next` that gives out each
 * number once.  Whoever opens it holds a lock until his numbers stand where
 * they were wanted; a run that fails takes none.
 */
#ifndef CLI_COUNTER_H
#define CLI_COUNTER_H

#include <stdbool.h>
#include <stddef.h>

#include "value/serial.h"

struct counter;

/* A series: its name in the file, and how it begins where the file does not
   have it yet (NULL: it must). */
struct counter_series {
	const char *name;
	const char *start;  /* as the option gives it, or NULL */
	const char *option; /* its name, for messages: "--start" */
	struct serial next; /* the first free number */
	bool there;         /* the series has a number to give */
};

/*
 * Opens the counter at `path`, waiting for whoever has it, and fills in
 * `next` of each series; a path of NULL is no file: the series begin where
 * the options say.  Fails the program when the file is no counter, or when
 * an option says another prefix than the file.  The n series must outlive
 * the counter.
 */
struct counter *counter_open(
    const char *path, struct counter_series *series, size_t n);

/* Writes the series as they now stand beside the file; all that can fail. */
void counter_stage(struct counter *c);

/* Puts that in the file's place, gives up the lock and frees c. */
void counter_commit(struct counter *c);

#endif
