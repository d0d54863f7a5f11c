#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/fault.h"

#define CELL_SHOWN 60 /* bytes of a cell that a message shows */

static const struct {
	const char *name;
	bool soft;
	const char *text;
} catalogue[] = {
#define FAULT_ROW(code, name, soft, text) {name, soft, text},
    FAULT_CATALOGUE(FAULT_ROW)
#undef FAULT_ROW
};

const char *
fault_name(enum fault_code code)
{
	return catalogue[code].name;
}

bool
fault_is_soft(enum fault_code code)
{
	return catalogue[code].soft;
}

/*
 * The length of the UTF-8 character that begins at p, 0 where there is none.
 * The range of the second byte keeps out overlong forms, surrogates and what
 * is beyond U+10FFFF.
 */
static size_t
character(const unsigned char *p, size_t n)
{
	size_t len = p[0] < 0x80   ? 1
		     : p[0] < 0xc2 ? 0
		     : p[0] < 0xe0 ? 2
		     : p[0] < 0xf0 ? 3
		     : p[0] < 0xf5 ? 4
				   : 0;
	unsigned low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
	unsigned high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;

	if (len > n || (len > 1 && (p[1] < low || p[1] > high)))
		return 0;
	for (size_t i = 2; i < len; i++)
		if (p[i] < 0x80 || p[i] > 0xbf)
			return 0;
	return len;
}

/* A byte that would do something to a terminal, or mean nothing to it. */
static void
escape(struct buf *b, unsigned char c)
{
	char hex[8];

	if (c == '\n')
		buf_text(b, "\\n");
	else if (c == '\t')
		buf_text(b, "\\t");
	else if (c == '\r')
		buf_text(b, "\\r");
	else {
		snprintf(hex, sizeof hex, "\\x%02X", c);
		buf_text(b, hex);
	}
}

static bool
is_control(const unsigned char *p, size_t len)
{
	return p[0] < 0x20 || p[0] == 0x7f ||
	       (len == 2 && p[0] == 0xc2 && p[1] < 0xa0);
}

/* Adds as many whole characters of s as begin and end before `most`. */
static void
show(struct buf *b, const char *s, size_t most)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = strlen(s);

	while (n > 0) {
		size_t len = character(p, n), step = len > 0 ? len : 1;

		if (step > most)
			return;
		if (len > 0 && !is_control(p, len))
			buf_add(b, (const char *)p, len);
		else
			for (size_t i = 0; i < step; i++)
				escape(b, p[i]);
		p += step;
		n -= step;
		most -= step;
	}
}

static void
show_cell(struct buf *b, const char *cell)
{
	bool cut = strlen(cell) > CELL_SHOWN;

	buf_byte(b, '"');
	show(b, cell, cut ? CELL_SHOWN - 3 : CELL_SHOWN);
	buf_text(b, cut ? "...\"" : "\"");
}

char *
fault_message(const struct fault *f)
{
	const char *p = catalogue[f->code].text;
	struct buf b = {0};

	while (*p != '\0') {
		if (strncmp(p, "{}", 2) == 0) {
			show_cell(&b, f->cell != NULL ? f->cell : "");
			p += 2;
		} else if (strncmp(p, "{x}", 3) == 0) {
			if (f->detail != NULL)
				show(&b, f->detail, SIZE_MAX);
			p += 3;
		} else {
			buf_byte(&b, *p++);
		}
	}
	buf_string(&b);
	return b.at;
}
