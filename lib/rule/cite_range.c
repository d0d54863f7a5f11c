/* Ranges in a memo: 1005-1007, 1005 to 1007. */
#include "rule/cite_walk.h"

bool
walk_range_dash(struct span token, struct span *from, struct span *to)
{
	bool found = false;
	size_t len;

	if (token.len > CITE_ENOUGH)
		return false;
	for (size_t i = 0; i < token.len; i += len) {
		char c = cite_char(token, i, &len);
		struct cite_range r;
		struct span a = cite_part(token, 0, i), b;

		if (c != '-')
			continue;
		b = cite_part(token, i + len, token.len);
		if (!cite_range_read(a, b, true, &r))
			continue;
		*from = a;
		*to = b;
		found = true;
	}
	return found;
}

/* Behind a number: '-' or "to", and its end; or 0. */
static size_t
range_word(struct span s, size_t i)
{
	size_t len, end, start = i;

	i = cite_spaces_end(s, i);
	if (cite_char(s, i, &len) == '-') {
		bool space = i > start;

		while (cite_char(s, i, &len) == '-')
			i += len;
		if (space && cite_is_letter(cite_char(s, i, &len)))
			return 0; /* rather a minus: 1001 -CM1002 */
		return i;
	}
	end = cite_letters_end(s, i);
	return cite_sense(cite_part(s, i, end)) == SENSE_TO ? end : 0;
}

bool
walk_range_spaced(
    const struct walk *w, size_t i, struct span from, struct span *to)
{
	struct span s = w->memo;
	struct cite_range r;
	size_t len, end;

	i = range_word(s, i);
	if (i == 0)
		return false;
	for (int words = 0; words < 3; words++) {
		enum cite_sense sense;

		i = cite_spaces_end(s, i);
		end = cite_letters_end(s, i);
		sense = cite_sense(cite_part(s, i, end));
		if (cite_announces(sense) && cite_char(s, end, &len) != '-' &&
		    !cite_digit_at(s, end))
			i = end + (cite_char(s, end, &len) == '.');
		if (cite_char(s, i, &len) == '#')
			i += len;
	}
	end = cite_token_end(s, i);
	*to = cite_part(s, i, end);
	return cite_range_read(from, *to, false, &r) &&
	       !walk_counted(w, i, end);
}
