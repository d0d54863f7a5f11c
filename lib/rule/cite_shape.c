/* Times and amounts in a memo. */
#include "rule/cite_shape.h"

#define GROUPS 5 /* of three digits, in an amount of up to 18 */

size_t
cite_time(struct span s, size_t i)
{
	size_t end = cite_digits_end(s, i), fields = 1;

	if (end == i || end - i > 2 || cite_value(s, i, end) > 24)
		return 0;
	for (; fields < 3 && cite_at(s, end) == ':'; fields++) {
		if (cite_digits_end(s, end + 1) != end + 3 ||
		    cite_value(s, end + 1, end + 3) > 60)
			return 0;
		end += 3;
	}
	if (fields == 1)
		return 0;
	return cite_one_of(cite_at(s, end), "aApP") &&
		       cite_one_of(cite_at(s, end + 1), "mM")
		   ? end + 2
		   : end;
}

/* Behind an amount: the end, or the code of its currency. */
static size_t
amount_end(struct span s, size_t i, const char *joints)
{
	size_t end = cite_letters_end(s, i);

	if (cite_ends(s, i, joints))
		return i;
	return cite_sense(cite_part(s, i, end)) == SENSE_MONEY &&
		       cite_ends(s, end, "-/")
		   ? end
		   : 0;
}

size_t
cite_amount(struct span s, size_t i)
{
	size_t first = cite_digits_end(s, i) - i, end = i + first;
	size_t groups = 0;
	char mark = '\0', decimal;

	if (first == 0 || first > CITE_DIGITS)
		return 0;
	while (first <= 3 && groups < GROUPS &&
	       cite_one_of(cite_at(s, end), ",.'") &&
	       (mark == '\0' || mark == s.at[end]) &&
	       cite_digits_end(s, end + 1) == end + 4) {
		mark = s.at[end];
		end += 4;
		groups++;
	}
	decimal = cite_at(s, end);
	if (cite_one_of(decimal, ",.") && decimal != mark) {
		if (cite_digits_end(s, end + 1) == end + 3)
			return amount_end(
			    s, end + 3, decimal == ',' ? "-.:'," : "-.:'");
		if (cite_at(s, end + 1) == '-' && cite_ends(s, end + 2, "-"))
			return end + 2;
	}
	return groups > 0 && first < 3 && mark != '.'
		   ? amount_end(s, end, "-.:',")
		   : 0;
}

size_t
cite_percent(struct span s, size_t i)
{
	size_t end = cite_digits_end(s, i);

	if (cite_one_of(cite_at(s, end), ",.") && cite_digit_at(s, end + 1))
		end = cite_digits_end(s, end + 1);
	end = cite_spaces_end(s, end);
	return cite_at(s, end) == '%' ? end + 1 : 0;
}

size_t
cite_money(struct span s, size_t i)
{
	size_t end = i;

	while (cite_digit_at(s, end) || (cite_one_of(cite_at(s, end), ",.'") &&
					    cite_digit_at(s, end + 1)))
		end++;
	return end > i ? end : 0;
}
