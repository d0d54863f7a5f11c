#include "cmd/invoice_names.h"
#include "cmd/invoice_papers.h"

/* An address on its way into a list of the letter. */
struct address {
	struct trecord *top;
	size_t list;
};

static void
add_line(void *arg, struct span line)
{
	const struct address *a = arg;

	tdata_set(tdata_add(a->top, a->list), INVOICE_ADDRESS_TEXT, line);
}

static void
address(struct trecord *top, size_t list, const struct party *p)
{
	struct address a = {top, list};

	party_lines(p, add_line, &a);
}

static void
names(struct trecord *top, const struct bill *b)
{
	const struct span *seller = b->seller.cell, *buyer = b->buyer.cell;

	tdata_set(top, INVOICE_CUSTOMER, b->customer);
	tdata_set(top, INVOICE_CUSTOMER_NAME, buyer[PARTY_NAME]);
	tdata_set(top, INVOICE_CUSTOMER_VAT_ID, buyer[PARTY_VAT_ID]);
	tdata_set(top, INVOICE_COMPANY_ID, buyer[PARTY_COMPANY_ID]);
	tdata_set(top, INVOICE_ADDRESS, buyer[PARTY_ADDRESS]);
	tdata_set(top, INVOICE_EMAIL, buyer[PARTY_EMAIL]);
	address(top, INVOICE_ADDRESS_LINES, &b->buyer);
	tdata_set(top, INVOICE_ENTITY, b->entity);
	tdata_set(top, INVOICE_SELLER,
	    seller[PARTY_NAME].len > 0 ? seller[PARTY_NAME] : b->entity);
	tdata_set(top, INVOICE_SELLER_VAT_ID, seller[PARTY_VAT_ID]);
	tdata_set(top, INVOICE_SELLER_COMPANY_ID, seller[PARTY_COMPANY_ID]);
	tdata_set(top, INVOICE_SELLER_EMAIL, seller[PARTY_EMAIL]);
	tdata_set(top, INVOICE_SELLER_PHONE, seller[PARTY_PHONE]);
	tdata_set(top, INVOICE_IBAN, seller[PARTY_IBAN]);
	tdata_set(top, INVOICE_BIC, seller[PARTY_BIC]);
	address(top, INVOICE_SELLER_LINES, &b->seller);
}

/* A document has one customer, so all of it is exempt, or nothing; and the
   price of one who is exempt has no tax in it. */
static void
exemption(struct trecord *top, const struct bill *b)
{
	if (b->ntax > 0 && b->taxes[0].exempt) {
		tdata_set(
		    top, INVOICE_TAX_EXEMPT, b->buyer.cell[PARTY_TAX_EXEMPT]);
		tdata_set(
		    top, INVOICE_TAX_EXEMPT_REASON, party_exemption(&b->buyer));
	} else if (b->tax_included) {
		tdata_set(top, INVOICE_TAX_INCLUDED, span_of("yes"));
	}
}

void
invoice_letter_parties(struct trecord *top, const struct bill *b)
{
	names(top, b);
	exemption(top, b);
}
