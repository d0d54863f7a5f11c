#include <stdio.h>

#include "base/buf.h"
#include "base/diag.h"
#include "cmd/invoice_recurring_in.h"
#include "value/currency.h"
#include "value/date.h"

/* Columns of the contracts that are passed on where they are there. */
static const enum contract_column passed[] = {CONTRACT_CONTRACT,
    CONTRACT_CURRENCY, CONTRACT_ENTITY, CONTRACT_ACCOUNT, CONTRACT_ORDER,
    CONTRACT_PO, CONTRACT_SHIP_TO, CONTRACT_TERMS, CONTRACT_TAX_CODE};

#define NPASSED (sizeof passed / sizeof *passed)

void
invoice_recurring_columns(const struct recurring_state *s)
{
	static const char *const first[] = {
	    "date", "customer", "item", "description"};

	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		csvout_column(s->w, span_of(first[i]), CSV_TEXT);
	csvout_column(s->w, span_of("qty"), CSV_AMOUNT);
	csvout_column(s->w, span_of("price"), CSV_AMOUNT);
	csvout_column(s->w, span_of("service_from"), CSV_TEXT);
	csvout_column(s->w, span_of("service_to"), CSV_TEXT);
	for (size_t i = 0; i < NPASSED; i++)
		if (s->reader.has[passed[i]])
			csvout_column(
			    s->w, span_of(contract_names[passed[i]]), CSV_TEXT);
	if (s->reader.has[CONTRACT_TAX_RATE])
		csvout_column(s->w, span_of("tax_rate"), CSV_AMOUNT);
	csvout_column(s->w, span_of("memo"), CSV_TEXT);
}

static bool
is_whole(const struct recurring_line *l)
{
	return !l->credit && l->from == l->period_from && l->to == l->period_to;
}

/* The decimals of a contract's money. */
static int
exponent_of(const struct recurring_state *s, const struct contract *c)
{
	const struct customers *customers = s->run->customers;
	struct span code;
	int currency = c->currency;

	if (currency == CURRENCY_UNNAMED && customers != NULL) {
		code = customers_cell(customers, c->text[CONTRACT_CUSTOMER],
		    customers_column(customers, span_of("currency")));
		if (code.len > 0)
			currency = currency_find(code);
	}
	return currency_exponent(
	    currency == CURRENCY_BAD ? CURRENCY_UNNAMED : currency);
}

static void
put_decimal(struct csvout *w, struct decimal d)
{
	char text[MONEY_CHARS];
	size_t len = decimal_format(text, d);

	csvout_text(w, (struct span){text, len});
}

/* A part: its amount as the price of one; of less than none, where that is
   credited and is not itself a rebate. */
static void
put_part(const struct recurring_state *s, const struct recurring_line *l,
    int64_t amount, int exponent)
{
	bool back = l->credit && amount > 0;

	csvout_string(s->w, back ? "-1" : "1");
	csvout_money(s->w, l->credit && !back ? -amount : amount, exponent);
}

static int64_t
amount_of(const struct recurring_state *s, const struct contract *c,
    const struct recurring_line *l, int exponent)
{
	int64_t amount;

	if (!recurring_amount(
		l, c->qty, c->price, exponent, s->run->rounding, &amount))
		diag_fail("%s:%llu: qty times price is beyond the largest "
			  "amount",
		    s->run->contracts_file, (unsigned long long)c->line);
	return amount;
}

/* Of a part, which one: "16/31 of 2026-10-01 to 2026-10-31". */
static void
add_part(
    struct buf *text, const struct contract *c, const struct recurring_line *l)
{
	char from[DATE_CHARS], to[DATE_CHARS], part[96];

	if (l->credit) {
		buf_span(text, c->text[CONTRACT_REASON]);
		buf_text(text, ": ");
	}
	date_format(from, l->period_from);
	date_format(to, l->period_to);
	snprintf(part, sizeof part, "%lld/%lld of %s to %s%s",
	    (long long)l->num, (long long)l->den, from, to,
	    l->credit ? " unused" : "");
	buf_text(text, part);
}

static void
put_memo(const struct recurring_state *s, const struct contract *c,
    const struct recurring_line *l)
{
	struct buf text = {0};

	buf_span(&text, c->text[CONTRACT_MEMO]);
	if (!is_whole(l)) {
		buf_text(&text, text.len > 0 ? "; " : "");
		add_part(&text, c, l);
	}
	csvout_string(s->w, buf_string(&text));
	buf_free(&text);
}

static void
put_passed(const struct recurring_state *s, const struct contract *c)
{
	for (size_t i = 0; i < NPASSED; i++)
		if (s->reader.has[passed[i]])
			csvout_text(s->w, c->text[passed[i]]);
	if (!s->reader.has[CONTRACT_TAX_RATE])
		return;
	if (c->taxed)
		put_decimal(s->w, c->tax_rate);
	else
		csvout_string(s->w, "");
}

void
invoice_recurring_put(
    const struct recurring_state *s, const struct recurring_due *d)
{
	const struct contract *c = &s->contracts[d->contract];
	const struct recurring_line *l = &d->line;
	int exponent = exponent_of(s, c);
	int64_t amount = amount_of(s, c, l, exponent);

	if (amount == 0 && !is_whole(l))
		return;
	csvout_date(s->w, l->date);
	csvout_text(s->w, c->text[CONTRACT_CUSTOMER]);
	csvout_text(s->w, c->text[CONTRACT_ITEM]);
	csvout_text(s->w, c->text[CONTRACT_DESCRIPTION]);
	if (is_whole(l)) {
		put_decimal(s->w, c->qty);
		put_decimal(s->w, c->price);
	} else
		put_part(s, l, amount, exponent);
	csvout_date(s->w, l->from);
	csvout_date(s->w, l->to);
	put_passed(s, c);
	put_memo(s, c, l);
	csvout_row(s->w);
}
