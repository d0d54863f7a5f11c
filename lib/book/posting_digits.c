/* Numbers of documents that went through a spreadsheet. */
#include "book/posting_in.h"

static size_t
digits(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.at[n] >= '0' && s.at[n] <= '9')
		n++;
	return n;
}

/* What a spreadsheet makes of a long number: 1.93E+09, or 1930438491.0 in
   what was saved from one. */
static const char *
destroyed(struct span s)
{
	size_t n = digits(s);
	struct span rest;

	if (n == 0 || n == s.len)
		return NULL;
	rest = (struct span){s.at + n, s.len - n};
	if (span_is(rest, ".0"))
		return "a number: a spreadsheet has put .0 behind it (strip. "
		       "in a map takes it off)";
	if (rest.at[0] == '.') {
		n = 1 + digits((struct span){rest.at + 1, rest.len - 1});
		rest = (struct span){rest.at + n, rest.len - n};
	}
	return rest.len > 2 && (rest.at[0] == 'E' || rest.at[0] == 'e') &&
		       rest.at[1] == '+' &&
		       digits((struct span){rest.at + 2, rest.len - 2}) ==
			   rest.len - 2
		   ? "a number: a spreadsheet has cut its digits off"
		   : NULL;
}

bool
posting_check_digits(const struct posting_reading *in)
{
	static const enum posting_column ids[] = {
	    POSTING_DOC, POSTING_CUSTOMER, POSTING_REF, POSTING_ID};

	if (!in->r->columns.map->described)
		return true;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		const char *how = destroyed(cells_text(&in->cells, ids[i]));

		if (how != NULL)
			return cells_wrong(
			    &in->cells, FAULT_NUMBER, ids[i], how);
	}
	return true;
}
