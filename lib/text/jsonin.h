/*
 * JSON as far as the tools read it: a text in memory, into which one looks
 * from value to value, without a tree.  All but jsonin_valid take what is
 * valid, and the spans are parts of it.
 */
#ifndef TEXT_JSONIN_H
#define TEXT_JSONIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* Whether this is one value of RFC 8259, with nothing but blanks around it,
   not deeper than 32. */
bool jsonin_valid(struct span text);

/* The value of an object's member, the first of that name; false when it has
   none, or is no object. */
bool jsonin_member(struct span object, const char *name, struct span *value);

/* The next value of an array, which begins with *rest = the array and ends
   with false.  False at once when it is no array. */
bool jsonin_item(struct span *rest, struct span *item);

/* Adds the bytes of a string, as json_bytes was given them; false when it is
   no string. */
bool jsonin_string(struct span value, struct buf *b);

/* A whole number without sign; false when it is none, or 2^64 and more. */
bool jsonin_count(struct span value, uint64_t *n);

#endif
