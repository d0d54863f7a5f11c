/*
 * A payment and what it pays, as X12 tells it: the 820 (payment order and
 * remittance advice), the 835 (of health care) and the 823 (lockbox), segment
 * by segment, from a file or from the addenda of an ACH entry.
 */
#ifndef FORMAT_EDI_PAY_H
#define FORMAT_EDI_PAY_H

#include "format/edi_read.h"

/* An invoice, a claim, or what is settled beside them. */
struct edi_line {
	uint64_t line;
	struct buf ref, memo, reason;
	int64_t paid, gross, discount;
	int64_t adjusted; /* by ADX: + raises the payment */
	int64_t denied;   /* by CAS, all groups */
	int64_t deducted; /* of it, what the payer will not pay (CO, PI, OA) */
	int64_t services; /* paid, by the services of a claim */
	bool has_services;
	bool has_gross, beside; /* beside: of no invoice */
	int32_t date;
};

struct edi_payment {
	struct edi_source *source;
	uint64_t line;
	bool any;      /* BPR was met */
	bool claim;    /* an 835 */
	bool turned;   /* release 003030 and before: ADX lowers the payment */
	bool doubtful; /* which of both, the sums of invoices tell */
	bool apart;    /* what follows is of no invoice until the next */
	bool debit;    /* BPR03 D */
	int currency, exponent;
	int32_t date;
	struct buf total, handling, trace, payer, account, memo;
	struct edi_line *lines;
	size_t n, cap;
	struct { /* of a claim, that is being told of */
		bool open;
		uint64_t line;
		int64_t charge, paid, denied;
	} service;
};

/* Empties p, for the next payment from this source; edi_payment_free frees. */
void edi_payment_begin(struct edi_payment *p, struct edi_source *s);
void edi_payment_free(struct edi_payment *p);

/* Takes a segment of a transaction; those that mean nothing here are passed
   over. */
void edi_payment_take(struct edi_payment *p, const struct edi_segment *seg);

/* A new line; the invoice or claim that is being told of, or NULL. */
struct edi_line *edi_line_new(
    struct edi_payment *p, const struct edi_segment *seg);
struct edi_line *edi_line_last(struct edi_payment *p);

/* The amount of an element; adds to a sum, which must be an amount too. */
int64_t edi_pay_amount(
    struct edi_payment *p, const struct edi_segment *seg, size_t i);
void edi_pay_plus(struct edi_payment *p, const struct edi_segment *seg,
    int64_t *sum, int64_t by);

/* Adds a text, a blank between; an element as UTF-8. */
void edi_add(struct buf *to, struct span s);
struct span edi_pay_cell(
    const struct edi_payment *p, const struct edi_segment *seg, size_t i);

/* Segments of an 820. */
void edi_invoice_rmr(struct edi_payment *p, const struct edi_segment *seg);
void edi_invoice_adx(struct edi_payment *p, const struct edi_segment *seg);
void edi_invoice_ent(struct edi_payment *p, const struct edi_segment *seg);

/* Segments of an 835; the end of what is told of a service. */
void edi_claim_clp(struct edi_payment *p, const struct edi_segment *seg);
void edi_claim_svc(struct edi_payment *p, const struct edi_segment *seg);
void edi_claim_cas(struct edi_payment *p, const struct edi_segment *seg);
void edi_claim_plb(struct edi_payment *p, const struct edi_segment *seg);
void edi_service_end(struct edi_payment *p);

/* What the payment comes to (BPR02); false, with a fault, where that is no
   amount. */
bool edi_payment_total(struct edi_payment *p, int64_t *total);

/* Compares its sums: of the payment with its lines, of each line with what it
   is made of. */
void edi_payment_check(struct edi_payment *p, int64_t total);

/* Tells the import of its lines, behind the pay they belong to. */
void edi_payment_remit(const struct edi_payment *p);

/* All of it, as a payment of its own; day: where it has none itself. */
void edi_payment_tell(struct edi_payment *p, int32_t day, bool advice);

#endif
