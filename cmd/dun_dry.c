#include <stdlib.h>

#include "base/mem.h"
#include "cmd/dun_in.h"
#include "value/currency.h"

/* What would be done, and what another policy would do otherwise. */

/* What is decided of a part. */
struct verdict {
	const struct ledger_piece *row;
	struct dun_part part;
	int64_t fee; /* of its letter, where it is the first in it */
};

struct verdicts {
	struct verdict *at;
	size_t n;
};

static int
by_row(const void *a, const void *b)
{
	const struct verdict *x = a, *y = b;

	return (x->row->line > y->row->line) - (x->row->line < y->row->line);
}

/* The fee stands on the first row of a letter. */
static void
take_letter(const struct dun *d, const struct dun_letter *l, struct verdict *v)
{
	int64_t fee = l->fee;

	for (size_t i = l->first; i < l->first + l->n; i++) {
		v[i] = (struct verdict){d->parts[i].row, d->parts[i], 0};
		if (d->parts[i].held != DUN_FREE)
			continue;
		v[i].fee = fee;
		fee = 0;
	}
}

static struct verdicts
take(const struct dun *d)
{
	struct verdicts v = {mem_array(d->npart, sizeof *v.at), d->npart};

	for (size_t i = 0; i < d->nletter; i++)
		take_letter(d, &d->letters[i], v.at);
	return v;
}

static void
put_columns(struct csvout *w, bool against)
{
	static const char *const texts[] = {"customer", "entity", "account",
	    "currency", "ref", "ref_due", NULL};
	static const char *const figures[] = {"days", "last_level", NULL};
	static const char *const decided[2][5] = {
	    {"level", "amount", "fee", "interest", "held"},
	    {"other_level", "other_amount", "other_fee", "other_interest",
		"other_held"}};

	for (int i = 0; texts[i] != NULL; i++)
		csvout_column(w, span_of(texts[i]), CSV_TEXT);
	for (int i = 0; figures[i] != NULL; i++)
		csvout_column(w, span_of(figures[i]), CSV_COUNT);
	for (int k = 0; k < 1 + against; k++) {
		csvout_column(w, span_of(decided[k][0]), CSV_COUNT);
		for (int i = 1; i < 4; i++)
			csvout_column(w, span_of(decided[k][i]), CSV_AMOUNT);
		csvout_column(w, span_of(decided[k][4]), CSV_TEXT);
	}
}

static void
put_verdict(struct csvout *w, const struct verdict *v, int exponent)
{
	bool asked = v->part.held == DUN_FREE;

	csvout_count_or_blank(
	    w, v->part.held == DUN_YOUNG ? 0 : v->part.debt.level);
	csvout_money_or_blank(w, asked ? v->part.amount : 0, exponent);
	csvout_money_or_blank(w, v->fee, exponent);
	csvout_money_or_blank(w, v->part.interest, exponent);
	csvout_string(w, dun_held_name(v->part.held));
}

static void
put_row(const struct dun *d, struct csvout *w, const struct verdict *v,
    const struct verdict *other)
{
	struct dun_names n = dun_names(d, &v->part);
	int exponent = currency_exponent(n.currency);

	csvout_text(w, n.customer);
	csvout_text(w, n.entity);
	csvout_text(w, n.account);
	csvout_string(w, currency_code(n.currency));
	csvout_text(w, n.doc);
	csvout_date(w, v->row->due);
	csvout_count(w, v->part.days);
	csvout_count_or_blank(w, v->part.debt.was);
	put_verdict(w, v, exponent);
	if (other != NULL)
		put_verdict(w, other, exponent);
	csvout_row(w);
}

static bool
differ(const struct verdict *x, const struct verdict *y)
{
	bool asked = x->part.held == DUN_FREE;

	if (x->part.held != y->part.held || x->fee != y->fee)
		return true;
	return asked && (x->part.debt.level != y->part.debt.level ||
			    x->part.amount != y->part.amount ||
			    x->part.interest != y->part.interest);
}

/* All that is decided one way or the other; with another policy, what it
   decides otherwise. */
static void
put_all(const struct dun *d, struct csvout *w, const struct verdicts *v,
    const struct verdicts *other)
{
	put_columns(w, other != NULL);
	for (size_t i = 0; i < v->n; i++) {
		const struct verdict *o = NULL;

		if (other != NULL)
			o = bsearch(&v->at[i], other->at, other->n,
			    sizeof *other->at, by_row);
		if (other == NULL ? v->at[i].part.held != DUN_YOUNG
				  : differ(&v->at[i], o))
			put_row(d, w, &v->at[i], o);
	}
}

void
dun_dry(struct dun *d, struct csvout *w)
{
	struct verdicts first = take(d), other;

	if (d->against == NULL) {
		put_all(d, w, &first, NULL);
		mem_free(first.at);
		return;
	}
	dun_decide(d, d->against);
	other = take(d);
	if (other.n > 0)
		qsort(other.at, other.n, sizeof *other.at, by_row);
	put_all(d, w, &first, &other);
	dun_decide(d, d->policies);
	mem_free(first.at);
	mem_free(other.at);
}
