#include "book/customers.h"

#include "base/intern.h"
#include "base/mem.h"
#include "book/kin.h"

/*
 * Cells are strings of `texts`, row after row; `ids` numbers the rows.  The
 * columns are those of the first header, and those to which the map gives a
 * default; each by its header, and by the name that the map knows it by.
 */
struct customers {
	const struct map_section *map;
	struct intern *ids, *texts;
	struct columns key, columns;
	uint32_t *cells;
	size_t cell_cap;
	uint32_t ncol;
	struct span *headers;
	char **names;
	bool blank_ok;   /* a key may be blank */
	struct kin *kin; /* NULL: nobody asks for parents */
};

static const char *const customer_key[] = {"customer"};
static const char *const seller_key[] = {"entity"};

static struct customers *
table_new(const struct map_section *map, const char *const *key)
{
	struct customers *c = mem_array(1, sizeof *c);

	c->map = map;
	c->ids = intern_new();
	c->texts = intern_new();
	columns_open(&c->key, map, key, 1);
	return c;
}

struct customers *
customers_new(const struct map_section *map)
{
	return table_new(map, customer_key);
}

struct customers *
sellers_new(const struct map_section *map)
{
	struct customers *c = table_new(map, seller_key);

	c->blank_ok = true;
	return c;
}

void
customers_free(struct customers *c)
{
	if (c == NULL)
		return;
	intern_free(c->ids);
	intern_free(c->texts);
	kin_free(c->kin);
	columns_free(&c->key);
	columns_free(&c->columns);
	mem_free(c->cells);
	for (uint32_t i = 0; i < c->ncol; i++)
		mem_free(c->names[i]);
	mem_free(c->headers);
	mem_free(c->names);
	mem_free(c);
}

static uint32_t
find(const struct customers *c, struct span header)
{
	for (uint32_t i = 0; i < c->ncol; i++)
		if (span_equal(c->headers[i], header))
			return i;
	return CUSTOMERS_NONE;
}

/* The name that the map knows a header by: its own when it says nothing. */
static struct span
name_of(const struct customers *c, struct span header)
{
	const struct map_entries *said = &c->map->said[MAP_HEADER];

	for (size_t i = 0; i < said->n; i++)
		if (span_is(header, said->at[i].value))
			return span_of(said->at[i].column);
	return header;
}

static void
take_column(struct customers *c, struct span header)
{
	uint32_t text = intern_add(c->texts, header);
	struct span name = name_of(c, header);

	c->headers[c->ncol] = intern_text(c->texts, text);
	c->names[c->ncol] = mem_copy(name.at, name.len);
	c->ncol++;
}

/* The first header names the columns. */
static void
take_names(struct customers *c, const struct csv_header *h)
{
	const struct map_entries *fixed = &c->map->said[MAP_DEFAULT];

	c->headers = mem_array(h->ncol + fixed->n, sizeof *c->headers);
	c->names = mem_array(h->ncol + fixed->n, sizeof *c->names);
	for (uint32_t i = 0; i < h->ncol; i++)
		take_column(c, h->names[i]);
	for (size_t i = 0; i < fixed->n; i++) {
		struct span header = map_header(c->map, fixed->at[i].column);

		if (find(c, header) == CUSTOMERS_NONE)
			take_column(c, header);
	}
	columns_open(
	    &c->columns, c->map, (const char *const *)c->names, c->ncol);
}

static void
take_cells(struct customers *c, const struct batch *b, uint32_t row)
{
	size_t base = (size_t)(intern_count(c->ids) - 1) * c->ncol;

	c->cells =
	    mem_grow(c->cells, &c->cell_cap, base + c->ncol, sizeof *c->cells);
	columns_bind(&c->columns, b->header);
	for (uint32_t i = 0; i < c->ncol; i++)
		c->cells[base + i] =
		    intern_add(c->texts, columns_cell(&c->columns, b, row, i));
}

void
customers_with_parents(struct customers *c)
{
	c->kin = kin_new();
}

/* Adds a fault of the row when its customer closes a ring of parents. */
static void
check_parent(struct customers *c, struct batch *b, uint32_t row, struct span id)
{
	struct span parent = customers_parent(c, id), raw = {"", 0};

	if (parent.len > 0 && !kin_add(c->kin, id, parent))
		fault_add(&b->faults, FAULT_SIGN, b->line[row],
		    map_header(c->map, "parent").at, parent,
		    "has this customer above it already", raw);
}

void
customers_header(void *arg, const struct csv_header *h)
{
	struct customers *c = arg;

	if (c->headers == NULL)
		take_names(c, h);
}

void
customers_row(void *arg, struct batch *b, uint32_t row)
{
	struct customers *c = arg;
	struct span id, raw = {"", 0};

	customers_header(c, b->header);
	columns_bind(&c->key, b->header);
	id = columns_cell(&c->key, b, row, 0);
	if (id.len == 0 && !c->blank_ok) {
		fault_add(&b->faults, FAULT_BLANK, b->line[row],
		    columns_name(&c->key, 0), id,
		    "a customer has a number or name", raw);
		return;
	}
	if (intern_find(c->ids, id) != INTERN_NONE) {
		fault_add(&b->faults, FAULT_DUPLICATE_KEY, b->line[row],
		    columns_name(&c->key, 0), id, NULL, raw);
		return;
	}
	intern_add(c->ids, id);
	take_cells(c, b, row);
	if (c->kin != NULL)
		check_parent(c, b, row, id);
}

uint32_t
customers_column(const struct customers *c, struct span name)
{
	char text[128];
	struct span header = name;

	if (name.len < sizeof text) {
		memcpy(text, name.at, name.len);
		text[name.len] = '\0';
		header = map_header(c->map, text);
	}
	return find(c, header);
}

uint32_t
customers_count(const struct customers *c)
{
	return intern_count(c->ids);
}

struct span
customers_at(const struct customers *c, uint32_t row)
{
	return intern_text(c->ids, row);
}

bool
customers_has(const struct customers *c, struct span customer)
{
	return intern_find(c->ids, customer) != INTERN_NONE;
}

struct span
customers_cell(const struct customers *c, struct span customer, uint32_t column)
{
	uint32_t id = intern_find(c->ids, customer);

	if (id == INTERN_NONE || column >= c->ncol)
		return (struct span){"", 0};
	return intern_text(c->texts, c->cells[(size_t)id * c->ncol + column]);
}

struct span
customers_parent(const struct customers *c, struct span customer)
{
	struct span parent =
	    customers_cell(c, customer, customers_column(c, span_of("parent")));

	return span_equal(parent, customer) ? (struct span){"", 0} : parent;
}
