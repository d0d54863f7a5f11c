#include "text/columns.h"

#include "base/mem.h"

void
columns_open(struct columns *c, const struct map_section *map,
    const char *const *names, size_t n)
{
	*c = (struct columns){.map = map, .names = names, .n = n};
	c->at = mem_array(n, sizeof *c->at);
	c->fixed = mem_array(n, sizeof *c->fixed);
	c->fill = mem_array(n, sizeof *c->fill);
	c->strip = mem_array(n, sizeof *c->strip);
	for (size_t i = 0; i < n; i++) {
		c->fill[i] = map_said(map, MAP_FILL, names[i]);
		c->strip[i] = map_said(map, MAP_STRIP, names[i]);
		c->edits |= c->fill[i].len > 0 || c->strip[i].len > 0;
	}
	c->drop_at = mem_array(map->ndrop, sizeof *c->drop_at);
}

static int32_t
find(const struct csv_header *h, struct span name)
{
	for (uint32_t i = 0; i < h->ncol; i++)
		if (span_equal(h->names[i], name))
			return (int32_t)i;
	return -1;
}

void
columns_bind(struct columns *c, const struct csv_header *h)
{
	if (c->header == h)
		return;
	c->header = h;
	for (size_t i = 0; i < c->n; i++) {
		c->at[i] = find(h, map_header(c->map, c->names[i]));
		c->fixed[i] = map_default(c->map, c->names[i]);
	}
	for (size_t i = 0; i < c->map->ndrop; i++)
		c->drop_at[i] = find(h, span_of(c->map->drops[i].header));
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
		break;
	}
	return cell.len == 0;
}

bool
columns_drop(const struct columns *c, const struct batch *b, uint32_t row)
{
	for (size_t i = 0; i < c->map->ndrop; i++)
		if (c->drop_at[i] >= 0 &&
		    rule_holds(&c->map->drops[i],
			batch_cell(b, row, (uint32_t)c->drop_at[i])))
			return true;
	return false;
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
}
