#include <unistd.h>

#include "base/diag.h"
#include "base/witness.h"
#include "cli/counter_in.h"
#include "text/csvin.h"
#include "text/utf8.h"

#define MOST ((size_t)1 << 20) /* bytes of a counter */

const char *const counter_names[2] = {"series", "next"};

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
	} while (n > 0 && text->len <= MOST);
	if (n < 0)
		counter_fail(c);
}

/* What it does not hold would be lost when it is written again. */
static void
check_text(const struct counter *c, struct span text)
{
	if (text.len > MOST)
		diag_fail("%s: not a counter: it is too long", c->path);
	if (text.len > 0 && memchr(text.at, '\0', text.len) != NULL)
		diag_fail("%s: not a counter: a NUL byte", c->path);
	if (!utf8_valid(text.at, text.len))
		diag_fail("%s: not a counter: not valid UTF-8", c->path);
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

/* The text without a byte order mark. */
static struct span
unmarked(struct span text)
{
	static const char mark[] = "\xef\xbb\xbf";

	if (text.len >= 3 && memcmp(text.at, mark, 3) == 0)
		return (struct span){text.at + 3, text.len - 3};
	return text;
}

static void
check_header(const struct counter *c, const struct batch *b)
{
	for (uint32_t i = 0; i < 2; i++)
		if (!span_is(batch_cell(b, 0, i), counter_names[i]))
			diag_fail("%s: not a counter: its header is not "
				  "series,next",
			    c->path);
}

static void
parse(struct counter *c, struct span text)
{
	struct span columns[2] = {{0}}, line; /* two, of whatever names */
	const struct csv_header header = {.ncol = 2, .names = columns};
	const struct csv_dialect plain = {0};
	struct batch b = {0};
	bool headed = false;

	for (size_t n = 1; next_line(&text, &line); n++) {
		if (line.len == 0)
			continue;
		csvin_record(&b, line, &header, &plain);
		if (b.nrow == 0)
			diag_fail("%s:%zu: not a counter: it has the columns "
				  "series and next",
			    c->path, n);
		if (headed)
			take_row(c, &b, n);
		else
			check_header(c, &b);
		headed = true;
	}
	batch_free(&b);
}

/* What it holds is in the evidence: who repeats the run needs it. */
static void
show(const struct counter *c, const struct buf *text)
{
	struct witness *w = witness_input("counter", c->path);

	witness_keep(w);
	witness_add(w, text->at, text->len);
	witness_end(w);
}

void
counter_read(struct counter *c)
{
	struct buf text = {0};
	struct span all;

	read_all(c, &text);
	show(c, &text);
	all = (struct span){text.at, text.len};
	check_text(c, all);
	parse(c, unmarked(all));
	buf_free(&text);
}
