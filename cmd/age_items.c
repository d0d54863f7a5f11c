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
	l->at[l->n++] = *e;
}

static int32_t
doc_date_of(const struct age_entry *e)
{
	return e->aging.doc_date != DATE_NONE ? e->aging.doc_date
					      : e->aging.date;
}

static int
by_item(const void *x, const void *y)
{
	const struct age_entry *a = x, *b = y;
	int c = span_compare(a->view.customer, b->view.customer);

	if (c == 0)
		c = strcmp(currency_code(a->view.currency),
		    currency_code(b->view.currency));
	if (c == 0)
		c = span_compare(a->view.doc, b->view.doc);
	if (c == 0)
		c = strcmp(posting_type_name(a->view.type),
		    posting_type_name(b->view.type));
	if (c == 0)
		c = span_compare(a->view.entity, b->view.entity);
	if (c == 0)
		c = (a->aging.due > b->aging.due) -
		    (a->aging.due < b->aging.due);
	if (c == 0)
		c = (a->aging.date > b->aging.date) -
		    (a->aging.date < b->aging.date);
	if (c == 0)
		c = (doc_date_of(a) > doc_date_of(b)) -
		    (doc_date_of(a) < doc_date_of(b));
	if (c == 0)
		c = span_compare(a->view.part, b->view.part);
	if (c == 0)
		c = (a->amount > b->amount) - (a->amount < b->amount);
	return c;
}

/* Parts of one installment are one row, if they are of one age; documents
   without number are not one document. */
static bool
same_installment(const struct age_entry *a, const struct age_entry *b)
{
	return a->item == b->item && a->aging.due == b->aging.due &&
	       a->aging.date == b->aging.date &&
	       doc_date_of(a) == doc_date_of(b) && a->view.doc.len > 0;
}

static size_t
join_parts(struct list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct age_entry *to = n > 0 ? &l->at[n - 1] : NULL;
		const struct age_entry *e = &l->at[i];

		if (to == NULL || !same_installment(to, e)) {
			l->at[n++] = *e;
			continue;
		}
		if (!money_add(to->aging.open, e->aging.open, &to->aging.open))
			diag_fail("what is open of \"%.*s\" is beyond the "
				  "largest amount",
			    (int)(e->view.doc.len < 60 ? e->view.doc.len : 60),
			    e->view.doc.at);
		to->aging.disputed += e->aging.disputed;
		to->amount += e->amount;
		to->paid += e->paid;
	}
	return n;
}

static size_t
drop_settled(struct list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].aging.open != 0)
			l->at[n++] = l->at[i];
	return n;
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

	if (e->aging.open <= 0 || e->paid <= 0) {
		csvout_string(w, "");
		csvout_string(w, "");
		csvout_string(w, "");
		return;
	}
	age_find_later(a, e->item, later);
	csvout_money(w, e->paid, currency_exponent(e->view.currency));
	csvout_date(w, later->date);
	csvout_text(w, (struct span){later->receipts.at, later->receipts.len});
}

static void
columns(const struct age *a, struct csvout *w)
{
	static const char *const names[] = {
	    "currency", "doc", "type", "date", "due"};

	csvout_column(w, span_of("customer"), CSV_TEXT);
	if (a->customers != NULL)
		csvout_column(w, span_of("name"), CSV_TEXT);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
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
}

static void
put_extra(const struct age *a, struct csvout *w, const struct age_entry *e)
{
	struct span tag =
	    intern_text(a->tags, ledger_piece(a->ledger, e->piece)->tag);
	struct span cells[CARRIED_MOST];
	struct fields_view view = e->view;
	char date[DATE_CHARS];

	for (size_t i = 0; i < a->carried.n; i++)
		cells[i] = fields_part(tag, i);
	view.carried = cells;
	for (size_t i = 0; i < a->extra.n; i++)
		csvout_text(w,
		    fields_value(&a->extra.at[i], &view, a->customers, date));
}

static void
put_item(const struct age *a, struct csvout *w, struct list *l, size_t i)
{
	const struct age_entry *e = &l->at[i];
	int exponent = currency_exponent(e->view.currency);
	char text[BUCKET_CHARS];

	csvout_text(w, e->view.customer);
	if (a->customers != NULL)
		csvout_text(
		    w, customers_cell(a->customers, e->view.customer,
			   customers_column(a->customers, span_of("name"))));
	csvout_string(w, currency_code(e->view.currency));
	csvout_text(w, e->view.doc);
	csvout_string(w, posting_type_name(e->view.type));
	csvout_date(w, e->view.date);
	csvout_date(w, e->aging.due);
	csvout_count(w, aging_days(&a->policy, &e->aging));
	csvout_string(w, age_place(a, aging_find(&a->policy, &e->aging), text));
	if (a->policy.disputed)
		csvout_money(w, e->aging.disputed, exponent);
	csvout_money(w, e->amount, exponent);
	csvout_money(w, e->aging.open, exponent);
	if (a->paid_until != DATE_NONE)
		put_later(a, w, l, e);
	put_extra(a, w, e);
	csvout_row(w);
}

static void
sum_places(struct age *a, const struct list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct age_entry *e = &l->at[i];
		struct span key = span_of(currency_code(e->view.currency));

		age_add(a, a->pivot, key, &e->aging);
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
	if (l.n > 0)
		qsort(l.at, l.n, sizeof *l.at, by_item);
	l.n = join_parts(&l);
	l.n = drop_settled(&l);
	columns(a, w);
	for (size_t i = 0; i < l.n; i++)
		put_item(a, w, &l, i);
	mem_free(l.at);
	buf_free(&l.later.receipts);
}
