#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "text/csvin_in.h"

void
csvin_block_check(struct batch_room *room, const struct csv_rules *rules)
{
	const struct scan_split *s = &room->seps;
	const char *p = csvin_text(room);
	size_t n = room->real;

	room->nul = s->nul && memchr(p, '\0', n) != NULL;
	room->bare = s->returns && memchr(p, '\r', n) != NULL &&
		     (p[n - 1] == '\r' || rules->scan->bare(p, room->len));
	room->bad_utf8 = s->high && !utf8_valid(p, n);
	room->huge = room->len > FIELD_MAX;
}

bool
csvin_block_clean(const struct batch_room *room)
{
	return !room->nul && !room->bare && !room->bad_utf8 && !room->huge;
}

static enum csv_fate
refuse(struct batch *b, const struct csv_row *row, enum fault_code code,
    const char *column, const char *detail)
{
	struct span raw = {
	    csvin_text(b->room) + row->from, row->to - row->from};
	struct span none = {NULL, 0};
	bool soft = fault_is_soft(code);

	fault_add(&b->faults, code, row->line, column, none, detail,
	    soft ? raw : none);
	b->room->broken |= !soft;
	return CSV_REFUSE;
}

/* A return at the very end of the row stands before its newline, or none. */
static bool
row_bare(const struct batch_room *room, const struct csv_row *row)
{
	const char *p = csvin_text(room);

	for (size_t i = row->from; i <= row->to && i < room->real; i++)
		if (p[i] == '\r' && (i + 1 == room->real || p[i + 1] != '\n'))
			return true;
	return false;
}

static struct span
cell(const struct batch_room *room, const struct csv_row *row, size_t i)
{
	return (struct span){
	    csvin_text(room) + row->start[i], row->end[i] - row->start[i]};
}

/* Names the column, where the cells can be told. */
static enum csv_fate
refuse_utf8(struct batch *b, const struct csv_row *row)
{
	const struct csv_header *h = b->header;
	char *name = NULL;

	for (uint32_t i = 0; row->ncell == h->ncol && i < h->ncol; i++) {
		struct span s = cell(b->room, row, i);

		if (utf8_valid(s.at, s.len))
			continue;
		name = mem_copy(h->names[i].at, h->names[i].len);
		break;
	}
	refuse(b, row, FAULT_UTF8, name, NULL);
	mem_free(name);
	return CSV_REFUSE;
}

static bool
is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->ncell; i++)
		if (row->start[i] != row->end[i])
			return false;
	return true;
}

/* Whether the n bytes at p are a header; there is room behind the block. */
static bool
is_header(struct batch_room *room, const struct csv_rules *rules, const char *p,
    size_t n)
{
	char *to = room->text.at + room->text.len;

	return csvin_cells(&room->cells, p, n, rules, to) == CSV_OK &&
	       csvin_cells_head(&room->cells, rules);
}

/*
 * Whether a header begins within the row's first line: the last row of a
 * file without final newline, and the next file.
 */
static bool
is_glued(struct batch_room *room, const struct csv_row *row,
    const struct csv_rules *rules)
{
	struct span name = rules->first;
	const char *p, *stop, *newline;

	buf_room(&room->text, row->to - row->from);
	p = csvin_text(room) + row->from;
	stop = csvin_text(room) + row->to;
	newline = memchr(p, '\n', (size_t)(stop - p));
	if (newline != NULL)
		stop = newline;
	while (name.len > 0 && (size_t)(stop - p) > name.len) {
		p++;
		if (memcmp(p, name.at, name.len) != 0)
			continue;
		if (is_header(room, rules, p, (size_t)(stop - p)) ||
		    (rules->quotes && p[-1] == '"' &&
			is_header(room, rules, p - 1, (size_t)(stop - p) + 1)))
			return true;
	}
	return false;
}

static enum csv_fate
refuse_ragged(
    struct batch *b, const struct csv_row *row, const struct csv_rules *rules)
{
	char detail[80];
	size_t ncell = row->ncell;

	if (is_glued(b->room, row, rules))
		return refuse(b, row, FAULT_GLUED, NULL, NULL);
	snprintf(detail, sizeof detail, "%zu cell%s where the header has %u",
	    ncell, ncell == 1 ? "" : "s", (unsigned)b->header->ncol);
	return refuse(b, row, FAULT_RAGGED, NULL, detail);
}

static bool
has_long_cell(const struct csv_row *row)
{
	for (size_t i = 0; i < row->ncell; i++)
		if (row->end[i] - row->start[i] > FIELD_MAX)
			return true;
	return false;
}

enum csv_fate
csvin_row_check(
    struct batch *b, const struct csv_row *row, const struct csv_rules *rules)
{
	struct batch_room *room = b->room;
	const char *raw = csvin_text(room) + row->from;
	size_t n = row->to - row->from;

	if (room->huge && has_long_cell(row))
		return refuse(b, row, FAULT_LONG, NULL, NULL);
	if (room->nul && memchr(raw, '\0', n) != NULL)
		return refuse(b, row, FAULT_NUL, NULL, NULL);
	if (room->bare && row_bare(room, row))
		return refuse(b, row, FAULT_BARE_CR, NULL, NULL);
	if (room->bad_utf8 && !utf8_valid(raw, n))
		return refuse_utf8(b, row);
	if (is_blank(row))
		return CSV_SKIP;
	if (row->ncell != b->header->ncol)
		return refuse_ragged(b, row, rules);
	return CSV_KEEP;
}

void
csvin_row_broken(struct batch *b, const struct csv_row *row,
    const struct csv_rules *rules, enum csv_verdict verdict)
{
	enum fault_code code = csvin_fault_code(verdict);

	if (code == FAULT_QUOTE && is_glued(b->room, row, rules))
		code = FAULT_GLUED;
	refuse(b, row, code, NULL, NULL);
}
