/*
 * What the files mt940*.c share.  A message is fields; a field a tag and its
 * lines (mt940_field.c).  mt940_line.c reads :61:,
 * mt940_info.c what :86: says of it, mt940_pay.c makes money of both,
 * mt940_balance.c compares, and mt940_statement.c holds it together.
 */
#ifndef FORMAT_MT940_IN_H
#define FORMAT_MT940_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "format/import.h"

#define TAG_CHARS 4 /* "61", "60F" and a NUL */

/* The next field of a file. */
struct mt940_field {
	char tag[TAG_CHARS];
	uint64_t line;
	bool first;       /* of its message */
	struct buf value; /* its lines, with '\n' between */
};

struct mt940_reader {
	struct import *in;
	struct mt940_field next; /* begun, not yet given out */
	bool begun;
	bool inside; /* a message: after its end nothing is a field's */
	bool dash;   /* a '-' that ends the message, unless that goes on */
	uint64_t dash_line;
	struct buf after; /* the lines behind it, each with '\n' in front */
};

/* The next field; false at the end of the file. */
bool mt940_next(struct mt940_reader *r, struct mt940_field *f);
void mt940_done(struct mt940_reader *r);

/* A line of a statement (:61:). */
struct mt940_entry {
	bool open; /* there is one, not yet given to the import */
	uint64_t line;
	int64_t amount;                /* + is money in */
	bool reverses;                 /* RC or RD */
	bool expected;                 /* EC or ED: not booked */
	int32_t value;                 /* date */
	int32_t booked;                /* date; value where the line has none */
	char type[5];                  /* "NTRF" */
	struct buf owner, bank, extra; /* references; further details */
	struct buf info;               /* :86: */
};

/* What :86: says, by whichever bank's rules.  All but `code` grow. */
struct mt940_info {
	struct span code; /* of the business transaction, or empty */
	struct buf payer, account, number, memo;
	struct buf returned; /* why it came back, as the bank says */
};

/* Reads a :61: with amounts of a currency; false, with a fault, where it is
   none. */
bool mt940_entry_read(struct mt940_entry *e, struct import *in,
    const struct mt940_field *f, int exponent);

/* Reads the :86: of an entry into `to`, which is emptied first. */
void mt940_info_read(struct span text, struct mt940_info *to);
void mt940_info_free(struct mt940_info *i);

/* Reads text of another format that is laid out as in :86:, by SEPA's fields
   ("SVWZ+") or between slashes; false where it is not. */
bool mt940_text_read(struct span text, struct mt940_info *to);

/* The fields that SEPA puts in a text; false where it does not begin with
   one. */
bool mt940_sepa(struct span text, struct mt940_info *to);

/* The layouts of :86:; false where the text is of another. */
bool mt940_german(struct span text, struct mt940_info *to);
bool mt940_slashes(struct span text, struct mt940_info *to);

/* Reads one file (struct format). */
void mt940_read(struct import *in);

/* What a bank says stands on an account. */
struct mt940_balance {
	int64_t amount;
	int currency;
	bool page; /* of a page (60M, 62M), not of a statement */
};

/* A statement, as far as it was read. */
struct mt940_statement {
	struct import *in;
	struct buf account;
	bool any;    /* something of a message was read */
	bool opened; /* :60: */
	bool closed; /* :62: */
	uint64_t line;
	int currency, exponent;
	int64_t opening;
	int128 moved;  /* by lines that are booked */
	uint64_t n[2]; /* lines in, out */
	int128 total[2];
	struct mt940_entry entry;
	struct mt940_info info;
	/* How the last one of the file ended, for the next page. */
	struct buf last_account;
	struct mt940_balance last;
	bool has_last;
};

/* Tells the import of the line that is held back, if there is one. */
void mt940_flush(struct mt940_statement *s);

/* :60F:, :60M: and :62F:, :62M:. */
void mt940_open(struct mt940_statement *s, const struct mt940_field *f);
void mt940_close(struct mt940_statement *s, const struct mt940_field *f);

/* Adds text without its line ends, `mark` in their place (0: nothing). */
void mt940_join(struct buf *to, struct span text, char mark);

/* Adds words, one blank between them and what stands there. */
void mt940_words(struct buf *to, struct span text);

#endif
