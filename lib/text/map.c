#include "text/map.h"

#include "base/diag.h"
#include "base/mem.h"
#include "text/map_in.h"

static const char *const tables[MAP_TABLES] = {
    [MAP_BOOK] = "book",
    [MAP_CUSTOMERS] = "customers",
    [MAP_GL] = "gl",
    [MAP_BANK] = "bank",
    [MAP_ALIASES] = "aliases",
    [MAP_RATES] = "rates",
    [MAP_POLICY] = "policy",
};

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

bool
map_cut_default(struct span *key)
{
	static const char prefix[] = "default.";
	size_t n = sizeof prefix - 1;

	if (key->len < n || memcmp(key->at, prefix, n) != 0)
		return false;
	*key = (struct span){key->at + n, key->len - n};
	return true;
}

static void
add(struct map_entry **list, size_t *n, struct span column, struct span value)
{
	size_t cap = *n;
	char *text = mem_copy(value.at, value.len);

	for (size_t i = 0; i < *n; i++)
		if (span_is(column, (*list)[i].column)) {
			mem_free((*list)[i].value);
			(*list)[i].value = text;
			return;
		}
	*list = mem_grow(*list, &cap, *n + 1, sizeof **list);
	(*list)[(*n)++] =
	    (struct map_entry){mem_copy(column.at, column.len), text};
}

void
map_add_name(struct map_section *s, struct span column, struct span value)
{
	add(&s->names, &s->nname, column, value);
}

void
map_add_default(struct map_section *s, struct span column, struct span value)
{
	add(&s->defaults, &s->ndefault, column, value);
}

void
map_column(struct map *m, enum map_table table, const char *arg)
{
	const char *eq = strchr(arg, '=');
	struct span key = {arg, eq != NULL ? (size_t)(eq - arg) : 0};
	const char *dot = memchr(key.at, '.', key.len);
	bool fixed = map_cut_default(&key);

	if (eq == NULL)
		diag_fail("--col %s: not COLUMN=HEADER", arg);
	if (!fixed && dot != NULL) {
		table = map_table_of((struct span){arg, (size_t)(dot - arg)});
		key = (struct span){dot + 1, (size_t)(eq - dot) - 1};
		fixed = map_cut_default(&key);
	}
	if (table == MAP_TABLES)
		diag_fail("--col %s: there is no table '%.*s'", arg,
		    (int)(dot - arg), arg);
	if (!fixed && eq[1] == '\0')
		diag_fail("--col %s: not COLUMN=HEADER", arg);
	if (!map_is_column(key))
		diag_fail("--col %s: '%.*s' is no column", arg, MAP_SHOW(key));
	(fixed ? map_add_default : map_add_name)(
	    &m->of[table], key, span_of(eq + 1));
}

static struct span
find(const struct map_entry *list, size_t n, const char *column)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].column, column) == 0)
			return span_of(list[i].value);
	return (struct span){NULL, 0};
}

struct span
map_header(const struct map_section *s, const char *column)
{
	struct span header = find(s->names, s->nname, column);

	return header.at != NULL ? header : span_of(column);
}

struct span
map_default(const struct map_section *s, const char *column)
{
	return find(s->defaults, s->ndefault, column);
}

static void
free_entries(struct map_entry *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		mem_free(list[i].column);
		mem_free(list[i].value);
	}
	mem_free(list);
}

void
map_free(struct map *m)
{
	for (int t = 0; t < MAP_TABLES; t++) {
		struct map_section *s = &m->of[t];

		free_entries(s->names, s->nname);
		free_entries(s->defaults, s->ndefault);
		for (size_t i = 0; i < s->ndrop; i++) {
			mem_free(s->drops[i].header);
			mem_free(s->drops[i].value);
		}
		mem_free(s->drops);
		mem_free(s->date_layout);
	}
	mem_free(m);
}
