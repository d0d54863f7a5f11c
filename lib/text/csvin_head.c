#include <stdio.h>

#include <string.h>

#include "text/csvin_in.h"

/* A preamble may hold stray quotes: how far a header may reach behind one. */
#define HEADER_REACH ((size_t)64 << 10)

static size_t
rest(const struct csvin *in)
{
	return in->pend.len - in->off;
}

static const char *
here(const struct csvin *in)
{
	return in->pend.at + in->off;
}

/* Makes n bytes pending, or all that the file still has. */
static void
want(struct csvin *in, size_t n)
{
	size_t left = rest(in);

	if (left >= n || in->eof)
		return;
	memmove(in->pend.at + FRONT, here(in), left);
	in->off = FRONT;
	in->pend.len = FRONT + left;
	csvin_fill(in, &in->pend, FRONT, n);
}

/*
 * The size of the next record, or of what is left where it does not end
 * within `reach` bytes; 0 at the end of the file.
 */
static size_t
record(struct csvin *in, bool quotes, size_t reach)
{
	for (;;) {
		size_t n = rest(in);
		size_t size = csvin_record_end(here(in), n, quotes);

		if (size > 0)
			return size;
		if (in->eof || n >= reach)
			return n;
		want(in, 2 * n > in->dialect.block ? 2 * n : in->dialect.block);
	}
}

/* Leaves the next `size` bytes behind. */
static void
consume(struct csvin *in, size_t size)
{
	const char *p = here(in), *stop = p + size;

	for (; p < stop; p++)
		in->line += *p == '\n';
	in->line += size > 0 && stop[-1] != '\n';
	in->off += size;
}

/* The record of `size` bytes without its line end. */
static size_t
stripped(const char *p, size_t size)
{
	if (size == 0 || p[size - 1] != '\n')
		return size;
	size--;
	return size > 0 && p[size - 1] == '\r' ? size - 1 : size;
}

static size_t
bom(const char *p, size_t n)
{
	return n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static enum csv_verdict
parse(struct csvin *in, const char *p, size_t n)
{
	buf_room(&in->names, n + 1);
	return csvin_cells(&in->cells, p, n, &in->rules, in->names.at);
}

/* Of the record last parsed: no cell holds anything. */
static bool
blank(const struct csvin *in)
{
	return in->cells.len == 0;
}

bool
csvin_is_head(struct csvin *in, const char *p, size_t n)
{
	size_t mark = bom(p, n), size;

	p += mark;
	n -= mark;
	/* libcsv would take a return for an empty line; we do not. */
	if (n > 0 && *p == '\r')
		return false;
	size = csvin_record_end(p, n, in->rules.quotes);
	if (size == 0 && in->eof)
		size = n;
	return size > 0 && parse(in, p, stripped(p, size)) == CSV_OK &&
	       csvin_cells_head(&in->cells, &in->rules);
}

/* The byte-order mark of UTF-16, as it is or taken for Latin-1 letters. */
static bool
is_utf16(const char *p, size_t n)
{
	static const char *const marks[] = {
	    "\xff\xfe", "\xfe\xff", "\xc3\xbf\xc3\xbe", "\xc3\xbe\xc3\xbf"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (n >= strlen(marks[i]) &&
		    !memcmp(p, marks[i], strlen(marks[i])))
			return true;
	return false;
}

/* Byte-order mark and lines to skip; false when the file is not to be read. */
static bool
preamble(struct csvin *in, struct batch *b)
{
	size_t size;

	want(in, 4);
	if (is_utf16(here(in), rest(in))) {
		csvin_fault(in, b, FAULT_HEADER, in->line + 1,
		    "the input is UTF-16: convert it first "
		    "(iconv -f utf-16 -t utf-8)");
		return false;
	}
	in->off += bom(here(in), rest(in));
	for (uint32_t i = 0; i < in->dialect.skip; i++) {
		size = record(in, false, RECORD_MAX);
		consume(in, size);
	}
	return true;
}

/* The record of `size` bytes, just parsed, is the header. */
static bool
take(struct csvin *in, struct batch *b, size_t size)
{
	const char *p = here(in);

	if (!csvin_header(in, b, p, stripped(p, size), size))
		return false;
	consume(in, size);
	return true;
}

/* The line that came nearest to a header, and a name that it lacks. */
struct nearest {
	uint64_t line;
	size_t held;
	struct span lacks;
};

/* Compares the record last parsed, at the line after in->line. */
static void
note_nearest(const struct csvin *in, struct nearest *best)
{
	struct nearest this = {.line = in->line + 1};

	this.held = csvin_cells_held(
	    &in->cells, in->required, in->nrequired, &this.lacks);
	if (this.held > best->held)
		*best = this;
}

/* No header: what was looked for begins on the line after `top`. */
static bool
none(
    struct csvin *in, struct batch *b, uint64_t top, const struct nearest *best)
{
	char text[256];

	if (best == NULL || in->line <= top) {
		csvin_fault(in, b, FAULT_EMPTY, top + 1, NULL);
	} else if (best->held == 0) {
		csvin_fault(in, b, FAULT_HEADER, top + 1,
		    "no line holds any of the columns needed");
	} else {
		snprintf(text, sizeof text,
		    "no line holds all of the columns needed; this one lacks "
		    "\"%.*s\"",
		    (int)(best->lacks.len < 100 ? best->lacks.len : 100),
		    best->lacks.at);
		csvin_fault(in, b, FAULT_HEADER, best->line, text);
	}
	return false;
}

/* With skip_to_header: the first line that begins a header's record. */
static bool
search(struct csvin *in, struct batch *b)
{
	struct nearest best = {0};
	uint64_t top = in->line;
	size_t size;

	while ((size = record(in, in->rules.quotes, HEADER_REACH)) > 0) {
		if (parse(in, here(in), stripped(here(in), size)) == CSV_OK &&
		    !blank(in)) {
			if (csvin_cells_hold(
				&in->cells, in->required, in->nrequired))
				return take(in, b, size);
			note_nearest(in, &best);
		}
		consume(in, record(in, false, RECORD_MAX));
	}
	return none(in, b, top, &best);
}

/* The header is the next record that is not blank. */
static bool
next(struct csvin *in, struct batch *b)
{
	enum csv_verdict verdict;
	size_t size;

	while ((size = record(in, in->rules.quotes, RECORD_MAX + 1)) > 0) {
		verdict = parse(in, here(in), stripped(here(in), size));
		if (verdict == CSV_OK && size > RECORD_MAX)
			verdict = CSV_LONG;
		if (verdict == CSV_OK && !blank(in))
			return take(in, b, size);
		if (verdict != CSV_OK) {
			csvin_fault(in, b, csvin_fault_code(verdict),
			    in->line + 1, NULL);
			return false;
		}
		consume(in, size);
	}
	return none(in, b, in->base[in->file], NULL);
}

bool
csvin_head(struct csvin *in, struct batch *b)
{
	bool start = in->at_start;

	in->at_start = false;
	if (start && !preamble(in, b))
		return false;
	if (start && in->dialect.skip_to_header)
		return search(in, b);
	in->off += bom(here(in), rest(in));
	return next(in, b);
}
