/*
 * Serial numbers of documents: a text that ends in digits, which count up;
 * what stands before them, and the zeros that fill them up, stay.
 */
#ifndef VALUE_SERIAL_H
#define VALUE_SERIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

#define SERIAL_CHARS 128 /* of a text, its NUL included */

struct serial {
	char prefix[SERIAL_CHARS];
	uint64_t number;
	int width; /* digits at least */
};

/* Reads "INV-0099"; false when it does not end in a digit, is too long, or
   its number is beyond 10^18. */
bool serial_parse(struct span text, struct serial *s);

/* Counts s up; false, and s untouched, beyond 10^18. */
bool serial_ahead(struct serial *s, uint64_t n);

/* Writes the text of s counted up by `ahead`, and a NUL; its length. */
size_t serial_format(
    char to[SERIAL_CHARS], const struct serial *s, uint64_t ahead);

#endif
