#include <string.h>

#include "base/mem.h"
#include "cmd/invoice.h"
#include "value/currency.h"
#include "value/date.h"

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

/* A document whose rows are written. */
struct printed {
	const struct invoice_group *group;
	struct span doc;
	const struct terms_parts *parts;
	int64_t *taxes; /* of the parts */
	bool lined;     /* rows have line numbers */
};

static void
row(const struct invoice *v, struct csvout *w, const struct printed *d,
    size_t i)
{
	const struct invoice_group *g = d->group;
	const struct terms_part *p = &d->parts->list[i];
	int64_t tax = d->taxes[i];
	int exponent = currency_exponent(g->currency);

	csvout_date(w, g->date);
	csvout_string(w, g->credit ? "credit" : "invoice");
	csvout_text(w, d->doc);
	csvout_text(w, invoice_text(v, g, TEXT_CUSTOMER));
	csvout_money(w, p->amount, exponent);
	if (v->has_currency)
		csvout_string(w, currency_code(g->currency));
	if (v->has_entity)
		csvout_text(w, invoice_text(v, g, TEXT_ENTITY));
	if (v->has_account)
		csvout_text(w, invoice_text(v, g, TEXT_ACCOUNT));
	csvout_text(w, invoice_text(v, g, TEXT_REF));
	csvout_date(w, p->due);
	name_row(w, g, d->doc, i, d->parts->n);
	if (d->lined)
		csvout_count(w, (int64_t)i + 1);
	else
		csvout_string(w, "");
	csvout_text(
	    w, g->credit ? span_of("") : invoice_text(v, g, TEXT_TERMS));
	csvout_text(w, invoice_text(v, g, TEXT_PO));
	discounts(w, p, exponent);
	csvout_money(w, tax, exponent);
	csvout_money(w, (int128)p->amount - tax, exponent);
	csvout_text(w, invoice_text(v, g, TEXT_MEMO));
	if (v->has_order)
		csvout_text(w, invoice_text(v, g, TEXT_ORDER));
	csvout_row(w);
}

void
invoice_part_taxes(
    struct invoice *v, const struct invoice_group *g, int64_t **taxes)
{
	size_t n = v->parts.n;

	v->part_taxes =
	    mem_grow(v->part_taxes, &v->part_cap, 2 * n, sizeof *v->part_taxes);
	*taxes = v->part_taxes;
	for (size_t i = 0; i < n; i++)
		v->part_taxes[n + i] = v->parts.list[i].amount;
	if (n == 1)
		v->part_taxes[0] = g->tax;
	else
		money_split(
		    g->tax, v->part_taxes + n, n, v->rounding, v->part_taxes);
}

static void
document(struct invoice *v, struct csvout *w, const struct invoice_group *g)
{
	char number[SERIAL_CHARS];
	struct printed d = {.group = g,
	    .doc = invoice_doc(v, g, number),
	    .parts = invoice_parts(v, g)};

	d.lined = share_due(d.parts);
	invoice_part_taxes(v, g, &d.taxes);
	for (size_t i = 0; i < d.parts->n; i++) {
		row(v, w, &d, i);
		v->rows[g->currency] += d.parts->list[i].amount;
		v->nrow++;
	}
	v->net[g->currency] += g->net;
	v->tax[g->currency] += g->tax;
}

void
invoice_rows(struct invoice *v, struct csvout *w)
{
	head(v, w);
	for (uint32_t i = 0; i < v->ngroup; i++)
		if (!v->groups[i].held)
			document(v, w, &v->groups[i]);
}
