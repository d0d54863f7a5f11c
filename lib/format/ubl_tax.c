#include "base/mem.h"
#include "format/ubl_in.h"

/* Codes, and what is said of no tax; the norm gives the texts of all but
   the exemption, for which there are many reasons: this one stands for those
   that the customers table does not tell. */
static const struct {
	const char *code, *reason;
} categories[] = {
    [UBL_STANDARD] = {"S", ""},
    [UBL_ZERO] = {"Z", ""},
    [UBL_EXEMPT] = {"E", "Exempt from VAT"},
    [UBL_REVERSE] = {"AE", "Reverse charge"},
    [UBL_INTRA] = {"K", "Intra-community supply"},
    [UBL_EXPORT] = {"G", "Export outside the EU"},
    [UBL_OUTSIDE] = {"O", "Not subject to VAT"},
};

struct span
ubl_category_code(enum ubl_category category)
{
	return span_of(categories[category].code);
}

enum ubl_category
ubl_category(struct span code, struct decimal rate, bool exempt)
{
	if (!exempt && decimal_compare(rate, (struct decimal){0, 0}) > 0)
		return UBL_STANDARD;
	for (int c = UBL_ZERO; c <= (int)UBL_OUTSIDE; c++)
		if (span_is(code, categories[c].code))
			return (enum ubl_category)c;
	return exempt ? UBL_EXEMPT : UBL_ZERO;
}

static struct span
reason_of(const struct ubl *u, enum ubl_category category)
{
	struct span own = ubl_full(party_exemption(&u->b->buyer));

	return category == UBL_EXEMPT && own.len > 0
		   ? own
		   : span_of(categories[category].reason);
}

/* The breakdown that a tax belongs to; a new one if there is none yet.  Two
   codes of one rate are one: a reader sees nothing but the rate. */
static struct ubl_vat *
find_vat(struct ubl *u, enum ubl_category category, struct decimal rate)
{
	for (size_t i = 0; i < u->nvat; i++)
		if (u->vat[i].category == category &&
		    (category != UBL_STANDARD ||
			decimal_compare(u->vat[i].rate, rate) == 0))
			return &u->vat[i];
	u->vat[u->nvat] = (struct ubl_vat){.category = category};
	u->vat[u->nvat].reason = reason_of(u, category);
	if (category == UBL_STANDARD)
		u->vat[u->nvat].rate = rate;
	return &u->vat[u->nvat++];
}

void
ubl_vat_list(struct ubl *u)
{
	u->vat = mem_array(u->b->ntax + 1, sizeof *u->vat);
	u->nvat = 0;
	for (size_t i = 0; i < u->b->ntax; i++) {
		const struct bill_tax *tax = &u->b->taxes[i];
		struct ubl_vat *vat = find_vat(u,
		    ubl_category(tax->code, tax->rate, tax->exempt), tax->rate);

		vat->net += tax->net;
		vat->tax += tax->tax;
	}
}

bool
ubl_vat_has(const struct ubl *u, enum ubl_category category)
{
	for (size_t i = 0; i < u->nvat; i++)
		if (u->vat[i].category == category)
			return true;
	return false;
}

static void
write_vat(struct ubl *u, const struct ubl_vat *vat)
{
	xml_open(&u->x, "cac:TaxSubtotal");
	ubl_amount(u, "cbc:TaxableAmount", vat->net);
	ubl_amount(u, "cbc:TaxAmount", vat->tax);
	xml_open(&u->x, "cac:TaxCategory");
	ubl_text(u, "cbc:ID", ubl_category_code(vat->category));
	if (vat->category != UBL_OUTSIDE)
		ubl_decimal(u, "cbc:Percent", vat->rate);
	ubl_text(u, "cbc:TaxExemptionReason", vat->reason);
	xml_open(&u->x, "cac:TaxScheme");
	xml_leaf(&u->x, "cbc:ID", span_of("VAT"));
	xml_close(&u->x);
	xml_close(&u->x);
	xml_close(&u->x);
}

void
ubl_taxes(struct ubl *u)
{
	xml_open(&u->x, "cac:TaxTotal");
	ubl_amount(u, "cbc:TaxAmount", u->b->tax);
	for (size_t i = 0; i < u->nvat; i++)
		write_vat(u, &u->vat[i]);
	xml_close(&u->x);
}
