#include "cmd/invoice.h"

static struct span
trim(struct span s)
{
	while (s.len > 0 && s.at[0] == ' ') {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && s.at[s.len - 1] == ' ')
		s.len--;
	return s;
}

/* Whether s is the word, in small letters or capitals. */
static bool
is_word(struct span s, const char *word)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i] >= 'A' && s.at[i] <= 'Z'
			     ? (char)(s.at[i] - 'A' + 'a')
			     : s.at[i];

		if (word[i] == '\0' || c != word[i])
			return false;
	}
	return word[s.len] == '\0';
}

/* 0, 0.0, 0,00: what spreadsheets make of "no". */
static bool
is_zero(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != '0' && s.at[i] != '.' && s.at[i] != ',')
			return false;
	return true;
}

bool
invoice_exempts(struct span cell)
{
	static const char *const no[] = {
	    "no", "n", "false", "f", "none", "nein", "non", "-"};
	struct span s = trim(cell);

	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (is_word(s, no[i]))
			return false;
	return !is_zero(s);
}
