#include <stdlib.h>

#include "base/mem.h"
#include "cmd/dun_in.h"
#include "value/currency.h"

/* What is late and not asked for, and why. */

const char *
dun_held_name(enum dun_held held)
{
	switch (held) {
	case DUN_EXCLUDED:
		return "excluded";
	case DUN_NO_POLICY:
		return "no-policy";
	case DUN_HOLD:
		return "hold";
	case DUN_DISPUTED:
		return "disputed";
	case DUN_PROMISE:
		return "promise";
	case DUN_NOTICED:
		return "noticed";
	case DUN_COVERED:
		return "covered";
	case DUN_ARREARS:
		return "arrears";
	case DUN_BELOW:
		return "below-minimum";
	case DUN_FREE:
	case DUN_YOUNG:
		break;
	}
	return "";
}

static const struct {
	const char *name;
	enum csv_kind kind;
} columns[] = {
    {"customer", CSV_TEXT},
    {"entity", CSV_TEXT},
    {"account", CSV_TEXT},
    {"currency", CSV_TEXT},
    {"ref", CSV_TEXT},
    {"ref_due", CSV_TEXT},
    {"amount", CSV_AMOUNT},
    {"days", CSV_COUNT},
    {"level", CSV_COUNT},
    {"reason", CSV_TEXT},
    {"until", CSV_TEXT},
    {"detail", CSV_TEXT},
};

/* A late part with its names, to be sorted. */
struct line {
	const struct dun_part *part;
	struct dun_names names;
};

static int
by_account(const struct line *x, const struct line *y)
{
	int c = span_compare(x->names.customer, y->names.customer);

	if (c == 0)
		c = span_compare(x->names.entity, y->names.entity);
	return c != 0 ? c
		      : span_compare(span_of(currency_code(x->names.currency)),
			    span_of(currency_code(y->names.currency)));
}

static int
by_all(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int c = by_account(x, y);
	int32_t p = x->part->row->due, q = y->part->row->due;

	if (c == 0)
		c = (p > q) - (p < q);
	if (c == 0)
		c = span_compare(x->names.doc, y->names.doc);
	return c != 0 ? c
		      : (x->part->row->line > y->part->row->line) -
			    (x->part->row->line < y->part->row->line);
}

static size_t
list_late(const struct dun *d, struct line *lines)
{
	size_t n = 0;

	for (size_t i = 0; i < d->npart; i++)
		if (d->parts[i].late)
			lines[n++] = (struct line){
			    &d->parts[i], dun_names(d, &d->parts[i])};
	if (n > 0)
		qsort(lines, n, sizeof *lines, by_all);
	return n;
}

static void
put_names(struct csvout *w, const struct dun_names *n, struct span account,
    struct span doc, int32_t due)
{
	csvout_text(w, n->customer);
	csvout_text(w, n->entity);
	csvout_text(w, account);
	csvout_string(w, currency_code(n->currency));
	csvout_text(w, doc);
	csvout_date(w, due);
}

static void
put_held(const struct dun *d, struct csvout *w, const struct line *l,
    struct dun_detail *detail)
{
	const struct dun_part *p = l->part;

	put_names(w, &l->names, l->names.account, l->names.doc, p->row->due);
	csvout_money(w, p->open, currency_exponent(l->names.currency));
	csvout_count(w, p->days);
	csvout_count_or_blank(w, p->debt.level);
	csvout_string(w, dun_held_name(p->held));
	csvout_date(w, p->until);
	csvout_text(w, dun_detail(detail, d, p));
	csvout_row(w);
}

/* Money that came and was not applied holds nothing back; but a letter to
   somebody who has paid is an embarrassment. */
static void
put_cash(const struct dun *d, struct csvout *w, const struct line *l)
{
	int128 cash = dun_credits_cash(d->credits, d, l->part);
	struct span none = {"", 0};

	if (cash <= 0)
		return;
	put_names(w, &l->names, none, none, DATE_NONE);
	csvout_money(w, cash, currency_exponent(l->names.currency));
	csvout_text(w, none);
	csvout_text(w, none);
	csvout_string(w, "unapplied-cash");
	csvout_text(w, none);
	csvout_string(w, "apply it first: see ar-apply(1)");
	csvout_row(w);
}

static struct csvout *
open_held(struct out *out)
{
	struct csvout *w = csvout_new(out, CSV_CSV);

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		csvout_column(w, span_of(columns[i].name), columns[i].kind);
	return w;
}

static void
put_all(const struct dun *d, struct csvout *w)
{
	struct line *lines = mem_array(d->npart, sizeof *lines);
	size_t n = list_late(d, lines);
	struct dun_detail detail = {.disputed = LEDGER_NONE};

	for (size_t i = 0; i < n; i++) {
		const struct dun_part *p = lines[i].part;

		if (i == 0 || by_account(&lines[i - 1], &lines[i]) != 0)
			put_cash(d, w, &lines[i]);
		if (p->held != DUN_FREE && p->held != DUN_YOUNG)
			put_held(d, w, &lines[i], &detail);
	}
	buf_free(&detail.text);
	mem_free(lines);
}

void
dun_held(struct dun *d, struct out *out)
{
	struct csvout *w;

	dun_policy_warn(d);
	dun_cash_warn(d);
	if (out == NULL)
		return;
	w = open_held(out);
	put_all(d, w);
	csvout_end(w);
}
