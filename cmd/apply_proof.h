/*
 * The proof of ar-apply: what was open, what the rows make of it, and that
 * both are what book and rules say.
 */
#ifndef CMD_APPLY_PROOF_H
#define CMD_APPLY_PROOF_H

#include "cmd/apply_out.h"

/* Of one currency; as the book has it but for funds, which are positive. */
struct apply_sums {
	int128 book, debit, credit;        /* before; by side of the items */
	int128 before, after;              /* of the funds that were judged */
	int128 applied;                    /* out of funds */
	int128 reached;                    /* of items, in their currency */
	int128 discounts, writeoffs, over; /* on items; on receipts */
	int128 waiting;                    /* of these, for approval */
	uint64_t nreceipt, nleft;
};

struct apply_proof {
	struct apply *a;
	struct apply_sums *sums; /* by currency */
	int64_t *open;           /* by item: its change, then what is open */
};

/* --proof: to standard error. */
void apply_proof_say(const struct apply_proof *p);

#endif
