#include "base/buf.h"
#include "cmd/invoice_names.h"
#include "cmd/invoice_papers.h"

static void
add_address(struct trecord *top, size_t list, struct span text)
{
	if (text.len > 0)
		tdata_set(tdata_add(top, list), INVOICE_ADDRESS_TEXT, text);
}

/* The lines of an address are parted by ';' or line ends. */
static void
split_address(struct trecord *top, size_t list, struct span text)
{
	while (text.len > 0) {
		struct span line = {text.at, 0};

		while (line.len < text.len && text.at[line.len] != ';' &&
		       text.at[line.len] != '\n')
			line.len++;
		text.at += line.len + (line.len < text.len);
		text.len -= line.len + (line.len < text.len);
		while (line.len > 0 && line.at[0] == ' ') {
			line.at++;
			line.len--;
		}
		add_address(top, list, line);
	}
}

static void
address(struct trecord *top, size_t list, const struct party *p)
{
	struct span postcode = p->cell[PARTY_POSTCODE];
	struct buf town = {0};

	split_address(top, list, p->cell[PARTY_ADDRESS]);
	if (p->cell[PARTY_ADDRESS].len > 0)
		return;
	add_address(top, list, p->cell[PARTY_STREET]);
	buf_span(&town, postcode);
	if (postcode.len > 0 && p->cell[PARTY_CITY].len > 0)
		buf_byte(&town, ' ');
	buf_span(&town, p->cell[PARTY_CITY]);
	add_address(top, list, (struct span){town.at, town.len});
	add_address(top, list, p->cell[PARTY_REGION]);
	add_address(top, list, p->cell[PARTY_COUNTRY]);
	buf_free(&town);
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
