/*
 * The policy table (ar-policy(5)): at which age, for how much and how firmly
 * a debt is asked for.
 */
#ifndef BOOK_POLICY_H
#define BOOK_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"
#include "text/columns.h"
#include "value/decimal.h"

#define POLICY_LEVELS 99

enum policy_from { POLICY_DUE, POLICY_EOM, POLICY_PREVIOUS };
enum policy_count { POLICY_365, POLICY_360, POLICY_30_360 };
enum policy_group {
	POLICY_CUSTOMER,
	POLICY_PARENT,
	POLICY_ACCOUNT,
	POLICY_ITEM
};
enum policy_disputed { POLICY_PART, POLICY_WHOLE, POLICY_ALL };

/* A level, for one currency or all. */
struct policy_level {
	uint32_t days;
	enum policy_from from;
	int64_t min_amount;         /* minor units; 0: none */
	struct decimal min_percent; /* a share: 5% is 0.05; 0: none */
	bool either;                /* where both are given, one is enough */
	uint32_t min_count, min_days_between, deadline_days;
	int64_t fee;                               /* minor units */
	struct decimal fee_percent, interest_rate; /* shares */
	enum policy_count day_count;
	bool balance; /* interest on what is open today, for all days */
	struct span channel, action, template; /* last as long as the table */
};

/* What holds for all levels of a policy: its level 0. */
struct policy_rules {
	bool jump, net_credits, not_due;
	enum policy_group group;
	enum policy_disputed disputed;
	uint32_t grace_days, min_days_arrears;
};

struct policies;
struct policy;

extern const char *const policy_required[2]; /* policy, level */

struct policies *policies_new(const struct map_section *map);
void policies_free(struct policies *p);

/* Takes one row; `arg` is the struct policies.  Faults as ar-policy(5) has
   them, all those of a row. */
void policies_row(void *arg, struct batch *b, uint32_t row);

/* After the last row: faults that only the whole table shows (levels with
   gaps, days that do not rise).  Nothing is looked for after a row with a
   fault.  Policies may be looked up from now on. */
void policies_close(struct policies *all, struct faults *faults);

/* Amounts without a currency, in a book of several: adds a fault for each of
   those rows. */
void policies_one_currency(struct policies *all, struct faults *faults);

/* The same in a book of one currency: they are amounts of that one, and so far
   have two decimals.  A fault for those it does not have. */
void policies_currency(
    struct policies *all, int currency, struct faults *faults);

/* The policy of a name, or NULL; the only one there is, or NULL. */
const struct policy *policies_find(const struct policies *p, struct span name);
const struct policy *policies_only(const struct policies *p);

/* Whether there is none. */
bool policies_empty(const struct policies *p);

struct span policy_name(const struct policy *p);
const struct policy_rules *policy_rules(const struct policy *p);

/* How many levels there are, at most POLICY_LEVELS; one of them, from 1, for
   a currency: its own row or else that of all; NULL when there is none. */
uint32_t policy_levels(const struct policy *p);
const struct policy_level *policy_level(
    const struct policy *p, uint32_t level, int currency);

#endif
