/*
 * What the files of the checks share.  invoice_check.c sends lines and
 * documents through all of them: invoice_check_price.c holds lines against
 * the price list, invoice_check_order.c against the purchase orders,
 * invoice_check_twin.c, invoice_check_ref.c and invoice_check_limit.c
 * documents against the book so far, which invoice_book.c reads.  Once they
 * have numbers, invoice_check_number.c looks for these in the book.
 */
#ifndef CMD_INVOICE_CHECK_H
#define CMD_INVOICE_CHECK_H

#include "book/ledger.h"
#include "book/orders.h"
#include "book/prices.h"
#include "cmd/invoice.h"

/* The book so far. */
struct invoice_book {
	struct source source;
	struct ledger *ledger; /* closed; tags of pieces are of `pos` */
	struct intern *pos;    /* customers' orders */
};

/* Documents that may be in the book already (invoice_check_twin.c). */
struct invoice_twins {
	struct intern *keys; /* what twins have in common */
	uint32_t *found;     /* by key: the first row, or LEDGER_NONE */
	size_t cap;
	uint32_t *days, *pos; /* by document: keys; INVOICE_NONE: no order */
};

/* An invoice, or other debit item, that credit memos name. */
struct invoice_ref {
	int128 billed;   /* by the rows of the book that open it */
	int128 credited; /* in the book, and by this run so far */
	bool there;      /* in the book */
};

/* What credit memos take back (invoice_check_ref.c). */
struct invoice_refs {
	struct intern *keys;
	struct invoice_ref *at; /* by key */
	size_t cap;
	uint32_t *ref; /* by document: key; INVOICE_NONE: names none */
};

/* What customers owe, and may owe (invoice_check_limit.c). */
struct invoice_limits {
	uint32_t column; /* of customers; CUSTOMERS_NONE: no limits */
	struct intern *owners;
	int128 *balances; /* by owner: in the book, and billed since */
	size_t cap;
	uint32_t *owner; /* by document */
};

struct invoice_checks {
	struct prices *prices;     /* NULL: not given */
	struct orders *orders;     /* likewise */
	struct invoice_book *book; /* likewise */
	struct invoice_twins twins;
	struct invoice_refs refs;
	struct invoice_limits limits;
	struct buf key;
};

/* The text of a price: in no fewer decimals than its currency has. */
void invoice_price_text(
    char to[MONEY_CHARS], struct decimal price, int currency);

/* invoice_check_price.c */
void invoice_price_open(struct invoice *v);
void invoice_price_line(
    struct invoice *v, uint32_t group, const struct invoice_line *l);

/* invoice_check_order.c */
void invoice_order_open(struct invoice *v);
void invoice_order_line(
    struct invoice *v, uint32_t group, const struct invoice_line *l);

/* invoice_book.c: reads --book, of whatever day; faults in it end the
   program. */
struct invoice_book *invoice_book_read(struct invoice *v);

/* invoice_check_ref.c: takes the rows of the book, as they are read. */
void invoice_ref_begin(struct invoice *v);
void invoice_ref_row(struct invoice *v, const struct posting *p);

/* Each looks all documents up in the book, and then says of one after the
   other what is to be said. */
void invoice_twin_open(struct invoice *v);
void invoice_twin_document(struct invoice *v, uint32_t group);
void invoice_ref_open(struct invoice *v);
void invoice_ref_document(struct invoice *v, uint32_t group);
void invoice_limit_open(struct invoice *v);
void invoice_limit_document(struct invoice *v, uint32_t group);

/* Whether the document is a credit memo, even one that comes to nothing. */
static inline bool
invoice_is_credit(const struct invoice_group *g)
{
	return g->credit || (g->credit_lines && g->net + g->tax == 0);
}

#endif
