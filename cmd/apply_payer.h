/* Who pays: the evidence that apply_evidence.c finds of it, for
   apply_payer.c to weigh. */
#ifndef CMD_APPLY_PAYER_H
#define CMD_APPLY_PAYER_H

#include "cmd/apply_in.h"

/* Kinds of evidence, the surest first. */
enum apply_kind {
	KIND_REMIT,    /* documents that remittance lines name */
	KIND_MEMO,     /* documents that the memo names */
	KIND_ACCOUNT,  /* accounts */
	KIND_CUSTOMER, /* the customer's id */
	KIND_NAME,
	APPLY_KINDS
};

struct apply_evidence {
	uint32_t *customer;
	size_t n, cap;
	struct span text; /* what told the first */
};

struct apply_search_payer {
	struct apply_desk *desk;
	struct apply_evidence kind[APPLY_KINDS], suspects;
	enum apply_kind now; /* that is looked for */
	struct span memo;
	struct payers *names; /* numbers are customers */
	struct payers_found found;
	size_t transfer_cap, suspect_cap;
};

void apply_evidence_open(struct apply_search_payer *s);
void apply_evidence_close(struct apply_search_payer *s);

/* All that tells who paid a receipt; what may be a hint, when nothing does. */
void apply_evidence(struct apply_search_payer *s, const struct apply_money *m);
void apply_evidence_tokens(struct apply_search_payer *s, bool words);
void apply_payer_near(struct apply_search_payer *s);
void apply_evidence_name(
    struct apply_search_payer *s, uint32_t customer, struct span text);

/* Whether there is such money, and whether an item of it is open. */
bool apply_payer_any(const struct apply *a);
bool apply_payer_open(
    struct apply_desk *d, uint32_t item, struct apply_money *m);

#endif
