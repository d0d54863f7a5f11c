/*
 * What the files of the lockbox format share: where each bank puts what
 * (lockbox_layout.c), and the checks made of it (in_lockbox.c).
 */
#ifndef FORMAT_LOCKBOX_IN_H
#define FORMAT_LOCKBOX_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "format/fixed.h"
#include "format/import.h"

/* What stands in records, by the name that layouts give it. */
#define LOCKBOX_FIELDS(F)                                                      \
	F(DATE, "date") /* of file or deposit */                               \
	F(BATCH, "batch")                                                      \
	F(ITEM, "item")                                                        \
	F(BOX, "lockbox")                                                      \
	F(AMOUNT, "amount")                                                    \
	F(ROUTING, "routing")                                                  \
	F(ACCOUNT, "account")                                                  \
	F(CHECK, "check")                                                      \
	F(CHECK_DATE, "check_date")                                            \
	F(PAYER, "payer")                                                      \
	F(TEXT, "text")                                                        \
	F(INVOICE, "invoice")                                                  \
	F(INVOICE2, "invoice2")                                                \
	F(INVOICE3, "invoice3")                                                \
	F(PAID, "paid")                                                        \
	F(DEDUCTION, "deduction")                                              \
	F(REASON, "reason")                                                    \
	F(COUNT, "count")                                                      \
	F(TOTAL, "total")                                                      \
	F(RECORDS, "records")

enum lockbox_field {
#define LOCKBOX_ENUM(code, name) LOCKBOX_##code,
	LOCKBOX_FIELDS(LOCKBOX_ENUM)
#undef LOCKBOX_ENUM
	    LOCKBOX_NFIELD
};

const char *lockbox_field_name(enum lockbox_field f);

/* Where a field stands in a record, from column 1; length 0: nowhere. */
struct lockbox_cell {
	unsigned short column, length;
	char dates[9]; /* how a date is written: "YYMMDD" unless said */
};

struct lockbox_layout {
	struct lockbox_cell at[10][LOCKBOX_NFIELD]; /* by type of record */
};

/* An installed layout by its name, or the user's by its file; false, with a
   fault, where there is none or it can't be understood. */
bool lockbox_layout_read(
    struct lockbox_layout *l, struct import *in, const char *name);

#endif
