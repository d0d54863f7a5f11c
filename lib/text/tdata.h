/*
 * What is printed into a document: a tree of records, whose names a program
 * declares once.  Values are bytes, as they are to be read; a record's place
 * for a name that was not set is empty.
 */
#ifndef TEXT_TDATA_H
#define TEXT_TDATA_H

#include <stdbool.h>

#include "base/span.h"

struct tnames;

/* A name that templates may use. */
struct tname {
	const char *name;        /* NULL: not one, which is skipped */
	const struct tnames *of; /* of a list: the names of its records */
};

/* The names of a record: the i-th is set by its place i.  A list can't hold
   records of its own kind, at any depth. */
struct tnames {
	const struct tname *at;
	size_t n;
};

#define TNAMES(table)                                                          \
	{                                                                      \
		(table), sizeof(table) / sizeof *(table)                       \
	}

struct tdata;
struct trecord;

/* The values of one document, whose outermost record has these names; they
   must last as long as the data. */
struct tdata *tdata_new(const struct tnames *names);
void tdata_free(struct tdata *d);

/* Empties it for the next document.  Records are gone, memory is kept. */
void tdata_reset(struct tdata *d);

/* The outermost record, there from the start. */
struct trecord *tdata_top(struct tdata *d);

/* Sets a value, which is copied; the last one set counts. */
void tdata_set(struct trecord *r, size_t name, struct span value);

/* Appends an empty record to a list and returns it; it lives until
   tdata_reset. */
struct trecord *tdata_add(struct trecord *r, size_t list);

/* A value; the first record of a list; the next one, or NULL. */
struct span tdata_value(const struct trecord *r, size_t name);
const struct trecord *tdata_first(const struct trecord *r, size_t list);
const struct trecord *tdata_next(const struct trecord *r);

#endif
