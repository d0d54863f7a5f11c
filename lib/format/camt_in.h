/*
 * What the files camt*.c share.  camt_walk.c has expat walk through a file and
 * tells the end of each element; camt_field.c and camt_detail.c put what stood
 * in it where it belongs; camt_batch.c and camt_pay.c make money of an entry
 * and its details, and camt_statement.c and camt_balance.c compare.
 *
 * Elements are known by their names alone, whatever their namespace: versions
 * 02 to 14 of the three messages differ in it, and some banks leave it out.
 */
#ifndef FORMAT_CAMT_IN_H
#define FORMAT_CAMT_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "format/import.h"

/* The elements that mean something to us, in byte order. */
/* clang-format off */
#define CAMT_NAMES(N) \
	N(Acct) N(AcctSvcrRef) N(AddtlNtryInf) N(AddtlRmtInf) N(AddtlTxInf) \
	N(AdjstmntAmtAndRsn) N(Amt) N(AmtDtls) N(Bal) N(BkTxCd) N(BookgDt) \
	N(Btch) N(Ccy) N(Cd) N(CdOrPrtry) N(CdtDbtInd) N(CdtNoteAmt) \
	N(Cdtr) N(CdtrAcct) N(CdtrRefInf) N(ChqNb) N(Chrgs) N(CpyDplctInd) \
	N(CreDtTm) N(Dbtr) N(DbtrAcct) N(Document) N(Domn) N(DscntApldAmt) \
	N(Dt) N(DtTm) N(DuePyblAmt) N(EndToEndId) N(Fmly) N(GrpHdr) N(IBAN) \
	N(Id) N(InstdAmt) N(InstrId) N(LastPgInd) N(LineDtls) N(MndtId) \
	N(MsgPgntn) N(Nb) N(NbOfNtries) N(NbOfTxs) N(Nm) N(Ntfctn) N(Ntry) \
	N(NtryDtls) N(NtryRef) N(Othr) N(PmtInfId) N(Prtry) N(Pty) N(Rcrd) \
	N(Ref) N(Refs) N(RfrdDocAmt) N(RfrdDocInf) N(RltdDt) N(RltdPties) \
	N(RmtInf) N(RmtdAmt) N(Rpt) N(Rsn) N(RtrInf) N(RvslInd) N(Stmt) \
	N(Strd) N(Sts) N(SubFmlyCd) N(Sum) N(Tp) N(TtlAmt) N(TtlCdtNtries) \
	N(TtlDbtNtries) N(TtlNtries) N(TxAmt) N(TxDtls) N(TxId) \
	N(TxsSummry) N(UETR) N(UltmtDbtr) N(Ustrd) N(ValDt)
/* clang-format on */

enum camt_name {
#define CAMT_ENUM(name) CAMT_##name,
	CAMT_NAMES(CAMT_ENUM)
#undef CAMT_ENUM
	    CAMT_OTHER
};

/* The element of a name, its prefix left out. */
enum camt_name camt_name(const char *name);
const char *camt_name_text(enum camt_name name); /* not of CAMT_OTHER */

#define CAMT_DEEP 64 /* elements in each other; the deepest real one is 20 */

/* What an end tag ends. */
struct camt_element {
	const enum camt_name *up; /* up[0] itself, up[1] around it ... */
	uint64_t line;
	struct span text;     /* of it, blanks around left out */
	struct span currency; /* its attribute Ccy */
};

/* An invoice that the payer names (Strd). */
struct camt_document {
	uint64_t line;
	struct buf number, reason, text;
	int64_t due, paid, note, discount;
	int64_t adjusted, last; /* less that is paid; the last part of it */
	bool has_due, has_paid, has_note;
	bool credit;  /* a credit note */
	bool unclear; /* several numbers, or another currency: text only */
	int32_t date;
};

/* The code of a bank transaction: the norm's, and the bank's own. */
struct camt_code {
	struct buf domain, family, kind, own;
};

/* A transaction in an entry (TxDtls). */
struct camt_detail {
	uint64_t line;
	int64_t amount, charges;
	int currency;
	bool has_amount, has_sign, credit;
	struct camt_code code;
	struct buf ref, end_to_end, cheque, payer, account, text, returned;
	size_t last; /* characters of the last part of its text */
	struct camt_document *documents;
	size_t ndocument, document_cap;
};

/* A booking (Ntry). */
struct camt_entry {
	uint64_t line;
	int64_t amount; /* without sign */
	int64_t charges;
	int currency;
	bool has_amount, has_sign, credit, reversal;
	struct camt_code code;
	struct buf status, ref, service_ref, text;
	int32_t booked, value;
	int64_t batch_count, batch_total;
	bool has_batch_count, has_batch_total;
	struct camt_detail *details;
	size_t ndetail, detail_cap;
	size_t ndocument; /* of all of them */
};

/* A sum that the statement gives of its entries. */
struct camt_sum {
	bool has_count, has_sum;
	int64_t count, sum;
	uint64_t line;
};

/* What was found: credits, debits. */
struct camt_found {
	int128 total[2];
	uint64_t n[2];
};

struct camt_balance {
	struct buf kind;
	int64_t amount;
	int currency;
	int32_t date;
	bool has_amount, debit;
	uint64_t line;
};

struct camt {
	int128 moved, reversed;           /* booked; of it, by reversals */
	struct camt_found listed, booked; /* booked: of those that are */
	struct import *in;
	/* The statement. */
	uint64_t line;
	struct buf account, copy;
	struct camt_balance balance, opening, closing;
	struct camt_sum sums[3]; /* all, credits, debits */
	struct camt_entry entry;
	struct camt_entry *held; /* reversals wait for the balance */
	size_t nheld, held_cap;
	int currency;
	int32_t date; /* of entries without one: that of the closing balance,
			 else of the message */
	bool opened, closed;
	bool mixed;      /* entries of other currencies are in it */
	bool statements; /* one was met */
	bool raw;
};

#define CAMT_HELD 1000000 /* of what waits for the end of something */

/* Stmt, Ntfctn, or Rpt. */
bool camt_is_statement(enum camt_name n);

/* The beginning and the end of an element; up as in camt_element. */
void camt_begin(struct camt *c, const enum camt_name *up, uint64_t line);
void camt_end(struct camt *c, const struct camt_element *e);

/* The record that an element stands in, or is: a statement, a balance, an
   entry, a transaction; CAMT_OTHER. */
enum camt_name camt_record(const enum camt_name *up);

/* What stood in an element of an entry, and of a transaction in one. */
void camt_field(struct camt *c, const struct camt_element *e);
void camt_detail_field(
    struct camt *c, const struct camt_element *e, struct camt_detail *d);

/* Whether an element stands in one of that name, inside of its entry. */
bool camt_within(const struct camt_element *e, enum camt_name name);

/* What stood in an element of an invoice; what it becomes. */
void camt_document_field(
    struct camt *c, const struct camt_element *e, struct camt_document *d);
struct remit camt_document_remit(const struct camt_document *d);

/* What stood in an element of a code; a code as the tables have it. */
void camt_code_field(const struct camt_element *e, struct camt_code *to);
enum import_use camt_code_use(
    const struct camt *c, const struct camt_code *code, struct buf *text);

/* True for CRDT; another word than that and DBIT is a fault. */
bool camt_sign(struct camt *c, const struct camt_element *e, bool *has);

/* What stood in an element of a balance, and of the summary; the end of a
   balance. */
void camt_balance_field(struct camt *c, const struct camt_element *e);
void camt_balance_end(struct camt *c);
void camt_sum_field(struct camt *c, const struct camt_element *e);

/* Compare what a statement says with its entries; camt_check_balance returns
   -1 where reversals go the other way than they say, else 1. */
void camt_check_sums(struct camt *c);
int camt_check_balance(struct camt *c);

/* Makes money of an entry; `flip` is -1 where its direction is the opposite of
   what it says. */
void camt_pay(struct camt *c, const struct camt_entry *e, int flip);

/* An entry, or one of its transactions, which may be NULL, as a payment of
   nothing yet; tells of it as one of an amount, with what it pays. */
struct pay camt_pay_of(
    struct camt *c, const struct camt_entry *e, const struct camt_detail *d);
void camt_pay_one(struct camt *c, const struct camt_entry *e,
    const struct camt_detail *d, int64_t amount);

/* What an entry moves, signed. */
int64_t camt_signed(const struct camt_entry *e);
int64_t camt_detail_signed(
    const struct camt_entry *e, const struct camt_detail *d);

/* Reads an amount that is a charge, in the currency of the entry; false where
   the element is another. */
bool camt_charges(struct camt *c, const struct camt_element *e, int64_t *amount,
    int *currency);

/* Adds to a sum; a fault where that is beyond all amounts. */
void camt_plus(
    struct camt *c, const struct camt_element *e, int64_t *sum, int64_t by);

/* Forgets the transactions of an entry. */
void camt_details_drop(struct camt_entry *e);

/* Empties an entry; frees what it holds. */
void camt_entry_clear(struct camt_entry *e);
void camt_entry_free(struct camt_entry *e);

/* Frees what a reader holds. */
void camt_free(struct camt *c);

/* Reads a date, or a date and time, of ISO 8601. */
bool camt_date(struct span text, int32_t *date);

/* Reads an amount of an element, with its currency, or that of `fallback`;
   false, with a fault, where it is none. */
bool camt_amount(struct camt *c, const struct camt_element *e, int fallback,
    int64_t *amount, int *currency);

/* Puts text behind what is there, a blank between. */
void camt_add(struct buf *to, struct span text);

/* Reads one file (struct format). */
void camt_read(struct import *in);

#endif
