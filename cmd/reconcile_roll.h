/* The rollforward in the making; private to reconcile_roll*.c. */
#ifndef CMD_RECONCILE_ROLL_H
#define CMD_RECONCILE_ROLL_H

#include "book/posting.h"
#include "cmd/reconcile_lines.h"

/* By line and side, minor units. */
struct reconcile_sums {
	int128 line[LINES][2];
};

struct reconcile_roll {
	const struct reconcile_run *run;
	struct reconcile_sums *unit; /* by unit */
};

/* Whether an entry is one of the period. */
static inline bool
reconcile_rolls(const struct reconcile_roll *roll, const struct recon_entry *e)
{
	return roll->run->units[e->unit].compared &&
	       e->date >= roll->run->first && e->date <= roll->run->to;
}

/* The line of the i-th entry of the book. */
enum reconcile_line reconcile_roll_line(
    const struct reconcile_roll *roll, size_t i);

/* Adds the other side, line by line. */
void reconcile_roll_other(struct reconcile_roll *roll);

#endif
