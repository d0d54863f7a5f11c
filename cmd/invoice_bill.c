#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "cmd/invoice.h"
#include "value/currency.h"
#include "value/date.h"

/* One document after the other, with the room that all of them use. */
struct billing {
	struct invoice *v;
	size_t *order; /* the kept rows, group by group */
	size_t *from;  /* where each group begins in it; one more at the end */
	struct batch row;
	struct invoice_line line;
	struct invoice_taxing taxing;
	struct buf texts; /* of the lines at hand: never moves under them */
	struct bill bill;
	struct bill_tier *tiers;
	size_t line_cap, tax_cap, part_cap, tier_cap;
	char doc[SERIAL_CHARS];
};

/* Rows by group, in the order in which they were read. */
static void
sort_rows(struct billing *g)
{
	const struct invoice *v = g->v;
	size_t *next;

	g->order = mem_array(v->nkept, sizeof *g->order);
	g->from = mem_array((size_t)v->ngroup + 1, sizeof *g->from);
	for (size_t i = 0; i < v->nkept; i++)
		g->from[v->kept[i] + 1]++;
	for (uint32_t i = 0; i < v->ngroup; i++)
		g->from[i + 1] += g->from[i];
	next = mem_array(v->ngroup, sizeof *next);
	for (size_t i = 0; i < v->nkept; i++)
		g->order[g->from[v->kept[i]] + next[v->kept[i]]++] = i;
	mem_free(next);
}

static struct span
raw_of(const struct billing *g, size_t i, uint64_t *line,
    const struct csv_header **header)
{
	struct span raw = {"", 0};

	keep_at(g->v->keep, g->order[i], line, &raw, header);
	return raw;
}

/* Room for all text of the rows, so that spans into it stay. */
static void
make_room(struct billing *g, size_t from, size_t to)
{
	const struct csv_header *header;
	size_t need = 0;
	uint64_t line;

	for (size_t i = from; i < to; i++)
		need += raw_of(g, i, &line, &header).len + MONEY_CHARS + 1;
	g->texts.len = 0;
	buf_room(&g->texts, need);
}

static struct span
stay(struct billing *g, struct span s)
{
	size_t at = g->texts.len;
	const char *row = g->row.text;
	bool ours = s.len > 0 && s.at >= row &&
		    s.at < row + g->row.end[g->row.ncol - 1];

	if (!ours) /* a map's, which stays anyway */
		return s;
	buf_span(&g->texts, s);
	return (struct span){g->texts.at + at, s.len};
}

static struct bill_line *
next_line(struct billing *g)
{
	struct bill *b = &g->bill;

	b->line =
	    mem_grow(b->line, &g->line_cap, b->nline + 1, sizeof *b->line);
	return &b->line[b->nline++];
}

/* A line's discount the way that we write it: "2.5%", or an amount. */
static struct span
discount(struct billing *g)
{
	const struct line *l = &g->line.line;
	char text[MONEY_CHARS + 1] = "";
	size_t n = 0, at = g->texts.len;

	switch (l->discount.kind) {
	case LINE_FULL:
		break;
	case LINE_PERCENT:
		n = decimal_format(text, l->discount.percent);
		text[n++] = '%';
		break;
	case LINE_AMOUNT:
		n = money_format(
		    text, l->discount.amount, currency_exponent(l->currency));
		break;
	}
	buf_add(&g->texts, text, n);
	return (struct span){g->texts.at + at, n};
}

static void
fill_texts(struct billing *g, struct bill_line *to)
{
	const struct span *text = g->line.line.text;

	to->item = stay(g, text[LINE_ITEM]);
	to->description = stay(g, text[LINE_DESCRIPTION]);
	to->tax_code = stay(g, text[LINE_TAX_CODE]);
	to->line_discount = discount(g);
	to->order = stay(g, text[LINE_ORDER]);
	to->po = stay(g, text[LINE_PO]);
	to->ship_to = stay(g, text[LINE_SHIP_TO]);
	to->ref = stay(g, text[LINE_REF]);
	to->memo = stay(g, text[LINE_MEMO]);
}

static void
fill_money(struct billing *g, struct bill_line *to)
{
	const struct invoice *v = g->v;
	const struct invoice_line *l = &g->line;
	const struct invoice_rate *r = &v->rates[l->rate];

	to->tax_rate = r->rate;
	to->exempt = r->exempt;
	to->list = l->list;
	to->tax = invoice_tax(v, &g->taxing, l->rate, l->base);
	to->net = to->gross = l->base;
	if (v->tax_included ? !money_add(l->base, -to->tax, &to->net)
			    : !money_add(l->base, to->tax, &to->gross))
		diag_fail("a line comes to more than the largest amount");
}

static bool
is_taxed(const struct bill_tax *t, const struct bill_line *l)
{
	return span_equal(t->code, l->tax_code) &&
	       decimal_compare(t->rate, l->tax_rate) == 0 &&
	       t->exempt == l->exempt;
}

/* Adds the line to the sum of its code and rate. */
static void
add_tax(struct billing *g, const struct bill_line *l)
{
	struct bill *b = &g->bill;
	size_t i = 0;

	while (i < b->ntax && !is_taxed(&b->taxes[i], l))
		i++;
	if (i == b->ntax) {
		b->taxes = mem_grow(
		    b->taxes, &g->tax_cap, b->ntax + 1, sizeof *b->taxes);
		b->taxes[b->ntax++] = (struct bill_tax){
		    l->tax_code, l->tax_rate, l->exempt, 0, 0};
	}
	b->taxes[i].net += l->net;
	b->taxes[i].tax += l->tax;
}

/* A row that was good when it was read is so now. */
static void
read_line(struct billing *g, size_t i)
{
	struct invoice *v = g->v;
	const struct csv_header *header = NULL;
	struct bill_line *to;
	uint64_t at = 0;
	struct span raw = raw_of(g, i, &at, &header);

	csvin_record(&g->row, raw, header, &v->source.map->dialect);
	if (g->row.nrow == 0)
		diag_fail("a line that was read can't be read again");
	line_bind(&v->lines, &g->row);
	if (!invoice_line(v, &g->row, 0, &g->line))
		diag_fail("a line that was good is not when read again");
	to = next_line(g);
	*to = (struct bill_line){.at = at,
	    .line = (uint32_t)g->bill.nline,
	    .qty = g->line.qty,
	    .price = g->line.line.price,
	    .service_from = g->line.line.service_from,
	    .service_to = g->line.line.service_to};
	fill_texts(g, to);
	fill_money(g, to);
	add_tax(g, to);
}

static void
fill_parts(struct billing *g, const struct invoice_group *group)
{
	const struct terms_parts *parts = invoice_parts(g->v, group);
	struct bill *b = &g->bill;
	int64_t *taxes;

	invoice_part_taxes(g->v, group, &taxes);
	b->part = mem_grow(b->part, &g->part_cap, parts->n, sizeof *b->part);
	g->tiers = mem_grow(
	    g->tiers, &g->tier_cap, parts->n * TERMS_TIERS, sizeof *g->tiers);
	b->npart = parts->n;
	for (size_t i = 0; i < parts->n; i++) {
		const struct terms_part *p = &parts->list[i];
		struct bill_tier *tier = g->tiers + i * TERMS_TIERS;

		b->part[i] = (struct bill_part){
		    p->due, p->amount, taxes[i], tier, p->ntier};
		for (size_t k = 0; k < p->ntier; k++)
			tier[k] = (struct bill_tier){
			    p->tier[k].date, p->tier[k].amount};
	}
}

static void
fill_head(struct billing *g, const struct invoice_group *group)
{
	const struct invoice *v = g->v;
	struct bill *b = &g->bill;

	b->credit = group->credit;
	b->tax_included = v->tax_included;
	b->doc = invoice_doc(v, group, g->doc);
	b->customer = invoice_text(v, group, TEXT_CUSTOMER);
	b->entity = invoice_text(v, group, TEXT_ENTITY);
	b->account = invoice_text(v, group, TEXT_ACCOUNT);
	b->ref = invoice_text(v, group, TEXT_REF);
	b->terms = group->credit ? (struct span){"", 0}
				 : invoice_text(v, group, TEXT_TERMS);
	b->order = invoice_text(v, group, TEXT_ORDER);
	b->po = invoice_text(v, group, TEXT_PO);
	b->ship_to = invoice_text(v, group, TEXT_SHIP_TO);
	b->memo = invoice_text(v, group, TEXT_MEMO);
	b->currency = group->currency;
	b->date = group->date;
	b->net = group->net;
	b->tax = group->tax;
	b->gross = group->net + group->tax;
	b->seller = party_find(v->sellers, b->entity);
	b->buyer = party_find(v->customers, b->customer);
}

/* The lines were summed when they were first read; now one by one. */
static void
check(const struct bill *b)
{
	int128 net = 0, tax = 0;

	for (size_t i = 0; i < b->nline; i++) {
		net += b->line[i].net;
		tax += b->line[i].tax;
	}
	if (net != b->net || tax != b->tax)
		diag_fail("%.*s does not add up to its lines", (int)b->doc.len,
		    b->doc.at);
}

static void
fill(struct billing *g, uint32_t i)
{
	size_t from = g->from[i], to = g->from[i + 1];

	g->bill.nline = g->bill.ntax = 0;
	invoice_tax_begin(&g->taxing);
	make_room(g, from, to);
	for (; from < to; from++)
		read_line(g, from);
	fill_head(g, &g->v->groups[i]);
	fill_parts(g, &g->v->groups[i]);
	check(&g->bill);
}

static void
billing_close(struct billing *g)
{
	mem_free(g->order);
	mem_free(g->from);
	mem_free(g->bill.line);
	mem_free(g->bill.taxes);
	mem_free(g->bill.part);
	mem_free(g->tiers);
	mem_free(g->taxing.sum);
	buf_free(&g->texts);
	batch_free(&g->row);
}

void
invoice_each_bill(
    struct invoice *v, void (*tell)(void *arg, const struct bill *b), void *arg)
{
	struct billing g = {.v = v};

	sort_rows(&g);
	for (uint32_t i = 0; i < v->ngroup; i++)
		if (!v->groups[i].held) {
			fill(&g, i);
			tell(arg, &g.bill);
		}
	billing_close(&g);
}
