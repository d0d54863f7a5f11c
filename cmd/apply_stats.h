/*
 * The figures of ar-apply --stats: cells of a sheet for each currency, that
 * are counted (apply_stats.c) and printed (apply_stats_put.c).
 */
#ifndef CMD_APPLY_STATS_H
#define CMD_APPLY_STATS_H

#include "cmd/apply_out.h"

/* In the order of the output; names and what percent is of. */
#define STATS_LIST(M)                                                          \
	M(STATS_RECEIPTS, "receipts", OF_NOTHING)                              \
	M(STATS_RECEIPTS_MATCHED, "receipts-matched", OF_RECEIPTS)             \
	M(STATS_RECEIPTS_IN_PART, "receipts-in-part", OF_RECEIPTS)             \
	M(STATS_LINES, "lines", OF_NOTHING)                                    \
	M(STATS_LINES_MATCHED, "lines-matched", OF_LINES)                      \
	M(STATS_MONEY, "money", OF_NOTHING)                                    \
	M(STATS_MONEY_MATCHED, "money-matched", OF_MONEY)                      \
	M(STATS_UNAPPLIED, "unapplied", OF_MONEY)                              \
	M(STATS_RECEIPTS_BY_RULE, "receipts-by-rule", OF_RECEIPTS)             \
	M(STATS_LINES_BY_RULE, "lines-by-rule", OF_LINES)                      \
	M(STATS_PAYERS, "payers-found", OF_RECEIPTS)                           \
	M(STATS_CREDITS, "credits", OF_NOTHING)                                \
	M(STATS_RETURNS, "returns", OF_NOTHING)                                \
	M(STATS_DISCOUNTS, "discounts", OF_NOTHING)                            \
	M(STATS_WRITEOFFS, "writeoffs", OF_NOTHING)                            \
	M(STATS_ADJUSTS, "adjusts", OF_NOTHING)                                \
	M(STATS_DISPUTES, "disputes", OF_NOTHING)                              \
	M(STATS_PENDING, "pending", OF_NOTHING)                                \
	M(STATS_EXCEPTIONS, "exceptions", OF_RECEIPTS)

enum stats_measure {
#define MEASURE_ENUM(code, name, of) code,
	STATS_LIST(MEASURE_ENUM)
#undef MEASURE_ENUM
	    STATS_MEASURES
};

enum stats_whole { OF_NOTHING, OF_RECEIPTS, OF_LINES, OF_MONEY };

#define STATS_NO_RULE MATCH_RULES

struct stats_cell {
	enum stats_measure measure;
	enum match_rule rule;
	const char *cause; /* or a reason; "" */
	int64_t count;
	int128 amount;
};

/* The cells of one currency. */
struct stats_sheet {
	struct stats_cell *cells;
	uint32_t n;
	size_t cap;
	/* By measure and rule, the cell that was asked for last, + 1. */
	uint32_t last[STATS_MEASURES][MATCH_RULES + 1];
};

/* The cell of a measure, which may be a new one; valid until the next. */
struct stats_cell *stats_find(struct stats_sheet *s, enum stats_measure measure,
    enum match_rule rule, const char *cause);

/* Prints and frees the cells, in the order of measure, rule and cause. */
void stats_put(struct csvout *w, struct stats_sheet *s, int currency);

#endif
