#include "base/mem.h"
#include "cmd/invoice.h"
#include "value/currency.h"

/* What a rejected line would have billed: list price times quantity. */
static enum source_money
money(const struct map_section *map, const struct batch *b, int *currency,
    int64_t *minor)
{
	static const char *const names[] = {"qty", "price", "currency", "type"};
	struct decimal factors[2];
	struct columns c;
	bool told;

	columns_open(&c, map, names, 4);
	columns_bind(&c, b->header);
	*currency = columns_have(&c, 2)
			? currency_find(columns_cell(&c, b, 0, 2))
			: CURRENCY_UNNAMED;
	told = *currency != CURRENCY_BAD;
	for (size_t i = 0; i < 2 && told; i++)
		told = decimal_parse(columns_cell(&c, b, 0, i), &map->money,
			   &factors[i]) == MONEY_OK;
	if (told && span_is(columns_cell(&c, b, 0, 3), "credit"))
		factors[0].n = -factors[0].n;
	columns_free(&c);
	return told && decimal_product(factors, 2, currency_exponent(*currency),
			   ROUND_HALF_AWAY, minor)
		   ? MONEY_TOLD
		   : MONEY_UNTOLD;
}

static const char *const optional[] = {"currency", "entity", "order", "po",
    "tax_code", "tax_rate", "line_discount", "terms", "due", "type", "date",
    NULL};

const struct source_kind invoice_lines_kind = {
    .table = MAP_LINES,
    .names = line_names,
    .n = LINE_NCOLUMN,
    .required = line_required,
    .optional = optional,
    .agree = line_agree,
    .money = money,
};

/* The sum of the rate in the group, made when it is its first line. */
static struct invoice_sum *
sum_of(struct invoice *v, struct invoice_group *g, uint32_t rate)
{
	uint32_t i = g->sum;

	while (i != INVOICE_NONE && v->sums[i].rate != rate)
		i = v->sums[i].next;
	if (i != INVOICE_NONE)
		return &v->sums[i];
	v->sums =
	    mem_spread(v->sums, &v->sum_cap, v->nsum + 1, sizeof *v->sums);
	i = (uint32_t)v->nsum++;
	v->sums[i] = (struct invoice_sum){rate, INVOICE_NONE, 0, 0};
	if (g->sum == INVOICE_NONE)
		g->sum = i;
	else
		v->sums[g->last_sum].next = i;
	g->last_sum = i;
	return &v->sums[i];
}

static bool
add(struct invoice *v, uint32_t group, const struct invoice_line *l)
{
	struct invoice_sum *s = sum_of(v, &v->groups[group], l->rate);
	int64_t base, tax;

	if (!money_add(s->base, l->base, &base) ||
	    !money_add(s->tax, l->tax, &tax))
		return false;
	s->base = base;
	s->tax = tax;
	v->groups[group].nline++;
	return true;
}

static void
keep(struct invoice *v, const struct batch *b, uint32_t row, uint32_t group)
{
	keep_add(v->keep, b, row);
	v->kept =
	    mem_grow(v->kept, &v->kept_cap, v->nkept + 1, sizeof *v->kept);
	v->kept[v->nkept++] = group;
}

static void
take(struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	uint32_t group;

	if (!invoice_line(v, b, row, l))
		return;
	group = invoice_group(v, b, row, l);
	if (group == INVOICE_NONE)
		return;
	if (!add(v, group, l)) {
		invoice_wrong(v, b, row, FAULT_RANGE, LINE_PRICE, NULL);
		return;
	}
	invoice_check_line(v, group, l);
	if (v->keep != NULL)
		keep(v, b, row, group);
}

static void
take_batch(void *context, struct batch *b)
{
	struct invoice *v = context;
	struct invoice_line l = {0};
	uint64_t ndropped = 0;

	line_bind(&v->lines, b);
	columns_bind(&v->key, b->header);
	for (uint32_t i = 0; i < b->nrow; i++)
		if (columns_drop(&v->key, b, i))
			ndropped++;
		else
			take(v, b, i, &l);
	if (ndropped > 0)
		source_dropped(&v->source, ndropped);
}

void
invoice_read(struct invoice *v)
{
	bool again = v->lines_file != NULL || v->letters != NULL ||
		     v->ubl != NULL || v->x12[0] != NULL;
	void *context = v;

	line_open(&v->lines, v->source.map, v->customers);
	v->lines.blank_price = v->prices_file != NULL;
	v->has_currency = source_has(&v->source, "currency") ||
			  v->lines.customer_currency != CUSTOMERS_NONE;
	v->has_entity = source_has(&v->source, "entity");
	v->has_account = source_has(&v->source, "account");
	v->has_order = source_has(&v->source, "order");
	invoice_group_open(v);
	if (again)
		v->keep = keep_new();
	source_run(&v->source, 1, take_batch, &context);
}
