#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/age.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

const char *
age_place(const struct age *a, size_t place, char text[BUCKET_CHARS])
{
	static const char *const rest[] = {"disputed", "credits", "unapplied"};
	const struct aging_policy *p = &a->policy;

	if (place >= p->nlimit + 2)
		return rest[place - p->nlimit - 2];
	bucket_name(text, p->limit, p->nlimit, place);
	return text;
}

static bool
shown(const struct age *a, size_t place)
{
	return place != aging_index(&a->policy, AGING_DISPUTED) ||
	       a->policy.disputed;
}

static void
columns(const struct age *a, struct csvout *w)
{
	size_t n = aging_places(&a->policy);
	char text[BUCKET_CHARS], share[80];

	for (size_t i = 0; i < a->by.n; i++) {
		csvout_column(w, span_of(a->by.at[i].name), CSV_TEXT);
		if (a->customers != NULL &&
		    !strcmp(a->by.at[i].name, "customer"))
			csvout_column(w, span_of("name"), CSV_TEXT);
	}
	for (size_t i = 0; i < n; i++)
		if (shown(a, i))
			csvout_column(
			    w, span_of(age_place(a, i, text)), CSV_AMOUNT);
	csvout_column(w, span_of("total"), CSV_AMOUNT);
	for (size_t i = 0; a->percent && i < n; i++) {
		if (!shown(a, i))
			continue;
		snprintf(share, sizeof share, "%s%%", age_place(a, i, text));
		csvout_column(w, span_of(share), CSV_AMOUNT);
	}
	if (a->percent)
		csvout_column(w, span_of("share%"), CSV_AMOUNT);
}

static int128
total(const struct age *a, const int128 *row)
{
	int128 sum = 0;

	for (size_t i = 0; i < aging_places(&a->policy); i++)
		sum += row[i];
	return sum;
}

static bool
all_zero(const struct age *a, const int128 *row)
{
	for (size_t i = 0; i < aging_places(&a->policy); i++)
		if (row[i] != 0)
			return false;
	return true;
}

/* part / whole in percent, to one decimal; blank when there is no whole. */
static void
put_percent(struct csvout *w, int128 part, int128 whole)
{
	if (whole == 0) {
		csvout_string(w, "");
		return;
	}
	if (whole < 0) {
		part = -part;
		whole = -whole;
	}
	csvout_money(w, money_round(part * 1000, whole), 1);
}

static void
put_amounts(const struct age *a, struct csvout *w, const int128 *row,
    int currency, int128 of)
{
	size_t n = aging_places(&a->policy);
	int exponent = currency_exponent(currency);
	int128 sum = total(a, row);

	for (size_t i = 0; i < n; i++)
		if (shown(a, i))
			csvout_money(w, row[i], exponent);
	csvout_money(w, sum, exponent);
	for (size_t i = 0; a->percent && i < n; i++)
		if (shown(a, i))
			put_percent(w, row[i], sum);
	if (a->percent)
		put_percent(w, sum, of);
	csvout_row(w);
}

static void
put_key(const struct age *a, struct csvout *w, struct span key)
{
	for (size_t i = 0; i < a->by.n; i++) {
		struct span part = fields_part(key, i);

		csvout_text(w, part);
		if (a->customers != NULL &&
		    !strcmp(a->by.at[i].name, "customer"))
			csvout_text(w, customers_cell(a->customers, part,
					   customers_column(
					       a->customers, span_of("name"))));
	}
}

static int
key_currency(const struct age *a, struct span key)
{
	struct span code = fields_part(key, a->currency_at);

	return code.len == 0 ? CURRENCY_UNNAMED : currency_find(code);
}

/* The sums of each currency, rows of aging_places. */
static int128 *
sum_currencies(const struct age *a)
{
	size_t n = aging_places(&a->policy);
	int128 *sums = mem_array((size_t)currency_count() * n, sizeof *sums);

	for (size_t i = 0; i < pivot_count(a->pivot); i++) {
		int c = key_currency(a, pivot_key(a->pivot, i));
		const int128 *row = pivot_at(a->pivot, i);

		for (size_t k = 0; k < n; k++)
			sums[(size_t)c * n + k] += row[k];
	}
	return sums;
}

static void
put_totals(const struct age *a, struct csvout *w, const int128 *sums)
{
	size_t n = aging_places(&a->policy);
	size_t label = a->currency_at == 0 ? 1 : 0;

	for (int c = 0; c < currency_count(); c++) {
		const int128 *row = &sums[(size_t)c * n];

		if (all_zero(a, row) || label == a->by.n)
			continue;
		for (size_t i = 0; i < a->by.n; i++) {
			csvout_string(w, i == a->currency_at ? currency_code(c)
					 : i == label        ? "TOTAL"
							     : "");
			if (a->customers != NULL &&
			    !strcmp(a->by.at[i].name, "customer"))
				csvout_string(w, "");
		}
		put_amounts(a, w, row, c, total(a, row));
	}
}

/* The order of the rows: by key, or by total within each currency. */
struct rank {
	size_t at;
	int currency;
	int128 total;
};

static int
by_total(const void *x, const void *y)
{
	const struct rank *a = x, *b = y;
	int c = strcmp(currency_code(a->currency), currency_code(b->currency));

	if (c != 0)
		return c;
	if (a->total != b->total)
		return a->total > b->total ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static struct rank *
rank_rows(const struct age *a)
{
	size_t n = pivot_count(a->pivot);
	struct rank *order = mem_array(n, sizeof *order);

	for (size_t i = 0; i < n; i++)
		order[i] =
		    (struct rank){i, key_currency(a, pivot_key(a->pivot, i)),
			total(a, pivot_at(a->pivot, i))};
	if (a->sort != NULL)
		qsort(order, n, sizeof *order, by_total);
	return order;
}

void
age_table(struct age *a, struct csvout *w)
{
	size_t n = aging_places(&a->policy);
	struct rank *order = rank_rows(a);
	int128 *sums = sum_currencies(a);

	columns(a, w);
	for (size_t i = 0; i < pivot_count(a->pivot); i++) {
		const struct rank *r = &order[i];
		const int128 *row = pivot_at(a->pivot, r->at);

		if (!a->zero && all_zero(a, row))
			continue;
		put_key(a, w, pivot_key(a->pivot, r->at));
		put_amounts(a, w, row, r->currency,
		    total(a, &sums[(size_t)r->currency * n]));
	}
	if (a->total)
		put_totals(a, w, sums);
	mem_free(order);
	mem_free(sums);
}
