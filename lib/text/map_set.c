#include "base/mem.h"
#include "text/map_in.h"
#include "value/date.h"

struct word {
	const char *text;
	char mark;
};

/* A word of the list, or a single character that can mark something. */
static bool
mark(struct span v, const struct word *words, char *to)
{
	for (; words->text != NULL; words++)
		if (span_is(v, words->text)) {
			*to = words->mark;
			return true;
		}
	*to = v.len == 1 ? v.at[0] : 0;
	return *to > ' ' && *to < 0x7f && strchr("\"-+()", *to) == NULL &&
	       !(*to >= '0' && *to <= '9') && !(*to >= 'A' && *to <= 'Z') &&
	       !(*to >= 'a' && *to <= 'z');
}

static bool
set_delimiter(struct map_reader *r, struct span v)
{
	static const struct word words[] = {{"tab", '\t'}, {"semicolon", ';'},
	    {"comma", ','}, {"pipe", '|'}, {NULL, 0}};

	r->mark_line = r->line;
	return mark(v, words, &r->section->dialect.delimiter) ||
	       map_fault(r, "delimiter is one character, or tab, semicolon, "
			    "comma, pipe");
}

static bool
set_encoding(struct map_reader *r, struct span v)
{
	static const char *const known[] = {"cp1252", "latin1"};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (span_is(v, known[i])) {
			r->section->dialect.encoding = known[i];
			return true;
		}
	return span_is(v, "utf-8") ||
	       map_fault(r, "encoding is utf-8, cp1252 or latin1");
}

static bool
set_quote(struct map_reader *r, struct span v)
{
	r->mark_line = r->line;
	r->section->dialect.no_quote = true;
	return span_is(v, "none") ||
	       map_fault(r, "quote can only be none: without it, it is '\"'");
}

static bool
set_date(struct map_reader *r, struct span v)
{
	char *layout = mem_copy(v.at, v.len);

	r->section->date_layout = layout;
	return date_layout_ok(layout) ||
	       map_fault(r,
		   "date-format needs day, month and year once each, as in "
		   "M/D/YYYY or DD.MM.YY");
}

static bool
set_decimal(struct map_reader *r, struct span v)
{
	r->mark_line = r->line;
	r->section->money.decimal = span_is(v, ",") ? ',' : '.';
	return span_is(v, ".") || span_is(v, ",") ||
	       map_fault(r, "decimal-mark is . or ,");
}

static bool
set_group(struct map_reader *r, struct span v)
{
	static const struct word words[] = {{"space", ' '}, {NULL, 0}};

	r->mark_line = r->line;
	return mark(v, words, &r->section->money.group) ||
	       map_fault(r, "group-mark is one character, or space");
}

static bool
set_negative(struct map_reader *r, struct span v)
{
	enum money_negative *to = &r->section->money.negative;

	if (span_is(v, "minus"))
		*to = MONEY_MINUS;
	else if (span_is(v, "paren"))
		*to = MONEY_PAREN;
	else if (span_is(v, "trailing"))
		*to = MONEY_TRAILING;
	else
		return map_fault(r, "negative is minus, paren or trailing");
	return true;
}

static bool
set_symbol(struct map_reader *r, struct span v)
{
	r->section->money.symbol = span_is(v, "yes");
	return span_is(v, "yes") || span_is(v, "no") ||
	       map_fault(r, "symbol is yes or no");
}

static bool
set_skip(struct map_reader *r, struct span v)
{
	struct csv_dialect *d = &r->section->dialect;

	if (span_is(v, "header")) {
		d->skip_to_header = true;
		return true;
	}
	for (size_t i = 0; i < v.len; i++) {
		if (i == 6 || v.at[i] < '0' || v.at[i] > '9')
			return map_fault(
			    r, "skip is a number of lines, or header");
		d->skip = d->skip * 10 + (uint32_t)(v.at[i] - '0');
	}
	return v.len > 0 || map_fault(r, "skip is a number, or header");
}

static const struct {
	const char *key;
	bool (*set)(struct map_reader *, struct span);
} settings[] = {
    {"delimiter", set_delimiter},
    {"encoding", set_encoding},
    {"quote", set_quote},
    {"date-format", set_date},
    {"decimal-mark", set_decimal},
    {"group-mark", set_group},
    {"negative", set_negative},
    {"symbol", set_symbol},
    {"skip", set_skip},
};

#define NSETTING (sizeof settings / sizeof settings[0])

bool
map_set(struct map_reader *r, struct span key, struct span value, bool *known)
{
	*known = false;
	for (size_t i = 0; i < NSETTING; i++) {
		if (!span_is(key, settings[i].key))
			continue;
		*known = true;
		if (r->said >> i & 1)
			return map_fault(
			    r, "%.*s is given twice", MAP_SHOW(key));
		r->said |= 1U << i;
		return settings[i].set(r, value);
	}
	return true;
}

/* Whether two names are one but for '-' and '_'. */
static bool
alike(struct span key, const char *name)
{
	size_t i = 0;

	for (;; i++, name++) {
		while (i < key.len && (key.at[i] == '_' || key.at[i] == '-'))
			i++;
		while (*name == '-')
			name++;
		if (i == key.len || *name == '\0' || key.at[i] != *name)
			return i == key.len && *name == '\0';
	}
}

const char *
map_meant(struct span key)
{
	for (size_t i = 0; i < NSETTING; i++)
		if (alike(key, settings[i].key))
			return settings[i].key;
	return NULL;
}

/* Two marks that are one character leave numbers that read two ways. */
bool
map_agree(struct map_reader *r)
{
	const struct map_section *s = r->section;
	char delimiter;
	const char *other = NULL;

	if (s == NULL)
		return true;
	delimiter = s->dialect.delimiter != 0 ? s->dialect.delimiter : ',';
	if (s->money.group == s->money.decimal) {
		r->line = r->mark_line;
		return map_fault(r, "decimal-mark and group-mark are both '%c'",
		    s->money.decimal);
	}
	if (delimiter == s->money.decimal)
		other = "decimal-mark";
	else if (delimiter == s->money.group)
		other = "group-mark";
	if (!s->dialect.no_quote || other == NULL)
		return true;
	r->line = r->mark_line;
	return map_fault(r, "delimiter and %s are both '%c', with quote = none",
	    other, delimiter);
}
