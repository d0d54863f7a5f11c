#include "cli/evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/evidence_in.h"

static struct evidence run = {.fd = -1};

static const char *
write_line(int status)
{
	struct buf line = {0};
	const char *wrong;

	evidence_line(&line, &run, status);
	wrong = evidence_file_append(&run, &line);
	buf_free(&line);
	return wrong;
}

/* All output is complete, and none is in its place. */
static void
before_output(void)
{
	const char *wrong;

	if (run.path == NULL)
		return;
	wrong = write_line(run.tool->findings ? 1 : 0);
	if (wrong != NULL) {
		run.refused = true;
		diag_fail("writing evidence to %s: %s", run.path, wrong);
	}
	run.written = true;
}

/*
 * The program ends.  Whoever failed has said why; where the line of a run
 * without fault is there already, only diag_fail can have come after it.
 */
static void
at_end(void)
{
	const char *wrong = NULL;

	if (run.path == NULL || run.refused || run.finished ||
	    run.pid != getpid() || (run.written && *diag_why() == '\0'))
		return;
	run.finished = true;
	if (run.fd < 0)
		wrong = evidence_file_open(&run);
	if (wrong == NULL)
		wrong = write_line(2);
	if (wrong == NULL)
		return;
	diag_say("writing evidence to %s: %s", run.path, wrong);
	_exit(2);
}

void
evidence_begin(const struct tool *t, const char *path, int argc, char **argv)
{
	run.tool = t;
	run.path = path;
	if (path == NULL)
		return;
	run.pid = getpid();
	clock_gettime(CLOCK_REALTIME, &run.start);
	run.narg = argc > 0 ? (size_t)argc - 1 : 0;
	run.args = mem_array(run.narg + 1, sizeof *run.args);
	for (size_t i = 0; i < run.narg; i++)
		run.args[i] = argv[i + 1]; /* getopt puts them in order */
	atexit(at_end);
}

void
evidence_cancel(void)
{
	run.path = NULL;
}

static void __attribute__((noreturn)) refuse(const char *why)
{
	run.refused = true;
	diag_fail("--evidence %s: %s", run.path, why);
}

void
evidence_open(void)
{
	const char *wrong;

	run.path = run.tool->evidence;
	if (run.path == NULL)
		return;
	if (*run.path == '\0' || !strcmp(run.path, "-"))
		refuse("it is added to a file, which needs a name");
	wrong = evidence_file_open(&run);
	if (wrong != NULL)
		refuse(wrong);
	tool_appends(run.path);
	witness_begin(before_output);
}
