#include <string.h>

#include "format/edi_in.h"

static void
put(struct edi_source *s, int c)
{
	buf_byte(&s->text, (char)c);
}

/* The character at a place of the text: one byte, or two of UTF-8. */
static struct edi_mark
mark_at(const struct buf *b, size_t i)
{
	struct edi_mark m = {{0}, 0};

	if (i >= b->len)
		return m;
	m.at[m.len++] = b->at[i];
	if ((unsigned char)b->at[i] >= 0xC2 && i + 1 < b->len &&
	    ((unsigned char)b->at[i + 1] & 0xC0) == 0x80)
		m.at[m.len++] = b->at[i + 1];
	return m;
}

static bool
fail(struct edi_source *s, const char *why)
{
	edi_wrong(s, s->line, "ISA", "%s", why);
	return false;
}

/* Reads on until the text is n bytes long; false at the end. */
static bool
fill(struct edi_source *s, size_t n)
{
	while (s->text.len < n) {
		int c = edi_byte(s);

		if (c < 0)
			return false;
		put(s, c);
	}
	return true;
}

/* Blanks and a byte-order mark may stand in front. */
static void
skip_blanks(struct edi_source *s)
{
	int c;

	do {
		c = edi_byte(s);
	} while (
	    c >= 0 && (edi_is_space(c) || c == 0xEF || c == 0xBB || c == 0xBF));
	if (c >= 0)
		put(s, c);
}

/* One more character, of one or two bytes. */
static struct edi_mark
next_mark(struct edi_source *s)
{
	size_t at = s->text.len;

	if (!fill(s, at + 1) ||
	    ((unsigned char)s->text.at[at] >= 0xC2 && !fill(s, at + 2)))
		return (struct edi_mark){{0}, 0};
	return mark_at(&s->text, at);
}

/*
 * The interchange's header has sixteen elements of fixed width; not all who
 * write it fill them up, so the marks are counted: behind the sixteenth stands
 * the one that parts components, and behind that the one that ends segments.
 */
bool
edi_header(struct edi_source *s)
{
	size_t marks = 1, at;

	s->component.len = s->end.len = 0;
	s->text.len = 3;
	s->part = next_mark(s);
	while (s->part.len > 0 && marks < 16 && s->text.len < 400) {
		at = s->text.len;
		if (!fill(s, at + 1))
			break;
		marks += edi_ends(&s->text, s->part);
	}
	if (marks == 16)
		s->component = next_mark(s);
	at = s->text.len;
	if (s->component.len > 0)
		s->end = next_mark(s);
	if (s->end.len == 0)
		return fail(s, "the interchange's header (ISA) is cut short");
	s->text.len = at;
	s->held = true;
	return true;
}

static bool
begins(const struct buf *b, const char *name)
{
	return b->len >= strlen(name) && !memcmp(b->at, name, strlen(name));
}

bool
edi_open(struct edi_source *s, struct import *in)
{
	*s = (struct edi_source){.in = in, .line = 1};
	skip_blanks(s);
	if (fill(s, 3) && (begins(&s->text, "UNA") || begins(&s->text, "UNB")))
		return fail(s, "EDIFACT, as of a REMADV, which is not read: "
			       "ask for an X12 820");
	if (!begins(&s->text, "ISA"))
		return fail(
		    s, "no X12 interchange: it does not begin with ISA");
	return edi_header(s);
}

/* Without an interchange: a transaction, or a single segment, in which the
   character behind the name parts elements, and one of the usual ones ends
   segments. */
static void
guess(struct edi_source *s, size_t name)
{
	static const char usual[] = "~\\\n";

	s->part = mark_at(&s->text, name);
	s->component = (struct edi_mark){":", 1};
	s->end = (struct edi_mark){"~", 1};
	for (const char *p = usual; *p != '\0'; p++)
		if (memchr(s->text.at, *p, s->text.len) != NULL) {
			s->end.at[0] = *p;
			return;
		}
}

bool
edi_open_memory(
    struct edi_source *s, struct import *in, struct span text, uint64_t line)
{
	*s = (struct edi_source){
	    .in = in, .memory = text, .whole = true, .line = line};
	buf_span(&s->text, text);
	if (begins(&s->text, "ISA")) {
		s->memory = (struct span){text.at + 3, text.len - 3};
		return edi_header(s);
	}
	if (begins(&s->text, "ST"))
		guess(s, 2);
	else if (begins(&s->text, "RMR"))
		guess(s, 3);
	return s->part.len > 0;
}
