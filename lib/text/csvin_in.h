/*
 * Inside the reader.  The route of a byte: csvin_read.c (files), csvin_cut.c
 * (blocks; csvin_head.c where a header stands), csvin_split.c (rows),
 * csvin_cells.c (libcsv), csvin_row.c (what can be wrong with a row).
 */
#ifndef TEXT_CSVIN_IN_H
#define TEXT_CSVIN_IN_H

#include <csv.h>
#include <pthread.h>
#include <sys/types.h>

#include "base/buf.h"
#include "text/csvin.h"
#include "text/scan.h"
#include "text/utf8.h"

#define FIELD_MAX  ((size_t)16 << 20)
#define RECORD_MAX ((size_t)64 << 20)

/* libcsv, and the cells it made of one record: offsets from where it wrote. */
struct csv_cells {
	struct csv_parser parser;
	bool ready;
	uint32_t *start, *end;
	size_t n, cap;
	char *to;
	size_t len;
	bool long_field;
	size_t stopped; /* where in the record an error was met */
};

enum csv_verdict {
	CSV_OK,
	CSV_STRAY, /* a quote where none may stand */
	CSV_OPEN,  /* a quote that is never closed */
	CSV_LONG,  /* a field of more than FIELD_MAX */
};

/* What a reader and csvin_record must know to split a record. */
struct csv_rules {
	char delimiter;
	bool quotes, keep_raw;
	const struct scan_kind *scan;
	bool libcsv;       /* every record through it */
	struct span first; /* of the first header; .at NULL before that */
	bool doubled;      /* it holds a quote */
	const struct span *required; /* of a header met again */
	size_t nrequired;
};

/*
 * The inside of a batch: its block, and the work space of the splitter.
 * text is one byte in front, the block, its padding, then the cells that
 * libcsv decoded.
 */
struct batch_room {
	struct buf text;
	size_t len;     /* of the block */
	size_t real;    /* of it, what was read: the rest is a last newline */
	uint64_t lines; /* newlines in the block */
	uint64_t line;  /* of the first record */
	size_t file;
	bool too_long; /* the block is the head of an endless record */
	struct scan_split seps;
	struct csv_cells cells;
	size_t row_cap;
	bool nul, bare, bad_utf8, huge; /* somewhere in the block */
	bool broken; /* a hard fault was met: the rest is not split */
};

#define FRONT 1 /* bytes of struct buf before the text, for the scans */

#define CSV_TAPS 2

/* Who sees the bytes; tap is NULL where there is nobody. */
struct csv_tap {
	void (*tap)(void *arg, size_t file, const char *p, size_t n);
	void *arg;
};

struct csv_head {
	struct csv_header header;
	char *bytes; /* of the names */
};

struct csvin {
	const char *const *files;
	size_t nfile;
	const struct span *required;
	size_t nrequired;
	struct csv_dialect dialect;
	enum utf8_source encoding;
	struct csv_rules rules;

	/* The cutter's, under `cutting`. */
	pthread_mutex_t cutting;
	int fd;         /* -1: none */
	off_t expected; /* bytes of a regular file still to come, at least */
	size_t file, next;
	bool eof;
	uint64_t *base;   /* lines before each file; UINT64_MAX: not yet */
	uint64_t line;    /* lines before what is pending */
	struct buf pend;  /* what was read and not cut off yet ... */
	size_t off;       /* ... from here on */
	bool more;        /* pend may hold whole records */
	bool at_header;   /* the next record is a header */
	bool at_start;    /* of a file: preamble and BOM are ahead */
	bool fresh;       /* no batch has shown the header yet */
	bool drain;       /* nothing more is wanted of the file */
	struct buf bytes; /* as read, before they are converted */
	struct csv_head **headers;
	size_t nheader, header_cap;
	struct csv_cells cells;
	struct buf names; /* the cells of a record that may be a header */
	uint64_t seq;
	struct csv_tap taps[CSV_TAPS];

	/* Batches leave in order, under `order`. */
	pthread_mutex_t order;
	pthread_cond_t turn;
	uint64_t done, shown; /* blocks; of these, batches */
	bool *dead;           /* files that had a hard fault */
};

/* csvin_read.c: false when no file is left. */
bool csvin_open(struct csvin *in);
void csvin_close(struct csvin *in);

/* Reads until `to` holds `want` bytes after its first `from`, or the end. */
void csvin_fill(struct csvin *in, struct buf *to, size_t from, size_t want);

/* Puts SCAN_PAD zeros behind the bytes of b. */
void csvin_pad(struct buf *b);

/* Reads the file to its end for the sake of its lines and the tap. */
void csvin_drain(struct csvin *in);

/*
 * csvin_cells.c: splits the n bytes of a record, without its line end.  The
 * cells are written to `to`, which has room for n bytes.
 */
enum csv_verdict csvin_cells(struct csv_cells *c, const char *record, size_t n,
    const struct csv_rules *rules, char *to);
void csvin_cells_free(struct csv_cells *c);

/* The hard fault that a verdict other than CSV_OK is. */
enum fault_code csvin_fault_code(enum csv_verdict verdict);

/*
 * The length of the first record of p, its newline included; 0 when it does
 * not end in these n bytes.
 */
size_t csvin_record_end(const char *p, size_t n, bool quotes);

/* How many of the names are among the cells, and the first that is not. */
size_t csvin_cells_held(const struct csv_cells *c, const struct span *names,
    size_t n, struct span *lacks);

/* Whether all of these names are among the cells. */
bool csvin_cells_hold(
    const struct csv_cells *c, const struct span *names, size_t n);

/* Whether the cells are those of a header that begins like the first one. */
bool csvin_cells_head(const struct csv_cells *c, const struct csv_rules *rules);

/*
 * csvin_head.c: takes the header that is next.  False when there is none: a
 * fault tells why, or the file has ended.
 */
bool csvin_head(struct csvin *in, struct batch *b);

/* A hard fault on the next line: the rest of the file is drained. */
void csvin_fault(struct csvin *in, struct batch *b, enum fault_code code,
    uint64_t line, const char *detail);

/*
 * csvin_header.c: makes a header of the record p, of n bytes and `size` with
 * its line end, which has just been split; false when it has a fault.
 */
bool csvin_header(
    struct csvin *in, struct batch *b, const char *p, size_t n, size_t size);
void csvin_header_free(struct csv_head *head);

/* Whether the n bytes at p begin with a whole record that is a header. */
bool csvin_is_head(struct csvin *in, const char *p, size_t n);

/* csvin_cut.c: the next block, or false at the end of the input. */
bool csvin_cut(struct csvin *in, struct batch *b);

/* A record of the block, without its line end; its cells, when split. */
struct csv_row {
	size_t from, to;
	uint64_t line;
	size_t ncell;
	const uint32_t *start, *end;
};

/* csvin_split.c: turns the block into rows. */
void csvin_split(struct batch *b, const struct csv_rules *rules);

/* On the way through the records of a block. */
struct csv_walk {
	struct batch *b;
	struct batch_room *room;
	const struct csv_rules *rules;
	size_t ncol;
	size_t cell;        /* the next record's first, of room->seps */
	size_t quoted, odd; /* the next of those lists */
	uint64_t line;
	bool even; /* every record has ncol cells */
};

/* csvin_regular.c: splits by a scan, and hands odd records to libcsv. */
void csvin_regular(struct csv_walk *w);

/* Shows the caller where things are, now that they no longer move. */
void csvin_show(struct batch *b);

/* Room for n rows, and in all for `cells` cells. */
void csvin_rows_room(struct batch *b, size_t n, size_t cells);

/* Checks and keeps a row; or hands its record to libcsv first. */
void csvin_row_take(struct csv_walk *w, const struct csv_row *row);
void csvin_row_parse(struct csv_walk *w, struct csv_row *row);

/* The block ends within quotes: what is left from there on. */
void csvin_row_rest(struct csv_walk *w, size_t from);

/* The text of the block. */
static inline const char *
csvin_text(const struct batch_room *room)
{
	return room->text.at + FRONT;
}

/* The end of a record whose newline stands there. */
static inline size_t
csvin_record_to(const struct batch_room *room, size_t from, size_t newline)
{
	return newline -
	       (newline > from && csvin_text(room)[newline - 1] == '\r');
}

/* How many newlines. */
uint64_t csvin_newlines(const char *p, size_t n);

/*
 * csvin_row.c: looks at the bytes of the block, whose seps tell what they
 * may be, so that few rows must be; whether none needs to be.
 */
void csvin_block_check(struct batch_room *room, const struct csv_rules *rules);
bool csvin_block_clean(const struct batch_room *room);

enum csv_fate { CSV_KEEP, CSV_SKIP, CSV_REFUSE };

/* Keeps a row, skips a blank one, or refuses it and adds the fault. */
enum csv_fate csvin_row_check(
    struct batch *b, const struct csv_row *row, const struct csv_rules *rules);

/* A verdict of libcsv other than CSV_OK is a hard fault of this row. */
void csvin_row_broken(struct batch *b, const struct csv_row *row,
    const struct csv_rules *rules, enum csv_verdict verdict);

#endif
