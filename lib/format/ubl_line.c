#include <stdio.h>

#include "format/ubl_in.h"

#define EACH "C62" /* a piece, or one of whatever it is (UN/ECE Rec 20) */

static struct decimal
negated(struct decimal d)
{
	d.n = -d.n;
	return d;
}

static struct decimal
positive(struct decimal d)
{
	return d.n < 0 ? negated(d) : d;
}

static void
write_quantity(struct ubl *u, const char *name, struct decimal qty)
{
	char text[MONEY_CHARS];

	decimal_format(text, qty);
	xml_open(&u->x, name);
	xml_attribute(&u->x, "unitCode", span_of(EACH));
	xml_text(&u->x, span_of(text));
	xml_close(&u->x);
}

/* The quantity has the sign of the line: no price may be negative (BR-27). */
static struct decimal
signed_quantity(const struct ubl *u, const struct bill_line *line)
{
	struct decimal qty = u->sign < 0 ? negated(line->qty) : line->qty;

	if (u->b->tax_included)
		return u->sign * (int128)line->net < 0 ? negated(positive(qty))
						       : positive(qty);
	return line->price.n < 0 ? negated(qty) : qty;
}

/*
 * What the list price is above the net amount; what it is below is a charge,
 * as where the discount of goods that come back is taken back.  The price of
 * prices that include tax is made of the net amount, so there is none.
 */
static void
write_discount(struct ubl *u, const struct bill_line *line)
{
	int128 less = u->sign * ((int128)line->list - line->net);

	if (u->b->tax_included || less == 0)
		return;
	xml_open(&u->x, "cac:AllowanceCharge");
	ubl_text(
	    u, "cbc:ChargeIndicator", span_of(less < 0 ? "true" : "false"));
	if (less > 0) /* UNCL5189: a discount; charges have no such code */
		ubl_text(u, "cbc:AllowanceChargeReasonCode", span_of("95"));
	ubl_text(u, "cbc:AllowanceChargeReason", span_of("Discount"));
	ubl_amount(u, "cbc:Amount", u->sign * (less < 0 ? -less : less));
	xml_close(&u->x);
}

/* Name is the first line of the description that is not blank, or the item's
   number; a description of several lines is written whole, too. */
static void
write_names(struct ubl *u, const struct bill_line *line)
{
	struct span name = ubl_full(line->description);
	const char *end;

	for (; name.len > 0 && *name.at == '\n'; name.len--)
		name.at++;
	end = name.len > 0 ? memchr(name.at, '\n', name.len) : NULL;
	if (end != NULL) {
		ubl_text(u, "cbc:Description", line->description);
		name.len = (size_t)(end - name.at);
	}
	ubl_text(u, "cbc:Name", name.len > 0 ? name : line->item);
	if (ubl_full(line->item).len == 0)
		return;
	xml_open(&u->x, "cac:SellersItemIdentification");
	xml_leaf(&u->x, "cbc:ID", line->item);
	xml_close(&u->x);
}

static void
write_item(struct ubl *u, const struct bill_line *line)
{
	enum ubl_category c =
	    ubl_category(line->tax_code, line->tax_rate, line->exempt);

	xml_open(&u->x, "cac:Item");
	write_names(u, line);
	xml_open(&u->x, "cac:ClassifiedTaxCategory");
	xml_leaf(&u->x, "cbc:ID", ubl_category_code(c));
	if (c == UBL_STANDARD)
		ubl_decimal(u, "cbc:Percent", line->tax_rate);
	else if (c != UBL_OUTSIDE)
		xml_leaf(&u->x, "cbc:Percent", span_of("0"));
	xml_open(&u->x, "cac:TaxScheme");
	xml_leaf(&u->x, "cbc:ID", span_of("VAT"));
	xml_close(&u->x);
	xml_close(&u->x);
	xml_close(&u->x);
}

/* Prices are without tax.  What is left of one that includes it may be no
   finite decimal, so the price is that of the whole quantity: the net. */
static void
write_price(struct ubl *u, const struct bill_line *line)
{
	struct decimal qty = positive(line->qty);
	int128 net = line->net < 0 ? -(int128)line->net : line->net;

	xml_open(&u->x, "cac:Price");
	if (u->b->tax_included)
		ubl_amount(u, "cbc:PriceAmount", u->sign * net);
	else
		ubl_price(u, "cbc:PriceAmount", positive(line->price));
	if (u->b->tax_included && qty.n > 0)
		write_quantity(u, "cbc:BaseQuantity", qty);
	xml_close(&u->x);
}

void
ubl_line(struct ubl *u, const struct bill_line *line)
{
	bool credit = u->b->credit;
	char id[16];

	snprintf(id, sizeof id, "%lu", (unsigned long)line->line);
	xml_open(&u->x, credit ? "cac:CreditNoteLine" : "cac:InvoiceLine");
	xml_leaf(&u->x, "cbc:ID", span_of(id));
	ubl_text(u, "cbc:Note", line->memo);
	write_quantity(u,
	    credit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
	    signed_quantity(u, line));
	ubl_amount(u, "cbc:LineExtensionAmount", line->net);
	ubl_invoice_period(u, line->service_from, line->service_to);
	write_discount(u, line);
	write_item(u, line);
	write_price(u, line);
	xml_close(&u->x);
}
