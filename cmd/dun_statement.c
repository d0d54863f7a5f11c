#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_in.h"
#include "cmd/dun_statement.h"
#include "rule/aging.h"
#include "value/currency.h"

/* A statement for each account (customer, entity and currency) in which
   something was open or moved. */

/* The items of an account stand together; of one account, as in the book. */
struct account {
	struct span customer, entity;
	const char *currency;
	uint32_t item;
};

static int
by_account(const struct account *x, const struct account *y)
{
	int c = span_compare(x->customer, y->customer);

	if (c == 0)
		c = span_compare(x->entity, y->entity);
	return c != 0
		   ? c
		   : span_compare(span_of(x->currency), span_of(y->currency));
}

static int
by_all(const void *a, const void *b)
{
	const struct account *x = a, *y = b;
	int c = by_account(x, y);

	return c != 0 ? c : (x->item > y->item) - (x->item < y->item);
}

bool
dun_statement_has(const struct dun *d, uint32_t item)
{
	const struct ledger_item *i = ledger_item(d->ledger, item);

	if (i->piece == LEDGER_NONE)
		return false;
	return d->where.n == 0 ||
	       dun_passes(d, item, ledger_piece(d->ledger, i->piece));
}

/* Money of an unknown payer is nobody's account. */
static size_t
list_accounts(const struct dun *d, struct account *a)
{
	size_t n = 0;

	for (uint32_t k = 0; k < ledger_items(d->ledger); k++) {
		const struct ledger_item *i = ledger_item(d->ledger, k);
		struct span customer = ledger_text(d->ledger, i->customer);

		if (!dun_statement_has(d, k) ||
		    span_is(customer, "UNIDENTIFIED"))
			continue;
		a[n++] = (struct account){customer,
		    ledger_text(d->ledger, i->entity),
		    currency_code(i->currency), k};
	}
	if (n > 0)
		qsort(a, n, sizeof *a, by_all);
	return n;
}

/* What is open of the account on the last day, by age, and what was open on
   the day before the first. */
static void
add_open(struct dun_statement *st, uint32_t item)
{
	static const int32_t limits[] = {30, 60, 90};
	const struct dun *d = st->paper.papers->d;
	struct aging_policy p = {.asof = d->asof, .nlimit = 3};
	const struct ledger_part *parts;
	size_t n = ledger_parts(d->ledger, item, d->statement_from - 1, &parts);

	memcpy(p.limit, limits, sizeof limits);
	for (size_t i = 0; i < n; i++)
		st->opening += parts[i].open;
	n = ledger_parts(d->ledger, item, d->asof, &parts);
	for (size_t i = 0; i < n; i++) {
		const struct ledger_piece *row =
		    ledger_piece(d->ledger, parts[i].piece);
		struct aging_entry e = {.open = parts[i].open,
		    .date = row->date,
		    .due = row->due,
		    .doc_date = row->doc_date};
		size_t at = aging_find(&p, &e);

		st->closing += parts[i].open;
		st->disputed += parts[i].disputed;
		st->aged[at < DUN_AGES ? at : DUN_AGES - 1] += parts[i].open;
		st->any = st->any || parts[i].open != 0;
	}
	st->any = st->any || st->opening != 0;
}

static void
set_sums(struct dun_statement *st)
{
	struct dun_paper *s = &st->paper;

	dun_set_date(
	    s, s->top, DUN_STATEMENT_FROM, s->papers->d->statement_from);
	dun_set_money(s, s->top, DUN_STATEMENT_OPENING, st->opening);
	dun_set_money(s, s->top, DUN_STATEMENT_CLOSING, st->closing);
	dun_set_some(s, s->top, DUN_STATEMENT_DISPUTED, st->disputed);
	for (size_t i = 0; i < DUN_AGES; i++)
		dun_set_money(
		    s, s->top, DUN_STATEMENT_CURRENT + i, st->aged[i]);
}

/* CUSTOMER-ENTITY-CURRENCY-DATE, as far as the book has them. */
static void
name_it(const struct dun_statement *st, struct buf *b)
{
	const struct dun *d = st->paper.papers->d;
	char day[DATE_CHARS];

	buf_span(b, st->paper.customer);
	if (d->has_entity) {
		buf_byte(b, '-');
		buf_span(b, st->paper.entity);
	}
	if (d->has_currency) {
		buf_byte(b, '-');
		buf_text(b, currency_code(st->paper.currency));
	}
	date_format(day, d->asof);
	buf_byte(b, '-');
	buf_text(b, day);
}

static void
write_statement(struct dun_statement *st)
{
	const struct dun *d = st->paper.papers->d;
	struct buf name = {0};

	if (!dun_paper_begin(&st->paper,
		span_of(d->template != NULL ? d->template : "statement.txt")))
		return;
	set_sums(st);
	dun_statement_lines(st);
	name_it(st, &name);
	dun_paper_end(&st->paper, (struct span){name.at, name.len});
	buf_free(&name);
}

void
dun_statements(struct dun_papers *p)
{
	const struct ledger *l = p->d->ledger;
	struct account *a = mem_array(ledger_items(l), sizeof *a);
	size_t n = list_accounts(p->d, a), end;
	struct dun_statement st = {.paper.papers = p};

	for (size_t i = 0; i < n; i = end) {
		dun_statement_start(&st);
		st.paper.customer = a[i].customer;
		st.paper.entity = a[i].entity;
		st.paper.currency = ledger_item(l, a[i].item)->currency;
		for (end = i; end < n && by_account(&a[i], &a[end]) == 0;
		     end++) {
			add_open(&st, a[end].item);
			dun_statement_add(&st, a[end].item);
		}
		if (st.any || st.n > 0)
			write_statement(&st);
	}
	mem_free(st.lines);
	mem_free(a);
}
