#include <stdlib.h>

#include "base/mem.h"
#include "cmd/kpi_in.h"
#include "value/currency.h"

/* Which group every part of the book belongs to. */
struct build {
	struct kpi_groups *g;
	const struct kpi_run *run;
	struct buf key;
	bool plain; /* groups are currencies */
	/* of each group */
	struct build_group {
		uint64_t items; /* counted, then the place of the next one */
		uint64_t last;  /* the last item met in it, + 1 */
	} * group;
	size_t group_cap, currency_cap;
};

static void
name_key(const struct kpi_run *r, const struct fields_view *v, struct buf *key)
{
	key->len = 0;
	buf_byte(key, '\0'); /* there are bytes, even of no field */
	key->len = 0;
	fields_key(&r->by, v, r->customers, key);
}

static uint32_t
add_group(struct build *b, int currency)
{
	struct kpi_groups *g = b->g;
	uint32_t before = intern_count(g->keys);
	uint32_t id = intern_add(g->keys, (struct span){b->key.at, b->key.len});

	if (id != before)
		return id;
	g->currency = mem_grow(
	    g->currency, &b->currency_cap, id + 1, sizeof *g->currency);
	g->currency[id] = currency;
	b->group = mem_grow(b->group, &b->group_cap, id + 1, sizeof *b->group);
	b->group[id] = (struct build_group){0, 0};
	return id;
}

static uint32_t
group_of(
    struct build *b, const struct ledger_item *i, const struct ledger_piece *p)
{
	struct span cells[CARRIED_MOST];
	struct fields_view v =
	    carry_view(&b->run->note->carry, b->run->ledger, i, p, cells);

	if (!fields_pass(&b->run->where, &v, b->run->customers))
		return KPI_NO_GROUP;
	name_key(b->run, &v, &b->key);
	return add_group(b, i->currency);
}

/* Where groups are currencies, one part of each tells its name. */
static void
name_plain(struct build *b, uint32_t item)
{
	const struct ledger *l = b->run->ledger;
	const struct ledger_item *i = ledger_item(l, item);
	uint32_t *usual = &b->g->usual[i->currency];

	if (i->piece == LEDGER_NONE)
		return;
	if (*usual == KPI_NO_GROUP)
		*usual = group_of(b, i, ledger_piece(l, i->piece));
	b->group[*usual].items++;
}

/* Whether the item was not met in the group before; it is now. */
static bool
is_new(struct build *b, uint32_t item, uint32_t group)
{
	if (group == KPI_NO_GROUP || b->group[group].last == (uint64_t)item + 1)
		return false;
	b->group[group].last = (uint64_t)item + 1;
	return true;
}

static void
name_item(struct build *b, uint32_t item)
{
	const struct ledger *l = b->run->ledger;
	const struct ledger_item *i = ledger_item(l, item);
	uint32_t p = i->piece;

	ledger_ahead(l, item);
	for (; p != LEDGER_NONE; p = ledger_piece(l, p)->next) {
		uint32_t g = group_of(b, i, ledger_piece(l, p));

		b->g->of[p] = g;
		if (is_new(b, item, g))
			b->group[g].items++;
	}
}

static void
list_item(struct build *b, uint32_t item)
{
	const struct ledger *l = b->run->ledger;
	struct kpi_groups *g = b->g;
	const struct ledger_item *i = ledger_item(l, item);
	uint32_t p = i->piece;

	if (b->plain && p != LEDGER_NONE)
		g->items[b->group[g->usual[i->currency]].items++] = item;
	if (b->plain)
		return;
	ledger_ahead(l, item);
	for (; p != LEDGER_NONE; p = ledger_piece(l, p)->next)
		if (is_new(b, item, g->of[p]))
			g->items[b->group[g->of[p]].items++] = item;
}

/* The items of each group stand together, in the order of the ledger. */
static void
list_items(struct build *b)
{
	struct kpi_groups *g = b->g;
	uint32_t n = intern_count(g->keys);
	uint64_t sum = 0;

	g->first = mem_array((size_t)n + 1, sizeof *g->first);
	for (uint32_t i = 0; i < n; i++) {
		g->first[i] = sum;
		sum += b->group[i].items;
		b->group[i] = (struct build_group){g->first[i], 0};
	}
	g->first[n] = sum;
	g->items = mem_array((size_t)sum, sizeof *g->items);
	for (uint32_t i = 0; i < ledger_items(b->run->ledger); i++)
		list_item(b, i);
}

static const struct intern *sorting; /* qsort has no argument */

static int
by_key(const void *a, const void *b)
{
	return span_compare(intern_text(sorting, *(const uint32_t *)a),
	    intern_text(sorting, *(const uint32_t *)b));
}

static void
order_groups(struct kpi_groups *g)
{
	uint32_t n = intern_count(g->keys);

	g->order = mem_array(n, sizeof *g->order);
	for (uint32_t i = 0; i < n; i++)
		g->order[i] = i;
	sorting = g->keys;
	if (n > 0)
		qsort(g->order, n, sizeof *g->order, by_key);
}

void
kpi_groups_open(struct kpi_groups *g, const struct kpi_run *r)
{
	struct build b = {.g = g, .run = r};
	size_t n = (size_t)currency_count();

	b.plain = r->where.n == 0 &&
		  (r->by.n == 0 || (r->by.n == 1 && r->currency_at == 0));
	b.group = mem_grow(NULL, &b.group_cap, 1, sizeof *b.group);
	g->keys = intern_new();
	g->usual = mem_array(n, sizeof *g->usual);
	for (size_t i = 0; i < n; i++)
		g->usual[i] = KPI_NO_GROUP;
	if (!b.plain)
		g->of = mem_array(ledger_pieces(r->ledger), sizeof *g->of);
	for (uint32_t i = 0; i < ledger_items(r->ledger); i++)
		if (b.plain)
			name_plain(&b, i);
		else
			name_item(&b, i);
	list_items(&b);
	order_groups(g);
	mem_free(b.group);
	buf_free(&b.key);
}

void
kpi_groups_close(struct kpi_groups *g)
{
	intern_free(g->keys);
	mem_free(g->of);
	mem_free(g->usual);
	mem_free(g->order);
	mem_free(g->currency);
	mem_free(g->first);
	mem_free(g->items);
}

uint32_t
kpi_groups_find(const struct kpi_groups *g, const struct kpi_run *r,
    const struct fields_view *view)
{
	struct buf key = {0};
	uint32_t group;

	if (!fields_pass(&r->where, view, r->customers))
		return KPI_NO_GROUP;
	name_key(r, view, &key);
	group = intern_find(g->keys, (struct span){key.at, key.len});
	buf_free(&key);
	return group == INTERN_NONE ? KPI_NO_GROUP : group;
}
