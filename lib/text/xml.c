#include "text/xml.h"

#include "text/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

void
xml_start(struct xml *x, struct buf *to)
{
	*x = (struct xml){.to = to};
	buf_text(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

const char *
xml_bad(const struct xml *x)
{
	return x->bad;
}

/* What stands for c, which is written as it is if that is NULL.  A reader
   would make a space or a line feed of a carriage return that is not written
   as a reference, and a space of any white space in an attribute. */
static const char *
escape(char c, bool attribute)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>': /* after ]] it must be escaped */
		return "&gt;";
	case '"':
		return attribute ? "&quot;" : NULL;
	case '\r':
		return "&#13;";
	case '\n':
		return attribute ? "&#10;" : NULL;
	case '\t':
		return attribute ? "&#9;" : NULL;
	default:
		return (unsigned char)c < 0x20 ? REPLACEMENT : NULL;
	}
}

/* The length of a character, of what should be UTF-8. */
static size_t
length_of(struct span s)
{
	unsigned char c = (unsigned char)s.at[0];
	size_t n = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	return n < s.len ? n : s.len;
}

/* Whether these bytes are a character that XML has; U+FFFE and U+FFFF it
   has not. */
static bool
is_char(struct span c)
{
	return utf8_valid(c.at, c.len) &&
	       (c.len != 3 || (memcmp(c.at, "\xef\xbf\xbe", 3) != 0 &&
				  memcmp(c.at, "\xef\xbf\xbf", 3) != 0));
}

static void
replace(struct xml *x)
{
	if (x->bad == NULL)
		x->bad = x->name[x->depth - 1];
	buf_text(x->to, REPLACEMENT);
}

static void
write_data(struct xml *x, struct span s, bool attribute)
{
	while (s.len > 0) {
		size_t n = length_of(s);
		const char *code = escape(s.at[0], attribute);

		if (code == NULL && is_char((struct span){s.at, n})) {
			buf_add(x->to, s.at, n);
		} else if (code != NULL && code[0] == '&') {
			buf_text(x->to, code);
		} else {
			replace(x);
			n = 1;
		}
		s.at += n;
		s.len -= n;
	}
}

static void
end_tag(struct xml *x)
{
	if (x->tag)
		buf_byte(x->to, '>');
	x->tag = false;
}

static void
new_line(struct xml *x)
{
	buf_byte(x->to, '\n');
	for (size_t i = 0; i < x->depth; i++)
		buf_text(x->to, "  ");
}

void
xml_open(struct xml *x, const char *name)
{
	end_tag(x);
	new_line(x);
	buf_byte(x->to, '<');
	buf_text(x->to, name);
	x->name[x->depth++] = name;
	x->tag = true;
	x->text = false;
}

void
xml_attribute(struct xml *x, const char *name, struct span value)
{
	buf_byte(x->to, ' ');
	buf_text(x->to, name);
	buf_text(x->to, "=\"");
	write_data(x, value, true);
	buf_byte(x->to, '"');
}

void
xml_text(struct xml *x, struct span text)
{
	end_tag(x);
	write_data(x, text, false);
	x->text = true;
}

void
xml_close(struct xml *x)
{
	const char *name = x->name[--x->depth];

	if (x->tag) {
		buf_text(x->to, "/>");
	} else {
		if (!x->text)
			new_line(x);
		buf_text(x->to, "</");
		buf_text(x->to, name);
		buf_byte(x->to, '>');
	}
	if (x->depth == 0)
		buf_byte(x->to, '\n');
	x->tag = false;
	x->text = false;
}

void
xml_leaf(struct xml *x, const char *name, struct span text)
{
	xml_open(x, name);
	xml_text(x, text);
	xml_close(x);
}
