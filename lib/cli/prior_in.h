/* What prior.c, which reads evidence, and prior_watch.c, which compares,
 * share. */
#ifndef CLI_PRIOR_IN_H
#define CLI_PRIOR_IN_H

#include "base/buf.h"
#include "base/digest.h"
#include "cli/prior.h"

/* A file that the earlier run read. */
struct prior_piece {
	char *file;
	uint64_t bytes;
	char sha256[SHA256_CHARS];
};

/* A file that is read now. */
struct prior_file {
	uint64_t before; /* lines of the files in front of it */
	uint64_t old;    /* its lines that are of pieces */
};

struct prior {
	char *path, *start;
	int32_t asof;
	struct prior_piece *pieces;
	size_t n, cap;

	/* What is read now. */
	struct csvin *in;
	const char *const *files;
	size_t nfile;
	struct prior_file *seen;
	size_t file; /* being read; SIZE_MAX: none yet */
	size_t next; /* the piece that comes next */
	/* The bytes here may be that piece. */
	struct digest *digest; /* of them so far, or NULL */
	uint64_t lines;
	bool first;  /* they begin the file: they must be */
	bool joined; /* they may stand right behind the piece before */
	bool open;   /* the piece before had no last newline */
	char last;
	struct buf wrong; /* the first thing that was */
};

#endif
