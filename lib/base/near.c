#include "base/near.h"

#define LONGEST 64 /* nobody mistypes longer names */

static int
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The cost of making a[..i] into b[..j], from the three rows above it. */
static size_t
step(struct span a, struct span b, size_t i, size_t j,
    size_t row[3][LONGEST + 1])
{
	const size_t *now = row[i % 3], *last = row[(i + 2) % 3];
	bool same = fold(a.at[i - 1]) == fold(b.at[j - 1]);
	size_t best = smaller(now[j - 1], last[j]) + 1;

	best = smaller(best, last[j - 1] + !same);
	if (i > 1 && j > 1 && fold(a.at[i - 1]) == fold(b.at[j - 2]) &&
	    fold(a.at[i - 2]) == fold(b.at[j - 1]))
		best = smaller(best, row[(i + 1) % 3][j - 2] + 1);
	return best;
}

static size_t
distance(struct span a, struct span b)
{
	size_t row[3][LONGEST + 1] = {0};

	for (size_t j = 0; j <= b.len; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		row[i % 3][0] = i;
		for (size_t j = 1; j <= b.len; j++)
			row[i % 3][j] = step(a, b, i, j, row);
	}
	return row[a.len % 3][b.len];
}

size_t
near_find(struct span word, const struct span *names, size_t n)
{
	size_t found = n, best = LONGEST;

	if (word.len == 0 || word.len > LONGEST)
		return n;
	for (size_t i = 0; i < n; i++) {
		size_t longer = names[i].len, d;

		if (longer == 0 || longer > LONGEST)
			continue;
		if (longer < word.len)
			longer = word.len;
		d = distance(word, names[i]);
		if (d < best && d <= (longer + 2) / 3 && d < longer) {
			best = d;
			found = i;
		}
	}
	return found;
}

/* Takes off what both begin with; returns how much. */
static size_t
skip_equal(struct span *a, struct span *b)
{
	size_t n = 0;

	while (n < a->len && n < b->len && fold(a->at[n]) == fold(b->at[n]))
		n++;
	*a = (struct span){a->at + n, a->len - n};
	*b = (struct span){b->at + n, b->len - n};
	return n;
}

static bool
one_slip(struct span a, struct span b)
{
	size_t least = smaller(a.len, b.len);

	skip_equal(&a, &b);
	while (a.len > 0 && b.len > 0 &&
	       fold(a.at[a.len - 1]) == fold(b.at[b.len - 1])) {
		a.len--;
		b.len--;
	}
	if (a.len + b.len == 0)
		return true;
	if (least < 3)
		return false;
	return (a.len <= 1 && b.len <= 1 && (least > 3 || a.len != b.len)) ||
	       (a.len == 2 && b.len == 2 && fold(a.at[0]) == fold(b.at[1]) &&
		   fold(a.at[1]) == fold(b.at[0]));
}

static bool
is_part(char c)
{
	int f = fold(c);

	return (f >= 'a' && f <= 'z') || (c >= '0' && c <= '9') || c < 0;
}

/* The next word of a name, taken off its front; empty at the end. */
static struct span
next_word(struct span *s)
{
	struct span word;

	while (s->len > 0 && !is_part(*s->at))
		*s = (struct span){s->at + 1, s->len - 1};
	word = (struct span){s->at, 0};
	while (s->len > 0 && is_part(*s->at)) {
		*s = (struct span){s->at + 1, s->len - 1};
		word.len++;
	}
	return word;
}

static bool
cut_words(struct span a, struct span b)
{
	for (bool any = false;; any = true) {
		struct span x = next_word(&a), y = next_word(&b);
		size_t both;

		if (x.len == 0 || y.len == 0)
			return any && x.len == y.len;
		both = skip_equal(&x, &y);
		if (x.len + y.len > 0 && (both < 3 || (x.len > 0 && y.len > 0)))
			return false;
	}
}

bool
near_slip(struct span a, struct span b)
{
	return a.len > 0 && b.len > 0 && (one_slip(a, b) || cut_words(a, b));
}
