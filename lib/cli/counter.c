#include "cli/counter.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/out.h"
#include "text/csvin.h"
#include "text/csvout.h"

struct counter {
	const char *path; /* NULL: no file */
	int fd;           /* locked; of the file as it was found */
	struct counter_series *series;
	size_t n;
	struct buf others; /* series of other tools: texts ended by NUL */
	struct out *out;
};

static const char *const names[] = {"series", "next"};

static void __attribute__((noreturn)) fail(const struct counter *c)
{
	diag_fail("%s: %s", c->path, strerror(errno));
}

/* Whether the file that is open is still the one of that name. */
static bool
is_current(const struct counter *c)
{
	struct stat mine, named;

	if (fstat(c->fd, &mine) != 0)
		fail(c);
	if (stat(c->path, &named) != 0)
		return false;
	return mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
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
			fail(c);
		while (fcntl(c->fd, F_SETLKW, &all) != 0)
			if (errno != EINTR)
				fail(c);
		if (is_current(c))
			return;
		close(c->fd);
	}
}

/* To close any descriptor of the file would give up the lock: the file is
   read through this one. */
static void
read_all(const struct counter *c, struct buf *text)
{
	ssize_t n;

	do {
		buf_room(text, 4096);
		n = read(c->fd, text->at + text->len, 4096);
		if (n > 0)
			text->len += (size_t)n;
	} while (n > 0 && text->len < 1 << 20);
	if (n < 0)
		fail(c);
}

static struct counter_series *
series_of(const struct counter *c, struct span name)
{
	for (size_t i = 0; i < c->n; i++)
		if (span_is(name, c->series[i].name))
			return &c->series[i];
	return NULL;
}

/* Tools may share a file, each with its own series. */
static void
keep_other(struct counter *c, struct span series, struct span next)
{
	buf_span(&c->others, series);
	buf_byte(&c->others, '\0');
	buf_span(&c->others, next);
	buf_byte(&c->others, '\0');
}

static void
take_row(struct counter *c, const struct batch *b, size_t line)
{
	struct counter_series *s = series_of(c, batch_cell(b, 0, 0));
	struct span next = batch_cell(b, 0, 1);

	if (s == NULL) {
		keep_other(c, batch_cell(b, 0, 0), next);
		return;
	}
	if (s->there)
		diag_fail("%s:%zu: series: stands there twice", c->path, line);
	if (!serial_parse(next, &s->next))
		diag_fail("%s:%zu: next: not a number to count up from: it "
			  "ends in digits",
		    c->path, line);
	s->there = true;
}

/* The next line of the text, without its end; false behind the last. */
static bool
next_line(struct span *text, struct span *line)
{
	const char *end = memchr(text->at, '\n', text->len);

	*line = *text;
	if (text->len == 0)
		return false;
	if (end != NULL)
		line->len = (size_t)(end - text->at);
	text->at += line->len + (end != NULL);
	text->len -= line->len + (end != NULL);
	if (line->len > 0 && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

static void
parse(struct counter *c, struct span text)
{
	struct span columns[2] = {span_of(names[0]), span_of(names[1])}, line;
	const struct csv_header header = {.ncol = 2, .names = columns};
	const struct csv_dialect plain = {0};
	struct batch b = {0};
	size_t n = 0;

	while (next_line(&text, &line)) {
		n++;
		if (line.len == 0)
			continue;
		csvin_record(&b, line, &header, &plain);
		if (b.nrow == 0)
			diag_fail("%s:%zu: not a counter: it has the columns "
				  "series and next",
			    c->path, n);
		if (n > 1)
			take_row(c, &b, n);
		else if (!span_is(batch_cell(&b, 0, 0), names[0]) ||
			 !span_is(batch_cell(&b, 0, 1), names[1]))
			diag_fail("%s: not a counter: its header is not "
				  "series,next",
			    c->path);
	}
	batch_free(&b);
}

/* Where the file does not have the series, the option begins it. */
static void
begin(const struct counter *c, struct counter_series *s)
{
	struct serial start;

	if (s->start == NULL)
		return;
	if (!serial_parse(span_of(s->start), &start))
		diag_fail("%s: \"%s\" is not a number to count up from: it "
			  "ends in digits",
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
	struct buf text = {0};

	*c = (struct counter){.path = path, .fd = -1, .series = series, .n = n};
	if (path != NULL) {
		c->out = out_new(path);
		lock(c);
		read_all(c, &text);
		parse(c, (struct span){text.at, text.len});
		buf_free(&text);
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
	w = csvout_new(c->out, CSV_CSV);
	csvout_column(w, span_of(names[0]), CSV_TEXT);
	csvout_column(w, span_of(names[1]), CSV_TEXT);
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
		close(c->fd);
	}
	buf_free(&c->others);
	mem_free(c);
}
