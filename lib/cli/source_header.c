#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/near.h"
#include "cli/source.h"
#include "cli/source_in.h"

/* Whether a header of the input stands for a column that tools know. */
static bool
is_read(const struct source *s, struct span header)
{
	for (size_t i = 0; i < s->kind->n; i++)
		if (span_equal(map_header(s->map, s->kind->names[i]), header))
			return true;
	return false;
}

/* A column of the book without which money of different kinds is one sum. */
static bool
parts_money(const struct source *s, const char *column)
{
	return s->kind->table == MAP_BOOK &&
	       (!strcmp(column, "currency") || !strcmp(column, "entity"));
}

/* --col names the table where it is not that of the operands. */
static const char *
table_of(const struct source *s)
{
	return s->kind->table != s->tool->about->table
		   ? map_table_name(s->kind->table)
		   : "";
}

static void
refuse_near(struct source *s, const char *column, struct span near)
{
	struct buf text = {0};

	buf_text(&text, "no column \"");
	buf_text(&text, column);
	buf_text(&text, "\"; is it \"");
	buf_span(&text, near);
	buf_text(&text, "\"? (--col ");
	buf_text(&text, column);
	buf_text(&text, "='");
	buf_span(&text, near);
	buf_text(&text, "', or --col default.");
	buf_text(&text, column);
	buf_text(&text, "=VALUE for all)");
	fault_add(&s->faults, FAULT_HEADER, s->first.header->line, NULL,
	    (struct span){0}, buf_string(&text), (struct span){0});
	buf_free(&text);
}

/* "Due" is not "due": what has no effect, and was probably meant to. */
static bool
tell_near(struct source *s, const char *column)
{
	const struct csv_header *h = s->first.header;

	if (source_has(s, column))
		return true;
	for (uint32_t i = 0; i < h->ncol; i++) {
		struct span near = h->names[i];

		if ((near.at[0] | 0x20) != column[0] ||
		    !near_slip(near, span_of(column)) || is_read(s, near))
			continue;
		if (parts_money(s, column)) {
			refuse_near(s, column, near);
			return false;
		}
		diag_say("note: column \"%.*s\" is not read; is it \"%s\"? "
			 "(--col %s%s%s='%.*s')",
		    (int)near.len, near.at, column, table_of(s),
		    *table_of(s) != '\0' ? "." : "", column, (int)near.len,
		    near.at);
		return true;
	}
	return true;
}

bool
source_tell_near(struct source *s)
{
	bool good = true;

	/* A map of a list of open items leaves types out for good reason. */
	for (const char *const *p = s->kind->optional; *p != NULL; p++)
		if (!s->map->described || strcmp(*p, "type") != 0)
			good = tell_near(s, *p) && good;
	return good;
}

static void
bad_header(struct source *s, const struct csv_header *h, const char *before,
    struct span name, const char *after)
{
	struct buf text = {0};

	buf_text(&text, before);
	buf_byte(&text, '"');
	buf_span(&text, name);
	buf_byte(&text, '"');
	buf_text(&text, after);
	fault_add(&s->faults, FAULT_HEADER, h->line, NULL, (struct span){0},
	    buf_string(&text), (struct span){0});
	buf_free(&text);
}

/* Of two columns of one name neither is the one meant. */
static void
check_twice(struct source *s, const struct csv_header *h)
{
	for (size_t k = 0; k < s->kind->n; k++) {
		struct span name = map_header(s->map, s->kind->names[k]);
		size_t n = 0;

		for (uint32_t i = 0; i < h->ncol; i++)
			n += span_equal(h->names[i], name);
		if (n > 1)
			bad_header(
			    s, h, "column ", name, " stands there twice");
	}
}

static bool
holds(const struct csv_header *h, const char *name)
{
	uint32_t i = 0;

	while (i < h->ncol && !span_is(h->names[i], name))
		i++;
	return i < h->ncol;
}

/* The list of open items has all columns of a book, but its amounts are those
   of the day they were billed. */
bool
source_check_report(struct source *s, const struct csv_header *h)
{
	if (s->kind->table != MAP_BOOK || !holds(h, "amount") ||
	    !holds(h, "open") || !holds(h, "bucket") || !holds(h, "days") ||
	    !span_is(map_header(s->map, "amount"), "amount"))
		return false;
	fault_add(&s->faults, FAULT_HEADER, h->line, NULL, (struct span){0},
	    "this is a list of ar-age --items: give the book, or what ar-age "
	    "--open-book prints",
	    (struct span){0});
	return true;
}

/* All headers agree on what rows are: with types, in currencies. */
void
source_check_headers(struct source *s)
{
	const struct csv_header *first = csvin_heading(s->in, 0), *h;
	const char *column;

	for (uint32_t i = 0; (h = csvin_heading(s->in, i)) != NULL; i++) {
		check_twice(s, h);
		source_check_report(s, h);
		if (!s->kind->agree(s->map, first, h, &column))
			bad_header(s, h, "some inputs have the column ",
			    span_of(column), " and some have not");
	}
}
