#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cmd/apply_stats.h"
#include "value/currency.h"

static const struct {
	const char *name;
	enum stats_whole of;
} measures[] = {
#define MEASURE_ROW(code, name, of) {name, of},
    STATS_LIST(MEASURE_ROW)
#undef MEASURE_ROW
};

struct stats_cell *
stats_find(struct stats_sheet *s, enum stats_measure measure,
    enum match_rule rule, const char *cause)
{
	uint32_t *last = &s->last[measure][rule];
	struct stats_cell *c;

	if (*last > 0 && strcmp(s->cells[*last - 1].cause, cause) == 0)
		return &s->cells[*last - 1];
	for (uint32_t i = 0; i < s->n; i++) {
		c = &s->cells[i];
		if (c->measure == measure && c->rule == rule &&
		    strcmp(c->cause, cause) == 0) {
			*last = i + 1;
			return c;
		}
	}
	s->cells = mem_grow(s->cells, &s->cap, (size_t)s->n + 1, sizeof *c);
	s->cells[s->n] = (struct stats_cell){measure, rule, cause, 0, 0};
	*last = ++s->n;
	return &s->cells[s->n - 1];
}

static int
by_measure(const void *a, const void *b)
{
	const struct stats_cell *x = a, *y = b;

	if (x->measure != y->measure)
		return x->measure < y->measure ? -1 : 1;
	if (x->rule != y->rule)
		return x->rule < y->rule ? -1 : 1;
	return strcmp(x->cause, y->cause);
}

/* Two decimals; blank of nothing. */
static void
put_percent(struct csvout *w, int128 part, int128 whole)
{
	if (whole == 0)
		csvout_string(w, "");
	else
		csvout_money(w, money_round(part * 10000, whole), 2);
}

static void
put_cell(struct csvout *w, struct stats_sheet *s, const struct stats_cell *c,
    int currency)
{
	bool money =
	    c->measure == STATS_MONEY || c->measure == STATS_MONEY_MATCHED;
	bool lines =
	    c->measure == STATS_LINES || c->measure == STATS_LINES_MATCHED;
	int128 whole[] = {[OF_NOTHING] = 0,
	    [OF_RECEIPTS] =
		stats_find(s, STATS_RECEIPTS, STATS_NO_RULE, "")->count,
	    [OF_LINES] = stats_find(s, STATS_LINES, STATS_NO_RULE, "")->count,
	    [OF_MONEY] = stats_find(s, STATS_MONEY, STATS_NO_RULE, "")->amount};
	enum stats_whole of = measures[c->measure].of;

	csvout_string(w, measures[c->measure].name);
	csvout_string(
	    w, c->rule != STATS_NO_RULE ? match_rule_name(c->rule) : "");
	csvout_string(w, c->cause);
	csvout_string(w, currency_code(currency));
	if (money)
		csvout_string(w, "");
	else
		csvout_count(w, c->count);
	if (lines)
		csvout_string(w, "");
	else
		csvout_money(w, c->amount, currency_exponent(currency));
	put_percent(w, of == OF_MONEY ? c->amount : c->count, whole[of]);
	csvout_row(w);
}

void
stats_put(struct csvout *w, struct stats_sheet *s, int currency)
{
	if (s->n > 0)
		qsort(s->cells, s->n, sizeof *s->cells, by_measure);
	memset(s->last, 0, sizeof s->last);
	for (uint32_t i = 0; i < s->n; i++)
		put_cell(w, s, &s->cells[i], currency);
	mem_free(s->cells);
}
