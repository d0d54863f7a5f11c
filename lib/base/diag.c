#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char *tool = "ar";

void
diag_open(const char *name)
{
	tool = name;
}

const char *
diag_name(void)
{
	return tool;
}

/* One call to stderr a line: lines of several threads do not interleave. */
static void
say(const char *fmt, va_list ap)
{
	char line[4096];

	vsnprintf(line, sizeof line, fmt, ap);
	fprintf(stderr, "%s: %s\n", tool, line);
}

void
diag_say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

void
diag_fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	exit(2);
}
