#include "base/mem.h"
#include "text/map_in.h"

static const char usage[] = "drop is written: Header is Value, or "
			    "Header starts Value, or Header blank";

/* The next word of s from *at on; *at moves behind it. */
static struct span
word(struct span s, size_t *at)
{
	struct span w;

	while (*at < s.len && (s.at[*at] == ' ' || s.at[*at] == '\t'))
		++*at;
	w = (struct span){s.at + *at, 0};
	while (*at < s.len && s.at[*at] != ' ' && s.at[*at] != '\t') {
		++*at;
		w.len++;
	}
	return w;
}

/*
 * Where the header ends: at its closing quote, else before the first word
 * that is `is` or `starts`, or a last one that is `blank`.  0: nowhere.
 */
static size_t
header_end(struct span v)
{
	size_t at = 0;

	if (v.len > 0 && v.at[0] == '"') {
		const char *q = memchr(v.at + 1, '"', v.len - 1);

		return q != NULL ? (size_t)(q - v.at) + 1 : 0;
	}
	while (at < v.len) {
		struct span w = word(v, &at);
		size_t start = (size_t)(w.at - v.at);

		if (start > 0 && (span_is(w, "is") || span_is(w, "starts") ||
				     (span_is(w, "blank") && at == v.len)))
			return start;
	}
	return 0;
}

static struct span
bare(struct span s)
{
	if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
		return (struct span){s.at + 1, s.len - 2};
	return s;
}

static void
add(struct map_section *s, struct span header, enum map_drop when,
    struct span value)
{
	size_t cap = s->ndrop;
	char *text = when == MAP_BLANK ? NULL : mem_copy(value.at, value.len);

	s->drops = mem_grow(s->drops, &cap, s->ndrop + 1, sizeof *s->drops);
	s->drops[s->ndrop++] =
	    (struct map_rule){mem_copy(header.at, header.len), when, text};
}

bool
map_set_drop(struct map_reader *r, struct span v)
{
	size_t end = header_end(v), at = end;
	struct span header = bare(map_trim((struct span){v.at, end}));
	struct span when = word(v, &at);
	struct span value = map_trim((struct span){v.at + at, v.len - at});

	if (end == 0 || memchr(header.at, '"', header.len) != NULL)
		return map_fault(r, "%s", usage);
	if (span_is(when, "blank") && value.len == 0) {
		add(r->section, header, MAP_BLANK, value);
		return true;
	}
	if ((!span_is(when, "is") && !span_is(when, "starts")) ||
	    value.len == 0)
		return map_fault(r, "%s", usage);
	if (span_is(when, "is") && span_is(value, "blank"))
		return map_fault(r,
		    "write 'blank' for an empty cell, 'is \"blank\"' for the "
		    "word");
	if (value.at[0] == '"' &&
	    (value.len < 2 || value.at[value.len - 1] != '"'))
		return map_fault(r, "the value's quote is not closed");
	if (bare(value).len == 0 && span_is(when, "starts"))
		return map_fault(r, "every cell starts with nothing");
	add(r->section, header, span_is(when, "is") ? MAP_IS : MAP_STARTS,
	    bare(value));
	return true;
}
