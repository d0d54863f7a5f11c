#include "text/columns.h"

#include "base/known.h"
#include "base/mem.h"

static void
open_changes(struct columns *c)
{
	for (size_t i = 0; i < c->map->nchange; i++) {
		size_t at = 0;

		while (at < c->n &&
		       strcmp(c->names[at], c->map->changes[i].column) != 0)
			at++;
		c->change_at[i] = at;
		c->edits |= at < c->n;
	}
}

void
columns_open(struct columns *c, const struct map_section *map,
    const char *const *names, size_t n)
{
	*c = (struct columns){.map = map, .names = names, .n = n};
	c->at = mem_array(n, sizeof *c->at);
	c->fixed = mem_array(n, sizeof *c->fixed);
	c->fill = mem_array(n, sizeof *c->fill);
	c->strip = mem_array(n, sizeof *c->strip);
	c->negate_at = mem_array(map->negates.n, sizeof *c->negate_at);
	c->change_at = mem_array(map->nchange, sizeof *c->change_at);
	if (map_needs_order(map)) {
		c->met = known_new();
		c->same_at =
		    mem_array(map->said[MAP_HEADER].n, sizeof *c->same_at);
	}
	open_changes(c);
	for (size_t i = 0; i < n; i++) {
		c->fill[i] = map_said(map, MAP_FILL, names[i]);
		c->strip[i] = map_said(map, MAP_STRIP, names[i]);
		c->edits |= c->fill[i].len > 0 || c->strip[i].len > 0;
	}
	c->drop_at = mem_array(map->drops.n, sizeof *c->drop_at);
}

static int32_t
find(const struct csv_header *h, struct span name)
{
	for (uint32_t i = 0; i < h->ncol; i++)
		if (span_equal(h->names[i], name))
			return (int32_t)i;
	return -1;
}

size_t
columns_required(const struct map_section *map, const char *const *names,
    size_t n, struct span *headers)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		if (map_default(map, names[i]).at == NULL)
			headers[found++] = map_header(map, names[i]);
	return found;
}

static bool
gives(
    const struct map_section *map, const struct csv_header *h, const char *name)
{
	return map_default(map, name).at != NULL ||
	       find(h, map_header(map, name)) >= 0;
}

bool
columns_agree(const struct map_section *map, const struct csv_header *first,
    const struct csv_header *later, const char *const *names, size_t n,
    const char **column)
{
	for (size_t i = 0; i < n; i++) {
		*column = names[i];
		if (gives(map, first, names[i]) != gives(map, later, names[i]))
			return false;
	}
	return true;
}

static void
bind_rules(
    const struct map_rules *rules, const struct csv_header *h, int32_t *at)
{
	for (size_t i = 0; i < rules->n; i++)
		at[i] = find(h, span_of(rules->at[i].header));
}

void
columns_bind(struct columns *c, const struct csv_header *h)
{
	const struct map_entries *headers = &c->map->said[MAP_HEADER];

	if (c->header == h)
		return;
	c->header = h;
	for (size_t i = 0; i < c->n; i++) {
		c->at[i] = find(h, map_header(c->map, c->names[i]));
		c->fixed[i] = map_default(c->map, c->names[i]);
	}
	bind_rules(&c->map->drops, h, c->drop_at);
	bind_rules(&c->map->negates, h, c->negate_at);
	c->nsame = 0;
	for (size_t i = 0; c->met != NULL && i < headers->n; i++) {
		int32_t at = find(h, span_of(headers->at[i].value));

		if (at >= 0)
			c->same_at[c->nsame++] = at;
	}
}

bool
columns_have(const struct columns *c, size_t column)
{
	return c->at[column] >= 0 || c->fixed[column].at != NULL;
}

static bool
rule_holds(const struct map_rule *rule, struct span cell)
{
	struct span value = span_of(rule->value);

	switch (rule->when) {
	case MAP_IS:
		return span_equal(cell, value);
	case MAP_STARTS:
		return cell.len >= value.len &&
		       !memcmp(cell.at, value.at, value.len);
	case MAP_BLANK:
		return cell.len == 0;
	case MAP_FILLED:
		return cell.len > 0;
	case MAP_REPEATS:
		break;
	}
	return false;
}

/* Whether a row before was the same, in the column of the rule, which is not
   blank, and in all that the map names. */
static bool
repeats(const struct columns *c, const struct batch *b, uint32_t row,
    struct span cell)
{
	struct hash h = hash_pair(HASH_SEED, cell);
	uint32_t before = known_count(c->met);

	if (cell.len == 0)
		return false;
	for (size_t i = 0; i < c->nsame; i++)
		h = hash_pair(h, batch_cell(b, row, (uint32_t)c->same_at[i]));
	return known_add(c->met, h) < before;
}

static bool
any_holds(const struct map_rules *rules, const int32_t *at,
    const struct batch *b, uint32_t row)
{
	for (size_t i = 0; i < rules->n; i++)
		if (at[i] >= 0 && rule_holds(&rules->at[i],
				      batch_cell(b, row, (uint32_t)at[i])))
			return true;
	return false;
}

bool
columns_drop(const struct columns *c, const struct batch *b, uint32_t row)
{
	const struct map_rules *rules = &c->map->drops;

	if (any_holds(rules, c->drop_at, b, row))
		return true;
	for (size_t i = 0; c->met != NULL && i < rules->n; i++)
		if (rules->at[i].when == MAP_REPEATS && c->drop_at[i] >= 0 &&
		    repeats(
			c, b, row, batch_cell(b, row, (uint32_t)c->drop_at[i])))
			return true;
	return false;
}

bool
columns_negate(const struct columns *c, const struct batch *b, uint32_t row)
{
	return any_holds(&c->map->negates, c->negate_at, b, row);
}

const char *
columns_name(const struct columns *c, size_t column)
{
	return map_header(c->map, c->names[column]).at;
}

struct span
columns_edit(const struct columns *c, size_t column, struct span cell)
{
	struct span end = c->strip[column];

	if (end.len > 0 && cell.len > end.len &&
	    !memcmp(cell.at + cell.len - end.len, end.at, end.len))
		cell.len -= end.len;
	for (size_t i = 0; i < c->map->nchange; i++)
		if (c->change_at[i] == column &&
		    span_is(cell, c->map->changes[i].from))
			return span_of(c->map->changes[i].to);
	return cell.len == 0 && c->fill[column].len > 0 ? c->fill[column]
							: cell;
}

void
columns_free(struct columns *c)
{
	mem_free(c->at);
	mem_free(c->fixed);
	mem_free(c->fill);
	mem_free(c->strip);
	mem_free(c->drop_at);
	mem_free(c->negate_at);
	mem_free(c->change_at);
	mem_free(c->same_at);
	known_free(c->met);
}
