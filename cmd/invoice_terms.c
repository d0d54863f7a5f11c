#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "cmd/invoice.h"

/* Reads terms that were not met before. */
static void
learn(struct invoice *v, uint32_t id, struct span text)
{
	static const char uneven[] = "--discount-basis tax-adjusted needs one "
				     "discount for all installments";
	struct invoice_terms *t;
	struct terms_error error;

	v->terms = mem_grow(v->terms, &v->term_cap, id + 1, sizeof *v->terms);
	t = &v->terms[id];
	*t = (struct invoice_terms){.terms = terms_parse(text, &error)};
	if (t->terms == NULL)
		t->wrong = terms_error_text(&error, text);
	else if (!terms_largest(t->terms, &t->less) &&
		 v->basis == BASIS_ADJUSTED)
		t->wrong = mem_copy(uneven, sizeof uneven - 1);
	if (v->basis != BASIS_ADJUSTED)
		t->less = (struct decimal){0, 0};
}

uint32_t
invoice_terms_of(struct invoice *v, struct span text)
{
	uint32_t before = intern_count(v->terms_texts);
	uint32_t id = intern_add(v->terms_texts, text);

	if (id == before)
		learn(v, id, text);
	return id;
}

void
invoice_terms_open(struct invoice *v)
{
	const struct invoice_terms *t;

	v->terms_texts = intern_new();
	v->default_terms = v->customer.terms = INVOICE_NONE;
	if (v->terms_text == NULL)
		return;
	v->default_terms = invoice_terms_of(v, span_of(v->terms_text));
	t = &v->terms[v->default_terms];
	if (t->wrong != NULL)
		diag_fail("--terms: %s", t->wrong);
}

static bool
refuse(struct invoice *v, struct batch *b, uint32_t row,
    const struct invoice_line *l)
{
	bool his = l->line.text[LINE_TERMS].len == 0;
	struct buf detail = {0};

	buf_text(&detail, his ? "of the customer: " : "");
	buf_text(&detail, v->terms[l->terms].wrong);
	invoice_wrong(v, b, row, FAULT_TERMS, his ? LINE_CUSTOMER : LINE_TERMS,
	    buf_string(&detail));
	buf_free(&detail);
	return false;
}

bool
invoice_terms(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	const struct span *text = l->line.text;

	if (text[LINE_TERMS].len > 0)
		l->terms = invoice_terms_of(v, text[LINE_TERMS]);
	else
		l->terms = invoice_customer(v, text[LINE_CUSTOMER])->terms;
	if (l->terms == INVOICE_NONE)
		l->terms = v->default_terms;
	return l->terms == INVOICE_NONE || v->terms[l->terms].wrong == NULL ||
	       refuse(v, b, row, l);
}

struct span
invoice_terms_meant(const struct invoice *v, const struct invoice_line *l)
{
	struct span own = l->line.text[LINE_TERMS];
	struct span his = own.len == 0 ? invoice_customer_terms(
					     v, l->line.text[LINE_CUSTOMER])
				       : own;

	return his.len == 0 && v->terms_text != NULL ? span_of(v->terms_text)
						     : his;
}

struct span
invoice_terms_text(const struct invoice *v, const struct invoice_line *l)
{
	return l->terms == INVOICE_NONE ? (struct span){"", 0}
					: intern_text(v->terms_texts, l->terms);
}
