/*
 * What the files of the OFX format share: tags and values (ofx_tag.c), and the
 * transactions made of them (in_ofx.c).
 */
#ifndef FORMAT_OFX_IN_H
#define FORMAT_OFX_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
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

#endif
