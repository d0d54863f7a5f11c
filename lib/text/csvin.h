/*
 * CSV in: blocks of bytes become batches of rows.  A serial cutter reads
 * blocks and cuts them at record ends; each thread then splits its
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

/* Bytes, of any kind, that may be read behind each cell of a batch. */
#define BATCH_SLACK 8

/*
 * Rows of one block, all under one header; every header is seen in a batch,
 * if need be in one without rows.  A batch that only brings a fault of a
 * header has one of no columns.  Cell c of row r is
 *	text + start[r * ncol + c], up to end[r * ncol + c].
 * The raw record of row r is text + from[r] up to to[r], its line end left
 * out.  Everything belongs to the batch and lasts until it is next filled.
 */
struct batch {
	uint64_t seq; /* 0, 1, 2 ... in the order of the input */
	const struct csv_header *header;
	uint32_t nrow, ncol;
	uint32_t *start, *end;
	uint32_t *from, *to;
	uint64_t *line; /* where each row begins, over the whole input */
	uint64_t nread; /* records met, those with faults included; not blank */
	char *text;
	struct faults faults; /* ragged rows, bad UTF-8 ...: not in rows; the
				 caller may take them with fault_merge */
	struct batch_room *room;
};

/* Which splitter; CSV_SCAN_BEST is the fastest that the machine has. */
enum csv_scan {
	CSV_SCAN_BEST,
	CSV_SCAN_LIBCSV, /* every record through libcsv */
	CSV_SCAN_PLAIN,  /* the hybrid, portable scan */
	CSV_SCAN_SSE2,   /* the hybrid, vectors of 16 bytes */
};

/* How the bytes are written. Zeroed means plain CSV. */
struct csv_dialect {
	char delimiter;       /* 0: ',' */
	bool no_quote;        /* quotes are ordinary characters */
	const char *encoding; /* NULL: utf-8; else "cp1252" or "latin1" */
	uint32_t skip;        /* lines of preamble before the header */
	bool skip_to_header;  /* the header is the first record that holds
				 every required name */
	bool keep_raw;        /* faults keep the raw record */
	size_t block;         /* bytes; 0: 512 KiB. Tests go down to 64 */
	enum csv_scan scan;
};

struct csvin;

/*
 * Reads the files in turn as one table; "-", or no file, is standard input.
 * `required` are the names every header must hold (the way the input spells
 * them): a record that begins like the first header and holds them all (or,
 * when none is required, all names of the first) is a header for what
 * follows.  The arrays must outlive the reader.  Files are opened when their
 * turn comes; one that can't be opened or read fails the program.
 *
 * Blank records, and those whose cells are all empty, are left out.  Of one
 * row one fault is given.  Hard faults are of the header (a name missing or
 * standing there twice, bytes that are no text), quotes, glued files and
 * fields too long; fault.line is where the record begins.
 */
struct csvin *csvin_new(const char *const *files, size_t nfile,
    const struct span *required, size_t nrequired,
    const struct csv_dialect *dialect);

/*
 * Fills b with the next block's rows; false at the end of input.  Safe to
 * call from several threads, each with its own batch.  After a hard fault
 * nothing later of that file is returned, to any thread; the other files
 * are.  A batch may hold rows and a hard fault behind them.
 */
bool csvin_batch(struct csvin *in, struct batch *b);

/* Frees what a batch holds, not the batch. */
void batch_free(struct batch *b);

static inline struct span
batch_cell(const struct batch *b, uint32_t row, uint32_t col)
{
	size_t i = (size_t)row * b->ncol + col;

	return (struct span){b->text + b->start[i], b->end[i] - b->start[i]};
}

static inline struct span
batch_raw(const struct batch *b, uint32_t row)
{
	return (struct span){b->text + b->from[row], b->to[row] - b->from[row]};
}

/*
 * Splits one raw record, without its line end, into row 0 of b, which lasts
 * until the next call with the same batch; for records that were kept.
 * b->nrow is 0 when the record does not fit the header.
 */
void csvin_record(struct batch *b, struct span raw,
    const struct csv_header *header, const struct csv_dialect *dialect);

/*
 * The file of a line counted over the whole input, and the line in it.  Not
 * while another thread is in csvin_batch.
 */
const char *csvin_place(const struct csvin *in, uint64_t line, uint64_t *local);

/* The header of a number, or NULL when none of it was met (yet); for use
   when no other thread is reading. */
const struct csv_header *csvin_heading(const struct csvin *in, uint32_t number);

/* The place of a batch's file among those given. */
size_t batch_file(const struct batch *b);

/* The lines of all files before one, once it has been read. */
uint64_t csvin_before(const struct csvin *in, size_t file);

/* How many lines end in n bytes. */
uint64_t csvin_lines(const char *p, size_t n);

/*
 * Calls tap with each file's bytes as read, in order: for hashing.  All of
 * them, whatever is wrong with the file, and none (n is 0) at its end; from
 * one thread at a time.  There may be two.
 */
void csvin_tap(struct csvin *in,
    void (*tap)(void *arg, size_t file, const char *p, size_t n), void *arg);

/* Frees the reader; headers and places with it. */
void csvin_free(struct csvin *in);

#endif
