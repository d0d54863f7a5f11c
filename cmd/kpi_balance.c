#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "cmd/kpi_in.h"

/* What each customer owes at the end of each period. */

static size_t
slot_of(const struct kpi_balances *b, uint32_t customer)
{
	size_t i = (size_t)hash_fold((uint64_t)customer + 1, HASH_K1);

	for (;; i++) {
		uint32_t row = b->slots[i & (b->nslot - 1)];

		if (row == 0 || b->customer[row - 1] == customer)
			return i & (b->nslot - 1);
	}
}

/* Never more than half full. */
static void
grow(struct kpi_balances *b)
{
	mem_free(b->slots);
	b->nslot = b->nslot == 0 ? 16 : b->nslot * 4;
	b->slots = mem_array(b->nslot, sizeof *b->slots);
	for (uint32_t i = 0; i < b->n; i++)
		b->slots[slot_of(b, b->customer[i])] = i + 1;
}

/* The balances of a customer. */
static int128 *
row_of(struct kpi_balances *b, size_t nperiod, uint32_t customer)
{
	size_t slot;

	if ((size_t)b->n * 2 >= b->nslot)
		grow(b);
	slot = slot_of(b, customer);
	if (b->slots[slot] == 0) {
		b->customer = mem_grow(b->customer, &b->customer_cap,
		    (size_t)b->n + 1, sizeof *b->customer);
		b->at = mem_grow(b->at, &b->cap, ((size_t)b->n + 1) * nperiod,
		    sizeof *b->at);
		b->customer[b->n] = customer;
		for (size_t p = 0; p < nperiod; p++)
			b->at[b->n * nperiod + p] = 0;
		b->slots[slot] = ++b->n;
	}
	return &b->at[(b->slots[slot] - 1) * nperiod];
}

void
kpi_balance_add(
    struct kpi_work *w, uint32_t customer, size_t period, int128 amount)
{
	row_of(&w->sums.balances, w->world->nperiod, customer)[period] +=
	    amount;
}

void
kpi_balances_merge(const struct kpi_world *world, struct kpi_balances *to,
    const struct kpi_balances *from)
{
	for (uint32_t i = 0; i < from->n; i++) {
		int128 *at = row_of(to, world->nperiod, from->customer[i]);

		for (size_t p = 0; p < world->nperiod; p++)
			at[p] += from->at[i * world->nperiod + p];
	}
}

void
kpi_balances_reset(struct kpi_balances *b)
{
	if (b->n > 0)
		memset(b->slots, 0, b->nslot * sizeof *b->slots);
	b->n = 0;
}

void
kpi_balances_close(struct kpi_balances *b)
{
	mem_free(b->slots);
	mem_free(b->customer);
	mem_free(b->at);
}

#define TOP 10

struct top {
	int128 at[TOP]; /* the largest first */
};

static void
top_put(struct top *t, int128 amount)
{
	for (size_t i = 0; i < TOP; i++)
		if (amount > t->at[i]) {
			int128 other = t->at[i];

			t->at[i] = amount;
			amount = other;
		}
}

/* Once their sum is beyond 128 bits it stays so: -1. */
static void
add_square(struct kpi_facts *f, int128 balance)
{
	int128 square;

	if (f->squares < 0 ||
	    __builtin_mul_overflow(balance, balance, &square) ||
	    __builtin_add_overflow(f->squares, square, &f->squares))
		f->squares = -1;
}

static void __attribute__((noreturn))
no_rate(const struct kpi_run *r, struct span customer, int in, int32_t day)
{
	char why[BASE_WHY_CHARS];

	base_why(r->money, in, day, why);
	diag_fail("%s: customer \"%.*s\": credit limit: %s", r->limits.file,
	    (int)customer.len, customer.at, why);
}

/*
 * A customer's limit in the currency of the report on a day; false when he has
 * none, owes nothing, or has one in another currency that nothing is asked to
 * convert: rates of booking are those of rows.
 */
static bool
find_limit(const struct kpi_run *r, struct span customer, int currency,
    int32_t day, int128 balance, int64_t *limit)
{
	const struct base *base = r->money;
	int in;

	if (!limits_find(&r->limits, customer, currency, limit, &in) ||
	    (balance <= 0 && *limit >= 0))
		return false;
	if (base == NULL || (base->booked && base->rates == NULL))
		return in == currency;
	if (!base_convert_on(base, *limit, in, day, limit))
		no_rate(r, customer, in, day);
	return true;
}

static void
add_over(const struct kpi_world *world, uint32_t customer, int128 balance,
    int currency, struct kpi_facts *f)
{
	int64_t limit;

	if (!world->run->has_limits || !world->run->asks_limits ||
	    !find_limit(world->run, ledger_text(world->ledger, customer),
		currency, f->to, balance, &limit) ||
	    balance <= limit)
		return;
	f->over_limit += balance - limit;
	f->nover_limit++;
}

void
kpi_balances_finish(const struct kpi_world *world, const struct kpi_balances *b,
    size_t period, int currency, struct kpi_facts *f)
{
	struct top top = {{0}};

	for (uint32_t i = 0; i < b->n; i++) {
		int128 balance = b->at[i * world->nperiod + period];

		if (balance > 0) {
			f->positive += balance;
			top_put(&top, balance);
			add_square(f, balance);
		}
		add_over(world, b->customer[i], balance, currency, f);
	}
	for (size_t i = 0; i < TOP; i++)
		f->top10 += top.at[i];
}
