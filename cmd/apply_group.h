/* How a group is laid out: between apply_group.c and its rooms. */
#ifndef CMD_APPLY_GROUP_H
#define CMD_APPLY_GROUP_H

#include "cmd/apply_in.h"

/* Money beside what it is sorted by. */
struct apply_twin {
	struct apply_money *money;
	struct span doc;
	uint32_t place; /* of its customer */
};

static inline struct span
apply_doc(const struct apply *a, uint32_t item)
{
	return ledger_text(a->ledger, ledger_item(a->ledger, item)->doc);
}

void apply_map_clear(struct apply_map *m, size_t n);
void apply_map_put(struct apply_map *m, uint32_t item, uint32_t place);
uint32_t apply_map_get(const struct apply_map *m, uint32_t item);

/* The next item of the group, not yet counted. */
struct match_item *apply_group_item(struct apply_desk *d);

/* Bank returns: marks what may be given back and adds what it had paid;
   then, all items and funds in their places, the returns. */
void apply_gather_returns(struct apply_desk *d);
void apply_lay_returns(struct apply_desk *d);

/* The receipts that a return could be of, the first six by date. */
uint16_t apply_return_answers(struct apply_desk *d,
    const struct match_item *back, const struct apply_answer **answers);

/* As qsort, which is slow where there are few. */
void apply_sort_twins(struct apply_twin *all, size_t n,
    int (*compare)(const void *x, const void *y));

/* How many items the remittance of a fund names that could not be paid; rows of
   fund f end before end[f]. */
uint32_t apply_unpaid(const struct apply_desk *d, uint32_t fund,
    const struct apply_entry *entry, const uint32_t *end);

/* The rows of the rule that was tried last, for --explain, but for those of
   the receipt itself; to be freed. */
char *apply_told_others(const struct apply_desk *d);

/* Marks duplicates, once it is known what the bank took back. */
void apply_find_twins(struct apply_desk *d);

void apply_lay_funds(struct apply_desk *d);
void apply_lay_history(struct apply_desk *d, struct match_fund *f);
void apply_lay_cites(struct apply_desk *d);

/* Reads what all receipts name, and which families that brings together
   (apply_scan.c). */
void apply_scan(struct apply_desk *d);

#endif
