/*
 * XML as far as the tools write it: elements, one a line and indented, with
 * attributes and text.  Names are the program's, values are data and escaped.
 *
 *	xml_start(&x, to);
 *	xml_open(&x, "cac:Country");
 *	xml_leaf(&x, "cbc:IdentificationCode", span_of("DE"));
 *	xml_close(&x);
 */
#ifndef TEXT_XML_H
#define TEXT_XML_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"

#define XML_DEPTH 16 /* elements in each other, at most */

struct xml {
	struct buf *to;
	const char *name[XML_DEPTH]; /* of the elements that are open */
	size_t depth;
	bool tag;  /* the last start tag is not closed yet */
	bool text; /* the last thing written was text */
	const char *bad;
};

/* Begins a document in UTF-8: its declaration.  Nothing is to be freed. */
void xml_start(struct xml *x, struct buf *to);

/*
 * An element; then its attributes, then what it holds: other elements, or one
 * text.  The name must last until xml_close.
 */
void xml_open(struct xml *x, const char *name);
void xml_attribute(struct xml *x, const char *name, struct span value);
void xml_text(struct xml *x, struct span text);

/* Closes the innermost element that is open; the last one ends the line. */
void xml_close(struct xml *x);

/* An element that holds nothing but text. */
void xml_leaf(struct xml *x, const char *name, struct span text);

/*
 * The element in which a character stood first that XML 1.0 can't hold at
 * all, not even escaped (control characters but for tab and the ends of
 * lines, U+FFFE, U+FFFF, bytes that are not UTF-8), or NULL.  U+FFFD is
 * written in its place; who must not write anything else than he was given
 * throws the document away.
 */
const char *xml_bad(const struct xml *x);

#endif
