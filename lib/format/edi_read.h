/*
 * Segments of X12, from a file or from memory.  The characters that part them
 * are those that the interchange itself says (ISA), whatever they are; where
 * there is none, those behind its first segment.
 */
#ifndef FORMAT_EDI_READ_H
#define FORMAT_EDI_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "format/import.h"
#include "value/int128.h"

#define EDI_ELEMENTS 64 /* of a segment; longer ones are cut, aloud */

struct edi_segment {
	uint64_t line;                /* of the file, where it begins */
	struct span at[EDI_ELEMENTS]; /* at[0] its name */
	size_t n;
};

/* A character, of one or two bytes. */
struct edi_mark {
	char at[2];
	size_t len; /* 0: there is none */
};

struct edi_source {
	struct import *in;
	struct span memory; /* what is left of it, or of the block read */
	bool whole;         /* nothing comes behind `memory` */
	uint64_t line;
	struct edi_mark part, component, end;
	struct buf text; /* of the segment */
	bool held;       /* the header was read, and not yet given */
	bool spoilt;     /* of memory: what can't be read was found, and told */
};

/* Reads from the file that is being imported, or from memory whose first byte
   stands on `line`.  False where no interchange begins: nothing can be read
   then.  Of a file that is a fault, as is all that can't be read; memory is
   what a payer wrote, in a file of somebody else's: there it is a finding, and
   the source is spoilt.  edi_done frees what is held. */
bool edi_open(struct edi_source *s, struct import *in);
bool edi_open_memory(
    struct edi_source *s, struct import *in, struct span text, uint64_t line);
void edi_done(struct edi_source *s);

/* The next segment, which lasts until the next call; false at the end. */
bool edi_next(struct edi_source *s, struct edi_segment *seg);

/* The i-th element; blank where the segment is shorter. */
static inline struct span
edi_element(const struct edi_segment *seg, size_t i)
{
	return i < seg->n ? seg->at[i] : (struct span){"", 0};
}

static inline bool
edi_is(const struct edi_segment *seg, const char *name)
{
	return seg->at[0].len > 0 && seg->at[0].at[0] == name[0] &&
	       span_is(seg->at[0], name);
}

/* The i-th component of an element, from 0. */
struct span edi_component(
    const struct edi_source *s, struct span element, size_t i);

/* Adds the segment to the records. */
void edi_raw(const struct edi_source *s, const struct edi_segment *seg);

/* Tells what can't be read. */
void edi_wrong(struct edi_source *s, uint64_t line, const char *field,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* An amount (type R): 0 where it is blank; false where it is none, which is
   told. */
bool edi_amount(struct edi_source *s, const struct edi_segment *seg, size_t i,
    int exponent, int64_t *amount);

/* A date, CCYYMMDD or YYMMDD; DATE_NONE where it is blank or none. */
int32_t edi_date(struct span element);

#endif
