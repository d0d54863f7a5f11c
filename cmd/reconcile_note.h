/*
 * What ar-reconcile keeps of the book's rows beside the ledger, which does not
 * look at it: the number and day of rows that act, reasons, taxes, batches.
 * Only rows that have any are kept, in the order of the input.
 */
#ifndef CMD_RECONCILE_NOTE_H
#define CMD_RECONCILE_NOTE_H

#include "base/buf.h"
#include "cli/base.h"
#include "cmd/reconcile.h"

/* Columns of --batch that are not read from the row: their places stand for
   them in the name of a batch. */
#define RECONCILE_CELLS                                                        \
	{                                                                      \
		"date", "account", "entity"                                    \
	}

struct reconcile_row {
	uint64_t line;
	int64_t tax;
	uint32_t doc;    /* of a row that acts: a name; RECON_NONE */
	uint32_t reason; /* a name; RECON_NONE */
	uint32_t batch;  /* a name; RECON_NONE */
	int32_t date;    /* of a row that acts: as written; DATE_NONE */
};

struct reconcile_note {
	struct columns columns; /* tax; behind it those of --batch */
	size_t nbatch;
	bool crosses; /* applications may be from account to account */
	const char **names;
	char *words;          /* of --batch: names point into it */
	struct intern *texts; /* until the ledger is closed */
	struct reconcile_row *rows;
	size_t n, cap;
	struct base_book booked;
	struct buf key;
};

struct reconcile_note *reconcile_note_new(struct reconcile_run *r);
void reconcile_note_free(struct reconcile_note *n);

/* For struct load. */
uint32_t reconcile_note_row(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row);

/* Once the ledger is closed: names are those of r->names. */
void reconcile_note_close(struct reconcile_run *r);

/* What was kept of the row at `line`, or NULL; *at is where the last one was
   found, to begin with 0: of rows asked for in their order the next is at
   hand. */
const struct reconcile_row *reconcile_note_find(
    const struct reconcile_note *n, uint64_t line, size_t *at);

#endif
