#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/witness.h"
#include "text/map_in.h"
#include "text/utf8.h"

bool
map_fault(struct map_reader *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(r->what, sizeof r->what, fmt, ap);
	va_end(ap);
	return false;
}

struct span
map_trim(struct span s)
{
	while (s.len > 0 && (s.at[0] == ' ' || s.at[0] == '\t')) {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
		s.len--;
	return s;
}

static bool
no_section(struct map_reader *r, struct span name)
{
	struct buf all = {0};

	map_tables(&all);
	map_fault(r, "no section is named '%.*s': they are %s", MAP_SHOW(name),
	    buf_string(&all));
	buf_free(&all);
	return false;
}

static bool
section(struct map_reader *r, struct span line)
{
	struct span name = {line.at + 1, line.len - 1};
	enum map_table table;

	if (name.len == 0 || name.at[name.len - 1] != ']')
		return map_fault(r, "a section is written [book]");
	name.len--;
	table = map_table_of(name);
	if (table == MAP_TABLES)
		return no_section(r, name);
	if (!map_agree(r))
		return false;
	r->section = &r->map->of[table];
	r->said = 0;
	r->mark_line = 0;
	if (r->section->described)
		return map_fault(
		    r, "[%.*s] is described twice", MAP_SHOW(name));
	r->section->described = true;
	return true;
}

static bool
column(struct map_reader *r, struct span key, struct span value)
{
	struct map_section *s = r->section;
	struct span name = key;
	enum map_said what = map_cut_said(&name);
	const struct map_entries *list = &s->said[what];
	const char *meant = map_meant(key);

	if (meant != NULL)
		return map_fault(
		    r, "'%.*s' is written %s", MAP_SHOW(key), meant);
	if (!map_is_column(name))
		return map_fault(r,
		    "'%.*s' is neither a setting nor the name of a column",
		    MAP_SHOW(key));
	for (size_t i = 0; i < list->n; i++)
		if (span_is(name, list->at[i].column))
			return map_fault(
			    r, "%.*s is given twice", MAP_SHOW(key));
	map_say(s, what, name, value);
	return true;
}

/* The value without the quotes around it. */
static bool
unquote(struct map_reader *r, struct span *value)
{
	if (value->len == 0)
		return map_fault(r, "nothing after the '='");
	if (value->at[0] != '"')
		return true;
	if (value->len < 2 || value->at[value->len - 1] != '"')
		return map_fault(r, "the value's quote is not closed");
	value->at++;
	value->len -= 2;
	return true;
}

/* Only of the book: a bank's money has the signs of the bank. */
static bool
negate(struct map_reader *r, struct span value)
{
	const struct map_rules *rules;

	if (r->section != &r->map->of[MAP_BOOK])
		return map_fault(r, "negate is for [book]");
	if (!map_set_rule(r, "negate", &r->section->negates, value))
		return false;
	rules = &r->section->negates;
	return rules->at[rules->n - 1].when != MAP_REPEATS ||
	       map_fault(r, "negate can't be by what repeats");
}

static bool
change(struct map_reader *r, struct span column, struct span value)
{
	if (!map_is_column(column))
		return map_fault(
		    r, "'%.*s' is not the name of a column", MAP_SHOW(column));
	return map_set_change(r, column, value);
}

static bool
pair(struct map_reader *r, struct span key, struct span value)
{
	bool known;

	if (r->section == NULL)
		return map_fault(r,
		    "'%.*s' stands before any section, such as [book]",
		    MAP_SHOW(key));
	if (span_is(key, "drop"))
		return map_set_rule(r, "drop", &r->section->drops, value);
	if (span_is(key, "negate"))
		return negate(r, value);
	if (key.len > 6 && !memcmp(key.at, "value.", 6))
		return change(r, (struct span){key.at + 6, key.len - 6}, value);
	if (!unquote(r, &value))
		return false;
	return map_set(r, key, value, &known) &&
	       (known || column(r, key, value));
}

static bool
parse_line(struct map_reader *r, struct span line)
{
	const char *eq;
	size_t n;

	if (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	if (memchr(line.at, '\0', line.len) != NULL)
		return map_fault(r, "a NUL byte");
	if (!utf8_valid(line.at, line.len))
		return map_fault(r, "not valid UTF-8");
	if (line.len > 0 && line.at[0] == '#')
		return true;
	line = map_trim(line);
	if (line.len == 0)
		return true;
	if (line.at[0] == '[')
		return section(r, line);
	eq = memchr(line.at, '=', line.len);
	if (eq == NULL)
		return map_fault(r, "neither a [section] nor key = value");
	n = (size_t)(eq - line.at);
	return pair(r, map_trim((struct span){line.at, n}),
	    map_trim((struct span){eq + 1, line.len - n - 1}));
}

bool
map_parse(struct map_reader *r, struct span text)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t at = 0;

	if (text.len >= 3 && memcmp(text.at, mark, 3) == 0)
		at = 3;
	while (at < text.len) {
		const char *p = text.at + at;
		const char *nl = memchr(p, '\n', text.len - at);
		size_t n = nl != NULL ? (size_t)(nl - p) : text.len - at;

		r->line++;
		if (!parse_line(r, (struct span){p, n}))
			return false;
		at += n + 1;
	}
	return map_agree(r);
}

static void
read_all(struct buf *b, const char *path)
{
	FILE *f = fopen(path, "r");
	char block[4096];
	struct witness *w;
	size_t n;

	if (f == NULL)
		diag_fail("%s: %s", path, strerror(errno));
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_add(b, block, n);
	if (ferror(f))
		diag_fail("%s: %s", path, strerror(errno));
	fclose(f);
	w = witness_input("map", path);
	witness_add(w, b->at, b->len);
	witness_end(w);
}

void
map_read(struct map *m, const char *path)
{
	struct map_reader r = {.map = m};
	struct buf b = {0};

	read_all(&b, path);
	if (!map_parse(&r, (struct span){buf_string(&b), b.len}))
		diag_fail("%s:%zu: %s", path, r.line, r.what);
	buf_free(&b);
}
