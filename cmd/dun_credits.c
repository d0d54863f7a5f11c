#include <stdlib.h>

#include "base/mem.h"
#include "cmd/dun_in.h"

/* What customers have to their credit: credit memos, money not applied, and
   debts that were paid twice. */
struct credit {
	uint32_t customer, entity; /* ledger_text */
	uint32_t account, item;
	int currency;
	bool receipt;
	int128 amount; /* at least 0 */
};

struct dun_credits {
	struct credit *at; /* by customer, entity, currency, account */
	size_t n, cap;
};

static int
compare(const struct credit *x, const struct credit *y)
{
	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	if (x->entity != y->entity)
		return x->entity < y->entity ? -1 : 1;
	if (x->currency != y->currency)
		return x->currency < y->currency ? -1 : 1;
	return (x->account > y->account) - (x->account < y->account);
}

static int
by_all(const void *a, const void *b)
{
	return compare(a, b);
}

static void
add_item(struct dun_credits *c, const struct dun *d, uint32_t item)
{
	const struct ledger_item *i = ledger_item(d->ledger, item);
	const struct ledger_part *parts;
	size_t n = ledger_parts(d->ledger, item, d->asof, &parts);

	for (size_t k = 0; k < n; k++) {
		if (parts[k].open >= 0 ||
		    !dun_passes(
			d, item, ledger_piece(d->ledger, parts[k].piece)))
			continue;
		c->at = mem_grow(c->at, &c->cap, c->n + 1, sizeof *c->at);
		c->at[c->n++] = (struct credit){i->customer, i->entity,
		    ledger_piece(d->ledger, parts[k].piece)->account, item,
		    i->currency, i->kind == TYPE_RECEIPT, -parts[k].open};
	}
}

struct dun_credits *
dun_credits_new(const struct dun *d)
{
	struct dun_credits *c = mem_array(1, sizeof *c);

	for (uint32_t i = 0; i < ledger_items(d->ledger); i++) {
		ledger_ahead(d->ledger, i);
		add_item(c, d, i);
	}
	if (c->n > 0)
		qsort(c->at, c->n, sizeof *c->at, by_all);
	return c;
}

void
dun_credits_free(struct dun_credits *c)
{
	mem_free(c->at);
	mem_free(c);
}

static size_t
first_of(const struct dun_credits *c, uint32_t customer)
{
	size_t low = 0, n = c->n;

	while (n > 0) {
		size_t half = n / 2;

		if (c->at[low + half].customer < customer) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return low;
}

/* Of one customer, what is of the kind of the letter's debts. */
static void
each_of_customer(const struct dun_credits *c, const struct dun *d,
    const struct dun_part *like, uint32_t customer,
    void (*found)(void *arg, uint32_t item, int128 amount), void *arg)
{
	const struct ledger_item *i = ledger_item(d->ledger, like->item);
	bool by_account = policy_rules(like->policy)->group == POLICY_ACCOUNT;
	size_t k = first_of(c, customer);

	for (; k < c->n && c->at[k].customer == customer; k++)
		if (c->at[k].entity == i->entity &&
		    c->at[k].currency == i->currency &&
		    (!by_account || c->at[k].account == like->row->account))
			found(arg, c->at[k].item, c->at[k].amount);
}

/* The customers of a letter to a parent do not stand together in it: each
   counts where he comes first. */
void
dun_credits_each(const struct dun_credits *c, const struct dun *d,
    const struct dun_letter *letter,
    void (*found)(void *arg, uint32_t item, int128 amount), void *arg)
{
	const struct dun_part *parts = &d->parts[letter->first];

	if (policy_rules(parts->policy)->group == POLICY_ITEM)
		return;
	for (size_t i = 0; i < letter->n; i++) {
		uint32_t customer =
		    ledger_item(d->ledger, parts[i].item)->customer;
		bool met = false;

		for (size_t k = 0; k < i && !met; k++)
			met = ledger_item(d->ledger, parts[k].item)->customer ==
			      customer;
		if (!met)
			each_of_customer(c, d, parts, customer, found, arg);
	}
}

static void
add_up(void *arg, uint32_t item, int128 amount)
{
	int128 *sum = arg;

	(void)item;
	*sum += amount;
}

/* A letter to a parent nets what any of those in it has. */
int128
dun_credits_of(const struct dun_credits *c, const struct dun *d,
    const struct dun_letter *letter)
{
	int128 sum = 0;

	dun_credits_each(c, d, letter, add_up, &sum);
	return sum;
}

int128
dun_credits_cash(
    const struct dun_credits *c, const struct dun *d, const struct dun_part *p)
{
	const struct ledger_item *i = ledger_item(d->ledger, p->item);
	size_t k = first_of(c, i->customer);
	int128 sum = 0;

	for (; k < c->n && c->at[k].customer == i->customer; k++)
		if (c->at[k].receipt && c->at[k].entity == i->entity &&
		    c->at[k].currency == i->currency)
			sum += c->at[k].amount;
	return sum;
}
