/*
 * Promises to pay, and what came of them: as much as was promised has to come
 * in from the day of the promise up to the day promised.  One that names a
 * debt is kept by what receipts of those days paid on it; one that does not,
 * by what its customer paid in those days, on whatever it was put.
 */
#ifndef BOOK_PROMISES_H
#define BOOK_PROMISES_H

#include <stdbool.h>
#include <stdint.h>

#include "book/ledger.h"
#include "book/payments.h"

struct promise {
	const struct ledger_event *event; /* due is a day */
	int128 amount;   /* minor units; a blank one: what was open that day */
	int128 received; /* in the days promised, less what was taken back */
};

/* What the promises of a closed ledger are judged with; one per thread. */
struct promises;

struct promises *promises_new(const struct ledger *l);
void promises_free(struct promises *p);

/* Works out what was promised by an event of type promise that has a due
   date, and what came in by rows that count on or before `until`. */
struct promise promises_judge(
    struct promises *p, const struct ledger_event *event, int32_t until);

/* Nothing was promised where nothing was open. */
static inline bool
promise_is_kept(const struct promise *p)
{
	return p->received >= p->amount;
}

#endif
