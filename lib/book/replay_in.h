/* What the files of replay share. */
#ifndef BOOK_REPLAY_IN_H
#define BOOK_REPLAY_IN_H

#include "book/ledger_in.h"
#include "book/replay.h"

/* A row of a dispute number, in order of the days. */
struct replay_said {
	const struct ledger_event *event;
	uint32_t claim; /* in `claims` */
};

/* A dispute number: its rows are those of `order` from `first` on, by day. */
struct replay_claim {
	uint32_t first, n; /* of which n were met */
	int128 left;
	bool blank; /* one of them is about the whole debt, whatever that is */
};

struct replay_claims {
	const struct ledger_event **order; /* by number, then day */
	struct replay_said *said;          /* by day */
	struct replay_claim *claims;
	uint32_t *blanks; /* claims that are about the whole debt */
	size_t n, at, nclaim, nblank;
	size_t order_cap, said_cap, claim_cap, blank_cap;
	int128 full, sum; /* the whole debt; of what is left of all */
};

/* Begins with an item. */
void replay_claims_begin(
    struct replay_claims *c, const struct ledger *l, uint32_t item);

/* What is in dispute on a day on which the whole debt is `full`. */
int128 replay_claims_on(struct replay_claims *c, int32_t day, int128 full);

void replay_claims_free(struct replay_claims *c);

#endif
