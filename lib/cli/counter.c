#include "cli/counter.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/sweep.h"
#include "base/witness.h"
#include "cli/counter_in.h"
#include "text/csvout.h"
#include "text/utf8.h"

void
counter_fail(const struct counter *c)
{
	diag_fail("%s: %s", c->path, strerror(errno));
}

/* Whether the file that is open is still the one of that name. */
static bool
is_current(const struct counter *c)
{
	struct stat mine, named;

	if (fstat(c->fd, &mine) != 0)
		counter_fail(c);
	if (stat(c->path, &named) != 0)
		return false;
	return mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

/* The counter that this run has made, until it holds numbers. */
static const char *volatile made;

/* A run that fails leaves none behind; whoever waits for it makes his own. */
static void
sweep(int sig)
{
	(void)sig;
	if (made != NULL)
		unlink(made);
}

static void
note_made(const struct counter *c)
{
	struct stat st;

	if (fstat(c->fd, &st) != 0)
		counter_fail(c);
	if (st.st_size > 0)
		return;
	sweep_at_end(sweep);
	made = c->path;
}

/*
 * A lock of the whole file.  Who waits for it may find that the counter has
 * been replaced in the meantime, and has to begin anew.
 */
static void
lock(struct counter *c)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	for (;;) {
		c->fd = open(c->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
		if (c->fd < 0)
			counter_fail(c);
		while (fcntl(c->fd, F_SETLKW, &all) != 0)
			if (errno != EINTR)
				counter_fail(c);
		if (is_current(c))
			return;
		close(c->fd);
	}
}

/* What can stand in a cell of the book. */
static bool
is_text(const char *s)
{
	for (const char *p = s; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return false;
	return utf8_valid(s, strlen(s));
}

/* Where the file does not have the series, the option begins it. */
static void
begin(const struct counter *c, struct counter_series *s)
{
	struct serial start;

	if (s->start == NULL)
		return;
	if (!is_text(s->start))
		diag_fail("%s: control characters, or no UTF-8", s->option);
	if (!serial_parse(span_of(s->start), &start))
		diag_fail("%s: \"%s\" is not a number to count up from: it "
			  "ends in digits, at most 18, and has at most 109 "
			  "bytes",
		    s->option, s->start);
	if (s->there && strcmp(start.prefix, s->next.prefix) != 0)
		diag_fail("%s: \"%s\" is of another series than %s, which "
			  "goes on with \"%s...\"",
		    s->option, s->start, c->path, s->next.prefix);
	if (!s->there)
		s->next = start;
	s->there = true;
}

struct counter *
counter_open(const char *path, struct counter_series *series, size_t n)
{
	struct counter *c = mem_array(1, sizeof *c);

	*c = (struct counter){.path = path, .fd = -1, .series = series, .n = n};
	if (path != NULL) {
		c->out = out_new(path);
		lock(c);
		note_made(c);
		counter_read(c);
	}
	for (size_t i = 0; i < n; i++)
		begin(c, &series[i]);
	return c;
}

void
counter_stage(struct counter *c)
{
	char next[SERIAL_CHARS];
	struct csvout *w;
	size_t at = 0;

	if (c->path == NULL)
		return;
	witness_keep(out_witness(c->out));
	w = csvout_new(c->out, CSV_CSV);
	csvout_column(w, span_of(counter_names[0]), CSV_TEXT);
	csvout_column(w, span_of(counter_names[1]), CSV_TEXT);
	for (size_t i = 0; i < c->n; i++) {
		if (!c->series[i].there)
			continue;
		serial_format(next, &c->series[i].next, 0);
		csvout_string(w, c->series[i].name);
		csvout_string(w, next);
		csvout_row(w);
	}
	while (at < c->others.len) {
		csvout_string(w, c->others.at + at);
		at += strlen(c->others.at + at) + 1;
		csvout_string(w, c->others.at + at);
		at += strlen(c->others.at + at) + 1;
		csvout_row(w);
	}
	csvout_end(w);
	out_stage(c->out);
}

void
counter_commit(struct counter *c)
{
	if (c->path != NULL) {
		out_commit(c->out);
		made = NULL;
		close(c->fd);
	}
	buf_free(&c->others);
	mem_free(c);
}
