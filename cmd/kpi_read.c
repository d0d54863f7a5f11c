#include "base/diag.h"
#include "base/mem.h"
#include "cli/load.h"
#include "cli/tables.h"
#include "cmd/kpi_in.h"
#include "cmd/kpi_out.h"

/* Money of several currencies is never one group's, unless it is converted. */
static void
read_fields(struct kpi_run *r)
{
	if (r->tool.by != NULL)
		fields_add(
		    &r->by, r->tool.by, &r->source, r->customers, &r->carried);
	r->currency_at = fields_index(&r->by, "currency");
	if (r->currency_at == r->by.n && r->money == NULL)
		fields_add(
		    &r->by, "currency", &r->source, r->customers, &r->carried);
	fields_where(
	    &r->where, &r->tool.where, &r->source, r->customers, &r->carried);
	fields_check_cols(&r->tool.cols, &r->carried);
}

static void
read_book(struct kpi_run *r)
{
	struct load load = {
	    &r->source, tool_duplicates(&r->tool), kpi_note_row, r};

	r->note = kpi_note_new(r);
	if (r->tool.rejects != NULL)
		r->source.keep = keep_new();
	r->ledger = load_book(&load);
	source_verdict(&r->source);
	fields_check_hopes(&r->source, &r->carried);
}

/* The first day on which there is anything. */
static int32_t
first_day(const struct kpi_run *r)
{
	int32_t first = r->to;

	for (uint32_t i = 0; i < ledger_items(r->ledger); i++) {
		const struct ledger_item *item = ledger_item(r->ledger, i);

		if (item->piece != LEDGER_NONE && item->date < first)
			first = item->date;
	}
	return first;
}

static void
find_periods(struct kpi_run *r)
{
	size_t cap = 0;
	int32_t day = r->from != DATE_NONE    ? r->from
		      : r->kind == PERIOD_ALL ? first_day(r)
					      : period_year_before(r->to);

	while (day <= r->to) {
		struct period p = period_at(r->kind, day, r->to);

		r->periods = mem_grow(
		    r->periods, &cap, r->nperiod + 1, sizeof *r->periods);
		r->periods[r->nperiod++] = p;
		day = p.to + 1;
	}
}

static bool
is_chosen(const struct kpi_run *r, const char *name)
{
	return r->chosen[kpi_find(r, span_of(name))];
}

void
kpi_read(struct kpi_run *r)
{
	source_open(&r->source, &r->tool, &source_book);
	if (source_is_snapshot(&r->source))
		diag_fail("a list of open items has no history: its figures "
			  "can't be told");
	r->money = base_open(&r->tool, &r->base);
	if (r->money != NULL)
		base_check(r->money, &r->source);
	r->customers = tables_customers(&r->tool, r->customers_file, false);
	r->provision = tables_provision(
	    &r->tool, r->provision_file, r->aging.limit, r->aging.nlimit);
	r->has_limits = limits_open(&r->limits, r->customers_file, r->customers,
	    &r->tool.map->of[MAP_CUSTOMERS]);
	r->asks_limits = is_chosen(r, "credit_exposure") ||
			 is_chosen(r, "credit_exposure_count");
	read_fields(r);
	read_book(r);
	find_periods(r);
}
