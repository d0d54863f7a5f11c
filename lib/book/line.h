/*
 * A billing line is one row of what is to be billed: so much of something
 * at a price, to a customer.  Read and checked by itself; which document it
 * goes on, its tax and what it comes to are decided later.
 */
#ifndef BOOK_LINE_H
#define BOOK_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "book/customers.h"
#include "text/columns.h"
#include "value/decimal.h"
#include "value/seen.h"

#define LINE_COLUMNS(C)                                                        \
	C(CUSTOMER, "customer")                                                \
	C(DESCRIPTION, "description")                                          \
	C(QTY, "qty")                                                          \
	C(PRICE, "price")                                                      \
	C(DATE, "date")                                                        \
	C(ORDER, "order")                                                      \
	C(PO, "po")                                                            \
	C(ITEM, "item")                                                        \
	C(LINE_DISCOUNT, "line_discount")                                      \
	C(DISCOUNT_PERCENT, "discount_percent")                                \
	C(TAX_CODE, "tax_code")                                                \
	C(TAX_RATE, "tax_rate")                                                \
	C(CURRENCY, "currency")                                                \
	C(TERMS, "terms")                                                      \
	C(DUE, "due")                                                          \
	C(SHIP_TO, "ship_to")                                                  \
	C(SERVICE_FROM, "service_from")                                        \
	C(SERVICE_TO, "service_to")                                            \
	C(LINE, "line")                                                        \
	C(TYPE, "type")                                                        \
	C(REF, "ref")                                                          \
	C(ENTITY, "entity")                                                    \
	C(ACCOUNT, "account")                                                  \
	C(MEMO, "memo")

enum line_column {
#define LINE_ENUM(code, name) LINE_##code,
	LINE_COLUMNS(LINE_ENUM)
#undef LINE_ENUM
	    LINE_NCOLUMN
};

extern const char *const line_names[LINE_NCOLUMN];

/* What is taken off a line, before tax. */
struct line_discount {
	enum { LINE_FULL, LINE_PERCENT, LINE_AMOUNT } kind;
	struct decimal percent;
	int64_t amount; /* at least 0 */
};

/*
 * Dates are DATE_NONE when blank.  Start with a zeroed struct; read one row
 * after the other into it: what their header lacks is set only once.
 */
struct line {
	const struct csv_header *header; /* of the row */
	uint64_t at; /* where the row begins, over the whole input */
	struct span text[LINE_NCOLUMN]; /* cells of the batch, as they stand */
	bool credit;                    /* of type credit */
	int currency;
	struct decimal qty, price; /* as given; price 0 when blank */
	bool priced;               /* a price was given */
	struct line_discount discount;
	bool rated;              /* a tax_rate was given */
	struct decimal tax_rate; /* percent */
	int32_t date, due, service_from, service_to;
};

/* One per thread. */
struct line_reader {
	struct columns columns;
	const struct customers *customers; /* for blank currencies, or NULL */
	uint32_t customer_currency;        /* the column there */
	bool blank_price; /* a price may be left to the price list */
	struct line_place {
		uint32_t at, column;
	} here[LINE_NCOLUMN]; /* the columns of the bound header */
	size_t nhere;
	struct seen seen;
};

void line_open(struct line_reader *r, const struct map_section *map,
    const struct customers *customers);

/* Names that every header of the input must hold, as it spells them; room
   for LINE_NCOLUMN. */
size_t line_required(const struct map_section *map, struct span *names);

/* Whether two headers agree: all or none have currency, entity; if not,
 *column is the one that differs. */
bool line_agree(const struct map_section *map, const struct csv_header *first,
    const struct csv_header *later, const char **column);

/* Binds the reader to the batch's header; once a batch. */
void line_bind(struct line_reader *r, const struct batch *b);

/* Whether lines come with a currency: their own, or their customer's. */
bool line_has_currency(const struct line_reader *r);

/*
 * Reads row `row` of b.  False when it is no valid line: one fault is added
 * to b->faults.
 */
bool line_read(
    struct line_reader *r, struct batch *b, uint32_t row, struct line *l);

void line_close(struct line_reader *r);

#endif
