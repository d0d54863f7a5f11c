#include "base/mem.h"
#include "text/map_in.h"

#define USAGE                                                                  \
	"%s is written: Header is Value, or Header starts Value, or Header "   \
	"blank (filled, repeats)"

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

/* A word that nothing follows, and what it means. */
static bool
is_last(struct span w, enum map_drop *when)
{
	static const struct {
		const char *word;
		enum map_drop when;
	} words[] = {{"blank", MAP_BLANK}, {"filled", MAP_FILLED},
	    {"repeats", MAP_REPEATS}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(w, words[i].word)) {
			*when = words[i].when;
			return true;
		}
	return false;
}

/*
 * Where the header ends: at its closing quote, else before the first word
 * that is `is` or `starts`, or a last one that is `blank` or the like.  0:
 * nowhere.
 */
static size_t
header_end(struct span v)
{
	size_t at = 0;
	enum map_drop when;

	if (v.len > 0 && v.at[0] == '"') {
		const char *q = memchr(v.at + 1, '"', v.len - 1);

		return q != NULL ? (size_t)(q - v.at) + 1 : 0;
	}
	while (at < v.len) {
		struct span w = word(v, &at);
		size_t start = (size_t)(w.at - v.at);

		if (start > 0 && (span_is(w, "is") || span_is(w, "starts") ||
				     (is_last(w, &when) && at == v.len)))
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
add(struct map_rules *rules, struct span header, enum map_drop when,
    struct span value)
{
	size_t cap = rules->n;
	bool valued = when == MAP_IS || when == MAP_STARTS;
	char *text = valued ? mem_copy(value.at, value.len) : NULL;

	rules->at = mem_grow(rules->at, &cap, rules->n + 1, sizeof *rules->at);
	rules->at[rules->n++] =
	    (struct map_rule){mem_copy(header.at, header.len), when, text};
}

/* Whether a value in quotes is closed, and is one. */
static bool
quotes_ok(struct map_reader *r, struct span value)
{
	return value.at[0] != '"' ||
	       (value.len >= 2 && value.at[value.len - 1] == '"') ||
	       map_fault(r, "the value's quote is not closed");
}

bool
map_set_rule(struct map_reader *r, const char *key, struct map_rules *rules,
    struct span v)
{
	size_t end = header_end(v), at = end;
	struct span header = bare(map_trim((struct span){v.at, end}));
	struct span when = word(v, &at);
	struct span value = map_trim((struct span){v.at + at, v.len - at});
	bool is = span_is(when, "is");
	enum map_drop last;

	if (end == 0 || memchr(header.at, '"', header.len) != NULL)
		return map_fault(r, USAGE, key);
	if (is_last(when, &last) && value.len == 0) {
		add(rules, header, last, value);
		return true;
	}
	if ((!is && !span_is(when, "starts")) || value.len == 0)
		return map_fault(r, USAGE, key);
	if (is && span_is(value, "blank"))
		return map_fault(r,
		    "write 'blank' for an empty cell, 'is \"blank\"' for the "
		    "word");
	if (!quotes_ok(r, value))
		return false;
	if (bare(value).len == 0 && !is)
		return map_fault(r, "every cell starts with nothing");
	add(rules, header, is ? MAP_IS : MAP_STARTS, bare(value));
	return true;
}

bool
map_set_change(struct map_reader *r, struct span column, struct span v)
{
	static const char usage[] = "value is written: Cell is Value";
	struct map_section *s = r->section;
	size_t end = header_end(v), at = end, cap = s->nchange;
	struct span from = bare(map_trim((struct span){v.at, end}));
	struct span when = word(v, &at);
	struct span to = map_trim((struct span){v.at + at, v.len - at});

	if (end == 0 || !span_is(when, "is") || to.len == 0)
		return map_fault(r, "%s", usage);
	if (!quotes_ok(r, to))
		return false;
	if (from.len == 0 || memchr(from.at, '"', from.len) != NULL)
		return map_fault(
		    r, "%s (blank.COLUMN is for blank cells)", usage);
	to = bare(to);
	for (size_t i = 0; i < s->nchange; i++)
		if (span_is(column, s->changes[i].column) &&
		    span_is(from, s->changes[i].from))
			return map_fault(r, "'%.*s' of %.*s is given twice",
			    MAP_SHOW(from), MAP_SHOW(column));
	s->changes =
	    mem_grow(s->changes, &cap, s->nchange + 1, sizeof *s->changes);
	s->changes[s->nchange++] =
	    (struct map_change){mem_copy(column.at, column.len),
		mem_copy(from.at, from.len), mem_copy(to.at, to.len)};
	return true;
}
