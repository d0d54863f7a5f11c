/* A statement of account: what the files dun_statement*.c share. */
#ifndef CMD_DUN_STATEMENT_H
#define CMD_DUN_STATEMENT_H

#include "cmd/dun_paper.h"

#define DUN_AGES 6 /* current, three buckets, what is older, credits */

/* What moved the balance: an opening row, or what changed an item. */
struct dun_line {
	uint64_t line; /* of the row */
	int64_t amount;
	uint32_t item, other; /* other: of an apply or transfer, or none */
	int32_t date, due;
	enum posting_type type;
	bool returned; /* a receipt that the bank took back */
};

/* The account at hand; amounts in minor units. */
struct dun_statement {
	struct dun_paper paper;
	struct dun_line *lines;
	size_t n, cap;
	int128 opening, closing, disputed;
	int128 aged[DUN_AGES];
	bool any; /* something was or is open */
};

/* Whether an item is on a statement: it is opened, and passes --where. */
bool dun_statement_has(const struct dun *d, uint32_t item);

/* Begins the next account, which has no lines yet. */
void dun_statement_start(struct dun_statement *st);

/* Adds what moved the balance of its account through an item. */
void dun_statement_add(struct dun_statement *st, uint32_t item);

/* Fills in the lines, with the balance after each; fails the program when
   they do not lead from the opening to the closing balance. */
void dun_statement_lines(struct dun_statement *st);

#endif
