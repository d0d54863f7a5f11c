/*
 * The proof of ar-apply: what was open, what the rows make of it, and that
 * both are what book and rules say.
 */
#ifndef CMD_APPLY_PROOF_H
#define CMD_APPLY_PROOF_H

#include <stdatomic.h>

#include "cmd/apply_out.h"

/* Of one currency; as the book has it but for funds, which are positive. */
struct apply_sums {
	int128 book, debit, credit;        /* before; by side of the items */
	int128 before, after;              /* of all credit items, positive */
	int128 applied;                    /* out of funds */
	int128 reached;                    /* of items, in their currency */
	int128 discounts, writeoffs, over; /* on items; on receipts */
	int128 waiting;                    /* of these, for approval */
	uint64_t nreceipt, nleft;
};

/* Of an item: what rows make of it, and what should be left of a fund. */
struct apply_stand {
	_Atomic int64_t change;
	_Atomic int64_t left; /* + 1; 0: it is no fund */
};

/* One thread's sums; items are those of all. */
struct apply_proof {
	struct apply *a;
	struct apply_sums *sums; /* by currency */
	struct apply_stand *items;
	const char *doubt; /* what does not hold, of an item; or NULL */
	uint32_t doubted;
	int128 *book, *cross; /* as ledger_sum has them, while it is proved */
};

/* What the rows of funds come to, by n threads, until apply_prove: whoever
   walks over all funds may add them, once each, and have fetched what adding
   the at-th will need. */
void apply_proof_open(struct apply *a, uint32_t n);
void apply_proof_close(struct apply *a);
void apply_proof_add(struct apply_proof *p, const struct apply_fund *f);
void apply_proof_ahead(const struct apply_proof *p, size_t at);

/* --proof: to standard error. */
void apply_proof_say(const struct apply_proof *p);

#endif
