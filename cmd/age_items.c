#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "cmd/age.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

struct list {
	struct age *age;
	struct age_entry *at;
	size_t n, cap;
	struct age_later later; /* of the row at hand */
};

static void
list_add(void *arg, struct age_entry *e)
{
	struct list *l = arg;

	l->at = mem_grow(l->at, &l->cap, l->n + 1, sizeof *l->at);
	l->at[l->n] = *e;
	l->at[l->n++].own = e->aging.open;
}

/* Entries of one item follow each other, as the walk over items left them. */
static void
share_later(struct list *l)
{
	size_t end;

	for (size_t i = 0; i < l->n; i = end) {
		end = i + 1;
		while (end < l->n && l->at[end].item == l->at[i].item)
			end++;
		age_share_later(l->age, &l->at[i], end - i);
	}
}

static void
put_later(const struct age *a, struct csvout *w, struct list *l,
    const struct age_entry *e)
{
	struct age_later *later = &l->later;

	if (e->own <= 0 || e->paid <= 0) {
		csvout_string(w, "");
		csvout_string(w, "");
		csvout_string(w, "");
		return;
	}
	age_find_later(a, e->item, later);
	csvout_money(w, e->paid, currency_exponent(age_entry_currency(a, e)));
	csvout_date(w, later->date);
	csvout_text(w, (struct span){later->receipts.at, later->receipts.len});
}

static void
columns(const struct age *a, struct csvout *w)
{
	static const char *const names[] = {
	    "currency", "doc", "type", "date", "due"};
	size_t first = a->base != NULL;

	csvout_column(w, span_of("customer"), CSV_TEXT);
	if (a->customers != NULL)
		csvout_column(w, span_of("name"), CSV_TEXT);
	for (size_t i = first; i < sizeof names / sizeof *names; i++)
		csvout_column(w, span_of(names[i]), CSV_TEXT);
	csvout_column(w, span_of("days"), CSV_COUNT);
	csvout_column(w, span_of("bucket"), CSV_TEXT);
	if (a->policy.disputed)
		csvout_column(w, span_of("disputed"), CSV_AMOUNT);
	csvout_column(w, span_of("amount"), CSV_AMOUNT);
	csvout_column(w, span_of("open"), CSV_AMOUNT);
	if (a->paid_until != DATE_NONE) {
		csvout_column(w, span_of("paid_after"), CSV_AMOUNT);
		csvout_column(w, span_of("paid_date"), CSV_TEXT);
		csvout_column(w, span_of("receipt"), CSV_TEXT);
	}
	for (size_t i = 0; i < a->extra.n; i++)
		csvout_column(w, span_of(a->extra.at[i].name), CSV_TEXT);
	if (a->provision != NULL)
		csvout_column(w, span_of("allowance"), CSV_AMOUNT);
}

static void
put_extra(const struct age *a, struct csvout *w, const struct age_entry *e)
{
	struct span cells[CARRIED_MOST];
	struct fields_view view = e->view;
	char date[DATE_CHARS];

	carry_cells(&a->carry, ledger_piece(a->ledger, e->piece), cells);
	view.carried = cells;
	for (size_t i = 0; i < a->extra.n; i++)
		csvout_text(w,
		    fields_value(&a->extra.at[i], &view, a->customers, date));
}

/* Where the item stands, by what is open of it in its own currency. */
static size_t
place_of(const struct age *a, const struct age_entry *e)
{
	struct aging_entry own = e->aging;

	own.open = e->own;
	return aging_find(&a->policy, &own);
}

static void
put_allowance(const struct age *a, struct csvout *w, const struct age_entry *e)
{
	int128 row[AGING_LIMITS + 2 + AGING_REST] = {0};
	int currency = age_entry_currency(a, e);

	row[place_of(a, e)] =
	    e->aging.open - (a->policy.disputed ? e->aging.disputed : 0);
	csvout_money(w, provision_sum(a->provision, row, currency),
	    currency_exponent(currency));
}

static void
put_money(const struct age *a, struct csvout *w, struct list *l,
    const struct age_entry *e)
{
	int exponent = currency_exponent(age_entry_currency(a, e));

	if (a->policy.disputed)
		csvout_money(w, e->aging.disputed, exponent);
	csvout_money(w, e->amount, exponent);
	csvout_money(w, e->aging.open, exponent);
	if (a->paid_until != DATE_NONE)
		put_later(a, w, l, e);
}

static void
put_item(const struct age *a, struct csvout *w, struct list *l, size_t i)
{
	const struct age_entry *e = &l->at[i];
	char text[BUCKET_CHARS];

	csvout_text(w, e->view.customer);
	if (a->customers != NULL)
		csvout_text(
		    w, customers_cell(a->customers, e->view.customer,
			   customers_column(a->customers, span_of("name"))));
	if (a->base == NULL)
		csvout_string(w, currency_code(e->view.currency));
	csvout_text(w, e->view.doc);
	csvout_string(w, posting_type_name(e->view.type));
	csvout_date(w, e->view.date);
	csvout_date(w, e->aging.due);
	csvout_count(w, aging_days(&a->policy, &e->aging));
	csvout_string(w, age_place(a, place_of(a, e), text));
	put_money(a, w, l, e);
	put_extra(a, w, e);
	if (a->provision != NULL)
		put_allowance(a, w, e);
	csvout_row(w);
}

/* For the proof; in a base every entry is put in it first. */
static void
sum_places(struct age *a, const struct list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct age_entry *e = &l->at[i];

		age_convert_piece(a, e);
		age_add(a, a->pivot,
		    span_of(currency_code(age_entry_currency(a, e))),
		    &e->aging);
	}
}

void
age_items(struct age *a, struct csvout *w)
{
	struct list l = {.age = a};

	age_each(a, list_add, &l);
	sum_places(a, &l);
	if (a->paid_until != DATE_NONE)
		share_later(&l);
	l.n = age_join(a, l.at, l.n);
	columns(a, w);
	for (size_t i = 0; i < l.n; i++)
		put_item(a, w, &l, i);
	mem_free(l.at);
	buf_free(&l.later.receipts);
}
