#include "base/mem.h"
#include "cmd/reconcile_lines.h"
#include "text/csvout.h"

static void
put_columns(struct csvout *w)
{
	static const char *const amounts[] = {"book", "other", "difference"};

	reconcile_unit_columns(w);
	csvout_column(w, span_of("line"), CSV_TEXT);
	csvout_column(w, span_of("items"), CSV_COUNT);
	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
		csvout_column(w, span_of(amounts[i]), CSV_AMOUNT);
}

static void
put_line(const struct reconcile_run *r, struct csvout *w, uint32_t unit,
    const char *line)
{
	reconcile_unit_cells(r, w, unit);
	csvout_string(w, line);
}

static void
put_balance(const struct reconcile_run *r, struct csvout *w, uint32_t unit)
{
	static const struct span blank;
	int exponent = r->units[unit].exponent;
	int128 book = reconcile_total(r, unit, RECON_BOOK);
	int128 other = reconcile_total(r, unit, RECON_OTHER);

	put_line(r, w, unit, "balance");
	csvout_text(w, blank);
	csvout_money(w, book, exponent);
	csvout_money(w, other, exponent);
	csvout_money(w, book - other, exponent);
	csvout_row(w);
}

static void
put_tally(const struct reconcile_run *r, struct csvout *w, uint32_t unit,
    const char *line, const struct reconcile_tally *t)
{
	int exponent = r->units[unit].exponent;

	put_line(r, w, unit, line);
	csvout_count(w, (int64_t)t->n);
	csvout_money(w, t->amount[RECON_BOOK], exponent);
	csvout_money(w, t->amount[RECON_OTHER], exponent);
	csvout_money(w, t->difference, exponent);
	csvout_row(w);
}

/* What has no class of its own is unexplained: with --gl it is nothing, which
   is worth a line. */
static void
put_unit(struct reconcile_run *r, struct csvout *w, uint32_t unit)
{
	put_balance(r, w, unit);
	for (enum recon_class c = 0; c < RECON_NCLASS; c++) {
		const struct reconcile_tally *t = reconcile_tally(r, unit, c);

		if (t->n > 0 && c != RECON_UNEXPLAINED)
			put_tally(r, w, unit, recon_class_name(c), t);
	}
	put_tally(r, w, unit, recon_class_name(RECON_UNEXPLAINED),
	    reconcile_tally(r, unit, RECON_UNEXPLAINED));
}

void
reconcile_summary(struct reconcile_run *r, struct out *out)
{
	struct csvout *w = csvout_new(out, r->tool.format);
	size_t n;
	uint32_t *units = reconcile_unit_order(r, &n);

	put_columns(w);
	for (size_t i = 0; i < n; i++)
		put_unit(r, w, units[i]);
	csvout_end(w);
	mem_free(units);
}
