#include "cmd/invoice.h"

struct span
invoice_customer_terms(const struct invoice *v, struct span customer)
{
	if (v->terms_column == CUSTOMERS_NONE)
		return (struct span){"", 0};
	return customers_cell(v->customers, customer, v->terms_column);
}

static bool
is_exempt(const struct invoice *v, struct span customer)
{
	return v->exempt_column != CUSTOMERS_NONE &&
	       invoice_exempts(
		   customers_cell(v->customers, customer, v->exempt_column));
}

/* The lines of a document come together, mostly. */
const struct invoice_customer *
invoice_customer(struct invoice *v, struct span customer)
{
	struct invoice_customer *c = &v->customer;
	struct span text;

	if (v->customers == NULL ||
	    span_equal(customer, (struct span){c->name.at, c->name.len}))
		return c;
	c->name.len = 0;
	buf_span(&c->name, customer);
	text = invoice_customer_terms(v, customer);
	c->terms = text.len > 0 ? invoice_terms_of(v, text) : INVOICE_NONE;
	c->exempt = is_exempt(v, customer);
	return c;
}
