/*
 * Private to the shapes of cite*.c: small readers of ASCII.
 */
#ifndef RULE_CITE_SHAPE_H
#define RULE_CITE_SHAPE_H

#include <string.h>

#include "rule/cite_in.h"

static inline char
cite_at(struct span s, size_t i)
{
	return i < s.len ? s.at[i] : '\0';
}

static inline bool
cite_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* Whether s.at[i] neither continues a number nor, after one of `joints`,
   leads on to more digits. */
static inline bool
cite_ends(struct span s, size_t i, const char *joints)
{
	return !cite_alnum_at(s, i) &&
	       !(cite_one_of(cite_at(s, i), joints) && cite_digit_at(s, i + 1));
}

static inline int
cite_value(struct span s, size_t from, size_t to)
{
	int n = 0;

	for (size_t i = from; i < to && i < from + 8; i++)
		n = n * 10 + (s.at[i] - '0');
	return n;
}

#endif
