#include "text/csvout.h"

static void
blank(struct csvout *w)
{
	csvout_text(w, (struct span){"", 0});
}

void
csvout_money_or_blank(struct csvout *w, int128 minor, int exponent)
{
	if (minor == 0)
		blank(w);
	else
		csvout_money(w, minor, exponent);
}

void
csvout_count_or_blank(struct csvout *w, int64_t n)
{
	if (n == 0)
		blank(w);
	else
		csvout_count(w, n);
}
