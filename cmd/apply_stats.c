#include "cmd/apply_stats.h"
#include "base/mem.h"
#include "value/currency.h"

static void
add(struct stats_sheet *s, enum stats_measure measure, enum match_rule rule,
    const char *cause, int128 amount)
{
	struct stats_cell *c = stats_find(s, measure, rule, cause);

	c->count++;
	c->amount += amount;
}

/* What a row gives away, or leaves open as a dispute. */
static void
add_change(struct stats_sheet *s, const struct apply *a,
    const struct apply_fund *f, const struct apply_entry *e)
{
	static const uint8_t of_type[TYPES] = {
	    [TYPE_DISCOUNT] = STATS_DISCOUNTS,
	    [TYPE_WRITEOFF] = STATS_WRITEOFFS,
	    [TYPE_ADJUST] = STATS_ADJUSTS,
	    [TYPE_DISPUTE] = STATS_DISPUTES};
	enum stats_measure measure = (enum stats_measure)of_type[e->type];
	bool falls = e->type != TYPE_DISPUTE && e->item != LEDGER_NONE;

	if (measure == STATS_RECEIPTS) /* of no such type */
		return;
	if (apply_must_wait(a, f, e))
		measure = STATS_PENDING;
	add(s, measure, (enum match_rule)e->rule,
	    e->reason != NULL ? e->reason : "",
	    falls ? -(int128)e->amount : e->amount);
}

/* Sums the rows of a fund; returns how many items its money went to. */
static int64_t
add_entries(
    struct stats_sheet *s, const struct apply *a, const struct apply_fund *f)
{
	bool fired[MATCH_RULES] = {false};
	int64_t nline = 0;

	for (uint32_t i = 0; i < f->nentry; i++) {
		const struct apply_entry *e = &f->entry[i];
		enum match_rule rule = (enum match_rule)e->rule;

		if (e->type != TYPE_APPLY)
			add_change(s, a, f, e);
		else if (!f->receipt)
			add(s, STATS_CREDITS, rule, "", e->amount);
		else if (rule != MATCH_OWN) {
			add(s, STATS_LINES_BY_RULE, rule, "", e->amount);
			stats_find(s, STATS_RECEIPTS_BY_RULE, rule, "")
			    ->amount += e->amount;
			stats_find(s, STATS_RECEIPTS_BY_RULE, rule, "")
			    ->count += !fired[rule];
			fired[rule] = true;
			nline++;
		} else if (!fired[rule]) {
			add(s, STATS_RETURNS, STATS_NO_RULE, "", f->received);
			fired[rule] = true;
		}
	}
	return nline;
}

static void
add_lines(struct stats_sheet *s, const struct apply_fund *f, int64_t nline)
{
	stats_find(s, STATS_LINES, STATS_NO_RULE, "")->count +=
	    nline + f->nunpaid;
	stats_find(s, STATS_LINES_MATCHED, STATS_NO_RULE, "")->count += nline;
}

static void
add_receipt(struct stats_sheet *s, const struct apply_fund *f, int64_t nline)
{
	if (!f->receipt || f->before == 0)
		return;
	add(s, STATS_RECEIPTS, STATS_NO_RULE, "", f->before);
	if (f->open == 0)
		add(s, STATS_RECEIPTS_MATCHED, STATS_NO_RULE, "", f->before);
	else
		add(s, STATS_UNAPPLIED, STATS_NO_RULE, "", f->open);
	if (f->open > 0 && f->open < f->before)
		add(s, STATS_RECEIPTS_IN_PART, STATS_NO_RULE, "", f->before);
	stats_find(s, STATS_MONEY, STATS_NO_RULE, "")->amount += f->before;
	stats_find(s, STATS_MONEY_MATCHED, STATS_NO_RULE, "")->amount +=
	    (int128)f->before - f->open;
	add_lines(s, f, nline);
	if (f->transfer > 0)
		add(s, STATS_PAYERS, STATS_NO_RULE, "", f->before);
}

/* Figures that are told though they are none. */
static void
open_sheet(struct stats_sheet *s)
{
	for (int m = STATS_RECEIPTS; m <= STATS_UNAPPLIED; m++)
		stats_find(s, (enum stats_measure)m, STATS_NO_RULE, "");
}

static void
add_fund(
    struct stats_sheet *s, const struct apply *a, const struct apply_fund *f)
{
	if (s->n == 0)
		open_sheet(s);
	if (!f->returned)
		add_receipt(s, f, add_entries(s, a, f));
	if (apply_is_exception(f))
		add(s, STATS_EXCEPTIONS, STATS_NO_RULE,
		    match_cause_name((enum match_cause)f->cause),
		    f->returned ? -(int128)f->open : f->open);
}

void
apply_stats(struct apply *a, struct csvout *w)
{
	static const char *const texts[] = {
	    "measure", "rule", "cause", "currency"};
	struct stats_sheet *sheets =
	    mem_array((size_t)currency_count(), sizeof *sheets);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		csvout_column(w, span_of(texts[i]), CSV_TEXT);
	csvout_column(w, span_of("count"), CSV_COUNT);
	csvout_column(w, span_of("amount"), CSV_AMOUNT);
	csvout_column(w, span_of("percent"), CSV_AMOUNT);
	for (size_t i = 0; i < a->nfund; i++)
		add_fund(&sheets[apply_currency(a, a->funds[i]->item)], a,
		    a->funds[i]);
	for (int c = 0; c < currency_count(); c++)
		stats_put(w, &sheets[c], c);
	mem_free(sheets);
}
