#include <stdlib.h>
#include <string.h>

#include "format/ofx_in.h"

#define TEXT_MOST ((size_t)1 << 20)

static int
next_byte(struct ofx_reader *r)
{
	int c;

	if (r->block.len == 0 && !import_bytes(r->in, &r->block))
		return -1;
	if (r->block.len == 0)
		return -1;
	c = (unsigned char)*r->block.at++;
	r->block.len--;
	r->line += c == '\n';
	return c;
}

/* Adds what stands in front of a character, which is left out; false at the
   end of the file, and where it stands too far off to be a value's. */
static bool
read_to(struct ofx_reader *r, struct buf *to, char end)
{
	int c;

	while ((c = next_byte(r)) >= 0 && c != end) {
		if (to->len == TEXT_MOST) {
			import_fault(r->in, r->line, NULL,
			    "a value or tag of more than 1 MiB");
			return false;
		}
		buf_byte(to, (char)c);
	}
	return c >= 0;
}

static struct span
trimmed(const struct buf *b)
{
	struct span s = {b->at != NULL ? b->at : "", b->len};

	while (s.len > 0 && (unsigned char)s.at[0] <= ' ')
		s.at++, s.len--;
	while (s.len > 0 && (unsigned char)s.at[s.len - 1] <= ' ')
		s.len--;
	return s;
}

/* The character of an entity, or 0. */
static char
entity(struct span name)
{
	static const struct {
		const char *name;
		char c;
	} known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'},
	    {"apos", '\''}, {"nbsp", ' '}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (span_is(name, known[i].name))
			return known[i].c;
	if (name.len > 1 && name.len < 5 && name.at[0] == '#') {
		struct span digits = {name.at + 1, name.len - 1};
		int64_t n;

		if (import_cents(digits, &n) && n >= ' ' && n < 127)
			return (char)n;
	}
	return '\0';
}

/* Puts characters in the place of entities, from a byte on; others stay as
   they are. */
static void
decode(struct buf *b, size_t from)
{
	size_t to = from;

	if (b->len == from || memchr(b->at + from, '&', b->len - from) == NULL)
		return;
	for (size_t i = from; i < b->len; i++) {
		const char *end = NULL;
		char c = '\0';

		if (b->at[i] == '&')
			end = memchr(
			    b->at + i, ';', b->len - i < 10 ? b->len - i : 10);
		if (end != NULL)
			c = entity((struct span){
			    b->at + i + 1, (size_t)(end - b->at) - i - 1});
		b->at[to++] = c != '\0' ? c : b->at[i];
		if (c != '\0')
			i = (size_t)(end - b->at);
	}
	b->len = to;
}

/* The name in a tag, in capitals: "</CcStmtTrn>" is CCSTMTTRN. */
static void
name_of(struct span tag, char name[OFX_NAME])
{
	size_t n = 0;

	for (size_t i = 0; i < tag.len && n + 1 < OFX_NAME; i++) {
		char c = tag.at[i];

		if ((unsigned char)c <= ' ' || (c == '/' && i > 0))
			break;
		if (c == '.' || c == ':')
			n = 0;
		else if (c >= 'a' && c <= 'z')
			name[n++] = (char)(c - 'a' + 'A');
		else if (c != '/')
			name[n++] = c;
	}
	name[n] = '\0';
}

static bool
begins(const struct buf *b, const char *s)
{
	return b->len >= strlen(s) && !memcmp(b->at, s, strlen(s));
}

static bool
ends(const struct buf *b, const char *s)
{
	size_t n = strlen(s);

	return n == 0 || (b->len >= n && !memcmp(b->at + b->len - n, s, n));
}

/* Reads a tag, behind its '<'.  A comment and text as it is (CDATA) may hold
   any character: they end where they say. */
static bool
read_tag(struct ofx_reader *r)
{
	const char *end = "";

	r->tag.len = 0;
	do {
		if (!read_to(r, &r->tag, '>'))
			return false;
		if (begins(&r->tag, "!--"))
			end = "--";
		else if (begins(&r->tag, "![CDATA["))
			end = "]]";
		if (ends(&r->tag, end))
			return true;
		buf_byte(&r->tag, '>');
	} while (r->tag.len < TEXT_MOST);
	import_fault(r->in, r->line, NULL, "a value or tag of more than 1 MiB");
	return false;
}

/* Puts characters in the place of entities, and reads the text on behind what
   is none of it; true if a tag was met, and is in r->tag. */
static bool
read_text(struct ofx_reader *r, bool *ended)
{
	static const char cdata[] = "![CDATA[";
	size_t n = strlen(cdata), from = 0;

	r->text.len = 0;
	for (;;) {
		*ended = !read_to(r, &r->text, '<');
		decode(&r->text, from);
		if (*ended || !read_tag(r))
			return false;
		if (begins(&r->tag, cdata))
			buf_add(&r->text, r->tag.at + n, r->tag.len - n - 2);
		else if (!begins(&r->tag, "!--"))
			return true;
		from = r->text.len;
	}
}

/* What the tag itself is: a start tag is told of once its text is known. */
static bool
take_tag(struct ofx_reader *r, struct ofx_event *e)
{
	struct span tag = trimmed(&r->tag);

	if (tag.len == 0 || tag.at[0] == '?' || tag.at[0] == '!')
		return false;
	if (tag.at[0] != '/') {
		name_of(tag, r->open);
		r->open_line = r->line;
		return false;
	}
	e->kind = OFX_END;
	e->line = r->line;
	name_of(tag, e->name);
	return true;
}

/* The start tag before this one, now that its text is known. */
static bool
take_open(struct ofx_reader *r, struct ofx_event *e)
{
	if (r->open[0] == '\0')
		return false;
	e->value = trimmed(&r->text);
	e->kind = e->value.len > 0 ? OFX_VALUE : OFX_BEGIN;
	if (e->kind == OFX_VALUE)
		e->value = import_text(r->in, e->value);
	e->line = r->open_line;
	memcpy(e->name, r->open, OFX_NAME);
	r->open[0] = '\0';
	return true;
}

bool
ofx_next(struct ofx_reader *r, struct ofx_event *e)
{
	bool told;

	if (r->has_pending) {
		r->has_pending = false;
		*e = r->pending;
		return true;
	}
	do {
		bool ended, tag = read_text(r, &ended);

		if (ended)
			return take_open(r, e);
		told = r->began && take_open(r, e);
		r->began = true;
		if (!tag) {
			import_fault(
			    r->in, r->line, NULL, "the file ends in a tag");
			return told;
		}
		if (told)
			r->has_pending = take_tag(r, &r->pending);
		else
			told = take_tag(r, e);
	} while (!told);
	return true;
}

void
ofx_done(struct ofx_reader *r)
{
	buf_free(&r->text);
	buf_free(&r->tag);
}
