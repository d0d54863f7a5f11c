#include <stdlib.h>

#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "cmd/age.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

/* An entry and the cells it carries. */
struct found {
	struct age_entry entry;
	struct span cells[CARRIED_MOST];
};

static void
fill(const struct age *a, struct found *f, uint32_t item,
    const struct ledger_part *part)
{
	const struct ledger *l = a->ledger;
	const struct ledger_item *i = ledger_item(l, item);
	const struct ledger_piece *p = ledger_piece(l, part->piece);

	f->entry = (struct age_entry){
	    .view = carry_view(&a->carry, l, i, p, f->cells),
	    .aging = {part->open, part->disputed, p->date, p->due, p->doc_date,
		i->kind == TYPE_RECEIPT},
	    .amount = p->amount,
	    .item = item,
	    .piece = part->piece,
	};
}

/* An item paid beyond what it was: shown with its sign, and told. */
static void
past_zero(struct age *a, const struct ledger_item *item, int128 open)
{
	struct span doc = ledger_text(a->ledger, item->doc);
	struct span customer = ledger_text(a->ledger, item->customer);
	char amount[MONEY_CHARS];

	money_format(amount, open, currency_exponent(item->currency));
	if (a->nover++ < FAULT_SHOWN)
		diag_say("past zero: \"%.*s\" of customer \"%.*s\" is open "
			 "with %s%s%s",
		    (int)(doc.len < 60 ? doc.len : 60), doc.at,
		    (int)(customer.len < 60 ? customer.len : 60), customer.at,
		    amount, item->currency == CURRENCY_UNNAMED ? "" : " ",
		    currency_code(item->currency));
}

static void
walk_item(struct age *a, uint32_t item,
    void (*take)(void *arg, struct age_entry *e), void *arg)
{
	const struct ledger_part *parts;
	struct found f;
	size_t n = ledger_parts(a->ledger, item, a->policy.asof, &parts);
	int128 open = 0;

	for (size_t i = 0; i < n; i++) {
		open += parts[i].open;
		if (parts[i].open == 0 && !a->zero && !a->items)
			continue;
		fill(a, &f, item, &parts[i]);
		take(arg, &f.entry);
	}
	if (n > 0 &&
	    (open < 0) != (ledger_item(a->ledger, item)->side == SIDE_CREDIT) &&
	    open != 0)
		past_zero(a, ledger_item(a->ledger, item), open);
}

/* Netting needs all entries of one customer, entity and currency at once,
   oldest first. */
struct pool {
	struct age *age;
	struct found *at;
	size_t n, cap;
};

static void
pool_add(void *arg, struct age_entry *e)
{
	struct pool *p = arg;

	p->at = mem_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
	p->at[p->n].entry = *e;
	memcpy(p->at[p->n].cells, e->view.carried,
	    p->age->carried.n * sizeof *e->view.carried);
	p->n++;
}

static const struct aging_policy *sorting; /* qsort has no argument */

static int
by_account(const void *x, const void *y)
{
	const struct age_entry *a = &((const struct found *)x)->entry;
	const struct age_entry *b = &((const struct found *)y)->entry;
	int c = span_compare(a->view.customer, b->view.customer);

	if (c == 0)
		c = span_compare(a->view.entity, b->view.entity);
	if (c == 0)
		c = a->view.currency - b->view.currency;
	return c;
}

static int
by_age(const void *x, const void *y)
{
	const struct age_entry *a = &((const struct found *)x)->entry;
	const struct age_entry *b = &((const struct found *)y)->entry;
	int64_t p = aging_days(sorting, &a->aging);
	int64_t q = aging_days(sorting, &b->aging);
	int c = by_account(x, y);

	if (c == 0)
		c = (p < q) - (p > q);
	if (c == 0)
		c = span_compare(a->view.doc, b->view.doc);
	if (c == 0)
		c = (a->aging.due > b->aging.due) -
		    (a->aging.due < b->aging.due);
	return c != 0 ? c : span_compare(a->view.part, b->view.part);
}

static void
net(struct found *first, size_t n)
{
	struct aging_entry *entries = mem_array(n, sizeof *entries);

	for (size_t i = 0; i < n; i++)
		entries[i] = first[i].entry.aging;
	aging_net(sorting, entries, n);
	for (size_t i = 0; i < n; i++)
		first[i].entry.aging = entries[i];
	mem_free(entries);
}

static void
net_all(struct pool *p)
{
	size_t end;

	sorting = &p->age->policy;
	if (p->n > 0)
		qsort(p->at, p->n, sizeof *p->at, by_age);
	for (size_t i = 0; i < p->n; i = end) {
		end = i + 1;
		while (end < p->n && by_account(&p->at[i], &p->at[end]) == 0)
			end++;
		net(&p->at[i], end - i);
	}
}

/* Passes on what --where, --type and --older let through. */
struct filter {
	struct age *age;
	void (*take)(void *arg, struct age_entry *e);
	void *arg;
};

static void
filter_take(void *arg, struct age_entry *e)
{
	struct filter *f = arg;
	struct age *a = f->age;

	if (!age_pass(a, e)) {
		a->left_out[e->view.currency] += e->aging.open;
		return;
	}
	a->open[e->view.currency] += e->aging.open;
	if (e->aging.open != 0 || a->zero || a->items)
		f->take(f->arg, e);
}

void
age_each(struct age *a, void (*take)(void *arg, struct age_entry *e), void *arg)
{
	struct filter filter = {a, take, arg};
	struct pool pool = {.age = a};
	bool netted = a->policy.credits == AGING_OLDEST;
	uint32_t n = ledger_items(a->ledger);

	ledger_sum(a->ledger, a->policy.asof, a->book, a->cross);
	for (uint32_t i = 0; i < n; i++) {
		ledger_ahead(a->ledger, i);
		walk_item(a, i, netted ? pool_add : filter_take,
		    netted ? (void *)&pool : (void *)&filter);
	}
	if (!netted)
		return;
	net_all(&pool);
	for (size_t i = 0; i < pool.n; i++) {
		pool.at[i].entry.view.carried = pool.at[i].cells;
		filter_take(&filter, &pool.at[i].entry);
	}
	mem_free(pool.at);
}

static void
sum_entry(void *arg, struct age_entry *e)
{
	struct age *a = arg;

	if (a->base != NULL)
		age_convert_piece(a, e);
	fields_key(&a->by, &e->view, a->customers, &a->key);
	age_add(a, a->pivot, (struct span){a->key.at, a->key.len}, &e->aging);
}

void
age_sum(struct age *a)
{
	if (a->ledger != NULL)
		age_each(a, sum_entry, a);
}
