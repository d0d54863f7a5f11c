#include <stdlib.h>

#include "base/mem.h"
#include "cli/limits.h"
#include "cmd/dun.h"
#include "value/currency.h"

/* Who is sold nothing more until he has paid: who owes more than his limit, or
   was asked at a level that says so. */

#define STOP "credit_stop" /* the action of such a level */

struct account {
	uint32_t customer; /* ledger_text */
	int currency;
	struct span name; /* of `customer` */
	int128 balance;   /* minor units, credits taken off */
	uint32_t level;   /* the highest; 0: none */
	bool stop, over, listed;
	int64_t limit;
	bool limited;
};

struct accounts {
	struct account *at; /* by customer and currency */
	size_t n, cap;
};

static int
by_number(const void *a, const void *b)
{
	const struct account *x = a, *y = b;

	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	return (x->currency > y->currency) - (x->currency < y->currency);
}

static int
by_name(const void *a, const void *b)
{
	const struct account *x = a, *y = b;
	int c = span_compare(x->name, y->name);

	return c != 0 ? c
		      : span_compare(span_of(currency_code(x->currency)),
			    span_of(currency_code(y->currency)));
}

static void
join(struct accounts *a)
{
	size_t n = 0;

	if (a->n > 0)
		qsort(a->at, a->n, sizeof *a->at, by_number);
	for (size_t i = 0; i < a->n; i++)
		if (n > 0 && by_number(&a->at[n - 1], &a->at[i]) == 0)
			a->at[n - 1].balance += a->at[i].balance;
		else
			a->at[n++] = a->at[i];
	a->n = n;
}

/* What each customer owes in each currency, whatever is asked for. */
static void
add_balances(struct accounts *a, const struct dun *d)
{
	for (uint32_t i = 0; i < ledger_items(d->ledger); i++) {
		const struct ledger_item *item = ledger_item(d->ledger, i);
		int128 net;

		ledger_ahead(d->ledger, i);
		net = ledger_net(d->ledger, i, d->asof);
		if (net == 0)
			continue;
		if (a->n == a->cap)
			join(a);
		a->at = mem_grow(a->at, &a->cap, a->n + 1, sizeof *a->at);
		a->at[a->n++] = (struct account){.customer = item->customer,
		    .currency = item->currency,
		    .name = ledger_text(d->ledger, item->customer),
		    .balance = net,
		    .listed = d->where.n == 0};
	}
	join(a);
}

/* The level of a part's last notice, this run's included. */
static uint32_t
level_of(const struct dun_part *p)
{
	return p->held == DUN_FREE ? p->debt.level : dun_level_was(p);
}

/* Who has nothing that --where selects is not listed. */
static void
add_part(struct accounts *a, const struct dun *d, const struct dun_part *p)
{
	const struct ledger_item *item = ledger_item(d->ledger, p->item);
	struct account key = {
	    .customer = item->customer, .currency = item->currency};
	struct account *one =
	    a->n == 0 ? NULL
		      : bsearch(&key, a->at, a->n, sizeof *a->at, by_number);
	const struct policy_level *rules = NULL;
	uint32_t level;

	if (one == NULL)
		return;
	one->listed = true;
	level = level_of(p);
	if (p->policy != NULL && level > 0)
		rules = policy_level(p->policy, level, item->currency);
	if (rules != NULL && span_is(rules->action, STOP))
		one->stop = true;
	if (level > one->level)
		one->level = level;
}

static void
compare(struct accounts *a, const struct limits *limits)
{
	for (size_t i = 0; i < a->n; i++) {
		struct account *one = &a->at[i];
		int in;

		one->limited = limits_find(limits, one->name, one->currency,
				   &one->limit, &in) &&
			       in == one->currency;
		one->over = one->limited && one->balance > one->limit;
	}
}

static void
put_columns(struct csvout *w)
{
	static const struct {
		const char *name;
		enum csv_kind kind;
	} columns[] = {
	    {"customer", CSV_TEXT},
	    {"name", CSV_TEXT},
	    {"currency", CSV_TEXT},
	    {"balance", CSV_AMOUNT},
	    {"credit_limit", CSV_AMOUNT},
	    {"over", CSV_AMOUNT},
	    {"level", CSV_COUNT},
	    {"reason", CSV_TEXT},
	};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		csvout_column(w, span_of(columns[i].name), columns[i].kind);
}

static void
put_money(struct csvout *w, bool there, int128 amount, int exponent)
{
	if (there)
		csvout_money(w, amount, exponent);
	else
		csvout_text(w, (struct span){"", 0});
}

/* Returns how many card numbers were masked. */
static size_t
put(const struct dun *d, struct csvout *w, const struct account *a)
{
	int exponent = currency_exponent(a->currency);
	size_t nmasked;

	csvout_text(w, a->name);
	nmasked = dun_put_name(d, w, a->name);
	csvout_string(w, currency_code(a->currency));
	csvout_money(w, a->balance, exponent);
	put_money(w, a->limited, a->limit, exponent);
	put_money(w, a->over, a->balance - a->limit, exponent);
	csvout_count_or_blank(w, a->level);
	csvout_string(w, !a->stop ? "limit" : a->over ? "limit;" STOP : STOP);
	csvout_row(w);
	return nmasked;
}

void
dun_credit(struct dun *d, struct out *out)
{
	struct csvout *w = csvout_new(out, CSV_CSV);
	struct accounts a = {0};
	struct limits limits;
	size_t nmasked = 0;

	add_balances(&a, d);
	for (size_t i = 0; i < d->npart; i++)
		add_part(&a, d, &d->parts[i]);
	if (limits_open(&limits, d->customers_file, d->customers,
		&d->tool.map->of[MAP_CUSTOMERS]))
		compare(&a, &limits);
	if (a.n > 0)
		qsort(a.at, a.n, sizeof *a.at, by_name);
	put_columns(w);
	for (size_t i = 0; i < a.n; i++)
		if (a.at[i].listed && (a.at[i].over || a.at[i].stop))
			nmasked += put(d, w, &a.at[i]);
	csvout_end(w);
	dun_warn_masked("--credit-hold", nmasked);
	mem_free(a.at);
}
