/*
 * Documents of a unit test, held against a checker of tests/oracle.  Included
 * after cmocka.h; skips the test where there is no such checker, or no python3,
 * as when it isn't run from the top of the project.
 */
#ifndef UNIT_ORACLE_H
#define UNIT_ORACLE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

struct oracle {
	char folder[32];
	const char *command;
	int n;
};

static inline void
oracle_open(struct oracle *o, const char *command)
{
	*o = (struct oracle){.folder = "/tmp/ar-unit.XXXXXX"};
	o->command = command;
	if (system("python3 -c '' 2>/dev/null") != 0 ||
	    access("tests/oracle", R_OK) != 0)
		skip();
	assert_non_null(mkdtemp(o->folder));
}

static inline void
oracle_add(struct oracle *o, const struct buf *doc)
{
	char path[64];
	FILE *f;

	snprintf(path, sizeof path, "%s/%d", o->folder, o->n++);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(doc->at, 1, doc->len, f), doc->len);
	assert_int_equal(fclose(f), 0);
}

/* All documents in one run; they stay to be looked at if it fails. */
static inline void
oracle_run(struct oracle *o)
{
	char line[256];

	snprintf(line, sizeof line,
	    "python3 tests/oracle/%s %s/* >&2 && rm -r %s", o->command,
	    o->folder, o->folder);
	if (system(line) != 0)
		fail_msg("failed: %s", line);
}

#endif
