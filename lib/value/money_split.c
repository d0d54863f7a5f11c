#include "value/money.h"

/* What the weights of a split come to. */
struct weighing {
	int128 sum;
	size_t last; /* the last that is not 0 */
	bool mixed;  /* some are positive, some negative */
};

static struct weighing
weigh(const int64_t *weights, size_t n)
{
	struct weighing w = {0};
	bool above = false, below = false;

	for (size_t i = 0; i < n; i++) {
		w.sum += weights[i];
		above = above || weights[i] > 0;
		below = below || weights[i] < 0;
		if (weights[i] != 0)
			w.last = i;
	}
	w.mixed = above && below;
	return w;
}

/* total * weight / sum, rounded; |total| < 2^63, so it can't overflow. */
static int128
proportion(int64_t total, int64_t weight, int128 sum, enum money_rounding how)
{
	int128 product = (int128)total * weight;

	return sum > 0 ? money_round_as(product, sum, how)
		       : money_round_as(-product, -sum, how);
}

/* Of two numbers that are both on the total's side of zero. */
static int128
nearer_zero(int128 a, int128 b)
{
	return (a < 0 ? -a : a) < (b < 0 ? -b : b) ? a : b;
}

bool
money_split(int64_t total, const int64_t *weights, size_t n,
    enum money_rounding how, int64_t *parts)
{
	struct weighing w = weigh(weights, n);
	int128 left = total;

	if (w.sum == 0 && total != 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		int128 part = 0;

		if (i == w.last)
			part = left;
		else if (w.sum != 0)
			part = proportion(total, weights[i], w.sum, how);
		if (!w.mixed)
			part = nearer_zero(part, left);
		if (part > INT64_MAX || part < -INT64_MAX)
			return false;
		parts[i] = (int64_t)part;
		left -= part;
	}
	return true;
}
