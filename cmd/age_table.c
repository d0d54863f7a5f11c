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
	if (a->provision != NULL)
		csvout_column(w, span_of("allowance"), CSV_AMOUNT);
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

/* What a row comes to: `of` is the total of its currency. */
struct amounts {
	const int128 *row;
	int currency;
	int128 of, allowance;
};

static void
put_amounts(const struct age *a, struct csvout *w, const struct amounts *s)
{
	const int128 *row = s->row;
	size_t n = aging_places(&a->policy);
	int exponent = currency_exponent(s->currency);
	int128 sum = age_total(a, row);

	for (size_t i = 0; i < n; i++)
		if (shown(a, i))
			csvout_money(w, row[i], exponent);
	csvout_money(w, sum, exponent);
	for (size_t i = 0; a->percent && i < n; i++)
		if (shown(a, i))
			put_percent(w, row[i], sum);
	if (a->percent)
		put_percent(w, sum, s->of);
	if (a->provision != NULL)
		csvout_money(w, s->allowance, exponent);
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

/* By currency: a row of aging_places, the allowances of all rows, and whether
   there is one to be shown. */
struct totals {
	int128 *places, *allowance;
	bool *any;
};

static bool
is_shown(const struct age *a, const int128 *row)
{
	return a->zero || !all_zero(a, row);
}

static int128
allowance(const struct age *a, const int128 *row, int currency)
{
	return a->provision != NULL ? provision_sum(a->provision, row, currency)
				    : 0;
}

static struct totals
sum_currencies(const struct age *a)
{
	size_t n = aging_places(&a->policy), count = (size_t)currency_count();
	struct totals t = {mem_array(count * n, sizeof *t.places),
	    mem_array(count, sizeof *t.allowance),
	    mem_array(count, sizeof *t.any)};

	for (size_t i = 0; i < pivot_count(a->pivot); i++) {
		int c = age_currency(a, pivot_key(a->pivot, i));
		const int128 *row = pivot_at(a->pivot, i);

		for (size_t k = 0; k < n; k++)
			t.places[(size_t)c * n + k] += row[k];
		t.allowance[c] += allowance(a, row, c);
		t.any[c] = t.any[c] || is_shown(a, row);
	}
	return t;
}

static void
put_totals(const struct age *a, struct csvout *w, const struct totals *t)
{
	size_t n = aging_places(&a->policy);
	size_t label = a->currency_at == 0 ? 1 : 0;

	for (int c = 0; c < currency_count(); c++) {
		const int128 *row = &t->places[(size_t)c * n];
		struct amounts s = {row, c, age_total(a, row), t->allowance[c]};

		if (!t->any[c] || label == a->by.n)
			continue;
		for (size_t i = 0; i < a->by.n; i++) {
			csvout_string(w, i == a->currency_at ? currency_code(c)
					 : i == label        ? "TOTAL"
							     : "");
			if (a->customers != NULL &&
			    !strcmp(a->by.at[i].name, "customer"))
				csvout_string(w, "");
		}
		put_amounts(a, w, &s);
	}
}

void
age_table(struct age *a, struct csvout *w)
{
	size_t n = aging_places(&a->policy);
	struct age_rank *order = age_order(a);
	struct totals t = sum_currencies(a);

	columns(a, w);
	for (size_t i = 0; i < pivot_count(a->pivot); i++) {
		const struct age_rank *r = &order[i];
		const int128 *row = pivot_at(a->pivot, r->at);
		struct amounts s = {row, r->currency,
		    age_total(a, &t.places[(size_t)r->currency * n]),
		    allowance(a, row, r->currency)};

		if (!is_shown(a, row))
			continue;
		put_key(a, w, pivot_key(a->pivot, r->at));
		put_amounts(a, w, &s);
	}
	if (a->total)
		put_totals(a, w, &t);
	mem_free(order);
	mem_free(t.places);
	mem_free(t.allowance);
	mem_free(t.any);
}
