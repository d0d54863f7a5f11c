#include "text/json.h"

#include <stdbool.h>
#include <stdio.h>

#include "text/utf8.h"

/* The letter after the backslash, or 0 where there is no short escape. */
static char
letter(char c)
{
	switch (c) {
	case '"':
	case '\\':
		return c;
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	default:
		return 0;
	}
}

static void
escape(struct buf *b, char c, bool bad)
{
	char code[8];

	if (!bad && letter(c) != 0) {
		buf_byte(b, '\\');
		buf_byte(b, letter(c));
		return;
	}
	snprintf(code, sizeof code, "\\u%s%02x", bad ? "dc" : "00",
	    (unsigned)(unsigned char)c);
	buf_text(b, code);
}

/* What needs no escape, n bytes of it, is copied in one. */
static void
put(struct buf *b, struct span s, bool any)
{
	size_t done = 0, n;

	buf_byte(b, '"');
	for (size_t i = 0; i < s.len; i += n) {
		unsigned char c = (unsigned char)s.at[i];

		n = any ? utf8_sequence(s.at + i, s.len - i) : 1;
		if (n > 0 && c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(b, s.at + done, i - done);
		escape(b, s.at[i], n == 0);
		n = 1;
		done = i + 1;
	}
	if (done < s.len)
		buf_add(b, s.at + done, s.len - done);
	buf_byte(b, '"');
}

void
json_string(struct buf *b, struct span s)
{
	put(b, s, false);
}

void
json_bytes(struct buf *b, struct span s)
{
	put(b, s, true);
}
