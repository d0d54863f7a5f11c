#include "base/diag.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *tool = "ar";

/*
 * A file opened while 0, 1 or 2 is closed would get that number, and with it
 * what was meant for standard output or for the user.  A descriptor that
 * can't be used that way takes its place: standard input is not readable,
 * standard output not writable, as if they were still closed.
 */
static void
take_closed(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", fd == 1 ? O_RDONLY : O_WRONLY) != fd)
			exit(2);
}

void
diag_open(const char *name)
{
	tool = name;
	take_closed();
	signal(SIGXFSZ, SIG_IGN); /* a write beyond the limit then fails */
}

static bool progressing;

/* Why the program fails, by whoever was first to find out. */
static atomic_bool failing, known;
static char why[8192];

void
diag_failing(void)
{
	failing = true;
}

const char *
diag_why(void)
{
	return why;
}

void
diag_progress(unsigned long long rows)
{
	if (!isatty(STDERR_FILENO))
		return;
	progressing = true;
	fprintf(stderr, "\r%s: %llu million rows", tool, rows / 1000000);
}

/* Blanks instead of a control sequence: any terminal understands them. */
void
diag_done(void)
{
	if (progressing)
		fprintf(stderr, "\r%60s\r", "");
	progressing = false;
}

/* One call to stderr a line: lines of several threads do not interleave, and
   no cell that is shown can begin a line of its own. */
static void __attribute__((format(printf, 1, 0)))
say(const char *fmt, va_list ap)
{
	char line[sizeof why];

	diag_done();
	vsnprintf(line, sizeof line, fmt, ap);
	for (char *p = line; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	if (failing && !atomic_exchange(&known, true))
		memcpy(why, line, sizeof why);
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

	diag_failing();
	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	exit(2);
}
