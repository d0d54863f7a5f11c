/*
 * A posting is one row of the book, read and checked by itself: is it of a
 * known type, with a date, an amount of its currency, the sign its type
 * allows, and the names it needs.  What it does to items is the ledger's.
 */
#ifndef BOOK_POSTING_H
#define BOOK_POSTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"
#include "text/columns.h"
#include "value/seen.h"

/* The columns of the book that tools know, in the order they are printed. */
#define POSTING_COLUMNS(C)                                                     \
	C(DATE, "date")                                                        \
	C(TYPE, "type")                                                        \
	C(DOC, "doc")                                                          \
	C(CUSTOMER, "customer")                                                \
	C(AMOUNT, "amount")                                                    \
	C(CURRENCY, "currency")                                                \
	C(ENTITY, "entity")                                                    \
	C(ACCOUNT, "account")                                                  \
	C(REF, "ref")                                                          \
	C(REF_DUE, "ref_due")                                                  \
	C(REF_CUSTOMER, "ref_customer")                                        \
	C(REF_ENTITY, "ref_entity")                                            \
	C(REF_CURRENCY, "ref_currency")                                        \
	C(REF_AMOUNT, "ref_amount")                                            \
	C(DUE, "due")                                                          \
	C(DOC_DATE, "doc_date")                                                \
	C(ID, "id")                                                            \
	C(LINE, "line")                                                        \
	C(TERMS, "terms")                                                      \
	C(PO, "po")                                                            \
	C(DISCOUNT_DATE, "discount_date")                                      \
	C(DISCOUNT, "discount")                                                \
	C(TAX, "tax")                                                          \
	C(REASON, "reason")                                                    \
	C(MEMO, "memo")                                                        \
	C(RULE, "rule")                                                        \
	C(SCORE, "score")                                                      \
	C(DEDUCTION, "deduction")                                              \
	C(LEVEL, "level")                                                      \
	C(FEE, "fee")                                                          \
	C(INTEREST, "interest")                                                \
	C(INTEREST_TO, "interest_to")                                          \
	C(RATE, "rate")

enum posting_column {
#define POSTING_ENUM(code, name) POSTING_##code,
	POSTING_COLUMNS(POSTING_ENUM)
#undef POSTING_ENUM
	    POSTING_NCOLUMN
};

extern const char *const posting_names[POSTING_NCOLUMN];

enum posting_type {
	TYPE_INVOICE,
	TYPE_DEBIT,
	TYPE_CREDIT,
	TYPE_RECEIPT,
	TYPE_APPLY,
	TYPE_TRANSFER,
	TYPE_DISCOUNT,
	TYPE_WRITEOFF,
	TYPE_ADJUST,
	TYPE_FX,
	TYPE_REFUND,
	TYPE_REVERSE,
	TYPE_REMIT,
	TYPE_DISPUTE,
	TYPE_RESOLVE,
	TYPE_PROMISE,
	TYPE_HOLD,
	TYPE_RELEASE,
	TYPE_NOTICE,
	TYPE_NOTE,
	TYPES
};

/* What a type of row does. */
enum posting_class {
	CLASS_OPENS,     /* invoice, debit, credit, receipt */
	CLASS_APPLIES,   /* apply */
	CLASS_TRANSFERS, /* transfer */
	CLASS_ACTS,      /* discount ... reverse */
	CLASS_TELLS,     /* remit: no effect */
	CLASS_EVENT,     /* dispute ... note */
};

/* Amounts are in minor units of the currency; dates DATE_NONE when blank. */
struct posting {
	uint64_t line; /* where the row begins, over the whole input */
	enum posting_type type;
	int currency, ref_currency; /* ref_currency: currency when blank */
	int32_t date, due, doc_date, ref_due;
	int64_t amount, ref_amount; /* ref_amount: amount when blank */
	bool amount_blank;          /* on events */
	bool returned;              /* a receipt > 0: the bank took it back */
	bool opening; /* reason=opening: a balance brought forward */
	/* Cells of the batch; ref_customer and ref_entity are filled in. */
	struct span doc, customer, entity, account;
	struct span ref, ref_customer, ref_entity, id, part, reason;
};

enum posting_class posting_class(enum posting_type type);
const char *posting_type_name(enum posting_type type);

/* The type of a name, or TYPES. */
enum posting_type posting_type_find(struct span name);

/* One per thread. */
struct posting_reader {
	struct columns columns;
	bool snapshot; /* the header has no type: a list of open items */
	bool plain;    /* most rows can take the short way */
	bool sparse;   /* nor any of the other columns of text */
	bool simple;   /* amounts stand in the batch, in the plain style */
	uint8_t checks[POSTING_NCOLUMN]; /* other typed columns there are */
	size_t ncheck;
	struct seen seen; /* dates and currencies of rows before */
};

void posting_open(struct posting_reader *r, const struct map_section *map);

/* Names that every header of the book must hold, as the input spells them. */
size_t posting_required(
    const struct map_section *map, struct span names[POSTING_NCOLUMN]);

/*
 * Whether two headers of one book agree: all or none have type, currency,
 * entity.  If not, *column is the one that `later` lacks or adds.
 */
bool posting_agree(const struct map_section *map,
    const struct csv_header *first, const struct csv_header *later,
    const char **column);

/* Binds the reader to the batch's header; once a batch. */
void posting_bind(struct posting_reader *r, const struct batch *b);

/*
 * Reads row `row` of b into *p.  False when it is not a valid row: one
 * fault is added to b->faults, and p holds what could be read (customer and
 * doc always, so that the caller can tell what now is missing).
 */
bool posting_read(
    struct posting_reader *r, struct batch *b, uint32_t row, struct posting *p);

void posting_close(struct posting_reader *r);

#endif
