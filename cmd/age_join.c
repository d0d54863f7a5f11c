#include <stdlib.h>

#include "base/diag.h"
#include "cmd/age.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

static int32_t
doc_date_of(const struct age_entry *e)
{
	return e->aging.doc_date != DATE_NONE ? e->aging.doc_date
					      : e->aging.date;
}

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_currency(const struct age_entry *a, const struct age_entry *b)
{
	return strcmp(
	    currency_code(a->view.currency), currency_code(b->view.currency));
}

/* The documents of one customer and currency. */
static int
by_doc(const struct age_entry *a, const struct age_entry *b)
{
	int c = span_compare(a->view.doc, b->view.doc);

	if (c == 0)
		c = strcmp(posting_type_name(a->view.type),
		    posting_type_name(b->view.type));
	return c != 0 ? c : span_compare(a->view.entity, b->view.entity);
}

/* The parts of a document. */
static int
by_part(const struct age_entry *a, const struct age_entry *b)
{
	int c = compare(a->aging.due, b->aging.due);

	if (c == 0)
		c = compare(a->aging.date, b->aging.date);
	if (c == 0)
		c = compare(doc_date_of(a), doc_date_of(b));
	if (c == 0)
		c = span_compare(a->view.part, b->view.part);
	return c != 0 ? c : (a->amount > b->amount) - (a->amount < b->amount);
}

static int
by_item(const void *x, const void *y)
{
	const struct age_entry *a = x, *b = y;
	int c = span_compare(a->view.customer, b->view.customer);

	if (c == 0)
		c = by_currency(a, b);
	if (c == 0)
		c = by_doc(a, b);
	return c != 0 ? c : by_part(a, b);
}

/* In a base, currencies are not seen. */
static int
by_item_of_any(const void *x, const void *y)
{
	const struct age_entry *a = x, *b = y;
	int c = span_compare(a->view.customer, b->view.customer);

	if (c == 0)
		c = by_doc(a, b);
	if (c == 0)
		c = by_currency(a, b);
	return c != 0 ? c : by_part(a, b);
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

static void
add(struct age_entry *to, const struct age_entry *e)
{
	if (!money_add(to->aging.open, e->aging.open, &to->aging.open) ||
	    !money_add(to->own, e->own, &to->own))
		diag_fail("what is open of \"%.*s\" is beyond the largest "
			  "amount",
		    (int)(e->view.doc.len < 60 ? e->view.doc.len : 60),
		    e->view.doc.at);
	to->aging.disputed += e->aging.disputed;
	to->amount += e->amount;
	to->paid += e->paid;
}

/* Whether the n entries of an installment are a row; rates of parts that are
   settled are not asked for until it is. */
static bool
join(struct age *a, struct age_entry *e, size_t n, struct age_entry *to)
{
	int128 own = 0, open = 0;

	for (size_t i = 0; i < n; i++) {
		own += e[i].own;
		open += e[i].aging.open;
	}
	if (own == 0 && open == 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		age_convert_rest(a, &e[i]);
		if (i == 0)
			*to = e[i];
		else
			add(to, &e[i]);
	}
	return true;
}

size_t
age_join(struct age *a, struct age_entry *at, size_t n)
{
	size_t rows = 0, end;

	if (n > 0)
		qsort(at, n, sizeof *at,
		    a->base != NULL ? by_item_of_any : by_item);
	for (size_t i = 0; i < n; i = end) {
		end = i + 1;
		while (end < n && same_installment(&at[i], &at[end]))
			end++;
		rows += join(a, &at[i], end - i, &at[rows]);
	}
	return rows;
}
