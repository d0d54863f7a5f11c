/*
 * Which of some open amounts make up a receipt, and is that the only way?
 * An exact search: it never says "the only one" where there is another.  And
 * how much that is worth as evidence: how many other amounts near the receipt
 * would have found a sum as well.
 */
#ifndef RULE_SUBSET_H
#define RULE_SUBSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SUBSET_MOST 40 /* most installments of all groups together */

/*
 * The choices of one item: how many of its installments are paid, the oldest
 * first.  A credit memo is a group of one negative sum.
 */
struct subset_group {
	const int64_t *sums; /* of the first, the first two ...; minor units */
	size_t n;            /* installments */
	size_t least;        /* fewest of them in any choice, at most n: 1 for
				what the payer has named, else 0 */
};

struct subset_result {
	int found;                  /* 0, 1, or 2: there is more than one way */
	size_t choice[SUBSET_MOST]; /* installments of each group, if found */
	size_t second[SUBSET_MOST]; /* another way, if found is 2 */
	int64_t near;   /* choices within 1 % of the target, or 1 minor unit */
	int64_t window; /* how many amounts that is: 2 * w + 1 */
};

/*
 * The choices whose sum is `target` (not 0).  Two ways are two different
 * choices: with a credit memo that cancels an invoice there always are.  To
 * choose nothing at all is no way, and is not counted.  near / window is how
 * often an amount taken at random near the target would have found a sum.
 *
 * False, and *r untouched, when there are more than SUBSET_MOST groups or
 * installments, or when the largest sums of all groups or the target come to
 * 2^61 and more.
 *
 * Meet in the middle: time and memory grow with the square root of the number
 * of choices; 2^25 of them need 0.5 MB, 2^40 need 48 MB.  The same groups in
 * the same order always give the same result.
 */
bool subset_find(const struct subset_group *g, size_t n, int64_t target,
    struct subset_result *r);

#endif
