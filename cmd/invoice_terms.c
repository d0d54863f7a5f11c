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

static uint32_t
terms_of(struct invoice *v, struct span text)
{
	uint32_t before = intern_count(v->terms_texts);
	uint32_t id = intern_add(v->terms_texts, text);

	if (id == before)
		learn(v, id, text);
	return id;
}

static struct span
customers_terms(const struct invoice *v, const struct invoice_line *l)
{
	if (v->terms_column == CUSTOMERS_NONE)
		return (struct span){"", 0};
	return customers_cell(
	    v->customers, l->line.text[LINE_CUSTOMER], v->terms_column);
}

void
invoice_terms_open(struct invoice *v)
{
	const struct invoice_terms *t;

	v->terms_texts = intern_new();
	v->default_terms = INVOICE_NONE;
	if (v->terms_text == NULL)
		return;
	v->default_terms = terms_of(v, span_of(v->terms_text));
	t = &v->terms[v->default_terms];
	if (t->wrong != NULL)
		diag_fail("--terms: %s", t->wrong);
}

bool
invoice_terms(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	struct span own = l->line.text[LINE_TERMS], his;
	const char *wrong;
	struct buf detail = {0};

	l->terms = v->default_terms;
	if (own.len == 0 && v->terms_column == CUSTOMERS_NONE)
		return true;
	his = own.len == 0 ? customers_terms(v, l) : own;
	if (his.len == 0)
		return true;
	l->terms = terms_of(v, his);
	wrong = v->terms[l->terms].wrong;
	if (wrong == NULL)
		return true;
	buf_text(&detail, own.len == 0 ? "of the customer: " : "");
	buf_text(&detail, wrong);
	invoice_wrong(v, b, row, FAULT_TERMS,
	    own.len == 0 ? LINE_CUSTOMER : LINE_TERMS, buf_string(&detail));
	buf_free(&detail);
	return false;
}

struct span
invoice_terms_meant(const struct invoice *v, const struct invoice_line *l)
{
	struct span own = l->line.text[LINE_TERMS];
	struct span his = own.len == 0 ? customers_terms(v, l) : own;

	return his.len == 0 && v->terms_text != NULL ? span_of(v->terms_text)
						     : his;
}

struct span
invoice_terms_text(const struct invoice *v, const struct invoice_line *l)
{
	return l->terms == INVOICE_NONE ? (struct span){"", 0}
					: intern_text(v->terms_texts, l->terms);
}
