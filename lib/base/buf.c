#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/word.h"

void
buf_room(struct buf *b, size_t n)
{
	if (n > SIZE_MAX - b->len)
		diag_fail("out of memory");
	b->at = mem_grow(b->at, &b->cap, b->len + n, 1);
}

void
buf_add(struct buf *b, const char *p, size_t n)
{
	if (n == 0)
		return;
	if (b->cap - b->len < n)
		buf_room(b, n);
	word_copy(b->at + b->len, p, n);
	b->len += n;
}

void
buf_span(struct buf *b, struct span s)
{
	buf_add(b, s.at, s.len);
}

void
buf_text(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_vformat(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return;
	buf_room(b, (size_t)n + 1);
	vsnprintf(b->at + b->len, (size_t)n + 1, fmt, ap);
	b->len += (size_t)n;
}

const char *
buf_string(struct buf *b)
{
	buf_room(b, 1);
	b->at[b->len] = '\0';
	return b->at;
}

void
buf_free(struct buf *b)
{
	mem_free(b->at);
	*b = (struct buf){0};
}
