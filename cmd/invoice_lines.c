#include "cmd/invoice.h"
#include "cmd/invoice_papers.h"
#include "value/currency.h"
#include "value/date.h"

static void
head(const struct invoice *v, struct csvout *w)
{
	const struct {
		const char *name;
		enum csv_kind kind;
		bool there;
	} columns[] = {
	    {"doc", CSV_TEXT, true},
	    {"line", CSV_COUNT, true},
	    {"date", CSV_TEXT, true},
	    {"type", CSV_TEXT, true},
	    {"customer", CSV_TEXT, true},
	    {"currency", CSV_TEXT, v->has_currency},
	    {"entity", CSV_TEXT, v->has_entity},
	    {"order", CSV_TEXT, true},
	    {"po", CSV_TEXT, true},
	    {"item", CSV_TEXT, true},
	    {"description", CSV_TEXT, true},
	    {"qty", CSV_AMOUNT, true},
	    {"price", CSV_AMOUNT, true},
	    {"line_discount", CSV_TEXT, true},
	    {"net", CSV_AMOUNT, true},
	    {"tax_code", CSV_TEXT, true},
	    {"tax_rate", CSV_AMOUNT, true},
	    {"tax", CSV_AMOUNT, true},
	    {"gross", CSV_AMOUNT, true},
	    {"service_from", CSV_TEXT, true},
	    {"service_to", CSV_TEXT, true},
	    {"ship_to", CSV_TEXT, true},
	    {"ref", CSV_TEXT, true},
	    {"memo", CSV_TEXT, true},
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (columns[i].there)
			csvout_column(
			    w, span_of(columns[i].name), columns[i].kind);
}

static void
put_decimal(struct csvout *w, struct decimal d)
{
	char text[MONEY_CHARS];
	size_t n = decimal_format(text, d);

	csvout_text(w, (struct span){text, n});
}

static void
put_document(const struct invoice *v, struct csvout *w, const struct bill *b,
    const struct bill_line *l)
{
	csvout_text(w, b->doc);
	csvout_count(w, l->line);
	csvout_date(w, b->date);
	csvout_string(w, b->credit ? "credit" : "invoice");
	csvout_text(w, b->customer);
	if (v->has_currency)
		csvout_string(w, currency_code(b->currency));
	if (v->has_entity)
		csvout_text(w, b->entity);
}

static void
put_line(struct csvout *w, const struct bill *b, const struct bill_line *l)
{
	int exponent = currency_exponent(b->currency);

	csvout_text(w, l->order);
	csvout_text(w, l->po);
	csvout_text(w, l->item);
	csvout_text(w, l->description);
	put_decimal(w, l->qty);
	put_decimal(w, l->price);
	csvout_text(w, l->line_discount);
	csvout_money(w, l->net, exponent);
	csvout_text(w, l->tax_code);
	put_decimal(w, l->tax_rate);
	csvout_money(w, l->tax, exponent);
	csvout_money(w, l->gross, exponent);
	csvout_date(w, l->service_from);
	csvout_date(w, l->service_to);
	csvout_text(w, l->ship_to);
	csvout_text(w, l->ref);
	csvout_text(w, l->memo);
}

struct csvout *
invoice_lines_open(const struct invoice *v, struct out *to)
{
	struct csvout *w = csvout_new(to, CSV_CSV);

	head(v, w);
	return w;
}

void
invoice_lines_add(
    const struct invoice *v, struct csvout *w, const struct bill *b)
{
	for (size_t i = 0; i < b->nline; i++) {
		put_document(v, w, b, &b->line[i]);
		put_line(w, b, &b->line[i]);
		csvout_row(w);
	}
}
