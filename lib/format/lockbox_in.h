/*
 * What the files of the lockbox format share: where each bank puts what
 * (lockbox_layout.c), its cells (lockbox_cell.c), the checks made of them
 * (lockbox_check.c) and what becomes of those (lockbox_pay.c), and the file
 * (in_lockbox.c).
 */
#ifndef FORMAT_LOCKBOX_IN_H
#define FORMAT_LOCKBOX_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
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
	F(INVOICE4, "invoice4")                                                \
	F(INVOICE5, "invoice5")                                                \
	F(INVOICE6, "invoice6")                                                \
	F(INVOICE7, "invoice7")                                                \
	F(INVOICE8, "invoice8")                                                \
	F(PAID, "paid")                                                        \
	F(PAID2, "paid2")                                                      \
	F(PAID3, "paid3")                                                      \
	F(PAID4, "paid4")                                                      \
	F(PAID5, "paid5")                                                      \
	F(PAID6, "paid6")                                                      \
	F(PAID7, "paid7")                                                      \
	F(PAID8, "paid8")                                                      \
	F(DISCOUNT, "discount")                                                \
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

/* Of a record: invoice, invoice2 ..., paid, paid2 ... */
#define LOCKBOX_PAIRS 8

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

/* A record; its type is its first character. */
struct lockbox_record {
	uint64_t line;
	int type;
	struct fixed fixed;
	const struct lockbox_cell *at;
};

/* A cell without blanks around it; an empty one where the layout has none. */
struct span lockbox_text(const struct lockbox_record *r, enum lockbox_field f);

/* The number in a cell, which is 0 where it is blank, or -1. */
int64_t lockbox_number(const struct lockbox_record *r, enum lockbox_field f);

/* The same with a sign; false where it is no number. */
bool lockbox_amount(
    const struct lockbox_record *r, enum lockbox_field f, int64_t *amount);

/* The date in a cell; blanks and zeros are none, others a fault. */
int32_t lockbox_date(
    struct import *in, const struct lockbox_record *r, enum lockbox_field f);

/* A line of what a check pays. */
struct lockbox_part {
	uint64_t line;
	int64_t paid, discount, deduction;
	struct buf invoice, reason;
};

struct lockbox_check {
	bool open;
	uint64_t line;
	int64_t amount;
	int32_t date;
	struct buf number, payer, account, memo, batch, item;
	struct lockbox_part *parts;
	size_t n, cap;
};

/* The deposit that checks are of. */
struct lockbox_deposit {
	struct import *in;
	struct buf box;
	int32_t day;
	int currency, exponent;
};

/* Reads a record 6, and a record 4 behind it. */
void lockbox_check_begin(
    struct import *in, struct lockbox_check *c, const struct lockbox_record *r);
void lockbox_check_add(
    struct import *in, struct lockbox_check *c, const struct lockbox_record *r);

/* Forgets what a check pays; adds a text, a blank between. */
void lockbox_check_drop(struct lockbox_check *c);
void lockbox_add(struct buf *to, struct span s);

/* Tells the import of a check, if one is open, and closes it. */
void lockbox_check_end(
    struct lockbox_check *c, const struct lockbox_deposit *d);
void lockbox_check_free(struct lockbox_check *c);

#endif
