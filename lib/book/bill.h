/*
 * A bill is one document that asks for money, or gives it back: an invoice
 * or a credit memo, with its priced lines, its taxes and when it is due.
 * It is plain data, filled by whoever bills and read by letters and foreign
 * formats.
 *
 * Amounts are minor units of the bill's currency and have the sign of what
 * they do to the receivable: those of a credit memo are negative (but for a
 * fee that it withholds).  The same goes for quantities.  Always
 *
 *	net + tax = gross, of each line and of the bill
 *	Σ lines = Σ taxes = Σ parts = bill, for net, tax and gross
 */
#ifndef BOOK_BILL_H
#define BOOK_BILL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "book/party.h"
#include "value/decimal.h"

struct bill_line {
	uint64_t at;   /* the input row it was read from */
	uint32_t line; /* 1, 2, 3 ... within the bill */
	struct span item, description, tax_code, line_discount;
	struct span order, po, ship_to, ref, memo;
	struct decimal qty, price; /* net = qty * price less discount, or
				      gross, where prices include tax */
	struct decimal tax_rate;   /* percent */
	bool exempt;               /* the customer pays no tax */
	int64_t list;              /* qty * price, rounded, no discount */
	int64_t net, tax, gross;
	int32_t service_from, service_to;
};

/* All lines of one tax code and rate, in order of their first. */
struct bill_tax {
	struct span code;
	struct decimal rate; /* percent */
	bool exempt;
	int64_t net, tax;
};

/* The last day, inclusive, on which so much less is due. */
struct bill_tier {
	int32_t date;
	int64_t discount;
};

/* An installment; a bill that is due at once, or a credit memo, has one. */
struct bill_part {
	int32_t due; /* DATE_NONE on a credit memo */
	int64_t amount, tax;
	struct bill_tier *tier;
	size_t ntier;
};

struct bill {
	bool credit;       /* a credit memo */
	bool tax_included; /* in the prices of its lines */
	struct span doc, customer, entity, account;
	struct span ref; /* of a credit memo: the invoice that it credits */
	struct span terms, order, po, ship_to, memo;
	int currency;
	int32_t date;
	int64_t net, tax, gross;
	struct bill_line *line;
	struct bill_tax *taxes;
	struct bill_part *part;
	size_t nline, ntax, npart;
	struct party seller, buyer;
};

#endif
