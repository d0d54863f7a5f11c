#include "base/diag.h"
#include "base/mem.h"
#include "cmd/age.h"
#include "value/currency.h"

void
age_worth_open(struct age_worth *w, const struct age *a)
{
	size_t n = (size_t)currency_count();

	*w = (struct age_worth){0};
	if (a->base == NULL)
		return;
	w->own = mem_array(n * aging_places(&a->policy), sizeof *w->own);
	w->worth = mem_array(n, sizeof *w->worth);
}

void
age_worth_close(struct age_worth *w)
{
	mem_free(w->own);
	mem_free(w->worth);
	fault_free(&w->missing);
}

void
age_worth_merge(
    struct age_worth *w, struct age_worth *from, const struct age *a)
{
	size_t n = a->base != NULL ? (size_t)currency_count() : 0;

	for (size_t i = 0; i < n; i++)
		w->worth[i] += from->worth[i];
	for (size_t i = 0; i < n * aging_places(&a->policy); i++)
		w->own[i] += from->own[i];
	fault_merge(&w->missing, &from->missing);
}

/* The rate and the row of an entry. */
struct rate {
	const struct age *age;
	struct age_worth *to;
	int currency;
	uint64_t line;
	const struct decimal *booking;
};

/* Without a rate the figure is of no use: the run ends before it is shown. */
static int64_t
put(const struct rate *r, int64_t amount)
{
	const struct age *a = r->age;
	int64_t worth;

	if (base_convert(a->base, amount, r->currency, a->policy.asof,
		r->booking, &worth))
		return worth;
	base_missing(a->base, &r->to->missing, r->line, r->currency,
	    a->policy.asof, r->booking);
	return 0;
}

static void
note_own(const struct age *a, struct age_worth *w, const struct age_entry *e)
{
	int128 *row =
	    &w->own[(size_t)e->view.currency * aging_places(&a->policy)];
	int64_t apart = a->policy.disputed ? e->aging.disputed : 0;

	row[aging_find(&a->policy, &e->aging)] += e->aging.open - apart;
	row[aging_index(&a->policy, AGING_DISPUTED)] += apart;
}

void
age_convert(const struct age *a, struct age_worth *w, struct age_entry *e,
    uint64_t line, const struct decimal *booking)
{
	struct rate r = {a, w, e->view.currency, line, booking};

	if (a->base == NULL)
		return;
	note_own(a, w, e);
	e->aging.open = put(&r, e->aging.open);
	e->aging.disputed = put(&r, e->aging.disputed);
	w->worth[e->view.currency] += e->aging.open;
}

static struct rate
rate_of(struct age *a, const struct age_entry *e)
{
	const struct ledger_piece *p = ledger_piece(a->ledger, e->piece);

	return (struct rate){a, &a->worth, e->view.currency, p->line,
	    base_booked(&a->booked, p)};
}

void
age_convert_piece(struct age *a, struct age_entry *e)
{
	struct rate r;

	if (a->base == NULL)
		return;
	r = rate_of(a, e);
	age_convert(a, &a->worth, e, r.line, r.booking);
}

void
age_convert_rest(struct age *a, struct age_entry *e)
{
	struct rate r;

	if (a->base == NULL)
		return;
	r = rate_of(a, e);
	if (e->amount != (int64_t)e->amount || e->paid != (int64_t)e->paid)
		diag_fail("what was paid of \"%.*s\" is beyond the largest "
			  "amount",
		    (int)(e->view.doc.len < 60 ? e->view.doc.len : 60),
		    e->view.doc.at);
	e->amount = put(&r, (int64_t)e->amount);
	e->paid = put(&r, (int64_t)e->paid);
}

int
age_currency(const struct age *a, struct span key)
{
	struct span code;

	if (a->base != NULL)
		return a->base->currency;
	code = fields_part(key, a->currency_at);
	return code.len == 0 ? CURRENCY_UNNAMED : currency_find(code);
}

int
age_entry_currency(const struct age *a, const struct age_entry *e)
{
	return a->base != NULL ? a->base->currency : e->view.currency;
}
