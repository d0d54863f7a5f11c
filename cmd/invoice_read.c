#include "base/mem.h"
#include "cmd/invoice.h"
#include "value/currency.h"

#define AHEAD 16 /* lines whose group is fetched before it is needed */

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

/* What one thread has read of its batch. */
struct reading {
	struct invoice *v;
	struct line_reader lines;
	struct invoice_key_columns key;
	struct columns where;
	uint64_t nleft;
	struct read_line {
		uint32_t row;
		struct invoice_line is;
	} * at;
	size_t n, cap;
};

/* Room for all rows of the batch; lines start zeroed. */
static void
make_room(struct reading *r, size_t n)
{
	size_t had = r->cap;

	r->n = 0;
	r->at = mem_grow(r->at, &r->cap, n, sizeof *r->at);
	if (r->cap > had)
		memset(r->at + had, 0, (r->cap - had) * sizeof *r->at);
}

static void
read_row(struct reading *r, struct batch *b, uint32_t row)
{
	struct read_line *l = &r->at[r->n];

	if (!line_read(&r->lines, b, row, &l->is.line))
		return;
	l->row = row;
	l->is.date = invoice_line_date(r->v, &l->is.line);
	invoice_key_of(r->v, &r->key, b, row, &l->is);
	r->n++;
}

/* Lines by themselves, whatever is on the documents: in any order. */
static void
read_batch(void *context, struct batch *b)
{
	struct reading *r = context;
	bool drops = r->lines.columns.map->drops.n > 0;
	bool selects = r->v->tool.where.n > 0;
	uint64_t ndropped = 0;

	line_bind(&r->lines, b);
	invoice_key_bind(r->v, &r->key, &r->lines);
	columns_bind(&r->where, b->header);
	make_room(r, b->nrow);
	for (uint32_t i = 0; i < b->nrow; i++)
		if (drops && columns_drop(&r->lines.columns, b, i))
			ndropped++;
		else if (selects && !invoice_where(r->v, &r->where, b, i))
			r->nleft++;
		else
			read_row(r, b, i);
	if (ndropped > 0)
		source_dropped(&r->v->source, ndropped);
}

/* Neither code nor rate: no tax, which may have been forgotten. */
static bool
is_untaxed(const struct invoice *v, const struct invoice_line *l)
{
	return !l->line.rated && l->line.text[LINE_TAX_CODE].len == 0 &&
	       !v->rates[l->rate].exempt;
}

static void
take(struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	uint32_t group;

	if (!invoice_line_rest(v, b, row, l))
		return;
	group = invoice_group(v, b, row, l);
	if (group == INVOICE_NONE)
		return;
	if (!add(v, group, l)) {
		invoice_wrong(v, b, row, FAULT_RANGE, LINE_PRICE, NULL);
		return;
	}
	invoice_check_line(v, group, l);
	v->nuntaxed += v->taxes != NULL && is_untaxed(v, l);
	if (v->keep != NULL)
		keep(v, b, row, group);
}

/* Then, in their order, they go onto documents. */
static void
take_batch(void *context, struct batch *b)
{
	struct reading *r = context;
	struct invoice *v = r->v;

	line_bind(&v->lines, b);
	for (size_t i = 0; i < r->n; i++) {
		if (i + AHEAD < r->n)
			known_expect(v->known, r->at[i + AHEAD].is.key);
		take(v, b, r->at[i].row, &r->at[i].is);
	}
}

static void
open_lines(const struct invoice *v, struct line_reader *r)
{
	line_open(r, v->source.map, v->customers);
	r->blank_price = v->prices_file != NULL;
}

static void
run(struct invoice *v)
{
	uint32_t n = tool_threads(&v->tool);
	struct reading *r = mem_array(n, sizeof *r);
	void **context = mem_array(n, sizeof *context);

	for (uint32_t i = 0; i < n; i++) {
		r[i].v = v;
		open_lines(v, &r[i].lines);
		invoice_key_columns(v, &r[i].key);
		invoice_where_columns(v, &r[i].where);
		context[i] = &r[i];
	}
	source_run_turns(&v->source, n, read_batch, take_batch, context);
	for (uint32_t i = 0; i < n; i++) {
		line_close(&r[i].lines);
		columns_free(&r[i].key.columns);
		columns_free(&r[i].where);
		v->nleft += r[i].nleft;
		mem_free(r[i].at);
	}
	mem_free(context);
	mem_free(r);
}

void
invoice_read(struct invoice *v)
{
	bool again = v->lines_file != NULL || v->letters != NULL ||
		     v->ubl != NULL || v->x12[0] != NULL;

	open_lines(v, &v->lines);
	v->has_currency = source_has(&v->source, "currency") ||
			  v->lines.customer_currency != CUSTOMERS_NONE;
	v->has_entity = source_has(&v->source, "entity");
	invoice_key_open(v);
	invoice_where_open(v);
	v->known = known_new();
	if (again)
		v->keep = keep_new();
	run(v);
	v->has_account = source_met(&v->source, "account");
	v->has_order = source_met(&v->source, "order");
	invoice_key_check(v);
	invoice_where_check(v);
}
