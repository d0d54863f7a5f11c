#include "text/utf8.h"

#include <stdint.h>
#include <string.h>

/* 0x80 to 0x9f in cp1252; 0 where it has no character. */
static const uint16_t cp1252[32] = {
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, /* 80 */
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,      /* 88 */
    0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, /* 90 */
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178, /* 98 */
};

/* How many bytes at p are plain ASCII, in steps of 32. */
static size_t
ascii_run(const unsigned char *p, size_t n)
{
	size_t at = 0;

	for (; n - at >= 32; at += 32) {
		uint64_t w[4];

		memcpy(w, p + at, sizeof w);
		if (((w[0] | w[1] | w[2] | w[3]) & 0x8080808080808080) != 0)
			break;
	}
	return at;
}

static bool
trails(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* The second byte closes off overlong forms, surrogates, above U+10FFFF. */
static bool
second_ok(unsigned char lead, unsigned char second)
{
	switch (lead) {
	case 0xe0:
		return second >= 0xa0 && second <= 0xbf;
	case 0xed:
		return second >= 0x80 && second <= 0x9f;
	case 0xf0:
		return second >= 0x90 && second <= 0xbf;
	case 0xf4:
		return second >= 0x80 && second <= 0x8f;
	default:
		return trails(second);
	}
}

/* The length of the sequence that begins at p, or 0. */
static size_t
sequence(const unsigned char *p, size_t n)
{
	size_t len = p[0] < 0xc2   ? 0
		     : p[0] < 0xe0 ? 2
		     : p[0] < 0xf0 ? 3
		     : p[0] < 0xf5 ? 4
				   : 0;

	if (p[0] < 0x80)
		return 1;
	if (len == 0 || len > n || !second_ok(p[0], p[1]))
		return 0;
	for (size_t i = 2; i < len; i++)
		if (!trails(p[i]))
			return 0;
	return len;
}

size_t
utf8_sequence(const char *p, size_t n)
{
	return sequence((const unsigned char *)p, n);
}

bool
utf8_valid(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text;

	for (size_t at = ascii_run(p, n), len; at < n; at += len) {
		len = sequence(p + at, n - at);
		if (len == 0)
			return false;
		if (len == 1 && n - at >= 32)
			len += ascii_run(p + at + 1, n - at - 1);
	}
	return true;
}

bool
utf8_encoding(const char *name, enum utf8_source *source)
{
	static const struct {
		const char *name;
		enum utf8_source source;
	} known[] = {
	    {"utf-8", UTF8_SELF},
	    {"latin1", UTF8_LATIN1},
	    {"cp1252", UTF8_CP1252},
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(name, known[i].name) == 0) {
			*source = known[i].source;
			return true;
		}
	return false;
}

/* Writes a character of two or three bytes. */
static size_t
encode(char *to, unsigned c)
{
	size_t n = 0;

	if (c >= 0x800) {
		to[n++] = (char)(0xe0 | c >> 12);
		to[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	} else {
		to[n++] = (char)(0xc0 | c >> 6);
	}
	to[n++] = (char)(0x80 | (c & 0x3f));
	return n;
}

size_t
utf8_convert(char *to, const char *from, size_t n, enum utf8_source source)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned c = (unsigned char)from[i];

		if (source == UTF8_CP1252 && c >= 0x80 && c < 0xa0)
			c = cp1252[c - 0x80];
		if (c < 0x80 && (c != 0 || from[i] == '\0'))
			to[len++] = (char)c;
		else if (c == 0 || source == UTF8_SELF)
			to[len++] = from[i];
		else
			len += encode(to + len, c);
	}
	return len;
}
