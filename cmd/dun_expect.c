#include <stdlib.h>

#include "base/mem.h"
#include "book/payments.h"
#include "cmd/dun.h"
#include "value/currency.h"

/*
 * When customers pay: as late, weighted by money, as they paid what is closed
 * by now.  These are the debts and days of ar-kpi's days_late, over the whole
 * history.
 */
struct habit {
	uint32_t customer, entity; /* ledger_text */
	int currency;
	int128 paid, late; /* money; money times days */
};

struct dun_expect {
	struct habit *at; /* by customer, entity, currency */
	size_t n, cap;
	struct habit *all; /* of each currency */
	int32_t asof;
	const struct ledger *ledger;
};

/* What is needed while the history is walked. */
struct walk {
	const struct dun *dun;
	struct payments payments;
	struct ledger_view *view;
	struct habit one; /* of the item at hand */
};

static void
add_late(void *arg, const struct payment *p, int64_t amount, int32_t due)
{
	struct habit *h = arg;

	h->paid += amount;
	h->late += amount * ((int128)p->day - due);
}

/* All parts there ever are, in the order in which they are paid. */
static void
find_parts(struct walk *w, uint32_t item)
{
	const struct ledger *l = w->dun->ledger;
	uint32_t first = ledger_item(l, item)->piece;
	const struct ledger_part *parts;
	size_t n;

	payments_no_parts(&w->payments);
	if (ledger_piece(l, first)->next == LEDGER_NONE) {
		payments_add_part(&w->payments, ledger_piece(l, first));
		return;
	}
	n = ledger_view_parts(w->view, item, DATE_MAX, &parts);
	for (size_t i = 0; i < n; i++)
		payments_add_part(
		    &w->payments, ledger_piece(l, parts[i].piece));
}

/* What receipts paid on a debt that is closed; false when they did not. */
static bool
look(struct walk *w, uint32_t item)
{
	const struct dun *d = w->dun;
	const struct ledger_item *it = ledger_item(d->ledger, item);

	if ((it->kind != TYPE_INVOICE && it->kind != TYPE_DEBIT) ||
	    it->piece == LEDGER_NONE || it->move == LEDGER_NONE ||
	    payments_first(d->ledger, item)->returned ||
	    ledger_net(d->ledger, item, d->asof) != 0)
		return false;
	payments_find(&w->payments, d->ledger, item, d->asof);
	if (payments_net(&w->payments) <= 0)
		return false;
	find_parts(w, item);
	w->one = (struct habit){it->customer, it->entity, it->currency, 0, 0};
	payments_spread(&w->payments, d->asof, add_late, &w->one);
	return true;
}

static int
compare(const struct habit *x, const struct habit *y)
{
	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	if (x->entity != y->entity)
		return x->entity < y->entity ? -1 : 1;
	return (x->currency > y->currency) - (x->currency < y->currency);
}

static int
by_name(const void *a, const void *b)
{
	return compare(a, b);
}

static void
add(struct habit *to, const struct habit *h)
{
	to->paid += h->paid;
	to->late += h->late;
}

/* One for each customer, entity and currency. */
static void
join(struct dun_expect *e)
{
	size_t n = 0;

	if (e->n > 0)
		qsort(e->at, e->n, sizeof *e->at, by_name);
	for (size_t i = 0; i < e->n; i++) {
		add(&e->all[e->at[i].currency], &e->at[i]);
		if (n > 0 && compare(&e->at[n - 1], &e->at[i]) == 0)
			add(&e->at[n - 1], &e->at[i]);
		else
			e->at[n++] = e->at[i];
	}
	e->n = n;
}

struct dun_expect *
dun_expect_new(const struct dun *d)
{
	struct dun_expect *e = mem_array(1, sizeof *e);
	struct walk w = {.dun = d, .view = ledger_view_new(d->ledger)};

	e->asof = d->asof;
	e->ledger = d->ledger;
	e->all = mem_array((size_t)currency_count(), sizeof *e->all);
	for (uint32_t i = 0; i < ledger_items(d->ledger); i++) {
		ledger_ahead(d->ledger, i);
		if (!look(&w, i))
			continue;
		if (e->n > 0 && compare(&e->at[e->n - 1], &w.one) == 0) {
			add(&e->at[e->n - 1], &w.one);
			continue;
		}
		e->at = mem_grow(e->at, &e->cap, e->n + 1, sizeof *e->at);
		e->at[e->n++] = w.one;
	}
	join(e);
	payments_free(&w.payments);
	ledger_view_free(w.view);
	return e;
}

void
dun_expect_free(struct dun_expect *e)
{
	mem_free(e->at);
	mem_free(e->all);
	mem_free(e);
}

/* Days late in whole days, rounded up: money is not expected too early. */
static int64_t
days_of(const struct habit *h)
{
	int128 days = h->late / h->paid;

	return (int64_t)(days + (h->late % h->paid > 0));
}

static int64_t
days_late(const struct dun_expect *e, uint32_t item)
{
	const struct ledger_item *it = ledger_item(e->ledger, item);
	struct habit key = {it->customer, it->entity, it->currency, 0, 0};
	const struct habit *h = NULL;

	if (e->n > 0)
		h = bsearch(&key, e->at, e->n, sizeof *e->at, by_name);
	if (h == NULL)
		h = &e->all[it->currency];
	return h->paid > 0 ? days_of(h) : 0;
}

int32_t
dun_expect_day(const struct dun_expect *e, const struct dun_part *p)
{
	int64_t day = p->promised;

	if (p->promised == DATE_NONE)
		day = p->due + days_late(e, p->item);
	if (day <= e->asof)
		day = (int64_t)e->asof + 1;
	return day < DATE_MAX ? (int32_t)day : DATE_MAX;
}
