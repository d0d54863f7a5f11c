/* What out.c, which holds the bytes, and out_commit.c, which delivers them,
 * know of an output. */
#ifndef BASE_OUT_IN_H
#define BASE_OUT_IN_H

#include <sys/stat.h>

#include <stdbool.h>

#include "base/buf.h"
#include "base/out.h"
#include "base/witness.h"

struct out {
	char *path;   /* as given, or NULL for standard output */
	char *target; /* the same with symbolic links followed */
	char *temp;   /* the file beside it, while there is one */
	struct stat old;
	bool replaces; /* there was a file, which `old` describes */
	struct buf held;
	size_t limit;           /* bytes to hold in memory */
	int spool;              /* the unlinked file before them, or -1 */
	bool staged;            /* temp holds all of it */
	int fd;                 /* temp, while it is written, or -1 */
	uint64_t written, sent; /* bytes: to it; that the disk was told of */
	int dir; /* the directory of the target, once staged, or -1 */
	uint64_t size;
	struct witness *witness; /* or NULL */
	struct out *next;        /* of those that have a temp */
};

/* At least so much is written to a file at a time. */
#define OUT_BLOCK ((size_t)64 << 10)

/* Writes n bytes to temp, which is made if there is none yet. */
void out_begin(struct out *o, const char *p, size_t n);

/* Has the disk begin with what is written, so that the sync at the end finds
   little to do; where the system can. */
void out_ahead(struct out *o);

/* Writes all n bytes; false, and errno, when that can't be done. */
bool out_write(int fd, const char *p, size_t n);

/* Gives back the memory and the spool. */
void out_free(struct out *o);

#endif
