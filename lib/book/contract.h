/*
 * A contract is a row of the contracts table: what a customer is charged
 * every so many months, from when and until when.  When which part of it
 * falls due is rule/recurring.
 */
#ifndef BOOK_CONTRACT_H
#define BOOK_CONTRACT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "text/columns.h"
#include "value/decimal.h"

#define CONTRACT_MONTHS 1200 /* the longest period */

/* The columns, those that are taken as they stand first. */
#define CONTRACT_COLUMNS(C)                                                    \
	C(CUSTOMER, "customer")                                                \
	C(ITEM, "item")                                                        \
	C(DESCRIPTION, "description")                                          \
	C(CONTRACT, "contract")                                                \
	C(CURRENCY, "currency")                                                \
	C(ENTITY, "entity")                                                    \
	C(ACCOUNT, "account")                                                  \
	C(ORDER, "order")                                                      \
	C(PO, "po")                                                            \
	C(SHIP_TO, "ship_to")                                                  \
	C(TERMS, "terms")                                                      \
	C(TAX_CODE, "tax_code")                                                \
	C(REASON, "reason")                                                    \
	C(MEMO, "memo")                                                        \
	C(QTY, "qty")                                                          \
	C(PRICE, "price")                                                      \
	C(TAX_RATE, "tax_rate")                                                \
	C(EVERY, "every")                                                      \
	C(ANCHOR, "anchor")                                                    \
	C(START, "start")                                                      \
	C(END, "end")                                                          \
	C(MODE, "mode")

enum contract_column {
#define CONTRACT_ENUM(code, name) CONTRACT_##code,
	CONTRACT_COLUMNS(CONTRACT_ENUM)
#undef CONTRACT_ENUM
	    CONTRACT_NCOLUMN
};

#define CONTRACT_NTEXT CONTRACT_QTY

extern const char *const contract_names[CONTRACT_NCOLUMN];

struct contract {
	uint64_t line; /* where the row begins, over the whole table */
	struct span text[CONTRACT_NTEXT]; /* cells of the batch */
	int currency;                     /* CURRENCY_UNNAMED when blank */
	struct decimal qty;               /* not 0; 1 when blank */
	struct decimal price;    /* of a period; not negative when qty is */
	bool taxed;              /* tax_rate is not blank ... */
	struct decimal tax_rate; /* ... and is percent, 0 to 1000 */
	int32_t months;          /* of a period, 1 to CONTRACT_MONTHS */
	int32_t start;           /* first day of service */
	int32_t end;             /* last, not before start, or DATE_NONE */
	int32_t anchor;          /* day of the month, 1 to 31 */
	int32_t grid;            /* anchor given as a date; or DATE_NONE */
	bool arrears;
	bool early; /* a reason is given for the end */
};

struct contract_reader {
	struct columns columns;
	bool has[CONTRACT_NCOLUMN]; /* columns of any header so far */
};

void contract_open(struct contract_reader *r, const struct map_section *map);

/* The columns that a table of contracts must have. */
#define CONTRACT_NREQUIRED 5
extern const char *const contract_required[CONTRACT_NREQUIRED];

/*
 * Reads row `row` of b, under any header, into *c.  False when it is no
 * contract: one fault is added to b->faults.
 */
bool contract_read(struct contract_reader *r, struct batch *b, uint32_t row,
    struct contract *c);

void contract_close(struct contract_reader *r);

#endif
