#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/search.h"
#include "cmd/dun_in.h"

/* What customers have to their credit: credit memos, money not applied, and
   debts that were paid twice. */
struct credit {
	struct span to; /* whom a letter about debts of the customer goes to */
	const struct policy *policy;
	struct span name, doc; /* of the customer and the item */
	uint32_t item, customer, entity,
	    account; /* the last three ledger_text */
	int currency;
	bool receipt;
	int128 amount; /* at least 0 */
};

struct dun_credits {
	struct credit *letters; /* by letter, entity, currency, account */
	struct credit *at;      /* the same by customer */
	size_t n, cap;
};

static int
by_letter(const void *a, const void *b)
{
	return span_compare(
	    ((const struct credit *)a)->to, ((const struct credit *)b)->to);
}

/* Letters list what stands against them customer by customer. */
static int
by_letter_item(const void *a, const void *b)
{
	const struct credit *x = a, *y = b;
	int c = by_letter(a, b);

	if (c == 0)
		c = span_compare(x->name, y->name);
	if (c == 0)
		c = span_compare(x->doc, y->doc);
	return c != 0 ? c : (x->item > y->item) - (x->item < y->item);
}

static int
by_customer(const void *a, const void *b)
{
	uint32_t x = ((const struct credit *)a)->customer;
	uint32_t y = ((const struct credit *)b)->customer;

	return (x > y) - (x < y);
}

struct dun_credits *
dun_credits_new(void)
{
	return mem_array(1, sizeof(struct dun_credits));
}

void
dun_credits_add(struct dun_credits *c, const struct dun *d, uint32_t item,
    const struct ledger_part *part)
{
	const struct ledger_item *i = ledger_item(d->ledger, item);
	const struct ledger_piece *p = ledger_piece(d->ledger, part->piece);

	c->at = mem_grow(c->at, &c->cap, c->n + 1, sizeof *c->at);
	c->at[c->n++] =
	    (struct credit){.name = ledger_text(d->ledger, i->customer),
		.doc = ledger_text(d->ledger, i->doc),
		.item = item,
		.customer = i->customer,
		.entity = i->entity,
		.account = p->account,
		.currency = i->currency,
		.receipt = i->kind == TYPE_RECEIPT,
		.amount = -part->open};
}

/* A letter to a parent nets what any of his children has. */
static void
address(
    struct dun_credits *c, const struct dun *d, const struct policies *policies)
{
	for (size_t i = 0; i < c->n; i++) {
		struct span customer =
		    ledger_text(d->ledger, c->at[i].customer);
		enum dun_held held;
		const struct policy *p =
		    dun_policy(d, policies, customer, &held);

		c->at[i].to = dun_addressee(d, p, customer);
		c->at[i].policy = p;
	}
}

void
dun_credits_close(
    struct dun_credits *c, const struct dun *d, const struct policies *policies)
{
	if (c->n == 0)
		return;
	address(c, d, policies);
	c->letters = mem_array(c->n, sizeof *c->letters);
	memcpy(c->letters, c->at, c->n * sizeof *c->letters);
	qsort(c->letters, c->n, sizeof *c->letters, by_letter_item);
	qsort(c->at, c->n, sizeof *c->at, by_customer);
}

void
dun_credits_free(struct dun_credits *c)
{
	if (c == NULL)
		return;
	mem_free(c->at);
	mem_free(c->letters);
	mem_free(c);
}

void
dun_credits_each(const struct dun_credits *c, const struct dun *d,
    const struct dun_letter *letter,
    void (*found)(void *arg, uint32_t item, int128 amount), void *arg)
{
	const struct dun_part *part = &d->parts[letter->first];
	const struct ledger_item *i = ledger_item(d->ledger, part->item);
	enum policy_group by = policy_rules(part->policy)->group;
	struct credit key = {.to = letter->name};
	size_t k = search_first(&key, c->letters, c->n, sizeof key, by_letter);

	if (by == POLICY_ITEM)
		return;
	for (; k < c->n && by_letter(&c->letters[k], &key) == 0; k++)
		if (c->letters[k].policy == part->policy &&
		    c->letters[k].entity == i->entity &&
		    c->letters[k].currency == i->currency &&
		    (by != POLICY_ACCOUNT ||
			c->letters[k].account == part->row->account))
			found(arg, c->letters[k].item, c->letters[k].amount);
}

static void
add_up(void *arg, uint32_t item, int128 amount)
{
	int128 *sum = arg;

	(void)item;
	*sum += amount;
}

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
	struct credit key = {.customer = i->customer};
	size_t k = search_first(&key, c->at, c->n, sizeof key, by_customer);
	int128 sum = 0;

	for (; k < c->n && c->at[k].customer == i->customer; k++)
		if (c->at[k].receipt && c->at[k].entity == i->entity &&
		    c->at[k].currency == i->currency)
			sum += c->at[k].amount;
	return sum;
}
