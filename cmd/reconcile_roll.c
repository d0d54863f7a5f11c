#include "cmd/reconcile_roll.h"
#include "base/diag.h"
#include "base/mem.h"

/*
 * How the balances came from their opening to their closing, by kind of
 * movement.  What a line of the other side is, the item tells in which it
 * stands with rows of the book (reconcile_roll_other.c).
 */

/* Opening and closing are found without the lines between. */
static void
add_ends(struct reconcile_roll *roll, int side)
{
	const struct reconcile_run *r = roll->run;

	for (uint32_t u = 0; u < r->nunit; u++) {
		struct reconcile_sums *s = &roll->unit[u];

		s->line[LINE_OPENING][side] = r->balance[u].opening[side];
		s->line[LINE_CLOSING][side] = r->balance[u].opening[side];
	}
	for (size_t i = 0; i < r->n[side]; i++) {
		const struct recon_entry *e = &r->entries[side][i];

		if (reconcile_rolls(roll, e))
			roll->unit[e->unit].line[LINE_CLOSING][side] +=
			    e->amount;
	}
}

/* Both legs of applying are entries of one unit only where they were booked
   at different rates. */
static bool
is_rest(const struct recon_entry *e, const struct recon_entry *beside)
{
	return e->type == TYPE_APPLY && beside->type == TYPE_APPLY &&
	       e->line == beside->line && e->unit == beside->unit;
}

enum reconcile_line
reconcile_roll_line(const struct reconcile_roll *roll, size_t i)
{
	const struct reconcile_run *r = roll->run;
	const struct recon_entry *all = r->entries[RECON_BOOK], *e = &all[i];

	if ((i > 0 && is_rest(e, e - 1)) ||
	    (i + 1 < r->n[RECON_BOOK] && is_rest(e, e + 1)))
		return LINE_FX;
	return reconcile_line_of(e, reconcile_reason(r, e->line));
}

static void
add_book(struct reconcile_roll *roll)
{
	const struct reconcile_run *r = roll->run;

	for (size_t i = 0; i < r->n[RECON_BOOK]; i++) {
		const struct recon_entry *e = &r->entries[RECON_BOOK][i];

		if (reconcile_rolls(roll, e))
			roll->unit[e->unit]
			    .line[reconcile_roll_line(roll, i)][RECON_BOOK] +=
			    e->amount;
	}
}

/* The lines end where the entries do, and where the balance is. */
static void
prove(const struct reconcile_roll *roll, uint32_t unit, int side)
{
	const struct reconcile_balance *b = &roll->run->balance[unit];
	const struct reconcile_sums *s = &roll->unit[unit];
	int128 closing = s->line[LINE_CLOSING][side], sum = 0;

	for (int l = 0; l < LINE_CLOSING; l++)
		sum += s->line[l][side];
	if (sum != closing || closing != b->opening[side] + b->moved[side])
		diag_fail("the proof does not hold: opening and movements are "
			  "not the closing: please report this book");
}

static void
put_unit(struct csvout *w, const struct reconcile_roll *roll, uint32_t unit)
{
	int exponent = roll->run->units[unit].exponent;

	for (int l = 0; l < LINES; l++) {
		const int128 *line = roll->unit[unit].line[l];

		reconcile_unit_cells(roll->run, w, unit);
		csvout_string(w, reconcile_line_name((enum reconcile_line)l));
		csvout_money(w, line[RECON_BOOK], exponent);
		csvout_money(w, line[RECON_OTHER], exponent);
		csvout_money(w, line[RECON_BOOK] - line[RECON_OTHER], exponent);
		csvout_row(w);
	}
}

static void
put(const struct reconcile_roll *roll, struct out *out)
{
	struct csvout *w = csvout_new(out, roll->run->tool.format);
	size_t n;
	uint32_t *order = reconcile_unit_order(roll->run, &n);

	reconcile_unit_columns(w);
	csvout_column(w, span_of("line"), CSV_TEXT);
	csvout_column(w, span_of("book"), CSV_AMOUNT);
	csvout_column(w, span_of("other"), CSV_AMOUNT);
	csvout_column(w, span_of("difference"), CSV_AMOUNT);
	for (size_t i = 0; i < n; i++) {
		for (int side = 0; side < 2; side++)
			prove(roll, order[i], side);
		put_unit(w, roll, order[i]);
	}
	csvout_end(w);
	mem_free(order);
}

void
reconcile_roll(struct reconcile_run *r, struct out *out)
{
	struct reconcile_roll roll = {
	    .run = r, .unit = mem_array(r->nunit + 1, sizeof *roll.unit)};

	for (int side = 0; side < 2; side++)
		add_ends(&roll, side);
	add_book(&roll);
	reconcile_roll_other(&roll);
	put(&roll, out);
	mem_free(roll.unit);
}
