/* JSON as far as the tools write it. */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "base/buf.h"
#include "base/span.h"

/*
 * Adds s as a JSON string, quotes included.  s is valid UTF-8, which is
 * written as it is; only what RFC 8259 demands is escaped.
 */
void json_string(struct buf *b, struct span s);

/*
 * The same for bytes of any kind, as names of files are: one that is not part
 * of valid UTF-8 becomes \udcXX, XX being its value, which is no character.
 * (Python's os.fsencode makes the bytes of it again.)
 */
void json_bytes(struct buf *b, struct span s);

#endif
