/*
 * What a run reads and writes, seen as it passes: of each file its bytes and
 * their digest, for the evidence of the run.  Until witness_begin nobody
 * looks: files have no witness, a NULL, with which all calls do nothing.
 */
#ifndef BASE_WITNESS_H
#define BASE_WITNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "base/span.h"

/* One file that was read or written, or one directory of documents. */
struct witness {
	struct witness *next; /* in the order they were opened */
	bool output, directory;
	const char *table; /* of an input: what it is; lasts */
	const char *path;  /* "-": standard input or output */
	const char *given; /* the pointer that was given, only to compare */
	struct digest *digest;
	struct buf content; /* of one that is to be kept */
	bool kept;
	char **documents; /* of a directory: "digest  name\n" */
	size_t ndocument, document_cap;
	uint64_t rows;
	bool has_rows;
	bool complete;  /* read to the end, or all written */
	bool delivered; /* an output that is in its place */
	bool dropped;   /* an output that will not be */
	void *more;     /* what the owner of the list notes beside it */

	/* After witness_settle. */
	uint64_t bytes;
	char sha256[SHA256_CHARS];
};

/*
 * From now on all is seen.  before() is called once, when the first output
 * is about to be put in its place: all others are complete then.
 */
void witness_begin(void (*before)(void));
bool witness_is_on(void);

/* A file that will be read ("-": standard input), one that will be written
   (NULL: standard output), a directory of documents to write. */
struct witness *witness_input(const char *table, const char *path);
struct witness *witness_output(const char *path);
struct witness *witness_directory(const char *path);

/* Bytes that were read or written, by one thread at a time. */
void witness_add(struct witness *w, const char *p, size_t n);

/* A document of a directory. */
void witness_document(struct witness *w, const char *name, struct span bytes);

/* Its rows, once all are counted, or more of them. */
void witness_rows(struct witness *w, uint64_t n);

/* Keeps the bytes themselves, too: to be said before the first. */
void witness_keep(struct witness *w);

/* It was read to its end, or all of it is written. */
void witness_end(struct witness *w);

/* It will not be written after all. */
void witness_drop(struct witness *w);

/* An output is about to be put in its place; it is there. */
void witness_deliver(void);
void witness_delivered(struct witness *w);

/*
 * All so far, with bytes and digests.  For the end, or for before(): of those
 * that are in the list nothing more is seen.
 */
struct witness *witness_settle(void);

#endif
