/* What the files policy*.c share: the table as it is read. */
#ifndef BOOK_POLICY_IN_H
#define BOOK_POLICY_IN_H

#include "base/intern.h"
#include "book/cells.h"
#include "book/policy.h"
#include "value/currency.h"

#define POLICY_ANY CURRENCY_UNNAMED /* of all currencies that have no own */

/* Columns: which policy; then what a level has, then what level 0 has. */
enum {
	COLUMN_POLICY,
	COLUMN_LEVEL,
	COLUMN_CURRENCY,
	COLUMN_DAYS,
	COLUMN_FROM,
	COLUMN_MIN_AMOUNT,
	COLUMN_MIN_PERCENT,
	COLUMN_COMBINE,
	COLUMN_MIN_COUNT,
	COLUMN_MIN_DAYS_BETWEEN,
	COLUMN_FEE,
	COLUMN_FEE_PERCENT,
	COLUMN_INTEREST_RATE,
	COLUMN_DAY_COUNT,
	COLUMN_INTEREST_BASE,
	COLUMN_DEADLINE_DAYS,
	COLUMN_CHANNEL,
	COLUMN_ACTION,
	COLUMN_TEMPLATE,
	COLUMN_ADVANCE,
	COLUMN_GROUP,
	COLUMN_GRACE_DAYS,
	COLUMN_NET_CREDITS,
	COLUMN_EXCLUDE_DISPUTED,
	COLUMN_INCLUDE_NOT_DUE,
	COLUMN_MIN_DAYS_ARREARS,
	COLUMNS
};

/* A row of level 1 and above. */
struct policy_row {
	uint32_t level;
	int currency;
	uint64_t line;
	struct policy_level is;
};

struct policy {
	struct span name;
	struct policy_rules rules;
	uint64_t rules_line; /* of the row of level 0; 0: there is none */
	struct policy_row *at;
	size_t n, cap;
	/* after policies_close: rows are by level and currency */
	uint32_t levels;
	size_t first[POLICY_LEVELS + 2]; /* by level: its rows */
};

struct policies {
	struct columns columns;
	struct intern *names; /* the number of a name is that of the policy */
	struct intern *words; /* that rows hold on to */
	struct policy **at;
	size_t n, cap;
	bool broken; /* a row had a fault */
};

/* What a row says; false, with a fault for each cell, when it says nothing
   that can be done.  r->level is known. */
bool policy_read_row(
    const struct cells *in, struct intern *words, struct policy_row *r);
bool policy_read_rules(const struct cells *in, struct policy_rules *rules);

/* The row of a level, from 1, for a currency, or NULL. */
const struct policy_row *policy_find(
    const struct policy *p, uint32_t level, int currency);

/* Adds a fault of a cell of a row that was read before. */
void policy_wrong(const struct policies *p, struct faults *faults,
    enum fault_code code, uint64_t line, size_t column, const char *cell,
    const char *detail);

/* Whether levels have no gaps, and days rise. */
void policy_check(
    const struct policies *all, const struct policy *p, struct faults *faults);

/* Columns that are bound to a header lack none of which it has something like
   the name: a slip of the pen would be a level of 0 days.  Else false, and a
   fault in the batch. */
bool policy_check_header(const struct columns *c, struct batch *b);

#endif
