/* Words in tables. */
#include <string.h>

#include "rule/cite_in.h"

/* The byte of a word in capitals, those of Latin-1 beyond ASCII too: they
   follow 0xc3. */
static unsigned char
capital(struct span word, size_t i)
{
	unsigned char c = (unsigned char)word.at[i];
	bool latin = c >= 0xa0 && i > 0 && word.at[i - 1] == '\xc3';

	return (c >= 'a' && c <= 'z') || latin ? (unsigned char)(c - 0x20) : c;
}

/* As strcmp, of two whose first bytes are the same. */
static int
compare(struct span word, const char *text)
{
	for (size_t i = 1; i < word.len; i++) {
		int c = capital(word, i) - (unsigned char)text[i];

		if (c != 0 || text[i] == '\0')
			return c;
	}
	return -(unsigned char)text[word.len];
}

int
cite_look_up(const struct cite_entry *table, size_t n, struct span word)
{
	size_t low = 0, high = n;
	int first;

	if (word.len == 0)
		return 0;
	first = capital(word, 0);
	while (low < high) {
		size_t mid = (low + high) / 2;
		int c = first - (unsigned char)table[mid].text[0];

		if (c == 0)
			c = compare(word, table[mid].text);
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
