#include "text/chart_in.h"

#include "value/decimal.h"
#include "value/money.h"

#define SPACE "\xc2\xa0" /* that does not break */

static int128
size_of(int128 n)
{
	return n < 0 ? -n : n;
}

/* The largest power that leaves a whole. */
static int
power_of(int128 most, int places)
{
	int power = 0;

	while (power < 12 && most >= decimal_power(places + power + 3))
		power += 3;
	return power;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

struct chart_form
chart_form_ticks(const struct chart_axis *a)
{
	int128 top = size_of(a->low + a->step * (a->n - 1));
	int128 low = size_of(a->low);
	int128 most = low > top ? low : top;
	struct chart_form f = {.power = power_of(most, a->places)};

	/* four digits are read as easily as "5 k" */
	if (f.power == 3 && most < decimal_power(a->places + 4))
		f.power = 0;
	f.decimals = a->places + f.power;
	while (
	    f.decimals > 0 &&
	    a->step % decimal_power(a->places + f.power - f.decimals + 1) == 0)
		f.decimals--;
	return f;
}

struct chart_form
chart_form_short(int128 most, int places)
{
	struct chart_form f = {0};

	most = size_of(most);
	if (most >= decimal_power(places + 5))
		f.power = power_of(most, places);
	if (most < decimal_power(places + f.power + 1))
		f.decimals = 2;
	else if (most < decimal_power(places + f.power + 3))
		f.decimals =
		    f.power > 0 && most >= decimal_power(places + f.power + 2)
			? 0
			: 1;
	f.decimals = least(f.decimals, places + f.power);
	return f;
}

struct chart_form
chart_form_whole(int128 most, int places)
{
	struct chart_form f = {0};

	if (size_of(most) < decimal_power(places + 3))
		f.decimals = places;
	return f;
}

/* The digits of a whole number that is not negative, in threes. */
static void
put_groups(struct buf *to, const char *digits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0 && n > 3)
			buf_text(to, SPACE);
		buf_byte(to, digits[i]);
	}
}

void
chart_label_text(
    struct buf *to, int128 n, int places, struct chart_form of_panel)
{
	chart_tick(to, n, places,
	    of_panel.power > 0 ? chart_form_short(n, places) : of_panel);
}

void
chart_tick(struct buf *to, int128 n, int places, struct chart_form form)
{
	if (n == 0)
		buf_byte(to, '0');
	else
		chart_number(to, n, places, form);
}

void
chart_number(struct buf *to, int128 n, int places, struct chart_form form)
{
	static const char *const suffix[] = {"", "k", "M", "bn", "tn"};
	int cut = places + form.power - form.decimals;
	char text[MONEY_CHARS];
	const char *digits = text;
	size_t len, whole;

	n = money_round(n, decimal_power(cut));
	len = money_format(text, n, form.decimals);
	if (*digits == '-') {
		buf_text(to, "\xe2\x88\x92"); /* a minus, as wide as a plus */
		digits++;
		len--;
	}
	whole = len - (form.decimals > 0 ? (size_t)form.decimals + 1 : 0);
	put_groups(to, digits, whole);
	buf_add(to, digits + whole, len - whole);
	if (form.power > 0 && n != 0) {
		buf_text(to, SPACE);
		buf_text(to, suffix[form.power / 3]);
	}
}

void
chart_value_text(struct buf *to, int128 n, int places)
{
	chart_number(to, n, places, (struct chart_form){.decimals = places});
}

void
chart_exact(struct buf *to, int128 n, const struct chart_panel *p)
{
	chart_value_text(to, n, p->places);
	if (p->unit.len > 0) {
		buf_byte(to, ' ');
		buf_span(to, p->unit);
	}
}
