#include "text/json.h"

#include <stdio.h>

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
escape(struct buf *b, char c)
{
	char code[8];

	if (letter(c) != 0) {
		buf_byte(b, '\\');
		buf_byte(b, letter(c));
		return;
	}
	snprintf(code, sizeof code, "\\u%04x", (unsigned)(unsigned char)c);
	buf_text(b, code);
}

void
json_string(struct buf *b, struct span s)
{
	size_t done = 0;

	buf_byte(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if ((unsigned char)c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(b, s.at + done, i - done);
		escape(b, c);
		done = i + 1;
	}
	buf_add(b, s.at + done, s.len - done);
	buf_byte(b, '"');
}
