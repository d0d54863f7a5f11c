/*
 * What the files of the ACH format share: records of 94 characters
 * (ach_record.c), the sums of batches and files (ach_sums.c), and entries with
 * their addenda (ach_entry.c), which become payments (ach_pay.c).
 */
#ifndef FORMAT_ACH_IN_H
#define FORMAT_ACH_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "format/edi_pay.h"
#include "format/fixed.h"
#include "format/import.h"

#define ACH_WIDTH 94

/* A record, which lasts until the next. */
struct ach_record {
	uint64_t line;
	struct span text;
	struct fixed fixed;
};

struct ach_reader {
	struct import *in;
	struct span rest; /* of a line without line ends in it */
};

/* The next record, those that only fill up a block included; false at the
   end. */
bool ach_next(struct ach_reader *r, struct ach_record *a);

/* What trailers state, and what was found. */
struct ach_sums {
	int128 entries; /* records 6 and 7 */
	int128 hash;    /* of the receiving banks' numbers */
	int128 debit, credit;
};

void ach_sums_add(struct ach_sums *to, const struct ach_sums *more);

/* Adds what a record 6 or 7 counts for. */
void ach_sums_take(struct ach_sums *s, const struct ach_record *a);

/* Compares with those of a trailer: of a batch (8), or of the file (9). */
void ach_sums_check(
    struct import *in, const struct ach_sums *s, const struct ach_record *a);

/* The payload of one of an entry's addenda. */
struct ach_piece {
	int64_t sequence;
	size_t at, len;
};

/* An entry, with what its addenda add to it. */
struct ach_entry {
	bool open;
	uint64_t line;
	int64_t amount; /* cents */
	int code;       /* transaction code */
	struct buf trace, number, name, payload, reason, original;
	struct buf account; /* the receiver's: bank and number */
	int64_t told;       /* addenda, as the entry says; -1: it does not */
	bool some;          /* it says that there are any */
	int64_t addenda;
	struct ach_piece *pieces;
	size_t npiece, piece_cap;
	bool unordered;         /* the pieces are not as they are numbered */
	bool returned, changed; /* addenda 99, 98 */
};

struct ach_batch {
	bool open, foreign; /* foreign: another layout, passed over */
	struct buf company, id, kind, note, day; /* kind: CCD, CTX ... */
	struct buf number;
	int64_t trace; /* of the last entry; -1: none yet */
	int32_t date;
};

/* Adds a record to those of --raw. */
void ach_raw(struct import *in, const struct ach_record *a);

/* Reads a record 6 and a record 7 of a batch. */
void ach_entry_begin(struct import *in, struct ach_entry *e,
    struct ach_batch *b, const struct ach_record *a);
void ach_entry_add(
    struct import *in, struct ach_entry *e, const struct ach_record *a);

/* Puts the payloads of addenda in the order of their numbers. */
void ach_entry_order(struct ach_entry *e);

/* Tells the import of an entry, if one is open, and closes it. */
void ach_entry_end(struct import *in, struct ach_entry *e,
    const struct ach_batch *b, int32_t day);

void ach_entry_free(struct ach_entry *e);

#endif
