#include "text/lines.h"

#include <errno.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/word.h"
#include "text/utf8.h"

#define BLOCK ((size_t)256 << 10)
#define HEAD  ((size_t)4 << 10)
#define CHUNK ((size_t)64 << 10)
#define HIGH  WORD_OF(0x80)

static const char bad_utf8[] = "not valid UTF-8 (see --encoding)";

bool
lines_encoding(const char *name, enum lines_encoding *encoding)
{
	static const enum lines_encoding of[] = {[UTF8_SELF] = LINES_UTF8,
	    [UTF8_LATIN1] = LINES_LATIN1,
	    [UTF8_CP1252] = LINES_CP1252};
	enum utf8_source source;

	*encoding = LINES_ANY;
	if (name == NULL)
		return true;
	if (!utf8_encoding(name, &source))
		return false;
	*encoding = of[source];
	return true;
}

void
lines_of(struct lines *l, struct span memory)
{
	l->fd = -1;
	l->ended = true;
	l->bytes = mem_copy(memory.at, memory.len);
	l->to = memory.len;
}

/* Reads on behind what is not yet used, which may move. */
static void
fill(struct lines *l)
{
	ssize_t n;

	if (l->from > 0) {
		memmove(l->bytes, l->bytes + l->from, l->to - l->from);
		l->to -= l->from;
		l->from = 0;
	}
	l->bytes = mem_grow(l->bytes, &l->cap, l->to + BLOCK, 1);
	do
		n = read(l->fd, l->bytes + l->to, BLOCK);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		diag_fail("%s: %s", l->name, strerror(errno));
	l->ended = n == 0;
	if (l->tap != NULL)
		l->tap(l->arg, l->bytes + l->to, (size_t)n);
	l->to += (size_t)n;
}

struct span
lines_head(struct lines *l)
{
	size_t n;

	while (!l->ended && l->to - l->from < HEAD)
		fill(l);
	n = l->to - l->from;
	return (struct span){l->bytes + l->from, n < HEAD ? n : HEAD};
}

/*
 * How many bytes from p on are neither LF, CR nor NUL, at most n; *high is
 * set where one of them is above 127.  A word whose bytes are all 14 to 127
 * is passed in one step.
 */
static size_t
plain_run(const char *p, size_t n, bool *high)
{
	size_t at = 0;

	for (;;) {
		while (n - at >= 8) {
			uint64_t w = word_8(p + at);

			if (((w | (w - WORD_OF(14))) & HIGH) != 0)
				break;
			at += 8;
		}
		for (size_t end = n - at < 8 ? n : at + 8; at < end; at++) {
			if (p[at] == '\n' || p[at] == '\r' || p[at] == '\0')
				return at;
			*high |= (unsigned char)p[at] >= 0x80;
		}
		if (at == n)
			return n;
	}
}

/* The bytes of an encoding of one byte a character, into l->text. */
static struct span
convert(struct lines *l, struct span s, enum utf8_source source)
{
	l->text.len = 0;
	buf_room(&l->text, 3 * s.len + 1);
	l->text.len = utf8_convert(l->text.at, s.at, s.len, source);
	return (struct span){l->text.at, l->text.len};
}

static struct span
as_text(struct lines *l, struct span s)
{
	if (l->encoding == LINES_LATIN1)
		return convert(l, s, UTF8_LATIN1);
	if (l->encoding == LINES_CP1252)
		s = convert(l, s, UTF8_CP1252);
	if (utf8_valid(s.at, s.len))
		return s;
	if (l->encoding == LINES_ANY) {
		if (l->latin1 == 0)
			l->latin1 = l->at > 0 ? l->at : 1;
		return convert(l, s, UTF8_LATIN1);
	}
	l->wrong = bad_utf8;
	return (struct span){"", 0};
}

/* Whether the file begins as no text of one byte a character does. */
static void
begin(struct lines *l)
{
	struct span head = lines_head(l);

	l->begun = true;
	if (head.len >= 3 && !memcmp(head.at, "\xef\xbb\xbf", 3))
		l->from += 3;
	else if (head.len >= 2 && (!memcmp(head.at, "\xff\xfe", 2) ||
				      !memcmp(head.at, "\xfe\xff", 2)))
		l->wrong =
		    "UTF-16, which is not read: convert it with iconv(1)";
}

/* Where the line that begins at l->from ends; the bytes may move. */
static size_t
find_end(struct lines *l, bool *high)
{
	size_t n = 0;

	for (;;) {
		n += plain_run(
		    l->bytes + l->from + n, l->to - l->from - n, high);
		if (l->from + n < l->to || l->ended || n > LINES_LONGEST)
			return n;
		fill(l);
	}
}

/* How many bytes end the line of n bytes at l->from: 0 at the end of all. */
static size_t
end_bytes(struct lines *l, size_t n)
{
	size_t k = n;

	if (l->from + n == l->to)
		return 0;
	if (l->bytes[l->from + n] == '\n')
		return 1;
	for (;;) {
		while (k < n + 2 && l->from + k < l->to &&
		       l->bytes[l->from + k] == '\r')
			k++;
		if (l->from + k < l->to || l->ended)
			break;
		fill(l);
	}
	return l->from + k < l->to && l->bytes[l->from + k] == '\n' ? k - n + 1
								    : 1;
}

bool
lines_next(struct lines *l, struct span *line)
{
	bool high = false;
	size_t n, end;

	if (!l->begun)
		begin(l);
	if (l->wrong != NULL)
		return false;
	n = find_end(l, &high);
	if (n == 0 && l->from == l->to)
		return false;
	l->at++;
	if (n > LINES_LONGEST) {
		l->wrong = "a line of more than 16 MiB";
		return false;
	}
	if (l->from + n < l->to && l->bytes[l->from + n] == '\0') {
		l->wrong = "a NUL byte: this is no text";
		return false;
	}
	end = end_bytes(l, n);
	*line = (struct span){l->bytes + l->from, n};
	l->from += n + end;
	if (high)
		*line = as_text(l, *line);
	return l->wrong == NULL;
}

bool
lines_bytes(struct lines *l, struct span *bytes)
{
	size_t n;

	if (!l->begun)
		begin(l);
	if (l->wrong != NULL)
		return false;
	if (l->from == l->to && !l->ended)
		fill(l);
	n = l->to - l->from;
	if (n > CHUNK)
		n = CHUNK;
	*bytes = (struct span){l->bytes + l->from, n};
	l->from += n;
	return n > 0;
}

/* A copy without NUL bytes. */
static struct span
blanked(struct lines *l, struct span s)
{
	l->own.len = 0;
	buf_span(&l->own, s);
	for (size_t i = 0; i < s.len; i++)
		if (l->own.at[i] == '\0')
			l->own.at[i] = ' ';
	return (struct span){l->own.at, s.len};
}

struct span
lines_text(struct lines *l, struct span bytes)
{
	bool high = false;

	if (bytes.len == 0)
		return bytes;
	if (memchr(bytes.at, '\0', bytes.len) != NULL)
		bytes = blanked(l, bytes);
	for (size_t at = 0; at < bytes.len; at++) /* a step for each LF, CR */
		at += plain_run(bytes.at + at, bytes.len - at, &high);
	return high ? as_text(l, bytes) : bytes;
}

void
lines_close(struct lines *l)
{
	mem_free(l->bytes);
	buf_free(&l->text);
	buf_free(&l->own);
}
