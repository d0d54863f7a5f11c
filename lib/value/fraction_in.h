/* What the files of fraction share: a sum, cut into integers and rests. */
#ifndef VALUE_FRACTION_IN_H
#define VALUE_FRACTION_IN_H

#include "value/fraction.h"

/* The n fractions and one more. */
struct sum {
	const struct fraction *f;
	size_t n;
	struct fraction more;
	int places;
};

/* A number of halves, or more than that but less than one half more. */
struct halves {
	int128 n;
	bool exact;
};

static inline struct fraction
fraction_at(const struct sum *s, size_t i)
{
	return i < s->n ? s->f[i] : s->more;
}

/* n / d downwards, as a whole number; decimals of the rest, which is not
   negative, as another; and the rest that they leave. */
struct pieces {
	int128 whole, decimals;
	uint128 rest;
};

struct pieces fraction_cut(struct fraction f, int places);

/* What all the rests come to. */
struct halves fraction_rests(const struct sum *s);

#endif
