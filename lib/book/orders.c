#include "book/orders.h"

#include "base/mem.h"
#include "book/cells.h"
#include "book/special.h"
#include "value/currency.h"

enum { PO, ITEM, QTY, PRICE, REMAINING, CUSTOMER, CURRENCY, NCOLUMN };

static const char *const names[] = {
    "po", "item", "qty", "price", "remaining", "customer", "currency"};
const char *const orders_required[4] = {"po", "item", "qty", "price"};

struct orders {
	struct columns columns;
	struct special pos, items; /* orders; items of orders */
	struct order *at;          /* by item */
	size_t cap;
};

struct orders *
orders_new(const struct map_section *map)
{
	struct orders *o = mem_array(1, sizeof *o);

	special_open(&o->pos);
	special_open(&o->items);
	columns_open(&o->columns, map, names, NCOLUMN);
	return o;
}

void
orders_free(struct orders *o)
{
	if (o == NULL)
		return;
	columns_free(&o->columns);
	special_close(&o->pos);
	special_close(&o->items);
	mem_free(o->at);
	mem_free(o);
}

int128
orders_units(struct decimal qty)
{
	int128 units = qty.n;

	for (int i = qty.places; i < DECIMAL_PLACES; i++)
		units *= 10;
	return units;
}

static bool
read_name(const struct cells *in, struct special_name *n)
{
	*n = (struct special_name){.name = cells_text(in, PO),
	    .customer = cells_text(in, CUSTOMER),
	    .currency = CURRENCY_UNNAMED};
	if (n->name.len == 0)
		return cells_wrong(
		    in, FAULT_BLANK, PO, "an order has a number");
	return cells_text(in, CURRENCY).len == 0 ||
	       cells_currency(in, CURRENCY, &n->currency);
}

static bool
read_quantity(const struct cells *in, struct order *line)
{
	struct decimal qty, rest;

	if (!cells_decimal(in, QTY, &qty))
		return false;
	if (qty.n < 0)
		return cells_wrong(in, FAULT_SIGN, QTY,
		    "is negative: an order is for so much of an item");
	rest = qty;
	if (cells_text(in, REMAINING).len > 0 &&
	    !cells_decimal(in, REMAINING, &rest))
		return false;
	line->remaining = orders_units(rest);
	return true;
}

static bool
read_price(const struct cells *in, struct order *line)
{
	line->priced = cells_text(in, PRICE).len > 0;
	return !line->priced || cells_decimal(in, PRICE, &line->price);
}

void
orders_row(void *arg, struct batch *b, uint32_t row)
{
	struct orders *o = arg;
	struct cells in = {&o->columns, NULL, b, row};
	uint32_t before = intern_count(o->items.ids), id;
	struct special_name name;
	struct order line = {0};

	columns_bind(&o->columns, b->header);
	if (!read_name(&in, &name) || !read_quantity(&in, &line) ||
	    !read_price(&in, &line))
		return;
	special_add(&o->pos, &name);
	name.part = cells_text(&in, ITEM);
	id = special_add(&o->items, &name);
	if (id < before) {
		cells_wrong(&in, FAULT_DUPLICATE_KEY, ITEM, NULL);
		return;
	}
	o->at = mem_grow(o->at, &o->cap, (size_t)id + 1, sizeof *o->at);
	o->at[id] = line;
}

/* The number of the name that goes before others, or INTERN_NONE. */
static uint32_t
first_of(struct special *s, const struct special_name *n)
{
	uint32_t id = INTERN_NONE;

	for (int i = 0; i < SPECIAL_LEVELS && id == INTERN_NONE; i++)
		id = special_find(s, n, i);
	return id;
}

enum orders_found
orders_find(struct orders *o, struct span po, struct span item,
    struct span customer, int currency, struct order **line)
{
	struct special_name name = {
	    .name = po, .customer = customer, .currency = currency};
	uint32_t id;

	if (first_of(&o->pos, &name) == INTERN_NONE)
		return ORDERS_NO_PO;
	name.part = item;
	id = first_of(&o->items, &name);
	if (id == INTERN_NONE)
		return ORDERS_NO_ITEM;
	*line = &o->at[id];
	return ORDERS_FOUND;
}
