#include "text/csvin_in.h"

/* Whether every record ends after as many cells as the header has. */
static bool
is_even(const struct batch_room *room, size_t ncol)
{
	const struct scan_split *s = &room->seps;
	const char *p = csvin_text(room);
	bool even = true;

	if (s->inside || s->n != (room->lines - s->inner) * ncol)
		return false;
	for (size_t last = ncol - 1; last < s->n; last += ncol)
		even &= p[s->end[last]] == '\n';
	return even;
}

/* How many cells the next record has; 0 when it does not end. */
static size_t
row_width(const struct csv_walk *w)
{
	const struct scan_split *s = &w->room->seps;
	const char *p = csvin_text(w->room);

	if (w->even)
		return w->ncol;
	for (size_t i = w->cell; i < s->n; i++)
		if (p[s->end[i]] == '\n')
			return i + 1 - w->cell;
	return 0;
}

/* Where the next step with a quote in it begins. */
static uint32_t
next_quoted(struct csv_walk *w, uint32_t from)
{
	const struct scan_split *s = &w->room->seps;

	while (
	    w->quoted < s->nquoted && s->quoted[w->quoted] + SCAN_PAD <= from)
		w->quoted++;
	return w->quoted < s->nquoted ? s->quoted[w->quoted] : UINT32_MAX;
}

/* Whether the record is not regular; leaves what is odd in it behind. */
static bool
is_odd(struct csv_walk *w, size_t newline)
{
	const struct scan_split *s = &w->room->seps;
	size_t before = w->odd;

	while (w->odd < s->nodd && s->odd[w->odd] < newline)
		w->odd++;
	return w->odd > before;
}

/* Where the next record that is not regular has its first odd byte. */
static uint32_t
next_odd(const struct csv_walk *w)
{
	const struct scan_split *s = &w->room->seps;

	return w->odd < s->nodd ? s->odd[w->odd] : UINT32_MAX;
}

/*
 * Takes the quotes off the cells of a regular record, once.  At the start of
 * an empty cell stands its separator, which is no quote.
 */
static void
unquote(const char *p, uint32_t *start, uint32_t *end, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool quoted = p[start[i]] == '"';

		start[i] += quoted;
		end[i] -= quoted;
	}
}

/* Whether a row may turn out to be blank: its first cell is. */
static bool
may_be_blank(const char *p, uint32_t from, uint32_t first, uint32_t to)
{
	return from == first || from == to ||
	       (p[from] == '"' && p[from + 1] == '"');
}

/*
 * Regular rows up to the newline before `odd`, where no row has a fault and
 * all cells are where they belong.  Stops at a row that may be blank.
 */
static void
split_bulk(struct csv_walk *w, uint32_t odd)
{
	struct batch *b = w->b;
	struct scan_split *s = &w->room->seps;
	const char *p = csvin_text(w->room);
	size_t ncol = w->ncol, cell = w->cell;
	uint32_t n = b->nrow, quoted = next_quoted(w, s->start[cell]);

	for (; cell < s->n; cell += ncol) {
		uint32_t *start = s->start + cell, *end = s->end + cell;
		uint32_t from = start[0], newline = end[ncol - 1], to;

		to = newline - ((p + newline)[-1] == '\r');
		if (newline > odd || may_be_blank(p, from, end[0], to))
			break;
		end[ncol - 1] = to;
		if (newline > quoted) {
			unquote(p, start, end, ncol);
			quoted = next_quoted(w, newline);
		}
		b->from[n] = from;
		b->to[n] = to;
		b->line[n++] = w->line++;
	}
	b->nread += n - b->nrow;
	b->nrow = n;
	w->cell = cell;
}

static void
split_row(struct csv_walk *w, size_t width)
{
	struct scan_split *s = &w->room->seps;
	uint32_t *start = s->start + w->cell, *end = s->end + w->cell;
	size_t newline = end[width - 1];
	struct csv_row row = {.from = start[0],
	    .line = w->line,
	    .ncell = width,
	    .start = start,
	    .end = end};

	row.to = csvin_record_to(w->room, row.from, newline);
	w->line++;
	if (is_odd(w, newline)) {
		w->line += csvin_newlines(
		    csvin_text(w->room) + row.from, newline - row.from);
		csvin_row_parse(w, &row);
		return;
	}
	end[width - 1] = (uint32_t)row.to;
	if (next_quoted(w, start[0]) < newline)
		unquote(csvin_text(w->room), start, end, width);
	csvin_row_take(w, &row);
}

/* The hybrid: separators by a scan, odd records through libcsv. */
void
csvin_regular(struct csv_walk *w)
{
	struct batch_room *room = w->room;
	size_t width;
	bool bulk;

	w->rules->scan->split(&room->seps, csvin_text(room), room->len,
	    w->rules->delimiter, w->rules->quotes);
	csvin_block_check(room, w->rules);
	csvin_rows_room(w->b, room->lines, room->seps.n);
	bulk = csvin_block_clean(room);
	w->even = is_even(room, w->ncol);
	bulk &= w->even;
	while (w->cell < room->seps.n && !room->broken) {
		if (bulk && w->cell == w->b->nrow * w->ncol)
			split_bulk(w, next_odd(w));
		if (w->cell >= room->seps.n)
			break;
		width = row_width(w);
		if (width == 0)
			break;
		split_row(w, width);
		w->cell += width;
	}
	if (room->seps.inside && !room->broken)
		csvin_row_rest(w, room->seps.start[w->cell]);
}
