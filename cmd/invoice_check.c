#include "cmd/invoice_check.h"
#include "base/diag.h"
#include "base/mem.h"

void
invoice_check_open(struct invoice *v)
{
	v->checks = mem_array(1, sizeof *v->checks);
	invoice_price_open(v);
	invoice_order_open(v);
	if (v->books.n > 0)
		v->checks->book = invoice_book_read(v);
}

/* A line may name a rate of its own, but not another one by mistake.  Who is
   exempt pays neither; a credit has the rate of what it credits. */
static void
check_rate(struct invoice *v, uint32_t group, const struct invoice_line *l)
{
	struct span code = l->line.text[LINE_TAX_CODE];
	char table[MONEY_CHARS], own[MONEY_CHARS];
	struct decimal rate;

	if (!l->line.rated || l->line.credit || code.len == 0 ||
	    v->taxes == NULL || v->rates[l->rate].exempt ||
	    !taxes_find(v->taxes, code, invoice_tax_day(v, l), &rate) ||
	    decimal_compare(rate, l->line.tax_rate) == 0)
		return;
	decimal_format(table, rate);
	decimal_format(own, l->line.tax_rate);
	invoice_find(v, FINDING_TAX_RATE, group, l->line.at,
	    l->line.text[LINE_ITEM], table, own);
}

void
invoice_check_line(
    struct invoice *v, uint32_t group, const struct invoice_line *l)
{
	if (l->line.rated)
		check_rate(v, group, l);
	if (v->checks->prices != NULL)
		invoice_price_line(v, group, l);
	if (v->checks->orders != NULL)
		invoice_order_line(v, group, l);
}

static void
check_customer(struct invoice *v, uint32_t group)
{
	const struct invoice_group *g = &v->groups[group];

	if (v->customers != NULL &&
	    !customers_has(v->customers, invoice_text(v, g, TEXT_CUSTOMER)))
		invoice_find(v, FINDING_UNKNOWN_CUSTOMER, group, g->first,
		    span_of(""), "", "");
}

/* Rows of the book and of this run will stand in one table. */
static void
check_column(const struct invoice *v, const char *column, bool lines_have)
{
	bool book_has = source_has(&v->checks->book->source, column);

	if (book_has == lines_have ||
	    ledger_items(v->checks->book->ledger) == 0)
		return;
	diag_fail("the book has %s column %s and the lines have %s: say what "
		  "is meant with --col %sdefault.%s=VALUE",
	    book_has ? "a" : "no", column, lines_have ? "one" : "none",
	    book_has ? "" : "book.", column);
}

static void
open_book(struct invoice *v)
{
	check_column(v, "currency", v->has_currency);
	check_column(v, "entity", v->has_entity);
	invoice_twin_open(v);
	invoice_ref_open(v);
	invoice_limit_open(v);
}

/* One after the other: what is billed before counts towards a limit, and
   what is credited towards an invoice. */
void
invoice_check_documents(struct invoice *v)
{
	if (v->checks->book != NULL)
		open_book(v);
	for (uint32_t i = 0; i < v->ngroup; i++) {
		check_customer(v, i);
		if (v->checks->book == NULL)
			continue;
		invoice_twin_document(v, i);
		invoice_ref_document(v, i);
		invoice_limit_document(v, i);
	}
}
