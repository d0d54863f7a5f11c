/*
 * Bytes taken eight at a time: loads of short strings into a word, the first
 * byte lowest on every machine.
 */
#ifndef BASE_WORD_H
#define BASE_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A byte in each of the eight places of a word. */
#define WORD_OF(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The eight bytes at p. */
static inline uint64_t
word_8(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

/* The four bytes at p. */
static inline uint64_t
word_4(const char *p)
{
	uint32_t w;

	memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap32(w);
#endif
	return w;
}

/*
 * The n bytes at p, 1 to 8 of them, the last one in the highest place and
 * zeros below the first.  Loads overlap instead of looping; none leaves the
 * string.
 */
static inline uint64_t
word_short(const char *p, size_t n)
{
	unsigned place = 8 * (8 - (unsigned)n);

	if (n >= 4)
		return word_4(p) << place | word_4(p + n - 4) << 32;
	return (uint64_t)(unsigned char)p[0] << place |
	       (uint64_t)(unsigned char)p[n / 2] << (place + 8 * (n / 2)) |
	       (uint64_t)(unsigned char)p[n - 1] << 56;
}

/* The same, of 0 to 8 bytes, where more can be read: eight of them at p. */
static inline uint64_t
word_slack(const char *p, size_t n)
{
	return n > 0 ? word_8(p) << 8 * (8 - n) : 0;
}

/* Copies n bytes, in line where they are few; loads and stores overlap. */
static inline void
word_copy(char *to, const char *p, size_t n)
{
	if (n > 16) {
		memcpy(to, p, n);
	} else if (n >= 8) {
		uint64_t first, last;

		memcpy(&first, p, 8);
		memcpy(&last, p + n - 8, 8);
		memcpy(to, &first, 8);
		memcpy(to + n - 8, &last, 8);
	} else if (n >= 4) {
		uint32_t first, last;

		memcpy(&first, p, 4);
		memcpy(&last, p + n - 4, 4);
		memcpy(to, &first, 4);
		memcpy(to + n - 4, &last, 4);
	} else if (n > 0) {
		char first = p[0], mid = p[n / 2], last = p[n - 1];

		to[0] = first;
		to[n / 2] = mid;
		to[n - 1] = last;
	}
}

/*
 * Whether all eight bytes are decimal digits: neither sum carries, nor does
 * the difference borrow, from one byte to the next.
 */
static inline bool
word_is_digits(uint64_t w)
{
	uint64_t low = w & WORD_OF(0x7f);
	uint64_t above = low + WORD_OF(0x7f - '9');
	uint64_t below = WORD_OF(0x7f + '0') - low;

	return ((w | above | below) & WORD_OF(0x80)) == 0;
}

#endif
