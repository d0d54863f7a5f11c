/*
 * What receipts paid on a debt: how much, on which day, and of which part.
 * The money counts from the receipt's day, not from that of its application;
 * it is late by the due date of the part that it filled.
 */
#ifndef BOOK_PAYMENTS_H
#define BOOK_PAYMENTS_H

#include <stddef.h>
#include <stdint.h>

#include "book/ledger.h"

/* An application of a receipt's money to a debt. */
struct payment {
	uint32_t receipt; /* item */
	int32_t date;     /* effective */
	int32_t day;      /* of the receipt */
	int32_t due;      /* the part it names, or DATE_NONE */
	int128 amount;    /* minor units; below 0 what was taken back */
};

/* Of one debt at a time; begins zeroed. */
struct payments {
	struct payment *at;
	size_t n, cap;
	struct payments_part *part; /* of payments_spread */
	size_t npart, part_cap;
};

void payments_free(struct payments *p);

/* The date a part ages from: its due date, else that of its document. */
int32_t payments_ages_from(const struct ledger_piece *p);

/* The part of an item that came first, of several of one day the one that is
   oldest due; an item without parts has none. */
const struct ledger_piece *payments_first(
    const struct ledger *l, uint32_t item);

/* The day from which a receipt, or what the bank took back of one, counts as
   money: of what was moved to its owner, or brought forward, the day it
   came. */
int32_t payments_money_day(const struct ledger_piece *p);

/* The same of a receipt by its first part. */
int32_t payments_receipt_day(const struct ledger *l, uint32_t receipt);

/* All applications of receipts to an item that count on or before a day: by
   the receipts' days. */
void payments_find(
    struct payments *p, const struct ledger *l, uint32_t item, int32_t until);

/* Leaves out receipts that paid nothing in the end, joins what one paid on
   one due date, and returns the sum. */
int128 payments_net(struct payments *p);

/* A part of the debt, for payments_spread. */
struct payments_part {
	const struct ledger_piece *row;
	int64_t rest; /* what it can take that no payment names */
};

/* The parts of the debt, in the order in which they are paid: forgets those
   of another debt, adds one. */
void payments_no_parts(struct payments *p);
void payments_add_part(struct payments *p, const struct ledger_piece *row);

/*
 * Of payments that are net, says what filled which part: calls take() with
 * an amount of a payment and the aging date of the part.  A part that was
 * named comes first; other money fills those that are left, oldest due first,
 * and what is beyond them stands on the last one.  Only parts that count on
 * or before a day; there is at least one part.
 */
typedef void payments_take(
    void *arg, const struct payment *one, int64_t amount, int32_t due);
void payments_spread(
    struct payments *p, int32_t until, payments_take *take, void *arg);

/* The aging date of the part that is due last, of those that count on or
   before a day; of the first part if none does. */
int32_t payments_last_due(const struct payments *p, int32_t until);

#endif
