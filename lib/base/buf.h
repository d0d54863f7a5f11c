/*
 * A buffer of bytes that grows.  Start with a zeroed struct; the bytes are
 * the buffer's, and move when it grows.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "base/span.h"

struct buf {
	char *at;
	size_t len, cap;
};

/* Room for n more bytes at b->at + b->len. */
void buf_room(struct buf *b, size_t n);

void buf_add(struct buf *b, const char *p, size_t n);
void buf_span(struct buf *b, struct span s);
void buf_text(struct buf *b, const char *s);

/* The bytes, until the next change. */
static inline struct span
buf_bytes(const struct buf *b)
{
	return (struct span){b->at != NULL ? b->at : "", b->len};
}

/* Puts s in the place of what there is; s is none of the buffer's own. */
static inline void
buf_set(struct buf *b, struct span s)
{
	b->len = 0;
	buf_span(b, s);
}

static inline void
buf_byte(struct buf *b, char c)
{
	if (b->cap == b->len)
		buf_room(b, 1);
	b->at[b->len++] = c;
}

/* What printf would write. */
void buf_vformat(struct buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* NUL-terminates (the NUL is not counted) and returns the bytes. */
const char *buf_string(struct buf *b);

void buf_free(struct buf *b);

#endif
