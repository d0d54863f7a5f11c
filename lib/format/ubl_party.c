#include "format/ubl_in.h"
#include "value/country.h"

struct span
ubl_cell(const struct party *p, enum party_column column)
{
	return ubl_full(p->cell[column]);
}

bool
ubl_is_vat_id(struct span id)
{
	struct span prefix = {id.at, 2};

	return id.len > 2 &&
	       (country_known(prefix) || span_is(prefix, "EL") ||
		   span_is(prefix, "XI")); /* Greece, Northern Ireland */
}

/* Takes a line of an address off s, without spaces around it. */
static struct span
next_line(struct span *s)
{
	struct span line = {s->at, 0};

	while (line.len < s->len && line.at[line.len] != ';' &&
	       line.at[line.len] != '\n')
		line.len++;
	s->at += line.len + (line.len < s->len);
	s->len -= line.len + (line.len < s->len);
	for (; line.len > 0 && *line.at == ' '; line.len--)
		line.at++;
	while (line.len > 0 &&
	       (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\r'))
		line.len--;
	return line;
}

/* The next line that is not blank. */
static struct span
next_full(struct span *s)
{
	struct span line = {s->at, 0};

	while (line.len == 0 && s->len > 0)
		line = next_line(s);
	return line;
}

/* What is left of an address: the norm has room for three lines. */
static void
write_third(struct ubl *u, struct span rest)
{
	struct buf text = {0};
	struct span line = next_full(&rest);

	for (; line.len > 0; line = next_full(&rest)) {
		if (text.len > 0)
			buf_text(&text, ", ");
		buf_span(&text, line);
	}
	if (text.len > 0) {
		xml_open(&u->x, "cac:AddressLine");
		xml_leaf(&u->x, "cbc:Line", (struct span){text.at, text.len});
		xml_close(&u->x);
	}
	buf_free(&text);
}

static void
write_country(struct ubl *u, const struct party *p)
{
	xml_open(&u->x, "cac:Country");
	xml_leaf(&u->x, "cbc:IdentificationCode", ubl_cell(p, PARTY_COUNTRY));
	xml_close(&u->x);
}

static void
write_address(struct ubl *u, const struct party *p)
{
	struct span street = ubl_cell(p, PARTY_STREET);

	if (street.len == 0)
		street = ubl_cell(p, PARTY_ADDRESS);
	xml_open(&u->x, "cac:PostalAddress");
	ubl_text(u, "cbc:StreetName", next_full(&street));
	ubl_text(u, "cbc:AdditionalStreetName", next_full(&street));
	ubl_text(u, "cbc:CityName", ubl_cell(p, PARTY_CITY));
	ubl_text(u, "cbc:PostalZone", ubl_cell(p, PARTY_POSTCODE));
	ubl_text(u, "cbc:CountrySubentity", ubl_cell(p, PARTY_REGION));
	write_third(u, street);
	write_country(u, p);
	xml_close(&u->x);
}

/* Where nothing is subject to VAT, no VAT number may stand (BR-O-02). */
static void
write_tax_id(struct ubl *u, const struct party *p, bool seller)
{
	struct span id = ubl_cell(p, PARTY_VAT_ID);
	bool vat = ubl_is_vat_id(id);

	if (id.len == 0 || (vat && ubl_vat_has(u, UBL_OUTSIDE)) ||
	    (!vat && !seller))
		return;
	xml_open(&u->x, "cac:PartyTaxScheme");
	xml_leaf(&u->x, "cbc:CompanyID", id);
	xml_open(&u->x, "cac:TaxScheme");
	xml_leaf(&u->x, "cbc:ID", span_of(vat ? "VAT" : "TAX"));
	xml_close(&u->x);
	xml_close(&u->x);
}

static void
write_contact(struct ubl *u, const struct party *p)
{
	struct span contact = ubl_cell(p, PARTY_CONTACT);
	struct span phone = ubl_cell(p, PARTY_PHONE);
	struct span email = ubl_cell(p, PARTY_EMAIL);

	if (contact.len + phone.len + email.len == 0)
		return;
	xml_open(&u->x, "cac:Contact");
	ubl_text(u, "cbc:Name", contact);
	ubl_text(u, "cbc:Telephone", phone);
	ubl_text(u, "cbc:ElectronicMail", email);
	xml_close(&u->x);
}

/* SCHEME:ID, which ubl_check has seen to. */
static void
write_endpoint(struct ubl *u, const struct party *p)
{
	struct span id = ubl_cell(p, PARTY_ENDPOINT);
	struct span scheme = {id.at, 0};

	if (id.len == 0)
		return;
	while (scheme.at[scheme.len] != ':')
		scheme.len++;
	xml_open(&u->x, "cbc:EndpointID");
	xml_attribute(&u->x, "schemeID", scheme);
	xml_text(&u->x,
	    (struct span){id.at + scheme.len + 1, id.len - scheme.len - 1});
	xml_close(&u->x);
}

static void
write_party(
    struct ubl *u, const struct party *p, struct span name, struct span number)
{
	xml_open(&u->x, "cac:Party");
	write_endpoint(u, p);
	if (ubl_full(number).len > 0) {
		xml_open(&u->x, "cac:PartyIdentification");
		xml_leaf(&u->x, "cbc:ID", number);
		xml_close(&u->x);
	}
	xml_open(&u->x, "cac:PartyName");
	xml_leaf(&u->x, "cbc:Name", name);
	xml_close(&u->x);
	write_address(u, p);
	write_tax_id(u, p, p == &u->b->seller);
	xml_open(&u->x, "cac:PartyLegalEntity");
	xml_leaf(&u->x, "cbc:RegistrationName", name);
	ubl_text(u, "cbc:CompanyID", ubl_cell(p, PARTY_COMPANY_ID));
	xml_close(&u->x);
	write_contact(u, p);
	xml_close(&u->x);
}

void
ubl_seller(struct ubl *u)
{
	const struct party *p = &u->b->seller;

	xml_open(&u->x, "cac:AccountingSupplierParty");
	write_party(u, p, ubl_cell(p, PARTY_NAME), (struct span){"", 0});
	xml_close(&u->x);
}

void
ubl_buyer(struct ubl *u)
{
	const struct party *p = &u->b->buyer;
	struct span name = ubl_cell(p, PARTY_NAME);

	xml_open(&u->x, "cac:AccountingCustomerParty");
	write_party(u, p, name.len > 0 ? name : u->b->customer, u->b->customer);
	xml_close(&u->x);
}

/* An intra-community supply must say to which country it went (BR-IC-12). */
void
ubl_delivery(struct ubl *u)
{
	bool intra = ubl_vat_has(u, UBL_INTRA);
	struct span ship_to = ubl_full(u->b->ship_to);

	if (!intra && ship_to.len == 0)
		return;
	xml_open(&u->x, "cac:Delivery");
	if (intra) {
		xml_open(&u->x, "cac:DeliveryLocation");
		xml_open(&u->x, "cac:Address");
		write_country(u, &u->b->buyer);
		xml_close(&u->x);
		xml_close(&u->x);
	}
	if (ship_to.len > 0) {
		xml_open(&u->x, "cac:DeliveryParty");
		xml_open(&u->x, "cac:PartyName");
		xml_leaf(&u->x, "cbc:Name", ship_to);
		xml_close(&u->x);
		xml_close(&u->x);
	}
	xml_close(&u->x);
}
