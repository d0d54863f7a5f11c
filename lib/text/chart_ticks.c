#include "text/chart_in.h"

#include "value/decimal.h"

#define MOST_DIGITS 36

bool
chart_fits(int128 n)
{
	int128 most = decimal_power(MOST_DIGITS);

	return n <= most && n >= -most;
}

/* The whole number of steps at or below n. */
static int128
below(int128 n, int128 step)
{
	return n / step - (n % step < 0);
}

static bool
try_step(struct chart_axis *a, int128 lo, int128 hi, int128 step, int most)
{
	int128 first = below(lo, step), last = -below(-hi, step);

	if (last - first + 1 > most)
		return false;
	a->low = first * step;
	a->step = step;
	a->n = (int)(last - first + 1);
	return true;
}

struct chart_axis
chart_ticks(int128 lo, int128 hi, int places, int most)
{
	struct chart_axis a = {.places = places};

	if (lo == hi) {
		if (lo == 0)
			hi = decimal_power(places);
		else if (lo > 0)
			lo = 0;
		else
			hi = 0;
	}
	for (int e = 0;; e++) {
		int128 ten = decimal_power(e);

		if (try_step(&a, lo, hi, ten, most) ||
		    try_step(&a, lo, hi, 2 * ten, most) ||
		    (e > 0 && try_step(&a, lo, hi, ten / 10 * 25, most)) ||
		    try_step(&a, lo, hi, 5 * ten, most))
			return a;
	}
}

/* Of 128 bits the upper ones are enough where the height would not fit. */
int32_t
chart_y(const struct chart_axis *a, struct svg_box box, int128 n)
{
	int128 span = a->step * (a->n - 1), over = n - a->low;

	while (span >> 100 > 0) {
		span >>= 8;
		over >>= 8;
	}
	return box.y1 - (int32_t)(over * (box.y1 - box.y0) / span);
}
