/* Words in tables. */
#include <string.h>

#include "rule/cite_in.h"

#define WORD_CHARS 24 /* more than any word in a table has */

/* In capitals, those of Latin-1 beyond ASCII too: they follow 0xc3. */
static bool
capitals(struct span word, char out[WORD_CHARS])
{
	if (word.len == 0 || word.len >= WORD_CHARS)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.at[i];
		bool latin = i > 0 && word.at[i - 1] == '\xc3' && c >= 0xa0;

		if ((c >= 'a' && c <= 'z') || latin)
			c = (unsigned char)(c - 0x20);
		out[i] = (char)c;
	}
	out[word.len] = '\0';
	return true;
}

int
cite_look_up(const struct cite_entry *table, size_t n, struct span word)
{
	char text[WORD_CHARS];
	size_t low = 0, high = n;

	if (!capitals(word, text))
		return 0;
	while (low < high) {
		size_t mid = (low + high) / 2;
		const char *other = table[mid].text;
		int c = (unsigned char)text[0] - (unsigned char)other[0];

		if (c == 0)
			c = strcmp(text, other);
		if (c == 0)
			return table[mid].what;
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return 0;
}

bool
cite_in_order(const struct cite_entry *table, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (strcmp(table[i - 1].text, table[i].text) >= 0)
			return false;
	return true;
}
