/*
 * A span is a run of bytes that somebody else owns: a cell of a row, an
 * option's argument, a name in an arena.  It is not NUL-terminated.
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
	const char *at;
	size_t len;
};

/* The span of a C string, without its NUL; NULL gives the empty span. */
static inline struct span
span_of(const char *s)
{
	return (struct span){s != NULL ? s : "", s != NULL ? strlen(s) : 0};
}

static inline bool
span_equal(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || !memcmp(a.at, b.at, a.len));
}

static inline bool
span_is(struct span a, const char *s)
{
	return span_equal(a, span_of(s));
}

/* What of a list stands before its first mark; it is taken off the list, and
   the mark as well. */
static inline struct span
span_cut(struct span *list, char mark)
{
	struct span one = *list;
	const char *end =
	    list->len > 0 ? memchr(list->at, mark, list->len) : NULL;

	if (end == NULL) {
		list->len = 0;
		return one;
	}
	one.len = (size_t)(end - list->at);
	*list = (struct span){end + 1, list->len - one.len - 1};
	return one;
}

/* Byte order, the shorter first: the order of every sorted output. */
static inline int
span_compare(struct span a, struct span b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n > 0 ? memcmp(a.at, b.at, n) : 0;

	return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}

#endif
