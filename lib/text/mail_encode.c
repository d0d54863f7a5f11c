#include <stdbool.h>
#include <string.h>

#include "text/mail_in.h"

#define LINE_MOST 76 /* characters, CRLF aside */
#define WORD_MOST 75 /* of an encoded word */

static const char hex[] = "0123456789ABCDEF";

static void
put_hex(struct buf *b, char c)
{
	buf_byte(b, '=');
	buf_byte(b, hex[(unsigned char)c >> 4]);
	buf_byte(b, hex[(unsigned char)c & 15]);
}

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' || c == 127;
}

static bool
is_ascii(char c)
{
	return (unsigned char)c < 128;
}

static bool
is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/* Whether a subject can stand as it is, in lines that end at blanks. */
static bool
needs_encoding(struct span s)
{
	size_t word = strlen("Subject: ");

	for (size_t i = 0; i < s.len; i++) {
		bool twice = i + 1 < s.len;

		if (!is_ascii(s.at[i]) ||
		    (twice && s.at[i] == '=' && s.at[i + 1] == '?') ||
		    (s.at[i] == ' ' &&
			(i == 0 || !twice || s.at[i + 1] == ' ')))
			return true;
		word = s.at[i] == ' ' ? 1 : word + 1;
		if (word > LINE_MOST)
			return true;
	}
	return false;
}

/* The bytes of the character at i, or of what is none. */
static size_t
character(struct span s, size_t i)
{
	size_t n = 1;

	while (n < 4 && i + n < s.len && !is_ascii(s.at[i]) &&
	       ((unsigned char)s.at[i + n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* Encoded words, each of whole characters, a line each. */
static void
put_words(struct buf *b, struct span s)
{
	static const char begin[] = "=?utf-8?Q?", end[] = "?=";
	size_t used = sizeof begin - 1, first = strlen("Subject: ") - 1;

	buf_text(b, begin);
	for (size_t i = 0, n; i < s.len; i += n) {
		size_t width;

		n = character(s, i);
		width = is_plain(s.at[i]) || s.at[i] == ' ' ? 1 : 3 * n;
		if (used + width + sizeof end - 1 > WORD_MOST - first) {
			buf_text(b, end);
			buf_text(b, "\r\n ");
			buf_text(b, begin);
			used = sizeof begin - 1;
			first = 0;
		}
		used += width;
		if (s.at[i] == ' ')
			buf_byte(b, '_');
		else if (is_plain(s.at[i]))
			buf_byte(b, s.at[i]);
		else
			for (size_t k = 0; k < n; k++)
				put_hex(b, s.at[i + k]);
	}
	buf_text(b, end);
}

/* Words as they are; a line ends where the next would be too long. */
static void
put_folded(struct buf *b, struct span s)
{
	size_t used = strlen("Subject: "), n;

	for (size_t i = 0; i < s.len; i += n) {
		for (n = 1; i + n < s.len && s.at[i + n] != ' ';)
			n++;
		if (used + n > LINE_MOST) {
			buf_text(b, "\r\n");
			used = 0;
		}
		used += n;
		buf_add(b, s.at + i, n);
	}
}

void
mail_put_subject(struct buf *b, struct span subject)
{
	struct buf clean = {0};
	struct span s;

	for (size_t i = 0; i < subject.len; i++)
		buf_byte(
		    &clean, is_control(subject.at[i]) ? ' ' : subject.at[i]);
	s = (struct span){buf_string(&clean), clean.len};
	buf_text(b, "Subject: ");
	if (needs_encoding(s))
		put_words(b, s);
	else
		put_folded(b, s);
	buf_text(b, "\r\n");
	buf_free(&clean);
}

/* Whether a byte of the text is written =XX.  Blanks at the end of a line
   would get lost on the way, and what some mailers take for the beginning of
   a message, "From ", or its end, a point alone. */
static bool
is_hidden(struct span text, size_t i, bool begins, bool ends)
{
	char c = text.at[i];

	if (c == ' ' || c == '\t')
		return ends;
	if (begins && c == '.')
		return true;
	if (begins && c == 'F' && text.len - i >= 5 &&
	    memcmp(text.at + i, "From ", 5) == 0)
		return true;
	return c == '=' || is_control(c) || !is_ascii(c);
}

static bool
ends_line(struct span text, size_t i)
{
	return i >= text.len || text.at[i] == '\n' ||
	       (text.at[i] == '\r' && i + 1 < text.len &&
		   text.at[i + 1] == '\n');
}

void
mail_put_text(struct buf *b, struct span text)
{
	size_t used = 0;

	for (size_t i = 0; i < text.len; i++) {
		bool ends = ends_line(text, i + 1);
		size_t width;
		bool hidden;

		if (ends_line(text, i)) {
			i += text.at[i] == '\r';
			buf_text(b, "\r\n");
			used = 0;
			continue;
		}
		hidden = is_hidden(text, i, used == 0, ends);
		width = hidden ? 3 : 1;
		if (used + width > LINE_MOST - (ends ? 0 : 1)) {
			buf_text(b, "=\r\n");
			used = 0;
			hidden = is_hidden(text, i, true, ends);
			width = hidden ? 3 : 1;
		}
		used += width;
		if (hidden)
			put_hex(b, text.at[i]);
		else
			buf_byte(b, text.at[i]);
	}
	if (used > 0)
		buf_text(b, "\r\n");
}
