/* What the files of the counter share. */
#ifndef CLI_COUNTER_IN_H
#define CLI_COUNTER_IN_H

#include "base/buf.h"
#include "base/out.h"
#include "cli/counter.h"

struct counter {
	const char *path; /* NULL: no file */
	int fd;           /* locked; of the file as it was found */
	struct counter_series *series;
	size_t n;
	struct buf others; /* series of other tools: texts ended by NUL */
	struct out *out;
};

extern const char *const counter_names[2]; /* series, next */

/* Fails the program with errno. */
void counter_fail(const struct counter *c) __attribute__((noreturn));

/* Reads the file that is locked: `next` of the series that stand there, and
   those of others.  Fails the program when it is no counter. */
void counter_read(struct counter *c);

#endif
