/*
 * Aging: where an open amount stands on a day.  Pure judgement; the amounts
 * come from the ledger or from a plain list of open items.
 */
#ifndef RULE_AGING_H
#define RULE_AGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/int128.h"

enum aging_basis { AGING_DUE, AGING_DOC, AGING_POST };

enum aging_credits {
	AGING_COLUMN,  /* credits stand apart and hide no debt */
	AGING_BUCKET,  /* in the bucket of their own date */
	AGING_CURRENT, /* all in the current bucket */
	AGING_OLDEST,  /* against the customer's oldest debt */
};

#define AGING_LIMITS 30 /* most limits that --buckets takes */

struct aging_policy {
	int32_t asof;
	enum aging_basis basis;
	enum aging_credits credits;
	bool disputed; /* a place of its own for what is disputed */
	size_t nlimit;
	int32_t limit[AGING_LIMITS]; /* days, rising: 30, 60, 90 */
};

/* The last places of a row, after the nlimit + 2 buckets. */
enum aging_place { AGING_DISPUTED, AGING_CREDITS, AGING_UNAPPLIED, AGING_REST };

/* An open amount and what its place depends on; dates may be DATE_NONE. */
struct aging_entry {
	int64_t open;     /* minor units; its sign decides, not its type */
	int64_t disputed; /* part of a positive `open` */
	int32_t date, due, doc_date;
	bool receipt; /* if negative: unapplied cash, not a credit memo */
};

/* Places of a row: buckets 0 .. nlimit + 1 - 1, then enum aging_place. */
size_t aging_places(const struct aging_policy *p);
size_t aging_index(const struct aging_policy *p, enum aging_place place);

/* The date an entry ages from, and days past it on the day asked for. */
int32_t aging_date(const struct aging_policy *p, const struct aging_entry *e);
int64_t aging_days(const struct aging_policy *p, const struct aging_entry *e);

/* The bucket of a number of days: 0 is current. */
size_t aging_bucket(const struct aging_policy *p, int64_t days);

/* The one place where an entry stands, its disputed part aside. */
size_t aging_find(const struct aging_policy *p, const struct aging_entry *e);

/*
 * Nets what a customer has to his credit against his debt, oldest aging
 * date first, receipts before credit memos: lowers `open` in place.  What
 * is disputed is left aside where it has a place of its own.  The entries
 * are of one customer, entity and currency, sorted by aging_date.
 */
void aging_net(
    const struct aging_policy *p, struct aging_entry *entries, size_t n);

#endif
