#include "cmd/invoice_names.h"
#include "cmd/invoice_papers.h"
#include "value/currency.h"
#include "value/date.h"

/* A letter being filled in.  Amounts of a credit memo are printed positive:
   its title says what they are. */
struct letter {
	const struct bill *b;
	int exponent;
	int sign;
};

static void
set_date(struct trecord *r, size_t name, int32_t date)
{
	char text[DATE_CHARS];
	size_t n = date_format(text, date);

	tdata_set(r, name, (struct span){text, n});
}

static void
set_money(const struct letter *l, struct trecord *r, size_t name, int64_t minor)
{
	char text[MONEY_CHARS];
	size_t n = money_format(text, (int128)minor * l->sign, l->exponent);

	tdata_set(r, name, (struct span){text, n});
}

static void
set_decimal(struct trecord *r, size_t name, struct decimal d)
{
	char text[MONEY_CHARS];
	size_t n = decimal_format(text, d);

	tdata_set(r, name, (struct span){text, n});
}

/* A price has the decimals of money at least: 5.00, but 0.0125. */
static void
set_price(const struct letter *l, struct trecord *r, struct decimal price)
{
	char text[MONEY_CHARS];
	int128 n = price.n;
	int places = price.places;
	size_t len;

	for (; places < l->exponent; places++)
		n *= 10;
	len = money_format(text, n, places);
	tdata_set(r, INVOICE_LINE_PRICE, (struct span){text, len});
}

static void
head(const struct letter *l, struct trecord *top)
{
	const struct bill *b = l->b;

	tdata_set(top, INVOICE_DOC, b->doc);
	tdata_set(top, INVOICE_TYPE, span_of(b->credit ? "credit" : "invoice"));
	tdata_set(
	    top, INVOICE_TITLE, span_of(b->credit ? "Credit memo" : "Invoice"));
	tdata_set(top, INVOICE_IS_CREDIT, span_of(b->credit ? "yes" : ""));
	set_date(top, INVOICE_DATE, b->date);
	set_date(top, INVOICE_DUE, b->part[b->npart - 1].due);
	tdata_set(top, INVOICE_CURRENCY, span_of(currency_code(b->currency)));
	tdata_set(top, INVOICE_ACCOUNT, b->account);
	tdata_set(top, INVOICE_TERMS, b->terms);
	tdata_set(top, INVOICE_PO, b->po);
	tdata_set(top, INVOICE_ORDER, b->order);
	tdata_set(top, INVOICE_REF, b->ref);
	tdata_set(top, INVOICE_MEMO, b->memo);
	tdata_set(top, INVOICE_SHIP_TO, b->ship_to);
	set_money(l, top, INVOICE_NET, b->net);
	set_money(l, top, INVOICE_TAX, b->tax);
	set_money(l, top, INVOICE_GROSS, b->gross);
}

/* What the document says already is not said again on each line. */
static void
set_own(struct trecord *r, size_t name, struct span line, struct span document)
{
	if (!span_equal(line, document))
		tdata_set(r, name, line);
}

static void
line(const struct letter *l, struct trecord *top, const struct bill_line *from)
{
	struct trecord *r = tdata_add(top, INVOICE_LINES);
	struct decimal qty = from->qty, number = {from->line, 0};

	qty.n *= l->sign;
	set_decimal(r, INVOICE_LINE_LINE, number);
	tdata_set(r, INVOICE_LINE_ITEM, from->item);
	tdata_set(r, INVOICE_LINE_DESCRIPTION, from->description);
	set_decimal(r, INVOICE_LINE_QTY, qty);
	set_price(l, r, from->price);
	tdata_set(r, INVOICE_LINE_DISCOUNT, from->line_discount);
	set_money(l, r, INVOICE_LINE_NET, from->net);
	tdata_set(r, INVOICE_LINE_TAX_CODE, from->tax_code);
	set_decimal(r, INVOICE_LINE_TAX_RATE, from->tax_rate);
	set_money(l, r, INVOICE_LINE_TAX, from->tax);
	set_money(l, r, INVOICE_LINE_GROSS, from->gross);
	set_date(r, INVOICE_LINE_SERVICE_FROM, from->service_from);
	set_date(r, INVOICE_LINE_SERVICE_TO, from->service_to);
	set_own(r, INVOICE_LINE_SHIP_TO, from->ship_to, l->b->ship_to);
	set_own(r, INVOICE_LINE_PO, from->po, l->b->po);
	set_own(r, INVOICE_LINE_ORDER, from->order, l->b->order);
	set_own(r, INVOICE_LINE_MEMO, from->memo, l->b->memo);
}

static void
tax(const struct letter *l, struct trecord *top, const struct bill_tax *from)
{
	struct trecord *r = tdata_add(top, INVOICE_TAXES);

	tdata_set(r, INVOICE_TAX_CODE, from->code);
	set_decimal(r, INVOICE_TAX_RATE, from->rate);
	set_money(l, r, INVOICE_TAX_NET, from->net);
	set_money(l, r, INVOICE_TAX_TAX, from->tax);
}

static void
discounts(const struct letter *l, struct trecord *r, size_t list,
    const struct bill_part *p)
{
	for (size_t i = 0; i < p->ntier; i++) {
		struct trecord *d = tdata_add(r, list);

		set_date(d, INVOICE_DISCOUNT_DATE, p->tier[i].date);
		set_money(l, d, INVOICE_DISCOUNT_DISCOUNT, p->tier[i].discount);
		set_money(l, d, INVOICE_DISCOUNT_PAY,
		    p->amount - p->tier[i].discount);
	}
}

static void
parts(const struct letter *l, struct trecord *top)
{
	const struct bill *b = l->b;

	if (b->npart == 1) {
		discounts(l, top, INVOICE_DISCOUNTS, b->part);
	} else {
		tdata_set(top, INVOICE_HAS_INSTALLMENTS, span_of("yes"));
	}
	for (size_t i = 0; i < b->npart; i++) {
		struct trecord *r = tdata_add(top, INVOICE_INSTALLMENTS);

		set_date(r, INVOICE_INSTALLMENT_DUE, b->part[i].due);
		set_money(l, r, INVOICE_INSTALLMENT_AMOUNT, b->part[i].amount);
		discounts(l, r, INVOICE_INSTALLMENT_DISCOUNTS, &b->part[i]);
	}
}

void
invoice_letter(struct trecord *top, const struct bill *b)
{
	const struct letter l = {
	    b, currency_exponent(b->currency), b->credit ? -1 : 1};

	head(&l, top);
	invoice_letter_parties(top, b);
	for (size_t i = 0; i < b->nline; i++)
		line(&l, top, &b->line[i]);
	for (size_t i = 0; i < b->ntax; i++)
		tax(&l, top, &b->taxes[i]);
	parts(&l, top);
}
