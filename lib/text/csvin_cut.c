#include <string.h>

#include "text/csvin_in.h"

/* Bytes taken off the block, to be read first next time. */
static void
put_back(struct csvin *in, struct batch_room *room, size_t len)
{
	struct buf *b = &room->text;

	in->off = in->pend.len = FRONT;
	buf_add(&in->pend, b->at + FRONT + len, b->len - FRONT - len);
	csvin_pad(&in->pend);
	b->len = FRONT + len;
	csvin_pad(b);
}

/* Moves n pending bytes behind those of the block. */
static void
bring(struct csvin *in, struct batch_room *room, size_t n)
{
	buf_add(&room->text, in->pend.at + in->off, n);
	in->off += n;
}

/*
 * Looks through the first records of p for a header other than at its very
 * start.  Returns where it stands, or len.
 */
static size_t
scan(struct csvin *in, struct scan_cut *c, const char *p, size_t len)
{
	*c = (struct scan_cut){.delimiter = in->rules.delimiter,
	    .quotes = in->rules.quotes,
	    .first = in->rules.first,
	    .doubled = in->rules.doubled};
	while (in->rules.scan->cut(c, p, len))
		if (csvin_is_head(in, p + c->at, len - c->at)) {
			in->at_header = true;
			break;
		}
	return c->at;
}

/*
 * The end of the last record: backwards from the end, where it is known
 * whether we are within quotes, to a newline that is not.
 */
static size_t
last_end(const char *p, size_t len, const struct scan_cut *c)
{
	bool inside = c->inside;

	for (; len > 0; len--) {
		if (p[len - 1] == '\n' && !inside)
			break;
		inside ^= p[len - 1] == '"' && c->quotes;
	}
	return len;
}

/* Cuts the block after `len` bytes, of which c has counted the newlines. */
static void
cut_at(struct csvin *in, struct batch_room *room, const struct scan_cut *c,
    size_t len)
{
	const char *p = room->text.at + FRONT;

	room->len = room->real = len;
	room->lines = c->newlines - csvin_newlines(p + len, c->at - len);
	in->more = in->at_header;
	put_back(in, room, len);
}

/* The file's last record gets the newline it may lack. */
static void
cut_last(struct csvin *in, struct batch_room *room, const struct scan_cut *c)
{
	struct buf *b = &room->text;

	cut_at(in, room, c, c->at);
	if (room->len > 0 && b->at[b->len - 1] != '\n') {
		buf_byte(b, '\n');
		csvin_pad(b);
		room->len++;
		room->lines++;
	}
}

/* The pending records in front of a header; false when there is none. */
static bool
from_pending(struct csvin *in, struct batch_room *room)
{
	size_t left = in->pend.len - in->off, len = 0;
	struct scan_cut c = {0};
	const char *p;

	if (!in->more)
		return false;
	p = in->pend.at + in->off;
	if (csvin_is_head(in, p, left))
		in->at_header = true;
	else
		len = scan(in, &c, p, left);
	if (!in->at_header)
		return false;
	bring(in, room, len);
	csvin_pad(&room->text);
	room->len = room->real = len;
	room->lines = c.newlines;
	return true;
}

/*
 * Cuts what the block holds, if it is enough: whole records up to a header,
 * the end of the file, or the last record end.  A record that does not end
 * is cut off where it is too long.
 */
static bool
cut_block(struct csvin *in, struct batch_room *room)
{
	const char *p = room->text.at + FRONT;
	size_t len = room->text.len - FRONT, end;
	struct scan_cut c = {0};

	if (csvin_is_head(in, p, len))
		in->at_header = true;
	else
		scan(in, &c, p, len);
	if (in->eof && !in->at_header) {
		cut_last(in, room, &c);
		return true;
	}
	end = in->at_header ? c.at : last_end(p, len, &c);
	room->too_long = end == 0 && !in->at_header && len >= RECORD_MAX;
	if (room->too_long) {
		in->drain = true;
		end = len;
	}
	if (end > 0 || in->at_header)
		cut_at(in, room, &c, end);
	return end > 0 || in->at_header;
}

/* Reads until the block holds a record, at least. */
static void
from_file(struct csvin *in, struct batch_room *room)
{
	size_t want = in->dialect.block;

	bring(in, room, in->pend.len - in->off);
	do {
		csvin_fill(in, &room->text, FRONT,
		    want < RECORD_MAX ? want : RECORD_MAX);
		want *= 2;
	} while (!cut_block(in, room));
}

/* The next records under one header; false when the file has none left. */
static bool
records(struct csvin *in, struct batch *b)
{
	struct batch_room *room = b->room;

	room->line = in->line + 1;
	if (!from_pending(in, room))
		from_file(in, room);
	in->line += room->lines;
	return room->len > 0 || in->fresh;
}

static void
begin(struct csvin *in, struct batch *b)
{
	struct batch_room *room = b->room;

	b->nrow = 0;
	b->nread = 0;
	room->text.len = 0;
	buf_byte(&room->text, '\0');
	room->len = room->real = room->lines = 0;
	room->too_long = false;
	room->file = in->file;
	fault_free(&b->faults);
	b->faults.keep = in->dialect.keep_raw;
}

/* Whether a thread has met a hard fault in the file. */
static bool
is_dead(struct csvin *in)
{
	bool dead;

	pthread_mutex_lock(&in->order);
	dead = in->dead[in->file];
	pthread_mutex_unlock(&in->order);
	return dead;
}

/* A block of this file, or a fault of its header; false at its end. */
static bool
next(struct csvin *in, struct batch *b)
{
	static const struct csv_header none = {.number = UINT32_MAX};

	begin(in, b);
	for (;;) {
		if (in->at_header) {
			in->at_header = false;
			b->header = &none;
			if (!csvin_head(in, b))
				return true;
			in->more = in->fresh = true;
		}
		b->header = &in->headers[in->nheader - 1]->header;
		if (records(in, b)) {
			in->fresh = false;
			return true;
		}
		if (!in->at_header)
			return false;
	}
}

bool
csvin_cut(struct csvin *in, struct batch *b)
{
	for (;;) {
		if (in->fd < 0 && !csvin_open(in))
			return false;
		if (!in->drain && !is_dead(in) && next(in, b)) {
			b->seq = in->seq++;
			return true;
		}
		csvin_drain(in);
		csvin_close(in);
	}
}
