/*
 * What the files of evidence share: evidence.c (when), evidence_line.c (what),
 * evidence_file.c (where), evidence_read.c (what was read).
 */
#ifndef CLI_EVIDENCE_IN_H
#define CLI_EVIDENCE_IN_H

#include <sys/types.h>
#include <time.h>

#include "base/buf.h"
#include "base/witness.h"
#include "cli/evidence.h"

/* Of the run. */
struct evidence {
	const struct tool *tool;
	const char *path; /* NULL: nobody asks */
	const char **args;
	size_t narg;
	pid_t pid;
	struct timespec start;
	int fd;        /* of path, or -1 */
	bool refused;  /* it is no file for evidence, as was said */
	bool written;  /* the line of a run that did not fail */
	bool finished; /* the last line */
};

/* The line, with its end.  At status 2 only outputs that are in their place
   in spite of it are listed. */
void evidence_line(struct buf *b, const struct evidence *e, int status);

/* Opens the file; why not, or NULL. */
const char *evidence_file_open(struct evidence *e);

/* Appends a line under a lock, all of it or nothing; why not, or NULL. */
const char *evidence_file_append(
    const struct evidence *e, const struct buf *line);

/* Adds the totals of an input to the line. */
void evidence_read_totals(struct buf *b, const struct witness *w);

#endif
