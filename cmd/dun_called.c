#include <stdlib.h>

#include "base/mem.h"
#include "book/holds.h"
#include "cmd/dun_calls.h"

/* What there is to say of each customer who is past due. */
struct calls {
	struct dun *d;
	struct dun_call *at; /* by customer and currency, until ranked */
	size_t n, cap;
};

static int
compare(const struct dun_call *x, const struct dun_call *y)
{
	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	return (x->currency > y->currency) - (x->currency < y->currency);
}

static int
by_customer(const void *a, const void *b)
{
	return compare(a, b);
}

/* In the order of the parts. */
static int
by_part(const void *a, const void *b)
{
	const struct dun_call *x = a, *y = b;
	int c = compare(x, y);

	return c != 0 ? c : (x->most > y->most) - (x->most < y->most);
}

static struct dun_call *
find(struct calls *c, uint32_t customer, int currency)
{
	struct dun_call key = {.customer = customer, .currency = currency};

	return c->n == 0
		   ? NULL
		   : bsearch(&key, c->at, c->n, sizeof *c->at, by_customer);
}

/* Nobody calls a customer who is left alone. */
static bool
is_called(
    const struct dun *d, const struct holds *holds, const struct dun_part *p)
{
	int32_t until;

	return p->late && p->held != DUN_EXCLUDED &&
	       !holds_item(holds, p->item, &until) &&
	       dun_cell(d, dun_names(d, p).customer, "hold").len == 0;
}

/* Of equal amounts, the one that is due first. */
static bool
is_more(const struct dun_part *p, const struct dun_part *most)
{
	return p->amount > most->amount ||
	       (p->amount == most->amount && p->due < most->due);
}

static void
add(struct dun_call *to, const struct dun_call *c)
{
	to->past_due += c->past_due;
	to->disputed += c->disputed;
	if (c->oldest > to->oldest)
		to->oldest = c->oldest;
	if (c->level > to->level)
		to->level = c->level;
	if (c->last_notice > to->last_notice)
		to->last_notice = c->last_notice;
	if (is_more(c->most, to->most))
		to->most = c->most;
}

/* One for each customer and currency. */
static void
join(struct calls *c)
{
	size_t n = 0;

	if (c->n > 0)
		qsort(c->at, c->n, sizeof *c->at, by_part);
	for (size_t i = 0; i < c->n; i++)
		if (n > 0 && compare(&c->at[n - 1], &c->at[i]) == 0)
			add(&c->at[n - 1], &c->at[i]);
		else
			c->at[n++] = c->at[i];
	c->n = n;
}

uint32_t
dun_level_was(const struct dun_part *p)
{
	uint32_t most = p->policy != NULL ? policy_levels(p->policy) : 0;

	return p->policy == NULL || p->debt.was < most ? p->debt.was : most;
}

static void
add_late(struct calls *c, const struct dun_part *p)
{
	const struct ledger *l = c->d->ledger;
	const struct ledger_item *item = ledger_item(l, p->item);

	if (c->n == c->cap)
		join(c);
	c->at = mem_grow(c->at, &c->cap, c->n + 1, sizeof *c->at);
	c->at[c->n++] = (struct dun_call){.customer = item->customer,
	    .currency = item->currency,
	    .name = ledger_text(l, item->customer),
	    .past_due = p->amount,
	    .disputed = p->disputed,
	    .oldest = p->amount > 0 ? p->days : 0,
	    .level = dun_level_was(p),
	    .levels = p->policy != NULL ? policy_levels(p->policy) : 0,
	    .last_notice = p->debt.was_on,
	    .most = p};
}

static void
list_late(struct calls *c)
{
	const struct dun *d = c->d;
	struct holds *holds = holds_new(d->ledger, d->asof);

	for (size_t i = 0; i < d->npart; i++)
		if (is_called(d, holds, &d->parts[i]))
			add_late(c, &d->parts[i]);
	holds_free(holds);
	join(c);
}

/* Who owes nothing but what is disputed is not called. */
static void
leave_out(struct calls *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->at[i].past_due > 0)
			c->at[n++] = c->at[i];
	c->n = n;
}

/* All debts, late or not, that may come in by then. */
static void
add_expected(
    struct calls *c, const struct dun_expect *e, const struct dun_part *p)
{
	const struct dun *d = c->d;
	const struct ledger_item *item = ledger_item(d->ledger, p->item);
	struct dun_call *one = find(c, item->customer, item->currency);

	if (one != NULL && p->amount > 0 &&
	    (int64_t)dun_expect_day(e, p) - d->asof <= d->horizon)
		one->expected += p->amount;
}

static void
add_promise(void *arg, const struct dun_promise *p)
{
	struct dun_call *one = find(arg, p->customer, p->currency);

	if (one == NULL)
		return;
	one->promised += p->active;
	one->broken += p->broken;
}

size_t
dun_called(struct dun *d, struct dun_call **calls)
{
	struct dun_expect *e = dun_expect_new(d);
	struct calls c = {.d = d};

	list_late(&c);
	leave_out(&c);
	for (size_t i = 0; i < d->npart; i++)
		add_expected(&c, e, &d->parts[i]);
	dun_promises_each(d, add_promise, &c);
	dun_score(c.at, c.n);
	dun_expect_free(e);
	*calls = c.at;
	return c.n;
}
