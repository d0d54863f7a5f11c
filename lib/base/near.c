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
