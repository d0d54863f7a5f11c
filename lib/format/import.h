/*
 * What a bank or an ERP system sent, on its way into the book: one small
 * interface that every foreign format reads from and writes to.
 *
 * A format is one file, lib/format/in_NAME.c, or a few with that prefix, and
 * defines one struct format, format_NAME.  It pulls bytes or lines from the
 * import, and tells it what stands there: every record (import_raw), the money
 * that moved (import_pay, import_remit), what the file says its own sums are
 * (import_control), and what it passes over (import_skip).  Nothing else: rows,
 * names of customers, numbers and messages are the importer's.
 *
 * All text is given as UTF-8; spans last for the call.  Amounts are in minor
 * units of their currency.
 */
#ifndef FORMAT_IMPORT_H
#define FORMAT_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "value/int128.h"
#include "value/money.h"

struct import; /* the importer's; see cmd/import.h */

struct format {
	const char *name;    /* "bai2" */
	const char *summary; /* one line, for --list */
	/* Whether bytes from the beginning of a file look like this format: to
	   name it where another was asked for.  At most 4 KiB. */
	bool (*is)(struct span head);
	/* Reads one file to its end. */
	void (*read)(struct import *in);
	/* Tells of invoices too (import_item): rows have their columns. */
	bool items;
};

/* All formats, by name; ends with NULL.  Made from the files there are: the
   Makefile finds each "const struct format format_NAME" in lib/format. */
extern const struct format *const formats[];
const struct format *format_find(const char *name);

/* --- what a format reads ------------------------------------------------ */

/*
 * The next line, without its end (LF, CR LF, or CR alone where the format
 * allows it); false at the end of the file.  In the encoding of the file,
 * made UTF-8 (--encoding; else UTF-8, or bytes above 127 as Latin-1 where a
 * line is no UTF-8, which is told of once).  A line of more than 16 MiB, and a
 * NUL byte, is a fault that ends the reading.
 */
bool import_line(struct import *in, struct span *line);

/* The number of the line last read, from 1. */
uint64_t import_at(const struct import *in);

/* The next bytes as they are, for formats without lines; false at the end.
   Not together with import_line.  Up to 64 KiB. */
bool import_bytes(struct import *in, struct span *bytes);

/* Bytes of a cell, as one is read by import_bytes, made UTF-8 by the same
   rules; lasts until the next call. */
struct span import_text(struct import *in, struct span bytes);

/* --- what the user said ------------------------------------------------- */

/* What an option of a format says, or NULL where it was not given: "layout";
   "currency", the default one; "raw" and "remit-only" ("yes").  See
   ar-import(1). */
const char *import_option(const struct import *in, const char *name);

/* Decimals of a currency in the file: ISO 4217's, or those of --decimals
   CUR=N.  All amounts that a format gives have so many. */
int import_exponent(const struct import *in, int currency);

/* What the user's code table, or the installed one (lib/data/codes/NAME.csv),
   says of a code of this format: receipt, return, inside, ignore, unknown. */
enum import_use {
	USE_UNKNOWN,
	USE_RECEIPT,
	USE_RETURN,
	USE_INSIDE,
	USE_IGNORE
};
enum import_use import_code(const struct import *in, struct span code);

/* --- what a format says ------------------------------------------------- */

/* One field of a record, for --raw: which record (its name), which field of
   it (a name or a number), and the value.  Cheap where it is not asked for.
   import_record begins a record: every one of the file, in its order. */
void import_record(struct import *in, uint64_t line, const char *name);
void import_raw(struct import *in, const char *field, struct span value);

enum pay_kind {
	PAY_RECEIPT, /* a customer's money, for the book */
	PAY_RETURN,  /* that the bank took back; `original` is whose */
	PAY_OTHER,   /* other money of the account: for the bank's lines only */
};

/* Money that moved, or was said to. */
struct pay {
	enum pay_kind kind;
	uint64_t line;
	int64_t amount; /* + is into our account; a return is below 0 */
	int currency;
	int32_t date;       /* of the deposit or the booking */
	int32_t value_date; /* DATE_NONE: not told */
	int32_t doc_date;   /* of the check; DATE_NONE */
	bool advice; /* tells of money that another file brings (an 820 beside
			the bank's own line): no bank line is made of it */
	struct span account;  /* ours */
	struct span ref;      /* the bank's reference, trace, FITID */
	struct span number;   /* of the check, the payer's reference */
	struct span original; /* of a return: the reference it undoes */
	struct span reason;   /* of a return: "nsf", "bank-return" */
	struct span payer;    /* name */
	struct span
	    payer_account; /* IBAN, or routing and account joined by '/' */
	struct span memo;  /* all other text */
	struct span code;  /* type code, as the format has it */
};

void import_pay(struct import *in, const struct pay *p);

/* A line of remittance of the payment last given: pays `amount` (below 0: takes
   a credit) of `ref`, short of it by `deduction`, after `discount`. */
struct remit {
	uint64_t line;
	int64_t amount, discount, deduction;
	struct span ref, reason, memo;
	int32_t doc_date; /* of the document, DATE_NONE */
};

void import_remit(struct import *in, const struct remit *r);

/* A row of a ledger that knows its own customers: an invoice, a credit memo, a
   receipt of IIF.  Only from formats with `items`. */
struct import_item {
	uint64_t line;
	const char *type; /* as in ar-book(5): "invoice", "receipt" ... */
	int64_t amount;   /* with the sign that it has there */
	int currency;
	int32_t date;
	int32_t doc_date, due; /* DATE_NONE: not told */
	struct span doc, customer, ref, terms, po, reason, memo;
};

void import_item(struct import *in, const struct import_item *item);

/*
 * A sum or a count that the file states of itself, and what was found.  They
 * differ: with `hard` the file is refused (exit 2, unless --no-check), else it
 * is a finding (exit 1).  Equal ones are counted, and listed by --proof.
 * `what` is as in "account total", "records of group"; exponent -1: a count.
 */
void import_control(struct import *in, uint64_t line, const char *what,
    int128 said, int128 found, int exponent, bool hard);

/* The file states nothing of this kind, or nothing that can be checked. */
void import_unchecked(struct import *in, uint64_t line, const char *what);

/* A record passed over, and why ("a summary", "type 475, a check we wrote"):
   counted by reason, told of on standard error once for each. */
void import_skip(struct import *in, uint64_t line, const char *why);

/* What real files get wrong and can be read in spite of it: a finding. */
void import_finding(struct import *in, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What can't be read: the file is refused.  At the line, which may be 0;
   `field` is the field or column, or NULL.  Returns; the format goes on or
   gives up. */
void import_fault(struct import *in, uint64_t line, const char *field,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* --- what many formats need ---------------------------------------------- */

/* An amount of digits only, with implied decimals; false when it is none or
   beyond 64 bits.  A sign may stand in front. */
bool import_cents(struct span digits, int64_t *minor);

/* An amount with a decimal mark ('.' or ','), any number of decimals not more
   than `exponent` but for zeros; zeros in front, a sign, and no decimals
   behind the mark are fine. */
bool import_decimal(struct span text, char mark, int exponent, int64_t *minor);

/* A date of digits: "YYMMDD", "YYYYMMDD", "MMDDYY"; two-digit years are of
   1970 to 2069.  False when it is no date. */
bool import_date(struct span digits, const char *layout, int32_t *date);

#endif
