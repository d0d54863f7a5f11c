#include <stdio.h>

#include "base/diag.h"
#include "base/folder.h"
#include "base/hash.h"

#define EXTENSION 40
#define HASH_TEXT 33 /* '~' and 32 digits */

static bool
is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
}

static void
add_byte(struct buf *b, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned value = (unsigned char)c;

	buf_byte(b, '%');
	buf_byte(b, digits[value >> 4]);
	buf_byte(b, digits[value & 15]);
}

/* Cuts what was added from `start` on, but not inside of a %XX. */
static void
cut(struct buf *b, size_t start, size_t most, struct span name)
{
	struct hash h = hash_pair((struct hash){0, 0}, name);
	char text[HASH_TEXT + 1];
	size_t end = start + most - HASH_TEXT;

	if (b->at[end - 1] == '%')
		end -= 1;
	else if (b->at[end - 2] == '%')
		end -= 2;
	snprintf(text, sizeof text, "~%016llx%016llx", (unsigned long long)h.a,
	    (unsigned long long)h.b);
	b->len = end;
	buf_text(b, text);
}

void
folder_name(struct buf *b, struct span name, const char *ext)
{
	size_t start = b->len, most = FOLDER_NAME - strlen(ext);

	if (strlen(ext) > EXTENSION)
		diag_fail("\"%s\" is too long an extension", ext);
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (is_plain(c) && (i > 0 || (c != '.' && c != '-')))
			buf_byte(b, c);
		else
			add_byte(b, c);
	}
	if (name.len == 0)
		buf_byte(b, '%');
	if (b->len - start > most)
		cut(b, start, most, name);
	buf_text(b, ext);
}
