#include "text/template_in.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct span
trim(struct span s)
{
	while (s.len > 0 && is_blank(s.at[0])) {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && is_blank(s.at[s.len - 1]))
		s.len--;
	return s;
}

/* Where the n braces that close a tag begin in s, or s.len. */
static size_t
closing(struct span s, size_t n, bool one_line)
{
	for (size_t i = 0; i + n <= s.len; i++) {
		if (one_line && s.at[i] == '\n')
			break;
		if (memcmp(s.at + i, "}}}", n) == 0)
			return i;
	}
	return s.len;
}

static bool
refuse_sigil(struct template_reader *r, const struct tag *tag)
{
	switch (tag->name.at[0]) {
	case '=':
		return template_fault(
		    r, tag->at, "delimiters can't be changed");
	case '>':
	case '<':
	case '$':
		return template_fault(r, tag->at,
		    "a template can't hold another one ({{%c ...}})",
		    tag->name.at[0]);
	default:
		return true;
	}
}

/* What stands between the braces. */
static bool
inside(struct template_reader *r, struct tag *tag)
{
	struct span *name = &tag->name;

	if (name->len > 0 && tag->sigil == 0) {
		if (!refuse_sigil(r, tag))
			return false;
		if (strchr("#^/&", name->at[0]) != NULL) {
			tag->sigil = name->at[0];
			*name =
			    trim((struct span){name->at + 1, name->len - 1});
		}
	}
	if (name->len == 0)
		return template_fault(r, tag->at, "a tag without a name");
	for (size_t i = 0; i < name->len; i++)
		if (name->at[i] == '{' || name->at[i] == '}')
			return template_fault(
			    r, tag->at, "a brace in a tag; is the tag closed?");
	return true;
}

bool
template_tag(struct template_reader *r, struct tag *tag)
{
	struct span rest = {
	    r->text.at + tag->at + 2, r->text.len - tag->at - 2};
	bool raw = rest.len > 0 && rest.at[0] == '{', comment;
	size_t n;

	rest.at += raw;
	rest.len -= raw;
	comment = trim(rest).len > 0 && trim(rest).at[0] == '!' && !raw;
	n = closing(rest, raw ? 3 : 2, !comment);
	if (n == rest.len)
		return template_fault(r, tag->at,
		    comment ? "the comment is not closed"
			    : "the tag is not closed on its line");
	tag->end = tag->at + (raw ? 6 : 4) + n;
	tag->name = trim((struct span){rest.at, n});
	tag->sigil = '!';
	tag->width = 0;
	if (comment)
		return true;
	tag->sigil = raw ? '&' : '\0';
	return inside(r, tag);
}
