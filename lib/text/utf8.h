/*
 * UTF-8 at the door: is it valid, and how bytes of the old one-byte
 * encodings are written in it.
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Well-formed UTF-8: no overlong forms, surrogates, or beyond U+10FFFF. */
bool utf8_valid(const char *p, size_t n);

/* The length of the character that p, of n > 0 bytes, begins with, or 0. */
size_t utf8_sequence(const char *p, size_t n);

enum utf8_source { UTF8_SELF, UTF8_LATIN1, UTF8_CP1252 };

/* The encoding of a name: "utf-8", "latin1", "cp1252"; false for others. */
bool utf8_encoding(const char *name, enum utf8_source *source);

/*
 * Writes n bytes of a one-byte encoding as UTF-8 and returns the length;
 * `to` has room for 3 * n.  The five bytes that cp1252 leaves undefined stay
 * as they are, which is not valid UTF-8: the row that holds one is found.
 */
size_t utf8_convert(
    char *to, const char *from, size_t n, enum utf8_source source);

#endif
