/* Words in tables. */
#include <string.h>

#include "base/word.h"
#include "rule/cite_in.h"

#define HEAD 8 /* bytes that most words differ in */

/* The byte of a word in capitals, those of Latin-1 beyond ASCII too: they
   follow 0xc3. */
static unsigned char
capital(struct span word, size_t i)
{
	unsigned char c = (unsigned char)word.at[i];
	bool latin = c >= 0xa0 && i > 0 && word.at[i - 1] == '\xc3';

	return (c >= 'a' && c <= 'z') || latin ? (unsigned char)(c - 0x20) : c;
}

/* Eight bytes of ASCII, in capitals. */
static uint64_t
capitals(uint64_t w)
{
	uint64_t from_a = w + WORD_OF(0x80 - 'a');
	uint64_t beyond_z = w + WORD_OF(0x7f - 'z');

	return w - ((from_a & ~beyond_z & WORD_OF(0x80)) >> 2);
}

/* The first eight bytes as a number, in the order of bytes. */
static uint64_t
head_of(struct span word)
{
	size_t n = word.len < HEAD ? word.len : HEAD;
	uint64_t head = word_short(word.at, n) >> 8 * (HEAD - n);

	if ((head & WORD_OF(0x80)) == 0)
		return __builtin_bswap64(capitals(head));
	head = 0;
	for (size_t i = 0; i < n; i++)
		head = head << 8 | capital(word, i);
	return head << 8 * (HEAD - n);
}

static uint64_t
head_at(const struct cite_entry *e)
{
	return __builtin_bswap64(word_8(e->text));
}

/* As strcmp, of two whose first eight bytes are the same. */
static int
compare_tails(struct span word, const char *text)
{
	for (size_t i = HEAD; i < word.len; i++) {
		int c = capital(word, i) - (unsigned char)text[i];

		if (c != 0 || text[i] == '\0')
			return c;
	}
	return word.len < HEAD ? 0 : -(unsigned char)text[word.len];
}

/* The first entry whose head is not less. */
static size_t
find_head(const struct cite_entry *table, size_t n, uint64_t head)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (head_at(&table[mid]) < head)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

int
cite_look_up(const struct cite_entry *table, size_t n, struct span word)
{
	uint64_t head;

	if (word.len == 0 || word.len >= sizeof table->text)
		return 0;
	head = head_of(word);
	for (size_t i = find_head(table, n, head);
	     i < n && head_at(&table[i]) == head; i++)
		if (compare_tails(word, table[i].text) == 0)
			return table[i].what;
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
