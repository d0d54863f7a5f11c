#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "cmd/dun_in.h"
#include "value/currency.h"
#include "value/money.h"

#define CLAIMS_SHOWN 20 /* disputes of an item, there may be thousands */

/* What it is that holds a debt back, in words. */

static void
put_money(struct dun_detail *t, const char *words, int128 minor, int currency)
{
	char text[MONEY_CHARS];

	money_format(text, minor, currency_exponent(currency));
	buf_text(&t->text, words);
	buf_text(&t->text, text);
}

static void
put_date(struct dun_detail *t, const char *words, int32_t day)
{
	char text[DATE_CHARS];

	date_format(text, day);
	buf_text(&t->text, words);
	buf_text(&t->text, text);
}

/* The customers table goes before holds of the book. */
static void
put_hold(struct dun_detail *t, const struct dun *d, const struct dun_part *p)
{
	struct span cell = dun_cell(d, dun_names(d, p).customer, "hold");

	if (cell.len > 0) {
		buf_text(&t->text, "customers table: ");
		buf_span(&t->text, cell);
	} else if (p->until == DATE_NONE) {
		buf_text(&t->text, "until it is released");
	} else {
		put_date(t, "through ", p->until);
	}
}

static void
put_count(struct dun_detail *t, const char *words, uint32_t n)
{
	char text[16];

	snprintf(text, sizeof text, "%u", (unsigned)n);
	buf_text(&t->text, words);
	buf_text(&t->text, text);
}

/* What sorts claims by their texts. */
struct claim {
	struct span number;
	int128 left;
};

static int
by_number(const void *a, const void *b)
{
	return span_compare(((const struct claim *)a)->number,
	    ((const struct claim *)b)->number);
}

static size_t
list_claims(const struct dun *d, uint32_t item, struct claim **list)
{
	struct ledger_claim *claims;
	size_t n = ledger_claims(d->ledger, item, d->asof, &claims), k = 0;

	*list = mem_array(n, sizeof **list);
	for (size_t i = 0; i < n; i++)
		if (claims[i].left > 0)
			(*list)[k++] = (struct claim){
			    ledger_text(d->ledger, claims[i].number),
			    claims[i].left};
	mem_free(claims);
	if (k > 0)
		qsort(*list, k, sizeof **list, by_number);
	return k;
}

/* The claims are those of the item, and the same for all parts of it; there
   may be many of both. */
static void
put_disputes(
    struct dun_detail *t, const struct dun *d, const struct dun_part *p)
{
	struct claim *list;
	size_t n;

	if (t->disputed == p->item)
		return;
	t->disputed = p->item;
	t->text.len = 0;
	n = list_claims(d, p->item, &list);
	for (size_t i = 0; i < n && i < CLAIMS_SHOWN; i++) {
		buf_text(&t->text, i > 0 ? "; " : "");
		buf_span(&t->text, list[i].number);
		put_money(t, list[i].number.len > 0 ? " " : "", list[i].left,
		    dun_names(d, p).currency);
	}
	if (n > CLAIMS_SHOWN) {
		put_count(t, "; and ", (uint32_t)(n - CLAIMS_SHOWN));
		buf_text(&t->text, " more");
	}
	mem_free(list);
}

static void
put_notice(struct dun_detail *t, const struct dun *d, const struct dun_part *p)
{
	if (p->noticed == LEDGER_NONE)
		return;
	buf_span(&t->text, ledger_text(d->ledger,
			       ledger_event(d->ledger, p->noticed)->number));
	put_date(t, t->text.len > 0 ? " of " : "of ", p->debt.was_on);
}

static void
put_percent(struct dun_detail *t, struct decimal share)
{
	char text[MONEY_CHARS];

	for (; share.places < 2; share.places++)
		share.n *= 10;
	share.places -= 2;
	decimal_format(text, share);
	buf_text(&t->text, " min_percent ");
	buf_text(&t->text, text);
	buf_byte(&t->text, '%');
}

/* The minimums of the level that it fell from last. */
static void
put_minimum(struct dun_detail *t, const struct dun *d, const struct dun_part *p)
{
	int currency = dun_names(d, p).currency;
	const struct policy_level *l =
	    policy_level(p->policy, p->missed, currency);

	put_count(t, "level ", p->missed);
	if (l == NULL)
		return;
	buf_byte(&t->text, ':');
	if (l->min_amount > 0)
		put_money(t, " min_amount ", l->min_amount, currency);
	if (l->min_percent.n > 0)
		put_percent(t, l->min_percent);
	if (l->min_count > 0)
		put_count(t, " min_count ", l->min_count);
}

static void
put(struct dun_detail *t, const struct dun *d, const struct dun_part *p)
{
	switch (p->held) {
	case DUN_EXCLUDED:
		buf_text(&t->text, "policy none");
		break;
	case DUN_NO_POLICY:
		buf_text(&t->text, "no policy named, and no default");
		break;
	case DUN_HOLD:
		put_hold(t, d, p);
		break;
	case DUN_PROMISE:
		put_date(t, "promised for ", p->until);
		break;
	case DUN_NOTICED:
		put_notice(t, d, p);
		break;
	case DUN_COVERED:
		put_money(t, "credits cover ", p->debt.amount,
		    dun_names(d, p).currency);
		break;
	case DUN_ARREARS:
		put_count(t, "min_days_arrears ",
		    policy_rules(p->policy)->min_days_arrears);
		break;
	case DUN_BELOW:
		put_minimum(t, d, p);
		break;
	case DUN_DISPUTED:
	case DUN_FREE:
	case DUN_YOUNG:
		break;
	}
}

struct span
dun_detail(struct dun_detail *t, const struct dun *d, const struct dun_part *p)
{
	if (p->held == DUN_DISPUTED) {
		put_disputes(t, d, p);
	} else {
		t->disputed = LEDGER_NONE;
		t->text.len = 0;
		put(t, d, p);
	}
	return (struct span){t->text.at != NULL ? t->text.at : "", t->text.len};
}
