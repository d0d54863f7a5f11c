#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/diag.h"
#include "cli/evidence_in.h"
#include "text/json.h"
#include "value/date.h"

/* The name of a field, which all but the first have a comma before. */
static void
name(struct buf *b, const char *field)
{
	if (b->at[b->len - 1] != '{' && b->at[b->len - 1] != '[')
		buf_byte(b, ',');
	buf_byte(b, '"');
	buf_text(b, field);
	buf_text(b, "\":");
}

static void
text(struct buf *b, const char *field, const char *value)
{
	name(b, field);
	if (value != NULL)
		json_bytes(b, span_of(value));
	else
		buf_text(b, "null");
}

static void
number(struct buf *b, const char *field, uint64_t n)
{
	char digits[24];

	name(b, field);
	snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
	buf_text(b, digits);
}

static void
args(struct buf *b, const struct evidence *e)
{
	name(b, "args");
	for (size_t i = 0; i < e->narg; i++) {
		buf_byte(b, i == 0 ? '[' : ',');
		json_bytes(b, span_of(e->args[i]));
	}
	buf_text(b, e->narg == 0 ? "[]" : "]");
}

static void
who_and_where(struct buf *b)
{
	const struct passwd *user = getpwuid(getuid());
	struct utsname host;
	char cwd[4096], uid[24];

	snprintf(uid, sizeof uid, "%lu", (unsigned long)getuid());
	text(b, "cwd", getcwd(cwd, sizeof cwd));
	text(b, "user", user != NULL ? user->pw_name : uid);
	text(b, "host", uname(&host) == 0 ? host.nodename : NULL);
	number(b, "pid", (uint64_t)getpid());
}

static void
moment(struct buf *b, const char *field, struct timespec at)
{
	char value[40] = "";
	struct tm utc;
	size_t n;

	if (gmtime_r(&at.tv_sec, &utc) != NULL) {
		n = strftime(value, sizeof value, "%Y-%m-%dT%H:%M:%S", &utc);
		snprintf(value + n, sizeof value - n, ".%03dZ",
		    (int)(at.tv_nsec / 1000000));
	}
	text(b, field, value);
}

static void
times(struct buf *b, const struct evidence *e)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	moment(b, "start", e->start);
	moment(b, "end", now);
}

/* All that the environment may change in what comes out. */
static void
settings(struct buf *b, const struct evidence *e)
{
	static const char *const names[] = {"AR_AS_OF", "AR_CLOSED", "LOGNAME"};
	char day[DATE_CHARS];

	if (e->tool->dated)
		date_format(day, e->tool->asof);
	text(b, "as_of", e->tool->dated ? day : NULL);
	name(b, "env");
	buf_byte(b, '{');
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && *value != '\0')
			text(b, names[i], value);
	}
	buf_byte(b, '}');
}

static void
content(struct buf *b, const struct witness *w)
{
	if (!w->kept)
		return;
	name(b, "content");
	json_bytes(b, (struct span){w->content.at, w->content.len});
}

static void
input(struct buf *b, const struct witness *w)
{
	buf_text(b, b->at[b->len - 1] == '[' ? "{" : ",{");
	text(b, "table", w->table);
	text(b, "file", w->path);
	number(b, "bytes", w->bytes);
	text(b, "sha256", w->sha256);
	if (w->has_rows)
		number(b, "rows", w->rows);
	if (w->more != NULL)
		evidence_read_totals(b, w);
	content(b, w);
	name(b, "complete");
	buf_text(b, w->complete ? "true}" : "false}");
}

static bool
is_within(const char *p, const char *word)
{
	uintptr_t at = (uintptr_t)p, from = (uintptr_t)word;

	return at >= from && at <= from + strlen(word);
}

/*
 * The option that a path is the argument of, found by where it stands in the
 * command line: behind a '=', behind a letter, or a word or two after it.
 */
static struct span
option_of(const struct evidence *e, const char *given)
{
	const char *last = "";

	if (given == NULL)
		return span_of("stdout");
	for (size_t i = 0; i < e->narg; i++) {
		if (e->args[i][0] == '-' && e->args[i][1] != '\0')
			last = e->args[i];
		if (is_within(given, e->args[i]))
			return (struct span){last, strcspn(last, "=")};
	}
	return span_of("");
}

static void
option(struct buf *b, const struct evidence *e, const struct witness *w)
{
	struct span word = option_of(e, w->given);
	bool letter = word.len > 1 && word.at[0] == '-' && word.at[1] != '-';

	/* There is one letter that takes a file. */
	if (letter || span_is(word, "--output"))
		word = span_of("-o");
	name(b, "option");
	json_bytes(b, word);
}

static void
output(struct buf *b, const struct evidence *e, const struct witness *w)
{
	buf_text(b, b->at[b->len - 1] == '[' ? "{" : ",{");
	option(b, e, w);
	text(b, "file", w->path);
	if (w->directory)
		number(b, "files", w->ndocument);
	number(b, "bytes", w->bytes);
	text(b, "sha256", w->sha256);
	if (w->has_rows)
		number(b, "rows", w->rows);
	content(b, w);
	buf_byte(b, '}');
}

static void
files(struct buf *b, const struct evidence *e, int status)
{
	const struct witness *all = witness_settle();

	name(b, "inputs");
	buf_byte(b, '[');
	for (const struct witness *w = all; w != NULL; w = w->next)
		if (!w->output)
			input(b, w);
	buf_byte(b, ']');
	name(b, "outputs");
	buf_byte(b, '[');
	for (const struct witness *w = all; w != NULL; w = w->next)
		if (w->output && !w->dropped && (status < 2 || w->delivered))
			output(b, e, w);
	buf_byte(b, ']');
}

void
evidence_line(struct buf *b, const struct evidence *e, int status)
{
	buf_byte(b, '{');
	text(b, "tool", e->tool->about->name);
	text(b, "version", AR_VERSION);
	args(b, e);
	who_and_where(b);
	times(b, e);
	settings(b, e);
	files(b, e, status);
	number(b, "status", (uint64_t)status);
	if (status == 2)
		text(b, "error", diag_why());
	buf_text(b, "}\n");
}
