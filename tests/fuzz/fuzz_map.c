/*
 * Any bytes as a map.  What is taken keeps the promises of map.h, and
 * written out again with every value quoted it reads as the same map.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "text/map_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
hold(bool promise, const char *what)
{
	if (promise)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

static void
add_entries(
    struct buf *b, const char *prefix, const struct map_entry *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		hold(map_is_column(span_of(list[i].column)), "a column");
		buf_text(b, prefix);
		buf_text(b, list[i].column);
		buf_text(b, " = \"");
		buf_text(b, list[i].value);
		buf_text(b, "\"\n");
	}
}

static void
add_rules(struct buf *b, const char *key, const struct map_rules *rules)
{
	static const char *const when[] = {[MAP_IS] = "\" is \"",
	    [MAP_STARTS] = "\" starts \"",
	    [MAP_BLANK] = "\" blank",
	    [MAP_FILLED] = "\" filled",
	    [MAP_REPEATS] = "\" repeats"};

	for (size_t i = 0; i < rules->n; i++) {
		const struct map_rule *d = &rules->at[i];

		hold((d->value != NULL) ==
			 (d->when == MAP_IS || d->when == MAP_STARTS),
		    "a rule");
		buf_text(b, key);
		buf_text(b, " = \"");
		buf_text(b, d->header);
		buf_text(b, when[d->when]);
		if (d->value != NULL) {
			buf_text(b, d->value);
			buf_byte(b, '"');
		}
		buf_byte(b, '\n');
	}
}

static void
add_changes(struct buf *b, const struct map_section *s)
{
	for (size_t i = 0; i < s->nchange; i++) {
		const struct map_change *c = &s->changes[i];

		hold(map_is_column(span_of(c->column)), "a column");
		buf_text(b, "value.");
		buf_text(b, c->column);
		buf_text(b, " = \"");
		buf_text(b, c->from);
		buf_text(b, "\" is \"");
		buf_text(b, c->to);
		buf_text(b, "\"\n");
	}
}

/* key = value; of a mark the character, or the word that it needs. */
static void
add_mark(struct buf *b, const char *key, char mark)
{
	if (mark == 0)
		return;
	buf_text(b, key);
	buf_text(b, " = ");
	if (mark == ' ')
		buf_text(b, "space");
	else if (mark == '\t')
		buf_text(b, "tab");
	else
		buf_byte(b, mark);
	buf_byte(b, '\n');
}

static void
add_settings(struct buf *b, const struct map_section *s)
{
	static const char *const negative[] = {[MONEY_MINUS] = "minus",
	    [MONEY_PAREN] = "paren",
	    [MONEY_TRAILING] = "trailing"};
	char line[64];

	hold(s->money.group != s->money.decimal, "marks that differ");
	hold(s->dialect.skip < 1000000, "a small skip");
	add_mark(b, "delimiter", s->dialect.delimiter);
	add_mark(b, "decimal-mark", s->money.decimal);
	add_mark(b, "group-mark", s->money.group);
	snprintf(line, sizeof line, "negative = %s\nsymbol = %s\n",
	    negative[s->money.negative], s->money.symbol ? "yes" : "no");
	buf_text(b, line);
	if (s->dialect.no_quote)
		buf_text(b, "quote = none\n");
	if (s->dialect.encoding != NULL) {
		buf_text(b, "encoding = ");
		buf_text(b, s->dialect.encoding);
		buf_byte(b, '\n');
	}
	if (s->date_layout != NULL) {
		buf_text(b, "date-format = \"");
		buf_text(b, s->date_layout);
		buf_text(b, "\"\n");
	}
	snprintf(line, sizeof line, "skip = %u\n", (unsigned)s->dialect.skip);
	buf_text(b, s->dialect.skip_to_header ? "skip = header\n" : line);
}

static void
add_map(struct buf *b, const struct map *m)
{
	static const char *const names[MAP_TABLES] = {"[book]\n",
	    "[customers]\n", "[gl]\n", "[bank]\n", "[aliases]\n", "[rates]\n",
	    "[policy]\n", "[lines]\n", "[sellers]\n", "[tax]\n", "[holidays]\n",
	    "[prices]\n", "[orders]\n", "[contracts]\n", "[counter]\n",
	    "[provision]\n", "[targets]\n", "[codes]\n", "[balance]\n",
	    "[accounts]\n", "[approval]\n"};
	_Static_assert(MAP_TABLES == 21, "a name for each table");
	static const char *const said[MAP_SAID] = {
	    "", "default.", "blank.", "strip."};

	for (int t = 0; t < MAP_TABLES; t++) {
		const struct map_section *s = &m->of[t];

		buf_text(b, names[t]);
		add_settings(b, s);
		for (int i = 0; i < MAP_SAID; i++)
			add_entries(b, said[i], s->said[i].at, s->said[i].n);
		add_rules(b, "drop", &s->drops);
		add_rules(b, "negate", &s->negates);
		add_changes(b, s);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct map_reader first = {.map = map_new()};
	struct map_reader again = {.map = map_new()};
	struct buf one = {0}, two = {0};

	if (!map_parse(&first, (struct span){(const char *)data, size})) {
		hold(first.what[0] != '\0', "a fault has a reason");
		hold(first.line > 0, "a fault has a line");
	} else {
		add_map(&one, first.map);
		if (!map_parse(&again, (struct span){one.at, one.len}))
			hold(false, again.what);
		add_map(&two, again.map);
		hold(one.len == two.len && !memcmp(one.at, two.at, one.len),
		    "the same map again");
	}
	map_free(first.map);
	map_free(again.map);
	buf_free(&one);
	buf_free(&two);
	return 0;
}
