/*
 * Books for tests, written as CSV, and read the way a tool would.  Included
 * by the tests that need one, after cmocka.h.
 */
#ifndef UNIT_BOOK_H
#define UNIT_BOOK_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fault.h"
#include "book/ledger.h"
#include "book/posting.h"
#include "text/csvin.h"
#include "text/keep.h"
#include "text/map.h"
#include "value/date.h"
#include "value/money.h"

/* One CSV text, and its first batch. */
struct sheet {
	char path[32];
	const char *file;
	struct csvin *in;
	struct batch b;
	bool any;
};

static inline void
sheet_open(struct sheet *s, struct span csv)
{
	static const struct csv_dialect plain;
	FILE *f;
	int fd;

	*s = (struct sheet){.path = "/tmp/ar-unit.XXXXXX"};
	fd = mkstemp(s->path);
	assert_true(fd >= 0);
	f = fdopen(fd, "w");
	assert_int_equal(fwrite(csv.at, 1, csv.len, f), csv.len);
	assert_int_equal(fclose(f), 0);
	s->file = s->path;
	s->in = csvin_new(&s->file, 1, NULL, 0, &plain);
	s->any = csvin_batch(s->in, &s->b);
}

static inline void
sheet_close(struct sheet *s)
{
	batch_free(&s->b);
	csvin_free(s->in);
	unlink(s->path);
}

/* That one row of the sheet is at fault, and why. */
static inline void
sheet_faults(const struct sheet *s, enum fault_code code, uint64_t line,
    const char *column)
{
	assert_int_equal(s->b.faults.n, 1);
	assert_int_equal(s->b.faults.list[0].code, code);
	assert_int_equal(s->b.faults.list[0].line, line);
	assert_string_equal(s->b.faults.list[0].column, column);
}

static inline int32_t
day(const char *text)
{
	int32_t date;

	assert_true(date_parse(span_of(text), &date));
	return date;
}

/* Reads all rows into a ledger, which is not closed yet; rows that are no
   posting are refused.  `keep` may be NULL. */
static inline struct ledger *
book_read(struct span csv, struct keep *keep, const struct map *map)
{
	struct ledger *l = ledger_new();
	struct posting_reader r;
	struct sheet s;

	posting_open(&r, &map->of[MAP_BOOK]);
	for (sheet_open(&s, csv); s.any; s.any = csvin_batch(s.in, &s.b)) {
		posting_bind(&r, &s.b);
		for (uint32_t i = 0; i < s.b.nrow; i++) {
			struct posting p;

			if (posting_read(&r, &s.b, i, &p))
				ledger_add(l, &p, (uint32_t)p.line);
			else
				ledger_refuse(l, &p);
			if (keep != NULL)
				keep_add(keep, &s.b, i);
		}
	}
	posting_close(&r);
	sheet_close(&s);
	return l;
}

/* The same, closed, of a book without faults. */
static inline struct ledger *
book_of(const char *csv)
{
	struct map *map = map_new();
	struct ledger *l = book_read(span_of(csv), NULL, map);
	struct faults faults = {0};

	ledger_close(l, &faults);
	assert_int_equal(faults.total, 0);
	map_free(map);
	return l;
}

/* The item of a document number on one side; of several the first. */
static inline uint32_t
item_of(const struct ledger *l, const char *doc, enum ledger_side side)
{
	for (uint32_t i = 0; i < ledger_items(l); i++)
		if (span_is(ledger_text(l, ledger_item(l, i)->doc), doc) &&
		    ledger_item(l, i)->side == side)
			return i;
	return LEDGER_NONE;
}

/* What is open of an item on a day: "2026-02-01 60.00, - 5.00". */
static inline void
parts_are(struct ledger *l, const char *doc, enum ledger_side side,
    const char *asof, const char *want)
{
	const struct ledger_part *parts;
	uint32_t item = item_of(l, doc, side);
	struct buf got = {0};
	size_t n;

	assert_true(item != LEDGER_NONE);
	n = ledger_parts(l, item, day(asof), &parts);
	for (size_t i = 0; i < n; i++) {
		char due[DATE_CHARS], open[MONEY_CHARS];

		date_format(due, ledger_piece(l, parts[i].piece)->due);
		money_format(open, parts[i].open, 2);
		if (i > 0)
			buf_text(&got, ", ");
		buf_text(&got, *due != '\0' ? due : "-");
		buf_byte(&got, ' ');
		buf_text(&got, open);
	}
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
}

#endif
