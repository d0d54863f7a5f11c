/*
 * What edi_open.c and edi_read.c share: the one reads an interchange's header,
 * byte by byte, the other segments.
 */
#ifndef FORMAT_EDI_IN_H
#define FORMAT_EDI_IN_H

#include "format/edi_read.h"

/* The next byte of the source, or -1; it is counted where it ends a line. */
int edi_byte(struct edi_source *s);

/* More bytes in s->memory, unless there are some; false at the end. */
bool edi_more(struct edi_source *s);

/* Reads the rest of an interchange's header, of which "ISA" was read. */
bool edi_header(struct edi_source *s);

bool edi_is_space(int c);

/* Whether a text ends with a mark. */
bool edi_ends(const struct buf *b, struct edi_mark m);

#endif
