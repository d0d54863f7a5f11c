#include "cmd/reconcile_bank.h"

#include "base/diag.h"
#include "base/mem.h"
#include "value/currency.h"
#include "value/date.h"

#define FEE_LIMIT "50.00"
#define CHANCE    "1%"

void
reconcile_bank_add(
    struct reconcile_bank *b, enum recon_side side, const struct bank_entry *e)
{
	struct reconcile_run *r = b->r;
	size_t n = r->n[side];

	if (e->amount == 0)
		return;
	if (n == RECON_NONE)
		diag_fail("too many lines");
	b->entries[side] =
	    mem_grow(b->entries[side], &b->cap[side], n + 1, sizeof *e);
	b->entries[side][n] = *e;
	r->entries[side] = mem_grow(
	    r->entries[side], &r->cap[side], n + 1, sizeof *r->entries[side]);
	r->entries[side][n] = (struct recon_entry){.amount = e->amount,
	    .original = e->amount,
	    .line = e->line,
	    .unit = e->unit,
	    .key = e->refs[0],
	    .other_key = RECON_NONE,
	    .customer = e->customer,
	    .batch = e->batch,
	    .date = e->date,
	    .row_date = e->date};
	r->n[side]++;
}

struct span
reconcile_bank_text(struct reconcile_bank *b, struct span text)
{
	return reconcile_text(b->r, reconcile_name(b->r, text));
}

struct span
reconcile_bank_customer(const struct reconcile_bank *b, struct span customer)
{
	static const struct span none;

	return b->r->customers != NULL && b->customer_name != CUSTOMERS_NONE
		   ? customers_cell(b->r->customers, customer, b->customer_name)
		   : none;
}

/* A percentage as a share. */
static struct decimal
read_chance(const char *text)
{
	struct span s = span_of(text != NULL ? text : CHANCE);
	struct decimal d;

	s.len -= s.len > 0 && s.at[s.len - 1] == '%';
	if (decimal_parse(s, &money_plain, &d) != MONEY_OK || d.n < 0)
		diag_fail("--subset-chance: \"%s\" is not a percentage", text);
	if (d.n > 100 * decimal_power(d.places))
		diag_fail("--subset-chance: \"%s\" is more than 100%%", text);
	d.places = (uint8_t)(d.places + 2);
	return d;
}

/* By unit; the caller frees it. */
static int64_t *
read_fees(const struct reconcile_run *r)
{
	int64_t *by_currency =
	    mem_array((size_t)currency_count(), sizeof *by_currency);
	int64_t *fees = mem_array(r->nunit + 1, sizeof *fees);

	reconcile_amount("--fee-limit",
	    r->fee_limit != NULL ? r->fee_limit : FEE_LIMIT, false,
	    by_currency);
	for (size_t u = 0; u < r->nunit; u++)
		fees[u] = by_currency[r->units[u].currency];
	mem_free(by_currency);
	return fees;
}

static void
add_up(struct reconcile_run *r)
{
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < r->n[side]; i++) {
			const struct recon_entry *e = &r->entries[side][i];

			if (e->date >= r->first && e->date <= r->to)
				r->balance[e->unit].moved[side] += e->amount;
		}
}

/* What is dated before the first day, and is one with what is not, is
   compared as well. */
static void
found(void *arg, const struct recon_item *item)
{
	struct reconcile_bank *b = arg;
	struct reconcile_run *r = b->r;
	struct recon_item own = *item;
	struct reconcile_item *kept;

	for (int side = 0; side < 2; side++)
		for (uint32_t i = 0; i < item->n[side]; i++) {
			const struct recon_entry *e =
			    &r->entries[side][item->entry[side][i]];

			if (e->date < r->first)
				r->balance[e->unit].moved[side] += e->amount;
		}
	own.elsewhere = RECON_NONE;
	kept = reconcile_add(r, &own);
	if (kept != NULL)
		kept->step = reconcile_bank_step(b, item);
}

static void
run(struct reconcile_bank *b)
{
	struct reconcile_run *r = b->r;
	int64_t *fees = read_fees(r);
	struct bankmatch_in in = {
	    .entries = {b->entries[0], b->entries[1]},
	    .n = {r->n[0], r->n[1]},
	    .units = r->units,
	    .nunit = r->nunit,
	    .first = r->first,
	    .asof = r->to,
	    .window = (int32_t)r->window,
	    .fee_limit = fees,
	    .subset_chance = read_chance(r->subset_chance),
	};
	size_t wide = bankmatch_run(&in, found, b);

	if (wide > 0)
		diag_say("%zu unmatched %s more than %d others within %u "
			 "days: sums were not tried for %s",
		    wide, wide == 1 ? "line has" : "lines have", BANKMATCH_MOST,
		    (unsigned)r->window, wide == 1 ? "it" : "them");
	mem_free(fees);
}

void
reconcile_with_bank(struct reconcile_run *r)
{
	struct reconcile_bank b = {.r = r, .customer_name = CUSTOMERS_NONE};

	if (r->base.currency != NULL)
		diag_fail("--base goes with --gl or --balance: the bank's "
			  "amounts are compared as they are");
	r->first = r->from != DATE_NONE ? r->from : DATE_MIN;
	if (r->no_book)
		reconcile_bank_gl(&b);
	else
		reconcile_bank_book(&b);
	reconcile_bank_lines(&b);
	add_up(r);
	run(&b);
	mem_free(b.entries[0]);
	mem_free(b.entries[1]);
}
