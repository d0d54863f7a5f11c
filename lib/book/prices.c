#include "book/prices.h"

#include "base/mem.h"
#include "book/cells.h"
#include "book/special.h"
#include "value/currency.h"
#include "value/date.h"

enum { ITEM, PRICE, CUSTOMER, CURRENCY, FROM, TO, NCOLUMN };

static const char *const names[] = {
    "item", "price", "customer", "currency", "valid_from", "valid_to"};
const char *const prices_required[2] = {"item", "price"};

struct entry {
	uint32_t next; /* of the same item, for the same customer */
	struct decimal price;
	int32_t from, to;
};

struct prices {
	struct columns columns;
	struct special names;
	uint32_t *heads; /* by name */
	size_t head_cap;
	struct entry *at;
	size_t n, cap;
};

struct prices *
prices_new(const struct map_section *map)
{
	struct prices *p = mem_array(1, sizeof *p);

	special_open(&p->names);
	columns_open(&p->columns, map, names, NCOLUMN);
	return p;
}

void
prices_free(struct prices *p)
{
	if (p == NULL)
		return;
	columns_free(&p->columns);
	special_close(&p->names);
	mem_free(p->heads);
	mem_free(p->at);
	mem_free(p);
}

static bool
read_name(const struct cells *in, struct special_name *n)
{
	*n = (struct special_name){.name = cells_text(in, ITEM),
	    .customer = cells_text(in, CUSTOMER),
	    .currency = CURRENCY_UNNAMED};
	if (n->name.len == 0)
		return cells_wrong(
		    in, FAULT_BLANK, ITEM, "a price is that of an item");
	return cells_text(in, CURRENCY).len == 0 ||
	       cells_currency(in, CURRENCY, &n->currency);
}

static bool
read_days(const struct cells *in, struct entry *e)
{
	if (!cells_date(in, FROM, &e->from) || !cells_date(in, TO, &e->to))
		return false;
	if (e->to == DATE_NONE)
		e->to = DATE_MAX;
	return e->from <= e->to ||
	       cells_wrong(in, FAULT_SIGN, TO, "is before valid_from");
}

/* The entries of a name; those of one not met before are none. */
static uint32_t *
head_of(struct prices *p, const struct special_name *n)
{
	uint32_t before = intern_count(p->names.ids);
	uint32_t id = special_add(&p->names, n);

	p->heads = mem_grow(p->heads, &p->head_cap, id + 1, sizeof *p->heads);
	if (id == before)
		p->heads[id] = INTERN_NONE;
	return &p->heads[id];
}

/* Two prices on one day: which is meant? */
static bool
overlaps(const struct prices *p, uint32_t i, const struct entry *e)
{
	for (; i != INTERN_NONE; i = p->at[i].next)
		if (p->at[i].from <= e->to && e->from <= p->at[i].to)
			return true;
	return false;
}

void
prices_row(void *arg, struct batch *b, uint32_t row)
{
	struct prices *p = arg;
	struct cells in = {&p->columns, NULL, b, row};
	struct special_name name;
	struct entry e = {0};
	uint32_t *head;

	columns_bind(&p->columns, b->header);
	if (!read_name(&in, &name) || !cells_decimal(&in, PRICE, &e.price) ||
	    !read_days(&in, &e))
		return;
	head = head_of(p, &name);
	if (overlaps(p, *head, &e)) {
		cells_wrong(&in, FAULT_DUPLICATE_KEY, ITEM, NULL);
		return;
	}
	e.next = *head;
	*head = (uint32_t)p->n;
	p->at = mem_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
	p->at[p->n++] = e;
}

/* The entry of a name that holds on a day, or NULL. */
static const struct entry *
entry_on(const struct prices *p, uint32_t id, int32_t date)
{
	uint32_t i = id == INTERN_NONE ? INTERN_NONE : p->heads[id];

	for (; i != INTERN_NONE; i = p->at[i].next)
		if (p->at[i].from <= date && date <= p->at[i].to)
			return &p->at[i];
	return NULL;
}

bool
prices_find(struct prices *p, struct span item, struct span customer,
    int currency, int32_t date, struct decimal *price)
{
	const struct special_name name = {
	    .name = item, .customer = customer, .currency = currency};

	for (int level = 0; level < SPECIAL_LEVELS; level++) {
		const struct entry *e =
		    entry_on(p, special_find(&p->names, &name, level), date);

		if (e == NULL)
			continue;
		*price = e->price;
		return true;
	}
	return false;
}
