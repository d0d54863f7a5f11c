#include <string.h>

#include "base/mem.h"
#include "base/turns.h"
#include "cmd/invoice.h"
#include "value/currency.h"
#include "value/date.h"

#define PIECE 512 /* documents that a thread writes at a time */

/* The columns, and whether the input has them. */
static void
head(const struct invoice *v, struct csvout *w)
{
	const struct {
		const char *name;
		bool there;
		enum csv_kind kind;
	} columns[] = {
	    {"date", true, CSV_TEXT},
	    {"type", true, CSV_TEXT},
	    {"doc", true, CSV_TEXT},
	    {"customer", true, CSV_TEXT},
	    {"amount", true, CSV_AMOUNT},
	    {"currency", v->has_currency, CSV_TEXT},
	    {"entity", v->has_entity, CSV_TEXT},
	    {"account", v->has_account, CSV_TEXT},
	    {"ref", true, CSV_TEXT},
	    {"due", true, CSV_TEXT},
	    {"id", true, CSV_TEXT},
	    {"line", true, CSV_TEXT},
	    {"terms", true, CSV_TEXT},
	    {"po", true, CSV_TEXT},
	    {"discount_date", true, CSV_TEXT},
	    {"discount", true, CSV_TEXT},
	    {"tax", true, CSV_AMOUNT},
	    {"net", true, CSV_AMOUNT},
	    {"memo", true, CSV_TEXT},
	    {"order", v->has_order, CSV_TEXT},
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (columns[i].there)
			csvout_column(
			    w, span_of(columns[i].name), columns[i].kind);
}

/* The tiers of a part as two lists, days and amounts. */
static void
discounts(struct csvout *w, const struct terms_part *p, int exponent)
{
	char days[TERMS_TIERS * (DATE_CHARS + 1)];
	char amounts[TERMS_TIERS * (MONEY_CHARS + 1)];
	size_t d = 0, a = 0;

	for (size_t i = 0; i < p->ntier; i++) {
		if (i > 0)
			days[d++] = amounts[a++] = ';';
		d += date_format(days + d, p->tier[i].date);
		a += money_format(amounts + a, p->tier[i].amount, exponent);
	}
	csvout_text(w, (struct span){days, d});
	csvout_text(w, (struct span){amounts, a});
}

/* A row's name: invoice:INV-1, invoice:INV-1:2 of several. */
static void
name_row(struct csvout *w, const struct invoice_group *g, struct span doc,
    size_t i, size_t n)
{
	struct span type = span_of(g->credit ? "credit:" : "invoice:");
	char id[SERIAL_CHARS + MONEY_CHARS + 10];
	size_t len = type.len;

	memcpy(id, type.at, type.len);
	memcpy(id + len, doc.at, doc.len);
	len += doc.len;
	if (n > 1) {
		id[len++] = ':';
		len += money_format(id + len, (int128)i + 1, 0);
	}
	csvout_text(w, (struct span){id, len});
}

/* Whether two parts of a document can't be told apart by their due dates. */
static bool
share_due(const struct terms_parts *parts)
{
	for (size_t i = 1; i < parts->n; i++)
		for (size_t k = 0; k < i; k++)
			if (parts->list[i].due == parts->list[k].due)
				return true;
	return false;
}

/* What one thread writes. */
struct printing {
	struct invoice *v;
	struct csvout *all, *mine; /* the same, if it is the only one */
	struct invoice_split split;
	int128 *net, *tax, *rows; /* by currency */
	uint64_t nrow;
};

/* A document whose rows are written. */
struct printed {
	const struct invoice_group *group;
	struct span doc;
	const struct terms_parts *parts;
	bool lined; /* rows have line numbers */
};

static void
row(const struct printing *p, const struct printed *d, size_t i)
{
	const struct invoice *v = p->v;
	struct csvout *w = p->mine;
	const struct invoice_group *g = d->group;
	const struct terms_part *part = &d->parts->list[i];
	int64_t tax = p->split.taxes[i];
	int exponent = currency_exponent(g->currency);

	csvout_date(w, g->date);
	csvout_string(w, g->credit ? "credit" : "invoice");
	csvout_text(w, d->doc);
	csvout_text(w, invoice_text(v, g, TEXT_CUSTOMER));
	csvout_money(w, part->amount, exponent);
	if (v->has_currency)
		csvout_string(w, currency_code(g->currency));
	if (v->has_entity)
		csvout_text(w, invoice_text(v, g, TEXT_ENTITY));
	if (v->has_account)
		csvout_text(w, invoice_text(v, g, TEXT_ACCOUNT));
	csvout_text(w, invoice_text(v, g, TEXT_REF));
	csvout_date(w, part->due);
	name_row(w, g, d->doc, i, d->parts->n);
	if (d->lined)
		csvout_count(w, (int64_t)i + 1);
	else
		csvout_string(w, "");
	csvout_text(
	    w, g->credit ? span_of("") : invoice_text(v, g, TEXT_TERMS));
	csvout_text(w, invoice_text(v, g, TEXT_PO));
	discounts(w, part, exponent);
	csvout_money(w, tax, exponent);
	csvout_money(w, (int128)part->amount - tax, exponent);
	csvout_text(w, invoice_text(v, g, TEXT_MEMO));
	if (v->has_order)
		csvout_text(w, invoice_text(v, g, TEXT_ORDER));
	csvout_row(w);
}

static void
document(struct printing *p, const struct invoice_group *g)
{
	char number[SERIAL_CHARS];
	struct printed d = {.group = g,
	    .doc = invoice_doc(p->v, g, number),
	    .parts = &p->split.parts};

	invoice_split(p->v, g, &p->split);
	d.lined = share_due(d.parts);
	for (size_t i = 0; i < d.parts->n; i++) {
		row(p, &d, i);
		p->rows[g->currency] += d.parts->list[i].amount;
	}
	p->nrow += d.parts->n;
	p->net[g->currency] += g->net;
	p->tax[g->currency] += g->tax;
}

static void
print_piece(void *context, uint64_t piece)
{
	struct printing *p = context;
	uint64_t from = piece * PIECE, to = from + PIECE;

	for (; from < to && from < p->v->ngroup; from++)
		if (!p->v->groups[from].held)
			document(p, &p->v->groups[from]);
}

static void
join_piece(void *context, uint64_t piece)
{
	struct printing *p = context;

	(void)piece;
	if (p->mine != p->all)
		csvout_join(p->all, p->mine);
}

static void
printing_open(struct printing *p, struct invoice *v, struct csvout *all,
    struct csvout *mine)
{
	size_t n = (size_t)currency_count();

	*p = (struct printing){.v = v, .all = all, .mine = mine};
	p->net = mem_array(n, sizeof *p->net);
	p->tax = mem_array(n, sizeof *p->tax);
	p->rows = mem_array(n, sizeof *p->rows);
}

static void
printing_close(struct printing *p)
{
	struct invoice *v = p->v;

	for (int c = 0; c < currency_count(); c++) {
		v->net[c] += p->net[c];
		v->tax[c] += p->tax[c];
		v->rows[c] += p->rows[c];
	}
	v->nrow += p->nrow;
	if (p->mine != p->all)
		csvout_part_free(p->mine);
	invoice_split_free(&p->split);
	mem_free(p->net);
	mem_free(p->tax);
	mem_free(p->rows);
}

/* Documents are written by all threads, and put together in their order. */
void
invoice_rows(struct invoice *v, struct csvout *w)
{
	uint32_t n = tool_threads(&v->tool);
	struct printing *p = mem_array(n, sizeof *p);
	void **context = mem_array(n, sizeof *context);

	head(v, w);
	if (!csvout_has_parts(w))
		n = 1;
	for (uint32_t i = 0; i < n; i++) {
		printing_open(&p[i], v, w, n > 1 ? csvout_part(w) : w);
		context[i] = &p[i];
	}
	turns_run(n, ((uint64_t)v->ngroup + PIECE - 1) / PIECE, print_piece,
	    join_piece, context);
	for (uint32_t i = 0; i < n; i++)
		printing_close(&p[i]);
	mem_free(context);
	mem_free(p);
}
