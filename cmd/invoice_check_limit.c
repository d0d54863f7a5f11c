#include "base/diag.h"
#include "base/intern.h"
#include "base/mem.h"
#include "cmd/invoice_check.h"
#include "value/currency.h"
#include "value/date.h"

static struct span
key_of(struct buf *key, uint16_t currency, struct span customer)
{
	key->len = 0;
	buf_add(key, (const char *)&currency, sizeof currency);
	buf_span(key, customer);
	return (struct span){key->at, key->len};
}

static void
want(struct invoice *v, uint32_t group)
{
	const struct invoice_group *g = &v->groups[group];
	struct invoice_limits *m = &v->checks->limits;
	uint32_t before = intern_count(m->owners);
	uint32_t id =
	    intern_add(m->owners, key_of(&v->checks->key, g->currency,
				      invoice_text(v, g, TEXT_CUSTOMER)));

	m->balances =
	    mem_grow(m->balances, &m->cap, (size_t)id + 1, sizeof *m->balances);
	if (id == before)
		m->balances[id] = 0;
	m->owner[group] = id;
}

/* What is open of an item when all is said and done. */
static void
look(struct invoice *v, uint32_t i)
{
	struct ledger *l = v->checks->book->ledger;
	struct invoice_limits *m = &v->checks->limits;
	const struct ledger_item *item = ledger_item(l, i);
	const struct ledger_part *parts;
	uint32_t id =
	    intern_find(m->owners, key_of(&v->checks->key, item->currency,
				       ledger_text(l, item->customer)));
	size_t n;

	if (id == INTERN_NONE)
		return;
	n = ledger_parts(l, i, DATE_MAX, &parts);
	for (size_t k = 0; k < n; k++)
		m->balances[id] += parts[k].open;
}

void
invoice_limit_open(struct invoice *v)
{
	const struct ledger *l = v->checks->book->ledger;
	struct invoice_limits *m = &v->checks->limits;

	m->column = CUSTOMERS_NONE;
	if (v->customers != NULL)
		m->column =
		    customers_column(v->customers, span_of("credit_limit"));
	if (m->column == CUSTOMERS_NONE)
		return;
	m->owners = intern_new();
	m->owner = mem_array(v->ngroup, sizeof *m->owner);
	for (uint32_t i = 0; i < v->ngroup; i++)
		want(v, i);
	for (uint32_t i = 0; i < ledger_items(l); i++)
		look(v, i);
}

static void __attribute__((noreturn))
bad_limit(const struct invoice *v, struct span customer, struct span limit)
{
	diag_fail("%s: credit_limit: \"%.*s\" of customer %.*s is not an "
		  "amount of the document's currency",
	    v->customers_file, (int)limit.len, limit.at, (int)customer.len,
	    customer.at);
}

/* A limit is in the customer's currency, where the table names it; in no
   other can it be compared. */
static bool
find_limit(
    const struct invoice *v, const struct invoice_group *g, int64_t *limit)
{
	struct span customer = invoice_text(v, g, TEXT_CUSTOMER);
	struct span currency =
	    customers_cell(v->customers, customer, v->lines.customer_currency);
	struct span cell =
	    customers_cell(v->customers, customer, v->checks->limits.column);

	if (cell.len == 0 ||
	    (currency.len > 0 &&
		!span_is(currency, currency_code(g->currency))))
		return false;
	if (money_parse(cell, currency_exponent(g->currency),
		&v->tool.map->of[MAP_CUSTOMERS].money, limit) != MONEY_OK)
		bad_limit(v, customer, cell);
	return true;
}

static void
compare(struct invoice *v, uint32_t group, int64_t limit, int128 owed)
{
	const struct invoice_group *g = &v->groups[group];
	int exponent = currency_exponent(g->currency);
	char most[MONEY_CHARS], all[MONEY_CHARS];

	if (owed <= limit)
		return;
	money_format(most, limit, exponent);
	money_format(all, owed, exponent);
	invoice_find(
	    v, FINDING_OVER_LIMIT, group, g->first, span_of(""), most, all);
}

/* What is held has not been billed, and leaves room for others. */
void
invoice_limit_document(struct invoice *v, uint32_t group)
{
	const struct invoice_group *g = &v->groups[group];
	struct invoice_limits *m = &v->checks->limits;
	int128 *balance;
	int64_t limit;

	if (m->column == CUSTOMERS_NONE)
		return;
	balance = &m->balances[m->owner[group]];
	if (!invoice_is_credit(g) && find_limit(v, g, &limit))
		compare(v, group, limit, *balance + g->net + g->tax);
	if (!g->held)
		*balance += g->net + g->tax;
}
