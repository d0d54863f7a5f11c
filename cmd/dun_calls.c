#include <stdio.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_calls.h"
#include "text/mask.h"
#include "value/currency.h"

/* The call list, as it is printed. */

/* Thousands apart: this is read, not added up. */
static void
add_money(struct buf *to, int128 amount, int exponent)
{
	char text[MONEY_CHARS];
	size_t n = money_format(text, amount, exponent);
	size_t whole = exponent > 0 ? n - (size_t)exponent - 1 : n;

	for (size_t i = 0; i < n; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0)
			buf_byte(to, ',');
		buf_byte(to, text[i]);
	}
}

static void
add_count(struct buf *to, int64_t n, const char *one, const char *more)
{
	char text[32];

	snprintf(text, sizeof text, "%lld ", (long long)n);
	buf_text(to, text);
	buf_text(to, n == 1 ? one : more);
	buf_text(to, "; ");
}

static void
put_why(const struct dun *d, struct csvout *w, const struct dun_call *one)
{
	struct dun_names names = dun_names(d, one->most);
	struct buf *to = csvout_make(w);
	char level[32];

	add_count(to, one->oldest, "day", "days");
	if (one->broken > 0)
		add_count(to, one->broken, "broken promise", "broken promises");
	if (one->level > 0) {
		snprintf(
		    level, sizeof level, "level %u; ", (unsigned)one->level);
		buf_text(to, level);
	}
	buf_text(to, "largest ");
	add_money(to, one->most->amount, currency_exponent(names.currency));
	buf_byte(to, ' ');
	buf_span(to, names.doc);
	csvout_made(w);
}

static const struct {
	const char *name;
	enum csv_kind kind;
} columns[] = {
    {"rank", CSV_COUNT},
    {"customer", CSV_TEXT},
    {"name", CSV_TEXT},
    {"phone", CSV_TEXT},
    {"email", CSV_TEXT},
    {"collector", CSV_TEXT},
    {"currency", CSV_TEXT},
    {"past_due", CSV_AMOUNT},
    {"oldest_days", CSV_COUNT},
    {"disputed", CSV_AMOUNT},
    {"promised", CSV_AMOUNT},
    {"broken_promises", CSV_COUNT},
    {"last_notice", CSV_TEXT},
    {"level", CSV_COUNT},
    {"expected", CSV_AMOUNT},
    {"score", CSV_COUNT},
    {"why", CSV_TEXT},
};

/* Numbers to call are left as they are: some look like that of a card. */
size_t
dun_put_name(const struct dun *d, struct csvout *w, struct span customer)
{
	struct buf *to = csvout_make(w);
	size_t n = mask_cards(to, dun_cell(d, customer, "name"));

	csvout_made(w);
	return n;
}

void
dun_warn_masked(const char *option, size_t n)
{
	if (n > 0)
		diag_say("%s: %zu card number%s masked", option, n,
		    n == 1 ? " is" : "s are");
}

/* Returns how many card numbers were masked. */
static size_t
put_call(const struct dun *d, struct csvout *w, const struct dun_call *one,
    size_t rank)
{
	int exponent = currency_exponent(one->currency);
	size_t nmasked;

	csvout_count(w, (int64_t)rank);
	csvout_text(w, one->name);
	nmasked = dun_put_name(d, w, one->name);
	csvout_text(w, dun_cell(d, one->name, "phone"));
	csvout_text(w, dun_cell(d, one->name, "email"));
	csvout_text(w, dun_cell(d, one->name, "collector"));
	csvout_string(w, currency_code(one->currency));
	csvout_money(w, one->past_due, exponent);
	csvout_count(w, one->oldest);
	csvout_money(w, one->disputed, exponent);
	csvout_money(w, one->promised, exponent);
	csvout_count(w, one->broken);
	csvout_date(w, one->last_notice);
	csvout_count_or_blank(w, one->level);
	csvout_money(w, one->expected, exponent);
	csvout_count(w, one->score);
	put_why(d, w, one);
	csvout_row(w);
	return nmasked;
}

void
dun_calls(struct dun *d, struct out *out)
{
	struct csvout *w = csvout_new(out, CSV_CSV);
	struct dun_call *calls;
	size_t n = dun_called(d, &calls), nmasked = 0;

	if (d->top > 0 && d->top < n)
		n = d->top;
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		csvout_column(w, span_of(columns[i].name), columns[i].kind);
	for (size_t i = 0; i < n; i++)
		nmasked += put_call(d, w, &calls[i], i + 1);
	csvout_end(w);
	dun_warn_masked("--calls", nmasked);
	mem_free(calls);
}
