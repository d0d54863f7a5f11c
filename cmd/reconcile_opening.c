#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/reconcile_gl.h"
#include "value/currency.h"
#include "value/date.h"

/* One of --opening-gl: "ACCOUNT:USD=12.50", where account and currency may be
   left out. */
struct given {
	struct span account;
	int64_t *at;    /* by currency */
	bool *is_given; /* likewise */
};

/* An account may have a colon of its own: it is one that is reconciled. */
static struct given
read_given(const struct reconcile_run *r, const char *arg)
{
	size_t n = (size_t)currency_count();
	struct given g = {.at = mem_array(n, sizeof *g.at),
	    .is_given = mem_array(n, sizeof *g.is_given)};
	const char *colon = strrchr(arg, ':'), *mark;
	struct span code;

	if (colon != NULL) {
		g.account = (struct span){arg, (size_t)(colon - arg)};
		arg = colon + 1;
		if (intern_find(r->names, g.account) == INTERN_NONE ||
		    !reconcile_is_control(r, intern_find(r->names, g.account)))
			diag_fail("--opening-gl: %.*s is not an account that "
				  "is reconciled",
			    (int)g.account.len, g.account.at);
	} else if (r->naccount > 1) {
		diag_fail("--opening-gl: of which account is %s? Say "
			  "ACCOUNT:AMOUNT",
		    arg);
	}
	mark = strchr(arg, '=');
	code = (struct span){arg, mark != NULL ? (size_t)(mark - arg) : 0};
	reconcile_amount("--opening-gl", arg, true, g.at);
	for (size_t c = 0; c < n; c++)
		g.is_given[c] = mark == NULL || currency_find(code) == (int)c;
	return g;
}

/* An amount without currency is that of the only one. */
static void
apply_given(struct reconcile_run *r, const struct given *g, const char *arg)
{
	size_t hits = 0;

	for (size_t u = 0; u < r->nunit; u++) {
		const struct recon_unit *unit = &r->units[u];

		if (!unit->compared || !g->is_given[unit->currency] ||
		    (g->account.at != NULL &&
			!span_equal(
			    g->account, reconcile_text(r, unit->account))))
			continue;
		r->balance[u].opening[RECON_OTHER] = g->at[unit->currency];
		hits++;
	}
	if (hits > 1)
		diag_fail("--opening-gl: %s is of %zu balances (by entity and "
			  "currency): which is meant?",
		    arg, hits);
	if (hits == 0)
		diag_fail("--opening-gl: %s is of none of the balances", arg);
}

/* What is given stands for the lines before. */
static void
read_openings(struct reconcile_run *r)
{
	for (size_t i = 0; i < r->opening_gl.n; i++) {
		struct given g = read_given(r, r->opening_gl.at[i]);

		apply_given(r, &g, r->opening_gl.at[i]);
		mem_free(g.at);
		mem_free(g.is_given);
	}
}

/* The GL begins somewhere: with an opening balance given, on the day of its
   first line. */
static void
find_first(struct reconcile_run *r)
{
	r->first = r->from != DATE_NONE ? r->from : DATE_MIN;
	if (r->from != DATE_NONE || r->opening_gl.n == 0)
		return;
	r->first = r->to;
	for (size_t i = 0; i < r->n[RECON_OTHER]; i++) {
		const struct recon_entry *e = &r->entries[RECON_OTHER][i];

		if (r->units[e->unit].compared && e->date < r->first)
			r->first = e->date;
	}
}

void
reconcile_open(struct reconcile_run *r)
{
	find_first(r);
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < r->n[side]; i++) {
			const struct recon_entry *e = &r->entries[side][i];
			struct reconcile_balance *b = &r->balance[e->unit];

			if (e->date > r->to)
				continue;
			if (e->date < r->first)
				b->opening[side] += e->amount;
			else
				b->moved[side] += e->amount;
		}
	read_openings(r);
}

/* The entry before the first day is in the opening of its side. */
void
reconcile_across(struct reconcile_run *r, const struct recon_item *item)
{
	struct reconcile_balance *b = &r->balance[item->unit];

	for (int side = 0; side < 2; side++)
		for (uint32_t i = 0; i < item->n[side]; i++) {
			const struct recon_entry *e =
			    &r->entries[side][item->entry[side][i]];

			if (e->date < r->first)
				b->across[side] += e->amount;
		}
}

void
reconcile_opening(struct reconcile_run *r)
{
	for (uint32_t u = 0; u < r->nunit; u++) {
		const struct reconcile_balance *b = &r->balance[u];
		int128 book = b->opening[RECON_BOOK] - b->across[RECON_BOOK];
		int128 other = b->opening[RECON_OTHER] - b->across[RECON_OTHER];
		struct recon_item item = {.unit = u,
		    .elsewhere = RECON_NONE,
		    .customer = RECON_NONE,
		    .key = RECON_NONE,
		    .class = RECON_OPENING_DIFFERENCE};

		if (!r->units[u].compared || book == other)
			continue;
		item.date[RECON_BOOK] = item.date[RECON_OTHER] = DATE_NONE;
		item.amount[RECON_BOOK] = (int64_t)book;
		item.amount[RECON_OTHER] = (int64_t)other;
		item.difference = book - other;
		if (book != item.amount[RECON_BOOK] ||
		    other != item.amount[RECON_OTHER])
			diag_fail("an opening balance is beyond the largest "
				  "amount");
		reconcile_add(r, &item);
	}
}
