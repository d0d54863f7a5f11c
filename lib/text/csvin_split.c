#include <string.h>

#include "base/mem.h"
#include "text/csvin_in.h"

/* Room for n rows, and in all for `cells` cells. */
void
csvin_rows_room(struct batch *b, size_t n, size_t cells)
{
	struct batch_room *room = b->room;
	struct scan_split *s = &room->seps;
	size_t cap = room->row_cap;

	b->from = mem_grow(b->from, &cap, n, sizeof *b->from);
	cap = room->row_cap;
	b->to = mem_grow(b->to, &cap, n, sizeof *b->to);
	cap = room->row_cap;
	b->line = mem_grow(b->line, &cap, n, sizeof *b->line);
	room->row_cap = cap;
	cap = s->cap;
	s->start = mem_grow(s->start, &cap, cells, sizeof *s->start);
	cap = s->cap;
	s->end = mem_grow(s->end, &cap, cells, sizeof *s->end);
	s->cap = cap;
}

/* Adds a row whose cells may stand further on in the same arrays. */
static void
row_keep(struct csv_walk *w, const struct csv_row *row)
{
	struct batch *b = w->b;
	struct scan_split *s = &w->room->seps;
	size_t at = (size_t)b->nrow * w->ncol;

	if (row->start != s->start + at) {
		memmove(s->start + at, row->start, w->ncol * sizeof *s->start);
		memmove(s->end + at, row->end, w->ncol * sizeof *s->end);
	}
	b->from[b->nrow] = (uint32_t)row->from;
	b->to[b->nrow] = (uint32_t)row->to;
	b->line[b->nrow++] = row->line;
}

void
csvin_row_take(struct csv_walk *w, const struct csv_row *row)
{
	enum csv_fate fate = csvin_row_check(w->b, row, w->rules);

	w->b->nread += fate != CSV_SKIP;
	if (fate == CSV_KEEP)
		row_keep(w, row);
}

/* A record with NUL in it is not for libcsv when NUL stands for the quote. */
static bool
unfit(const struct csv_walk *w, const struct csv_row *row)
{
	return !w->rules->quotes && w->room->nul &&
	       memchr(
		   csvin_text(w->room) + row->from, '\0', row->to - row->from);
}

/* Hands a record to libcsv, whose cells are added behind the block. */
void
csvin_row_parse(struct csv_walk *w, struct csv_row *row)
{
	struct batch_room *room = w->room;
	struct csv_cells *c = &room->cells;
	size_t n = row->to - row->from;
	uint32_t base = (uint32_t)(room->text.len - FRONT);
	enum csv_verdict verdict;

	c->n = 0;
	if (!unfit(w, row)) {
		buf_room(&room->text, n + BATCH_SLACK);
		verdict = csvin_cells(c, csvin_text(room) + row->from, n,
		    w->rules, room->text.at + room->text.len);
		if (verdict != CSV_OK) {
			w->b->nread++;
			csvin_row_broken(w->b, row, w->rules, verdict);
			return;
		}
		room->text.len += c->len;
	}
	for (size_t i = 0; i < c->n; i++) {
		c->start[i] += base;
		c->end[i] += base;
	}
	row->ncell = c->n;
	row->start = c->start;
	row->end = c->end;
	csvin_row_take(w, row);
}

uint64_t
csvin_newlines(const char *p, size_t n)
{
	const char *stop = p + n;
	uint64_t lines = 0;

	while ((p = memchr(p, '\n', (size_t)(stop - p))) != NULL) {
		lines++;
		p++;
	}
	return lines;
}

/* What is left when the file ends within quotes. */
void
csvin_row_rest(struct csv_walk *w, size_t from)
{
	struct csv_row row = {
	    .from = from, .to = w->room->real, .line = w->line};

	csvin_row_parse(w, &row);
}

/* Every record through libcsv. */
static void
split_libcsv(struct csv_walk *w)
{
	struct batch_room *room = w->room;
	size_t at = 0, size;

	room->seps.high = room->seps.returns = room->seps.nul = true;
	csvin_block_check(room, w->rules);
	while (at < room->len && !room->broken) {
		struct csv_row row = {.from = at, .line = w->line};

		size = csvin_record_end(
		    csvin_text(room) + at, room->len - at, w->rules->quotes);
		if (size == 0) {
			csvin_row_rest(w, at);
			return;
		}
		row.to = csvin_record_to(room, at, at + size - 1);
		w->line += csvin_newlines(csvin_text(room) + at, size);
		csvin_rows_room(
		    w->b, w->b->nrow + 1, (w->b->nrow + 1) * w->ncol);
		csvin_row_parse(w, &row);
		at += size;
	}
}

/* The head of a record too long to be held: is a stray quote the reason? */
static void
split_endless(struct csv_walk *w)
{
	struct batch_room *room = w->room;
	struct csv_row row = {.to = room->len, .line = w->line};
	enum csv_verdict verdict = CSV_LONG;

	if (w->rules->quotes &&
	    memchr(csvin_text(room), '"', room->len) != NULL) {
		buf_room(&room->text, room->len);
		verdict = csvin_cells(&room->cells, csvin_text(room), room->len,
		    w->rules, room->text.at + room->text.len);
	}
	w->b->nread++;
	csvin_row_broken(
	    w->b, &row, w->rules, verdict == CSV_STRAY ? CSV_STRAY : CSV_LONG);
}

void
csvin_show(struct batch *b)
{
	b->text = b->room->text.at + FRONT;
	b->start = b->room->seps.start;
	b->end = b->room->seps.end;
}

void
csvin_split(struct batch *b, const struct csv_rules *rules)
{
	struct batch_room *room = b->room;
	struct csv_walk w = {.b = b,
	    .room = room,
	    .rules = rules,
	    .ncol = b->header->ncol,
	    .line = room->line};

	b->ncol = b->header->ncol;
	room->broken = false;
	if (room->too_long)
		split_endless(&w);
	else if (room->len > 0 && rules->libcsv)
		split_libcsv(&w);
	else if (room->len > 0)
		csvin_regular(&w);
	csvin_show(b);
}
