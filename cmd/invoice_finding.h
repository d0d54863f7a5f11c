/*
 * What may speak against billing a document (the manual's FINDINGS), by code
 * and name; invoice_check*.c and invoice_total.c look for it, invoice_finding.c
 * tells it.
 */
#ifndef CMD_INVOICE_FINDING_H
#define CMD_INVOICE_FINDING_H

#include <stdint.h>

#define FINDING_CODES(F)                                                       \
	F(ZERO_TOTAL, "zero-total")                                            \
	F(NEGATIVE_CREDIT, "negative-credit")                                  \
	F(TAX_RATE, "tax-rate")                                                \
	F(UNKNOWN_CUSTOMER, "unknown-customer")                                \
	F(OVER_LIMIT, "over-limit")                                            \
	F(TWIN, "twin")                                                        \
	F(UNKNOWN_REF, "unknown-ref")                                          \
	F(OVER_CREDIT, "over-credit")                                          \
	F(PRICE_OFF_LIST, "price-off-list")                                    \
	F(NOT_ON_LIST, "not-on-list")                                          \
	F(MISSING_PO, "missing-po")                                            \
	F(UNKNOWN_PO, "unknown-po")                                            \
	F(NOT_ON_ORDER, "not-on-order")                                        \
	F(PRICE_OFF_ORDER, "price-off-order")                                  \
	F(OVER_ORDER, "over-order")

enum finding_code {
#define FINDING_ENUM(code, name) FINDING_##code,
	FINDING_CODES(FINDING_ENUM)
#undef FINDING_ENUM
	    FINDINGS
};

/* What speaks against a document; texts are the list's. */
struct finding {
	enum finding_code code;
	uint32_t group;
	uint64_t at; /* the line, or the first of the document */
	char *item, *expected, *found;
};

#endif
