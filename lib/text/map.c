#include "text/map.h"

#include "base/diag.h"
#include "base/mem.h"
#include "text/map_in.h"
#include "text/utf8.h"
#include "value/date.h"

static const char *const tables[MAP_TABLES] = {
    [MAP_BOOK] = "book",
    [MAP_CUSTOMERS] = "customers",
    [MAP_GL] = "gl",
    [MAP_BANK] = "bank",
    [MAP_ALIASES] = "aliases",
    [MAP_RATES] = "rates",
    [MAP_POLICY] = "policy",
    [MAP_LINES] = "lines",
    [MAP_SELLERS] = "sellers",
    [MAP_TAX] = "tax",
    [MAP_HOLIDAYS] = "holidays",
    [MAP_PRICES] = "prices",
    [MAP_ORDERS] = "orders",
    [MAP_CONTRACTS] = "contracts",
    [MAP_COUNTER] = "counter",
    [MAP_PROVISION] = "provision",
    [MAP_TARGETS] = "targets",
    [MAP_CODES] = "codes",
    [MAP_BALANCE] = "balance",
    [MAP_ACCOUNTS] = "accounts",
    [MAP_APPROVAL] = "approval",
};

const char *
map_table_name(enum map_table table)
{
	return tables[table];
}

struct map *
map_new(void)
{
	struct map *m = mem_array(1, sizeof *m);

	for (int i = 0; i < MAP_TABLES; i++)
		m->of[i].money = money_plain;
	return m;
}

enum map_table
map_table_of(struct span name)
{
	int i = 0;

	while (i < MAP_TABLES && !span_is(name, tables[i]))
		i++;
	return (enum map_table)i;
}

bool
map_is_column(struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		bool letter = s.at[i] >= 'a' && s.at[i] <= 'z';
		bool digit = s.at[i] >= '0' && s.at[i] <= '9';

		if (!letter && (i == 0 || (!digit && s.at[i] != '_')))
			return false;
	}
	return s.len > 0;
}

void
map_tables(struct buf *to)
{
	for (size_t i = 0; i < MAP_TABLES; i++) {
		buf_text(to, i > 0 ? ", " : "");
		buf_text(to, tables[i]);
	}
}

enum map_said
map_cut_said(struct span *key)
{
	static const char *const prefixes[MAP_SAID] = {
	    "", "default.", "blank.", "strip."};

	for (int i = 1; i < MAP_SAID; i++) {
		size_t n = strlen(prefixes[i]);

		if (key->len < n || memcmp(key->at, prefixes[i], n) != 0)
			continue;
		*key = (struct span){key->at + n, key->len - n};
		return (enum map_said)i;
	}
	return MAP_HEADER;
}

void
map_say(struct map_section *s, enum map_said what, struct span column,
    struct span value)
{
	struct map_entries *list = &s->said[what];
	char *text = mem_copy(value.at, value.len);
	size_t cap = list->n;

	for (size_t i = 0; i < list->n; i++)
		if (span_is(column, list->at[i].column)) {
			mem_free(list->at[i].value);
			list->at[i].value = text;
			return;
		}
	list->at = mem_grow(list->at, &cap, list->n + 1, sizeof *list->at);
	list->at[list->n++] =
	    (struct map_entry){mem_copy(column.at, column.len), text};
}

void
map_column(struct map *m, enum map_table table, const char *arg)
{
	const char *eq = strchr(arg, '=');
	struct span key = {arg, eq != NULL ? (size_t)(eq - arg) : 0};
	const char *dot = memchr(key.at, '.', key.len);
	enum map_said what = map_cut_said(&key);

	if (!utf8_valid(arg, strlen(arg)))
		diag_fail("--col: an argument that is not valid UTF-8");
	if (eq == NULL)
		diag_fail("--col %s: not COLUMN=HEADER", arg);
	if (what == MAP_HEADER && dot != NULL) {
		table = map_table_of((struct span){arg, (size_t)(dot - arg)});
		key = (struct span){dot + 1, (size_t)(eq - dot) - 1};
		what = map_cut_said(&key);
	}
	if (table == MAP_TABLES)
		diag_fail("--col %s: there is no table '%.*s'", arg,
		    (int)(dot - arg), arg);
	if (what == MAP_HEADER && eq[1] == '\0')
		diag_fail("--col %s: not COLUMN=HEADER", arg);
	if (!map_is_column(key))
		diag_fail("--col %s: '%.*s' is no column", arg, MAP_SHOW(key));
	map_say(&m->of[table], what, key, span_of(eq + 1));
}

struct span
map_said(const struct map_section *s, enum map_said what, const char *column)
{
	const struct map_entries *list = &s->said[what];

	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->at[i].column, column) == 0)
			return span_of(list->at[i].value);
	return (struct span){NULL, 0};
}

struct span
map_header(const struct map_section *s, const char *column)
{
	struct span header = map_said(s, MAP_HEADER, column);

	return header.at != NULL ? header : span_of(column);
}

struct span
map_default(const struct map_section *s, const char *column)
{
	return map_said(s, MAP_DEFAULT, column);
}

bool
map_needs_order(const struct map_section *s)
{
	for (size_t i = 0; i < s->drops.n; i++)
		if (s->drops.at[i].when == MAP_REPEATS)
			return true;
	return false;
}

static void
free_entries(struct map_entries *list)
{
	for (size_t i = 0; i < list->n; i++) {
		mem_free(list->at[i].column);
		mem_free(list->at[i].value);
	}
	mem_free(list->at);
}

static void
free_rules(struct map_rules *rules)
{
	for (size_t i = 0; i < rules->n; i++) {
		mem_free(rules->at[i].header);
		mem_free(rules->at[i].value);
	}
	mem_free(rules->at);
}

void
map_free(struct map *m)
{
	for (int t = 0; t < MAP_TABLES; t++) {
		struct map_section *s = &m->of[t];

		for (size_t i = 0; i < MAP_SAID; i++)
			free_entries(&s->said[i]);
		free_rules(&s->drops);
		free_rules(&s->negates);
		for (size_t i = 0; i < s->nchange; i++) {
			mem_free(s->changes[i].column);
			mem_free(s->changes[i].from);
			mem_free(s->changes[i].to);
		}
		mem_free(s->changes);
		mem_free(s->date_layout);
	}
	mem_free(m);
}

bool
map_date(const struct map_section *s, struct span cell, int32_t *date)
{
	return s->date_layout != NULL
		   ? date_parse_as(cell, s->date_layout, date)
		   : date_parse(cell, date);
}
