/*
 * Dunning: which level a debt has reached, what a letter must come to, and
 * what interest has run up.  Pure judgement over a policy (book/policy.h);
 * what is open, and what was noticed before, comes from the caller.
 */
#ifndef RULE_DUNNING_H
#define RULE_DUNNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "book/policy.h"
#include "value/int128.h"

/* A debt on the day of the run; dates are day numbers, DATE_NONE: none. */
struct dunning_debt {
	int32_t due;    /* its aging date */
	uint32_t was;   /* level of its last notice; 0: none */
	int32_t was_on; /* the day of that, or DATE_NONE */
	int64_t amount; /* that is dunned, minor units, above 0 */
	uint32_t level; /* after dunning_level and dunning_settle */
};

/* Whether a debt is past due under the rules of a policy. */
bool dunning_is_late(const struct policy *p, int32_t due, int32_t asof);

/* The level that a debt has reached by its days alone: d->was when it may
   only be repeated, or the highest that there still is; 0 when nothing was ever
   reached, or the policy has no level 1 for the currency. */
uint32_t dunning_level(const struct policy *p, int currency,
    const struct dunning_debt *d, int32_t asof);

/* From which day a debt may be noticed at a level: DATE_NONE when it may at
   once, INT32_MAX when never (a repetition that no interval allows); not before
   the day after its last notice. */
int32_t dunning_from(const struct policy *p, int currency,
    const struct dunning_debt *d, uint32_t level, int32_t asof);

/*
 * Holds the debts of one letter to the minimums of their levels, from the
 * highest down: those that fail fall to the level below.  A level of 0 is
 * below the minimum.  `open` is what is open of the group's debts in all.
 */
void dunning_settle(const struct policy *p, int currency,
    struct dunning_debt *d, size_t n, int128 open);

/* A balance that stood from one day to another, the last excluded. */
struct dunning_stretch {
	int32_t from, to;
	int64_t open; /* minor units, at least 0 */
};

/*
 * Interest on stretches of balance at the rate of a level, exact, rounded
 * once, half away from zero, in minor units.  False when it is beyond 64
 * bits.
 */
bool dunning_interest(const struct policy_level *l,
    const struct dunning_stretch *s, size_t n, int64_t *interest);

/* The days from one day to another as a level counts them. */
int64_t dunning_days(const struct policy_level *l, int32_t from, int32_t to);

/* The fee of a letter that duns `amount`, in minor units; false when beyond
   64 bits. */
bool dunning_fee(const struct policy_level *l, int128 amount, int64_t *fee);

#endif
