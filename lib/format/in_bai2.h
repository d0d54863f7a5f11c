/*
 * BAI2, private to in_bai2*.c: physical records come from in_bai2.c, are put
 * together there with their continuations, and read by in_bai2_level.c (file,
 * group, account and their trailers) and in_bai2_detail.c.
 */
#ifndef FORMAT_IN_BAI2_H
#define FORMAT_IN_BAI2_H

#include "base/buf.h"
#include "format/import.h"

/* A file, group or account that is open, and what was found in it. */
struct bai2_level {
	bool open;
	uint64_t line;    /* where it began */
	int128 sum;       /* of all amounts */
	uint64_t nrecord; /* physical ones */
	uint64_t nchild;  /* groups of a file, accounts of a group */
	int exponent;     /* of all its amounts; -1: they differ */
};

/* What is told of once a file. */
enum bai2_told {
	TOLD_MANY,    /* records on one line */
	TOLD_WRAPPED, /* text on a line without a record code */
	TOLD_COLON,   /* 88: */
	TOLD_UNENDED, /* no '/' */
	TOLD_STATUS,  /* a group without status */
	BAI2_TOLD
};

/* An item that may be inside of a deposit, until the account ends. */
struct bai2_item {
	uint64_t line;
	int64_t amount;
	int32_t value_date;
	uint32_t type;
	size_t text; /* in `items_text`: bank's and customer's ref, text */
};

struct bai2 {
	struct import *in;
	/* the record that is being put together; code 0: none */
	uint32_t code;
	uint64_t line, nphysical;
	struct buf fields;
	bool in_text;
	struct buf text;  /* its lines, parted by \n */
	bool bare;        /* a line of text had no '/' at its end */
	bool bare_before; /* before the last one */
	/* where it stands */
	struct bai2_level file, group, account;
	bool skipped; /* the group is no news */
	int32_t date;
	int group_currency, currency;
	struct buf number; /* of the account */
	uint64_t deposits; /* of the account: bits of pairs that were met */
	struct bai2_item *items;
	size_t nitem, items_cap;
	struct buf items_text, memo;
	bool told[BAI2_TOLD];
	uint64_t told_types[1000 / 64 + 1];
};

/* Takes the next field off; what is behind the last is blank. */
static inline struct span
bai2_field(struct span *fields)
{
	struct span one = {fields->at, 0};

	while (one.len < fields->len && one.at[one.len] != ',')
		one.len++;
	if (one.len == fields->len)
		fields->len = 0;
	else
		*fields = (struct span){
		    one.at + one.len + 1, fields->len - one.len - 1};
	return one;
}

/* in_bai2_line.c: the code that a record of these bytes has, or 0; behind
   which '/' another record begins, or s.len; s without blanks around it. */
uint32_t bai2_code(struct span s);
size_t bai2_next(struct span s);
struct span bai2_trim(struct span s);

/* Records of the levels; they lie complete in b->fields. */
void bai2_file(struct bai2 *b);
void bai2_group(struct bai2 *b);
void bai2_account(struct bai2 *b);
void bai2_account_end(struct bai2 *b);
void bai2_group_end(struct bai2 *b);
void bai2_file_end(struct bai2 *b);

/* The file ends: levels that are still open are faults. */
void bai2_end(struct bai2 *b);

/* An amount of digits, blank is 0; false with a fault. */
bool bai2_amount(struct bai2 *b, const char *field, struct span s,
    bool may_be_negative, int64_t *amount);

/* A type of three digits, or 1000 with a fault. */
uint32_t bai2_type(struct bai2 *b, struct span s);

/* Takes the fields behind a funds type off; its value date or DATE_NONE. */
int32_t bai2_funds(struct bai2 *b, struct span type, struct span *fields);

/*
 * Where the text of a detail begins in its fields, 0: not yet; *complete: all
 * fields before it are there.
 */
size_t bai2_text_at(struct span fields, bool *complete);

/* A detail; its fixed fields lie in b->fields, its text in b->text. */
void bai2_detail(struct bai2 *b);

/* What a detail says. */
struct bai2_money {
	uint64_t line;
	uint32_t type;
	int64_t amount;
	int32_t value_date;
	struct span bank, customer, text;
};

/* in_bai2_give.c: gives it to the importer, or keeps or passes it, by the use
   of its type, whose digits are `code`. */
void bai2_give(struct bai2 *b, const struct bai2_money *d, struct span code);

/* The account ends: its items that no deposit held are receipts. */
void bai2_items(struct bai2 *b);

/* in_bai2_text.c: what the lines of a text say by their tags. */
struct bai2_tags {
	struct span payer, payer_account;
};
struct bai2_tags bai2_tags(struct span text);

#endif
