#include <string.h>

#include "format/edi_in.h"

#define SEGMENT_MOST ((size_t)1 << 20)

bool
edi_more(struct edi_source *s)
{
	return s->memory.len > 0 ||
	       (!s->whole && import_bytes(s->in, &s->memory) &&
		   s->memory.len > 0);
}

int
edi_byte(struct edi_source *s)
{
	int c;

	if (!edi_more(s))
		return -1;
	c = (unsigned char)*s->memory.at++;
	s->memory.len--;
	s->line += c == '\n';
	return c;
}

bool
edi_is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The byte that a text ends with is the last of the mark, and those before it
   as well. */
bool
edi_ends(const struct buf *b, struct edi_mark m)
{
	return m.len > 0 && b->len >= m.len &&
	       !memcmp(b->at + b->len - m.len, m.at, m.len);
}

/* Where the next mark stands from i on, or the length of the text. */
static size_t
find_mark(const struct buf *b, struct edi_mark m, size_t i, size_t n)
{
	const char *p;

	while (i < n && m.len > 0) {
		p = memchr(b->at + i, m.at[0], n - i);
		if (p == NULL)
			break;
		i = (size_t)(p - b->at);
		if (m.len == 1 || (i + 1 < n && p[1] == m.at[1]))
			return i;
		i++;
	}
	return n;
}

static void
split(struct edi_source *s, struct edi_segment *seg)
{
	size_t n = s->text.len;

	while (n > 0 && edi_is_space((unsigned char)s->text.at[n - 1]) &&
	       !edi_ends(&s->text, s->part))
		n--;
	seg->n = 0;
	for (size_t i = 0, end; i <= n; i = end + s->part.len) {
		end = find_mark(&s->text, s->part, i, n);
		if (seg->n < EDI_ELEMENTS)
			seg->at[seg->n] =
			    (struct span){s->text.at + i, end - i};
		seg->n++;
		if (end == n)
			break;
	}
	if (seg->n > EDI_ELEMENTS) {
		import_finding(s->in, seg->line,
		    "a segment of %zu elements: those behind the %dth are "
		    "passed over",
		    seg->n, EDI_ELEMENTS - 1);
		seg->n = EDI_ELEMENTS;
	}
}

/* Adds a run of bytes, whose lines are counted. */
static void
take_run(struct edi_source *s, size_t n)
{
	const char *p = s->memory.at, *end = p + n;

	buf_add(&s->text, p, n);
	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		s->line++;
		p++;
	}
	s->memory.at += n;
	s->memory.len -= n;
}

/* Up to the mark that ends segments, which is left out; true if it was met. */
static bool
read_to_end(struct edi_source *s)
{
	char last = s->end.at[s->end.len - 1];

	while (s->text.len <= SEGMENT_MOST && edi_more(s)) {
		const char *p = memchr(s->memory.at, last, s->memory.len);

		take_run(s,
		    p != NULL ? (size_t)(p - s->memory.at) + 1 : s->memory.len);
		if (p != NULL && edi_ends(&s->text, s->end)) {
			s->text.len -= s->end.len;
			return true;
		}
	}
	return false;
}

/* Line ends behind a segment's end belong to nobody. */
static bool
read_segment(struct edi_source *s, struct edi_segment *seg)
{
	int c;

	do {
		seg->line = s->line;
		c = edi_byte(s);
	} while (c >= 0 && edi_is_space(c));
	if (c < 0)
		return false;
	for (; c >= 0; c = edi_byte(s)) { /* a name, or the next header */
		buf_byte(&s->text, (char)c);
		if (edi_ends(&s->text, s->end)) {
			s->text.len -= s->end.len;
			return true;
		}
		if (s->text.len == 3)
			break;
	}
	if (s->text.len == 3 && !memcmp(s->text.at, "ISA", 3))
		return edi_header(s);
	if (c >= 0 && read_to_end(s))
		return true;
	if (s->text.len <= SEGMENT_MOST)
		return s->text.len > 0;
	edi_wrong(s, seg->line, NULL, "a segment of more than 1 MiB");
	return false;
}

bool
edi_next(struct edi_source *s, struct edi_segment *seg)
{
	seg->line = s->line;
	if (!s->held) {
		s->text.len = 0;
		if (!read_segment(s, seg))
			return false;
	}
	s->held = false;
	split(s, seg);
	return true;
}

void
edi_done(struct edi_source *s)
{
	buf_free(&s->text);
}
