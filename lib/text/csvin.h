/*
 * CSV in: blocks of bytes become batches of rows.  A serial cutter reads
 * 1 MiB blocks and cuts them at record ends; each thread then splits its
 * block into cells, the regular records by a vector scan, every other
 * record with a quote in it by libcsv.
 */
#ifndef TEXT_CSVIN_H
#define TEXT_CSVIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"

/* Names of the columns that a run of records stands under. */
struct csv_header {
	uint32_t number; /* 0, 1, 2 ... over the whole input */
	uint32_t ncol;
	struct span *names;
	uint64_t line;
};

/*
 * Rows of one block, all under one header.  Cell c of row r is
 *	text + start[r * ncol + c], up to end[r * ncol + c].
 * The raw record of row r is text + from[r] up to to[r], its line end left
 * out.  Everything belongs to the batch and lasts until it is next filled.
 */
struct batch {
	uint64_t seq; /* number of the block, from 0 */
	const struct csv_header *header;
	uint32_t nrow, ncol;
	uint32_t *start, *end;
	uint32_t *from, *to;
	uint64_t *line; /* where each row begins, over the whole input */
	uint64_t nread; /* records met, those with faults included */
	char *text;
	struct faults faults; /* ragged rows, bad UTF-8 ...: not in rows */
	struct batch_room *room;
};

/* Which splitter: csvin_new takes the fastest that the machine has. */
enum csv_scan {
	CSV_SCAN_BEST,
	CSV_SCAN_LIBCSV, /* every record through libcsv */
	CSV_SCAN_PLAIN,	 /* the hybrid, portable scan */
	CSV_SCAN_SSE2,	 /* the hybrid, vector scan */
};

/* How the bytes are written. Zeroed means plain CSV. */
struct csv_dialect {
	char delimiter;	       /* 0: ',' */
	bool no_quote;	       /* quotes are ordinary characters */
	const char *encoding;  /* NULL: utf-8; else "cp1252" or "latin1" */
	uint32_t skip;	       /* lines of preamble before the header */
	bool skip_to_header;   /* the header is the first record that holds
				  every required name */
	bool keep_raw;	       /* faults keep the raw record */
	size_t block;	       /* bytes; 0: 1 MiB. Tests go down to 64 */
	enum csv_scan scan;
};

struct csvin;

/*
 * Reads the files in turn as one table; "-" is standard input.  `required`
 * are the names every header must hold (the way the input spells them): a
 * record that begins like the first header and holds them all is a header
 * for what follows.  The arrays must outlive the reader.  Files are opened
 * when their turn comes; one that can't be opened or read fails the program.
 */
struct csvin *csvin_new(const char *const *files, size_t nfile,
    const struct span *required, size_t nrequired,
    const struct csv_dialect *dialect);

/*
 * Fills b with the next block's rows; false at the end of input.  Safe to
 * call from several threads, each with its own batch.  A quote error is a
 * hard fault in the batch that has it, and nothing later in that file is
 * returned.
 */
bool csvin_batch(struct csvin *in, struct batch *b);

/* Frees what a batch holds, not the batch. */
void batch_free(struct batch *b);

static inline struct span
batch_cell(const struct batch *b, uint32_t row, uint32_t col)
{
	size_t i = (size_t)row * b->ncol + col;

	return (struct span) { b->text + b->start[i], b->end[i] - b->start[i] };
}

static inline struct span
batch_raw(const struct batch *b, uint32_t row)
{
	return (struct span) { b->text + b->from[row],
		b->to[row] - b->from[row] };
}

/*
 * Splits one raw record, without its line end, into cells that last until
 * the next call with the same batch; for records that were kept.
 */
void csvin_record(struct batch *b, struct span raw,
    const struct csv_header *header, const struct csv_dialect *dialect);

/* The file of a line counted over the whole input, and the line in it. */
const char *csvin_place(const struct csvin *in, uint64_t line, uint64_t *local);

/* Calls tap with each block's bytes as read, in order: for hashing. */
void csvin_tap(struct csvin *in,
    void (*tap)(void *arg, size_t file, const char *p, size_t n), void *arg);

/* Frees the reader; headers and places with it. */
void csvin_free(struct csvin *in);

#endif
