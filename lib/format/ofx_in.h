/*
 * What the files of the OFX format share: tags and values (ofx_tag.c),
 * transactions (ofx_field.c), the payments made of them (ofx_pay.c), and
 * statements (in_ofx.c).
 */
#ifndef FORMAT_OFX_IN_H
#define FORMAT_OFX_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/known.h"
#include "format/import.h"

#define OFX_NAME 40 /* characters of an element's name, its NUL included */

/*
 * OFX is XML since version 2, and was SGML before, where an element that holds
 * a value need not be closed.  Both read alike: a start tag with text behind it
 * is a value, one without an aggregate; an end tag ends what it names.
 */
enum ofx_kind { OFX_BEGIN, OFX_END, OFX_VALUE };

struct ofx_event {
	enum ofx_kind kind;
	char name[OFX_NAME]; /* in capitals; without what stands before a '.' */
	uint64_t line;
	struct span value; /* of OFX_VALUE; lasts until the next event */
};

struct ofx_reader {
	struct import *in;
	struct span block;
	uint64_t line;
	struct buf text, tag;
	char open[OFX_NAME]; /* a start tag whose text is being read */
	uint64_t open_line;
	bool began; /* the first tag was met; before it stands a header */
	struct ofx_event pending; /* behind the one given */
	bool has_pending;
};

/* The next event; false at the end of the file, or behind a fault. */
bool ofx_next(struct ofx_reader *r, struct ofx_event *e);
void ofx_done(struct ofx_reader *r);

struct ofx_transaction {
	bool open;
	uint64_t line;
	struct buf amount, id, number, reference, name, memo, kind, corrects;
	struct buf currency;    /* of this amount, where it is another */
	struct buf to_bank, to; /* the other account */
	const char *inner;      /* the aggregate in it that is being read */
	int32_t posted, other;
};

/* A statement, of which the last is being read. */
struct ofx_file {
	struct import *in;
	struct known *ids; /* FITIDs */
	uint32_t *money;   /* a mark of that of each */
	size_t money_cap;
	struct known *others; /* money that had the FITID of another */
	struct ofx_transaction t;
	struct buf account, bank, currency;
	bool card; /* of a credit card */
	int32_t from, to;
	bool any;    /* an element was met: values stand in records */
	bool closed; /* </OFX> was met */
	uint64_t statements;
};

/* The day of a date and time; its zone is not converted.  DATE_NONE where it
   is none. */
int32_t ofx_date(struct span s);

/* A transaction begins; a value in it, an aggregate in it that begins or ends;
   it is whole, and told to the import, if one was open. */
void ofx_begin(struct ofx_file *f, uint64_t line);
void ofx_take(struct ofx_file *f, const struct ofx_event *e);
void ofx_end(struct ofx_file *f);
void ofx_free(struct ofx_file *f);

#endif
