/*
 * The rooms of ar-import: what stands behind lib/format/import.h.  A format
 * reads a file through import_read.c and tells what it found to
 * import_pay.c, import_say.c and import_raw.c; import_name.c gives documents
 * and ids, import_customer.c customers, import_rows.c writes.  import_csv.c
 * is for tables, which no format reads but a map.
 */
#ifndef CMD_IMPORT_H
#define CMD_IMPORT_H

#include "base/buf.h"
#include "base/fault.h"
#include "base/intern.h"
#include "base/often.h"
#include "base/sha256.h"
#include "book/aliases.h"
#include "cli/tool.h"
#include "format/import.h"
#include "text/csvout.h"
#include "text/lines.h"

/* Whose money it is where nothing tells. */
#define IMPORT_UNKNOWN "UNIDENTIFIED"

/* Money of one currency. */
struct import_sum {
	uint64_t n;
	int128 sum;
};

enum import_counted {
	COUNTED_RECEIPT,
	COUNTED_RETURN,
	COUNTED_OTHER, /* money of the account that is not the book's */
	COUNTED_ITEM,
	COUNTED_REMIT,
	COUNTED_SKIPPED, /* in the --book already */
	COUNTED
};

/* A reason to pass a record over, and how often it was one. */
struct import_skipped {
	char *why;
	uint64_t line, n;
};

/* What is known of one file. */
struct import_file {
	const char *name;
	struct lines lines;
	uint64_t nrecord;
	bool stopped; /* the rest can't be read, which was told */
	struct faults faults, findings;
	struct import_skipped *skipped;
	size_t nskipped, skipped_cap;
	uint64_t ncontrol, nequal, nwrong; /* totals: met, fine, told of */
	uint64_t nrefused; /* of those that are told of, for faults */
	uint64_t nunchecked;
	struct import_sum *sums; /* COUNTED a currency */
};

struct import {
	struct tool tool;
	/* as given */
	const char *aliases_file, *account, *entity, *encoding_name, *layout;
	const char *bank_lines, *currency, *codes_file;
	struct opt_list books, decimals;
	bool raw, remit_only, no_check, strict, list;
	bool csv; /* the format is a table */
	/* as understood */
	const struct format *format;
	enum lines_encoding encoding;
	int *exponents; /* of a currency in the file; -1: ISO's */
	int32_t closed;
	struct aliases *aliases; /* NULL: not given */
	struct intern *codes;    /* their marks are enum import_use */
	struct intern *held;     /* ids in the --book; NULL: not given */
	struct often *docs, *tuples;
	struct often *names;     /* docs by customer; NULL: all are unknown */
	uint64_t nfile;          /* files that were begun */
	struct sha256 fresh;     /* begun: what ids begin from */
	struct import_file file; /* the one that is being read */
	struct csvout *rows, *bank;
	struct out *bank_out;
	/* the record and the payment that are being told of */
	const char *record;
	uint64_t record_line;
	struct {
		bool there, skipped; /* skipped: it is in the --book */
		int32_t date;
		int currency;
		uint64_t nremit;
		struct buf doc, id, customer;
	} last;
	struct buf payer, memo, text; /* made of what a format gives */
	struct buf tuple, doc;        /* what names are made of */
	struct hash tuple_hash, doc_hash;
	uint64_t ndoc; /* how many had the number before */
};

/* import_options.c: what the options say together; fails the program. */
void import_options(struct import *in);

/* import_csv.c: a table of another program. */
void import_csv(struct import *in, struct out *out);

/* import_codes.c: the installed table of the format, and --codes. */
void import_codes_read(struct import *in);

/* import_book.c: the ids and documents of --book. */
void import_books_read(struct import *in);

/* import_list.c: --list: prints all formats and profiles. */
void import_list(struct import *in, struct out *out);

/* import_read.c: all files. */
void import_files(struct import *in);

/* import_customer.c: whose money it is; lasts until the next call. */
struct span import_customer(struct import *in, const struct pay *p);

/* import_name.c: names of a payment; first all that they are made of. */
void import_name_begin(struct import *in, const struct pay *p, int64_t amount);

/*
 * Its id: the format's name, ':' and 20 digits of the SHA-256 over its own
 * account, date, reference, number, amount, currency, payer, the payer's
 * account, memo, and how many equal ones came before.
 */
void import_name_id(struct import *in, struct buf *id);

/* The payment is in the book: its number was not taken again. */
void import_name_forget(struct import *in);

/*
 * The document's number, made one that nothing else of the customer has; after
 * its id.  As IMPORT_UNKNOWN may turn out to be anybody, what is his has no
 * name of another's, and nobody gets one of his.
 */
void import_name_doc(struct import *in, struct span customer, struct buf *doc);

/* A customer has something of this name. */
void import_name_take(struct import *in, struct span customer, struct span doc);

/* import_rows.c: columns, and a row each. */
struct import_row {
	int32_t date, doc_date, due;
	const char *type;
	struct span doc, customer, ref, terms, po, id, reason, memo;
	int64_t amount, discount, deduction;
	int currency;
	bool remit; /* discount and deduction are told */
};

void import_rows_begin(struct import *in, struct out *out);
void import_row(struct import *in, const struct import_row *r);
void import_bank_line(struct import *in, const struct pay *p, int64_t amount,
    struct span id, struct span memo);
void import_rows_end(struct import *in);

/* import_pay.c: adds s to b without control characters, and without blanks at
   its ends; returns how many bytes that are. */
size_t import_plain(struct buf *b, struct span s);

/* An amount of the file in the decimals of ISO 4217, which the book has; false
   with a fault where it can't be. */
bool import_scale(
    struct import *in, uint64_t line, int currency, int64_t *amount);

/* What no format may give and no book can take is a fault; else the amount is
   made one of ISO's decimals.  `booked` must not be closed. */
bool import_check(struct import *in, uint64_t line, int currency, int32_t date,
    int32_t booked, int64_t *amount);

/* Adds to the sums of the file. */
void import_count(
    struct import *in, enum import_counted what, int currency, int64_t amount);

/* import_proof.c: what --proof says of the file; always what was skipped. */
void import_file_told(struct import *in);

/* import_say.c: what is wrong with the file; whether it is to be refused. */
bool import_verdict(struct import *in);

#endif
