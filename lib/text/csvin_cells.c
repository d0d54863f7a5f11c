#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "text/csvin_in.h"

/* libcsv trims what it takes for a space; we keep text as it is. */
static int
never_space(unsigned char c)
{
	(void)c;
	return 0;
}

/*
 * A field of FIELD_MAX and its closing quote need one step more.  libcsv
 * calls a refusal "out of memory", which is one here only below that.
 */
static void *
capped(void *p, size_t n)
{
	if (n > FIELD_MAX + ((size_t)64 << 10))
		return NULL;
	p = realloc(p, n);
	if (p == NULL)
		diag_fail("out of memory");
	return p;
}

static void
start(struct csv_cells *c, const struct csv_rules *rules)
{
	if (csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		diag_fail("libcsv: can't begin");
	csv_set_space_func(&c->parser, never_space);
	csv_set_realloc_func(&c->parser, capped);
	csv_set_blk_size(&c->parser, (size_t)64 << 10);
	csv_set_delim(&c->parser, (unsigned char)rules->delimiter);
	/* A record with NUL is refused anyway. */
	csv_set_quote(&c->parser, rules->quotes ? '"' : '\0');
	c->ready = true;
}

static void
take(void *cell, size_t n, void *arg)
{
	struct csv_cells *c = arg;

	if (n > FIELD_MAX)
		c->long_field = true;
	if (c->n == c->cap) {
		size_t cap = c->cap;

		c->start = mem_grow(c->start, &cap, c->n + 1, sizeof *c->start);
		c->end = mem_grow(c->end, &c->cap, c->n + 1, sizeof *c->end);
	}
	if (n > 0)
		memcpy(c->to + c->len, cell, n);
	c->start[c->n] = (uint32_t)c->len;
	c->len += n;
	c->end[c->n++] = (uint32_t)c->len;
}

/* After an error libcsv holds half a row: it must begin anew. */
static enum csv_verdict
fail(struct csv_cells *c, enum csv_verdict otherwise)
{
	bool stray = csv_error(&c->parser) == CSV_EPARSE;

	csv_free(&c->parser);
	c->ready = false;
	return stray ? otherwise : CSV_LONG;
}

enum csv_verdict
csvin_cells(struct csv_cells *c, const char *record, size_t n,
    const struct csv_rules *rules, char *to)
{
	if (!c->ready)
		start(c, rules);
	c->n = c->len = 0;
	c->to = to;
	c->long_field = false;
	for (size_t at = 0, len, did; at < n; at += len) {
		const char *newline = memchr(record + at, '\n', n - at);

		len = newline != NULL ? (size_t)(newline + 1 - record) - at
				      : n - at;
		did = csv_parse(&c->parser, record + at, len, take, NULL, c);
		c->stopped = at + did;
		if (did != len)
			return fail(c, CSV_STRAY);
	}
	if (csv_fini(&c->parser, take, NULL, c) != 0)
		return fail(c, CSV_OPEN);
	return c->long_field ? CSV_LONG : CSV_OK;
}

void
csvin_cells_free(struct csv_cells *c)
{
	if (c->ready)
		csv_free(&c->parser);
	mem_free(c->start);
	mem_free(c->end);
	*c = (struct csv_cells){0};
}

enum fault_code
csvin_fault_code(enum csv_verdict verdict)
{
	return verdict == CSV_STRAY  ? FAULT_QUOTE
	       : verdict == CSV_OPEN ? FAULT_UNTERMINATED
				     : FAULT_LONG;
}

size_t
csvin_record_end(const char *p, size_t n, bool quotes)
{
	bool inside = false;
	size_t at = 0;

	while (at < n) {
		const char *newline = memchr(p + at, '\n', n - at);
		size_t stop = newline != NULL ? (size_t)(newline - p) : n;

		while (quotes && at < stop) {
			const char *q = memchr(p + at, '"', stop - at);

			inside ^= q != NULL;
			at = q != NULL ? (size_t)(q - p) + 1 : stop;
		}
		if (newline != NULL && !inside)
			return stop + 1;
		at = stop + 1;
	}
	return 0;
}

static struct span
cell(const struct csv_cells *c, size_t i)
{
	return (struct span){c->to + c->start[i], c->end[i] - c->start[i]};
}

size_t
csvin_cells_held(const struct csv_cells *c, const struct span *names, size_t n,
    struct span *lacks)
{
	size_t held = 0;

	*lacks = (struct span){0};
	for (size_t r = 0; r < n; r++) {
		size_t i = 0;

		while (i < c->n && !span_equal(cell(c, i), names[r]))
			i++;
		if (i < c->n)
			held++;
		else if (lacks->at == NULL)
			*lacks = names[r];
	}
	return held;
}

bool
csvin_cells_hold(const struct csv_cells *c, const struct span *names, size_t n)
{
	struct span lacks;

	return csvin_cells_held(c, names, n, &lacks) == n;
}

bool
csvin_cells_head(const struct csv_cells *c, const struct csv_rules *rules)
{
	return c->n > 0 && span_equal(cell(c, 0), rules->first) &&
	       csvin_cells_hold(c, rules->required, rules->nrequired);
}
