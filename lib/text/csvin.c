#include "text/csvin.h"

#include <assert.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "text/csvin_in.h"

#define BLOCK ((size_t)256 << 10)

static struct csv_rules
rules_of(const struct csv_dialect *d)
{
	return (struct csv_rules){
	    .delimiter = d->delimiter != '\0' ? d->delimiter : ',',
	    .quotes = !d->no_quote,
	    .libcsv = d->scan == CSV_SCAN_LIBCSV,
	    .scan = d->scan == CSV_SCAN_PLAIN  ? &scan_plain
		    : d->scan == CSV_SCAN_SSE2 ? &scan_sse2
					       : scan_best()};
}

static const char *const standard_input[] = {"-"};

struct csvin *
csvin_new(const char *const *files, size_t nfile, const struct span *required,
    size_t nrequired, const struct csv_dialect *dialect)
{
	struct csvin *in = mem_array(1, sizeof *in);

	in->files = nfile > 0 ? files : standard_input;
	in->nfile = nfile > 0 ? nfile : 1;
	in->required = required;
	in->nrequired = nrequired;
	in->dialect = *dialect;
	if (in->dialect.block == 0)
		in->dialect.block = BLOCK;
	if (dialect->encoding != NULL &&
	    !utf8_encoding(dialect->encoding, &in->encoding))
		diag_fail("encoding %s: not one of utf-8, cp1252, latin1",
		    dialect->encoding);
	in->rules = rules_of(dialect);
	in->rules.required = required;
	in->rules.nrequired = nrequired;
	in->fd = -1;
	in->base = mem_array(in->nfile, sizeof *in->base);
	for (size_t i = 0; i < in->nfile; i++)
		in->base[i] = UINT64_MAX;
	in->dead = mem_array(in->nfile, sizeof *in->dead);
	buf_byte(&in->pend, '\0');
	pthread_mutex_init(&in->cutting, NULL);
	pthread_mutex_init(&in->order, NULL);
	pthread_cond_init(&in->turn, NULL);
	return in;
}

static void
room_need(struct batch *b)
{
	if (b->room == NULL)
		b->room = mem_array(1, sizeof *b->room);
}

/*
 * Waits for the blocks in front, so that a hard fault in one of them is
 * known.  Whether this one may be shown; it then gets its number.
 */
static bool
settle(struct csvin *in, struct batch *b)
{
	bool *dead = &in->dead[b->room->file], keep;

	pthread_mutex_lock(&in->order);
	while (in->done != b->seq)
		pthread_cond_wait(&in->turn, &in->order);
	keep = !*dead;
	*dead |= b->faults.hard > 0;
	in->done++;
	if (keep)
		b->seq = in->shown++;
	pthread_cond_broadcast(&in->turn);
	pthread_mutex_unlock(&in->order);
	return keep;
}

bool
csvin_batch(struct csvin *in, struct batch *b)
{
	bool got;

	room_need(b);
	do {
		pthread_mutex_lock(&in->cutting);
		got = csvin_cut(in, b);
		pthread_mutex_unlock(&in->cutting);
		if (got)
			csvin_split(b, &in->rules);
	} while (got && !settle(in, b));
	return got;
}

void
csvin_record(struct batch *b, struct span raw, const struct csv_header *header,
    const struct csv_dialect *dialect)
{
	struct csv_rules rules = rules_of(dialect);
	struct batch_room *room;
	struct csv_cells *c;
	struct buf *text;

	room_need(b);
	room = b->room;
	text = &room->text;
	c = &room->cells;
	text->len = 0;
	buf_room(text, FRONT + 2 * raw.len + BATCH_SLACK);
	buf_byte(text, '\0');
	buf_span(text, raw);
	b->header = header;
	b->ncol = header->ncol;
	b->nrow = csvin_cells(c, text->at + FRONT, raw.len, &rules,
		      text->at + text->len) == CSV_OK &&
		  c->n == b->ncol;
	csvin_rows_room(b, 1, c->n);
	for (size_t i = 0; i < c->n; i++) {
		room->seps.start[i] = c->start[i] + (uint32_t)raw.len;
		room->seps.end[i] = c->end[i] + (uint32_t)raw.len;
	}
	b->from[0] = 0;
	b->to[0] = (uint32_t)raw.len;
	b->line[0] = 0;
	csvin_show(b);
}

void
batch_free(struct batch *b)
{
	struct batch_room *room = b->room;

	fault_free(&b->faults);
	if (room != NULL) {
		buf_free(&room->text);
		csvin_cells_free(&room->cells);
		mem_free(room->seps.start);
		mem_free(room->seps.end);
		mem_free(room->seps.quoted);
		mem_free(room->seps.odd);
	}
	mem_free(b->from);
	mem_free(b->to);
	mem_free(b->line);
	mem_free(room);
	*b = (struct batch){0};
}

size_t
batch_file(const struct batch *b)
{
	return b->room->file;
}

void
csvin_tap(struct csvin *in,
    void (*tap)(void *arg, size_t file, const char *p, size_t n), void *arg)
{
	struct csv_tap *to =
	    in->taps[0].tap == NULL ? &in->taps[0] : &in->taps[1];

	assert(to->tap == NULL);
	*to = (struct csv_tap){tap, arg};
}

const struct csv_header *
csvin_heading(const struct csvin *in, uint32_t number)
{
	return number < in->nheader ? &in->headers[number]->header : NULL;
}

void
csvin_free(struct csvin *in)
{
	if (in == NULL)
		return;
	if (in->fd >= 0)
		csvin_close(in);
	for (size_t i = 0; i < in->nheader; i++)
		csvin_header_free(in->headers[i]);
	mem_free(in->headers);
	mem_free(in->base);
	mem_free(in->dead);
	buf_free(&in->pend);
	buf_free(&in->bytes);
	buf_free(&in->names);
	csvin_cells_free(&in->cells);
	pthread_mutex_destroy(&in->cutting);
	pthread_mutex_destroy(&in->order);
	pthread_cond_destroy(&in->turn);
	mem_free(in);
}
