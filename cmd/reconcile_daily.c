#include <stdlib.h>

#include "base/diag.h"
#include "base/known.h"
#include "base/mem.h"
#include "cmd/reconcile_lines.h"
#include "value/date.h"

/*
 * Both balances at the end of each day on which one of them moved, and since
 * when they have differed.
 */

struct day {
	int128 moved[2]; /* by enum recon_side, minor units */
	uint32_t unit;
	uint32_t rank; /* of the unit, in the order of reports */
	int32_t date;
};

struct days {
	struct day *at;
	size_t n, cap;
	struct known *known; /* unit and date, numbered as `at` */
};

static struct day *
day_of(struct days *d, const struct recon_entry *e)
{
	struct hash h = hash_pair_number(HASH_SEED, e->unit);
	uint32_t place = known_add(
	    d->known, hash_pair_number(h, (uint64_t)(int64_t)e->date));

	if (place == d->n) {
		d->at = mem_grow(d->at, &d->cap, d->n + 1, sizeof *d->at);
		d->at[d->n++] = (struct day){.unit = e->unit, .date = e->date};
	}
	return &d->at[place];
}

static void
gather(const struct reconcile_run *r, struct days *d)
{
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < r->n[side]; i++) {
			const struct recon_entry *e = &r->entries[side][i];

			if (r->units[e->unit].compared && e->date >= r->first &&
			    e->date <= r->to)
				day_of(d, e)->moved[side] += e->amount;
		}
}

static int
by_unit_and_day(const void *a, const void *b)
{
	const struct day *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->date > y->date) - (x->date < y->date);
}

static void
sort(const struct reconcile_run *r, struct days *d)
{
	size_t n;
	uint32_t *order = reconcile_unit_order(r, &n);
	uint32_t *rank = mem_array(r->nunit + 1, sizeof *rank);

	for (uint32_t i = 0; i < n; i++)
		rank[order[i]] = i;
	for (size_t i = 0; i < d->n; i++)
		d->at[i].rank = rank[d->at[i].unit];
	if (d->n > 0)
		qsort(d->at, d->n, sizeof *d->at, by_unit_and_day);
	mem_free(rank);
	mem_free(order);
}

/* The balances of a unit as they run, and the day on which they parted. */
struct running {
	int128 at[2];
	int32_t parted;
};

static void
put_day(const struct reconcile_run *r, struct csvout *w, const struct day *d,
    const struct running *now)
{
	int exponent = r->units[d->unit].exponent;

	csvout_date(w, d->date);
	reconcile_unit_cells(r, w, d->unit);
	csvout_money(w, now->at[RECON_BOOK], exponent);
	csvout_money(w, now->at[RECON_OTHER], exponent);
	csvout_money(w, now->at[RECON_BOOK] - now->at[RECON_OTHER], exponent);
	csvout_date(w, now->parted);
	csvout_row(w);
}

/* The days of one unit, from the first of them; returns how many. */
static size_t
put_unit(const struct reconcile_run *r, struct csvout *w, const struct day *d,
    size_t n)
{
	const struct reconcile_balance *b = &r->balance[d->unit];
	struct running now = {
	    {b->opening[RECON_BOOK], b->opening[RECON_OTHER]}, DATE_NONE};
	size_t i;

	for (i = 0; i < n && d[i].rank == d->rank; i++) {
		for (int side = 0; side < 2; side++)
			now.at[side] += d[i].moved[side];
		if (now.at[RECON_BOOK] == now.at[RECON_OTHER])
			now.parted = DATE_NONE;
		else if (now.parted == DATE_NONE)
			now.parted = d[i].date;
		put_day(r, w, &d[i], &now);
	}
	for (int side = 0; side < 2; side++)
		if (now.at[side] != b->opening[side] + b->moved[side])
			diag_fail("the proof does not hold: the days do not "
				  "end at the balance: please report this "
				  "book");
	return i;
}

void
reconcile_daily(struct reconcile_run *r, struct out *out)
{
	struct days d = {.known = known_new()};
	struct csvout *w = csvout_new(out, r->tool.format);

	gather(r, &d);
	sort(r, &d);
	csvout_column(w, span_of("date"), CSV_TEXT);
	reconcile_unit_columns(w);
	csvout_column(w, span_of("book"), CSV_AMOUNT);
	csvout_column(w, span_of("other"), CSV_AMOUNT);
	csvout_column(w, span_of("difference"), CSV_AMOUNT);
	csvout_column(w, span_of("first_day"), CSV_TEXT);
	for (size_t i = 0; i < d.n;)
		i += put_unit(r, w, &d.at[i], d.n - i);
	csvout_end(w);
	known_free(d.known);
	mem_free(d.at);
}
