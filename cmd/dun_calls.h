/*
 * Whom to call first: a row for each customer and currency with something
 * past due.  dun_called.c adds the rows up, dun_score.c ranks them, dun_calls.c
 * prints them.
 */
#ifndef CMD_DUN_CALLS_H
#define CMD_DUN_CALLS_H

#include "cmd/dun.h"
#include "value/int128.h"

/* Money in minor units. */
struct dun_call {
	uint32_t customer; /* ledger_text */
	int currency;
	struct span name; /* of `customer` */
	int128 past_due, disputed, promised, expected;
	int64_t oldest;              /* days */
	int64_t broken;              /* promises */
	uint32_t level, levels;      /* as it was, and of its policy */
	int32_t last_notice;         /* or DATE_NONE */
	const struct dun_part *most; /* the largest that is past due */
	int64_t score;
};

/* All of them, ranked; the caller frees *calls. */
size_t dun_called(struct dun *d, struct dun_call **calls);

/* Puts them into the order in which to call, each with its score. */
void dun_score(struct dun_call *calls, size_t n);

#endif
