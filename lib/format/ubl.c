#include "format/ubl.h"

#include "base/mem.h"
#include "format/ubl_in.h"
#include "value/currency.h"
#include "value/date.h"

#define UBL "urn:oasis:names:specification:ubl:schema:xsd:"

struct span
ubl_full(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (strchr(" \t\r\n", s.at[i]) == NULL)
			return s;
	return (struct span){"", 0};
}

static void
write_money(struct ubl *u, const char *name, const char *number)
{
	xml_open(&u->x, name);
	xml_attribute(
	    &u->x, "currencyID", span_of(currency_code(u->b->currency)));
	xml_text(&u->x, span_of(number));
	xml_close(&u->x);
}

void
ubl_amount(struct ubl *u, const char *name, int128 minor)
{
	char text[MONEY_CHARS];

	money_format(text, u->sign * minor, u->exponent);
	write_money(u, name, text);
}

void
ubl_price(struct ubl *u, const char *name, struct decimal price)
{
	char text[MONEY_CHARS];

	decimal_format(text, price);
	write_money(u, name, text);
}

void
ubl_date(struct ubl *u, const char *name, int32_t date)
{
	char text[DATE_CHARS];

	date_format(text, date);
	ubl_text(u, name, span_of(text));
}

void
ubl_decimal(struct ubl *u, const char *name, struct decimal d)
{
	char text[MONEY_CHARS];

	decimal_format(text, d);
	xml_leaf(&u->x, name, span_of(text));
}

void
ubl_text(struct ubl *u, const char *name, struct span text)
{
	if (ubl_full(text).len > 0)
		xml_leaf(&u->x, name, text);
}

void
ubl_period(const struct bill *b, int32_t *from, int32_t *to)
{
	*from = DATE_NONE;
	*to = DATE_NONE;
	for (size_t i = 0; i < b->nline; i++) {
		int32_t days[] = {
		    b->line[i].service_from, b->line[i].service_to};

		for (size_t d = 0; d < 2; d++) {
			if (days[d] == DATE_NONE)
				continue;
			if (*from == DATE_NONE || days[d] < *from)
				*from = days[d];
			if (days[d] > *to)
				*to = days[d];
		}
	}
}

void
ubl_invoice_period(struct ubl *u, int32_t from, int32_t to)
{
	if (from == DATE_NONE && to == DATE_NONE)
		return;
	xml_open(&u->x, "cac:InvoicePeriod");
	ubl_date(u, "cbc:StartDate", from);
	ubl_date(u, "cbc:EndDate", to);
	xml_close(&u->x);
}

/* The customer's order, and ours beside it: the schema asks for the first. */
static void
write_orders(struct ubl *u)
{
	if (ubl_full(u->b->po).len == 0)
		return;
	xml_open(&u->x, "cac:OrderReference");
	xml_leaf(&u->x, "cbc:ID", u->b->po);
	ubl_text(u, "cbc:SalesOrderID", u->b->order);
	xml_close(&u->x);
}

static void
write_credited(struct ubl *u)
{
	if (ubl_full(u->b->ref).len == 0)
		return;
	xml_open(&u->x, "cac:BillingReference");
	xml_open(&u->x, "cac:InvoiceDocumentReference");
	xml_leaf(&u->x, "cbc:ID", u->b->ref);
	xml_close(&u->x);
	xml_close(&u->x);
}

/* What the document as a whole says, down to the parties.  One due date is
   that of the whole amount; installments are told in the payment terms. */
static void
write_head(struct ubl *u)
{
	const struct bill *b = u->b;
	int32_t from, to;

	ubl_text(u, "cbc:CustomizationID", span_of("urn:cen.eu:en16931:2017"));
	ubl_text(u, "cbc:ID", b->doc);
	ubl_date(u, "cbc:IssueDate", b->date);
	if (b->credit) {
		ubl_text(u, "cbc:CreditNoteTypeCode", span_of("381"));
	} else {
		if (b->npart == 1)
			ubl_date(u, "cbc:DueDate", b->part[0].due);
		ubl_text(u, "cbc:InvoiceTypeCode", span_of("380"));
	}
	ubl_text(u, "cbc:Note", b->memo);
	ubl_text(
	    u, "cbc:DocumentCurrencyCode", span_of(currency_code(b->currency)));
	ubl_text(u, "cbc:BuyerReference",
	    ubl_full(b->po).len > 0 ? b->po : b->order);
	ubl_period(b, &from, &to);
	ubl_invoice_period(u, from, to);
	write_orders(u);
	write_credited(u);
}

/* No allowances, charges or prepayments stand on the document itself, so the
   lines are the total. */
static void
write_totals(struct ubl *u)
{
	const struct bill *b = u->b;

	xml_open(&u->x, "cac:LegalMonetaryTotal");
	ubl_amount(u, "cbc:LineExtensionAmount", b->net);
	ubl_amount(u, "cbc:TaxExclusiveAmount", b->net);
	ubl_amount(u, "cbc:TaxInclusiveAmount", b->gross);
	ubl_amount(u, "cbc:PayableAmount", b->gross);
	xml_close(&u->x);
}

static void
write_document(struct ubl *u, struct buf *to)
{
	const char *name = u->b->credit ? "CreditNote" : "Invoice";

	xml_start(&u->x, to);
	xml_open(&u->x, name);
	xml_attribute(&u->x, "xmlns",
	    span_of(u->b->credit ? UBL "CreditNote-2" : UBL "Invoice-2"));
	xml_attribute(
	    &u->x, "xmlns:cac", span_of(UBL "CommonAggregateComponents-2"));
	xml_attribute(
	    &u->x, "xmlns:cbc", span_of(UBL "CommonBasicComponents-2"));
	write_head(u);
	ubl_seller(u);
	ubl_buyer(u);
	ubl_delivery(u);
	ubl_payment(u);
	ubl_taxes(u);
	write_totals(u);
	for (size_t i = 0; i < u->b->nline; i++)
		ubl_line(u, &u->b->line[i]);
	xml_close(&u->x);
}

/* Nothing is written in place of a character that can't be. */
static bool
check_bad(const struct ubl *u, struct misfit *why)
{
	if (xml_bad(&u->x) == NULL)
		return true;
	return misfit_set(
	    why, (struct misfit){
		     .what = "holds a control character, which XML can't",
		     .rule = xml_bad(&u->x)});
}

bool
ubl_write(struct buf *to, const struct bill *b, struct misfit *why)
{
	struct ubl u = {.b = b, .sign = b->credit ? -1 : 1};
	size_t before = to->len;
	bool ok;

	u.exponent = currency_exponent(b->currency);
	ubl_vat_list(&u);
	ok = ubl_check(&u, why);
	if (ok) {
		write_document(&u, to);
		ok = check_bad(&u, why);
	}
	if (!ok)
		to->len = before;
	mem_free(u.vat);
	return ok;
}
