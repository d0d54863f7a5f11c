/* Numbers with '/' between them. */
#include <string.h>

#include "rule/cite_walk.h"

/* What stands between the '/' of a token. */
struct slashed {
	bool numbers;  /* three digits and more in each, and as many in all */
	bool lettered; /* a later one has letters of its own */
	bool strange;  /* a later one is a word, a date or an amount */
};

static void
slashed_part(
    struct span s, size_t i, size_t end, struct slashed *k, size_t *digits)
{
	struct span part = cite_part(s, i, end);
	size_t n = cite_count(part);
	bool letters = cite_head(part).len > 0;

	if (n < 3 || part.len > CITE_TOKEN)
		k->numbers = false;
	if (*digits > 0) {
		k->numbers = k->numbers && (letters || n == *digits);
		k->lettered = k->lettered || letters;
		k->strange = k->strange || (n == 0 && part.len >= 3) ||
			     cite_date(s, i, true) == end ||
			     cite_amount(s, i) == end;
	}
	*digits = n;
}

static size_t
next_slash(struct span s, size_t i, size_t end)
{
	const char *p = i < end ? memchr(s.at + i, '/', end - i) : NULL;

	return p != NULL ? (size_t)(p - s.at) : end;
}

size_t
walk_slashes(struct walk *w, const struct walk_token *t)
{
	struct span s = w->memo;
	size_t end = w->at + t->text.len;
	struct slashed k = {.numbers = true};
	size_t i = w->at, digits = 0, first = next_slash(s, i, end);

	if (first == end || w->at < w->slashes)
		return first;
	if (cite_count(cite_part(s, i, first)) == 0) /* a prefix: INV/... */
		first = next_slash(s, first + 1, end);
	slashed_part(s, i, first, &k, &digits);
	for (i = first + 1; i < end; i = next_slash(s, i, end) + 1)
		slashed_part(s, i, next_slash(s, i, end), &k, &digits);
	if (first == end || (!k.numbers && !k.strange))
		return end;
	w->slashes = end;
	if (k.numbers && !k.lettered && end - w->at <= CITE_TOKEN)
		walk_whole(w, t);
	return first;
}
