#include "base/diag.h"
#include "base/mem.h"
#include "cli/load.h"
#include "cli/table.h"
#include "cli/tables.h"
#include "cmd/dun_in.h"
#include "value/currency.h"

struct span
dun_cell(const struct dun *d, struct span customer, const char *column)
{
	uint32_t at = CUSTOMERS_NONE;

	if (d->customers != NULL)
		at = customers_column(d->customers, span_of(column));
	return at == CUSTOMERS_NONE
		   ? (struct span){"", 0}
		   : customers_cell(d->customers, customer, at);
}

/* The currency of all of the book, or -1 when there are several. */
static int
only_currency(const struct ledger *l)
{
	int only = -1;

	for (uint32_t i = 0; i < ledger_items(l); i++) {
		int currency = ledger_item(l, i)->currency;

		if (only >= 0 && currency != only)
			return -1;
		only = currency;
	}
	return only >= 0 ? only : CURRENCY_UNNAMED;
}

/* A table of policies, and the book that it is held against. */
struct reading {
	const struct dun *d;
	struct policies *policies;
};

static void
read_policy(void *arg, struct batch *b, uint32_t row)
{
	policies_row(((struct reading *)arg)->policies, b, row);
}

/* Amounts that name no currency are of the one that there is. */
static void
close_policies(void *arg, struct faults *faults)
{
	struct reading *r = arg;
	int only = only_currency(r->d->ledger);

	policies_close(r->policies, faults);
	if (faults->total > 0)
		return;
	if (only < 0)
		policies_one_currency(r->policies, faults);
	else
		policies_currency(r->policies, only, faults);
}

struct policies *
dun_policies(struct dun *d, const char *path)
{
	static const struct table_kind kind = {MAP_POLICY, policy_required,
	    sizeof policy_required / sizeof *policy_required, read_policy,
	    close_policies, NULL};
	struct reading r = {d, policies_new(&d->tool.map->of[MAP_POLICY])};

	table_read_whole(&d->tool, path, &kind, &r);
	if (policies_empty(r.policies))
		diag_fail("%s: no rows: without a policy nobody is asked for "
			  "anything",
		    path);
	if (d->default_policy != NULL &&
	    policies_find(r.policies, span_of(d->default_policy)) == NULL)
		diag_fail("--default-policy: %s has no policy \"%s\"", path,
		    d->default_policy);
	return r.policies;
}

static void
read_book(struct dun *d)
{
	struct load load = {
	    &d->source, tool_duplicates(&d->tool), dun_note_row, d};

	d->note = dun_note_new(d);
	if (d->tool.rejects != NULL)
		d->source.keep = keep_new();
	d->note->faults.keep = d->source.faults.keep;
	d->ledger = load_book(&load);
	fault_merge(&d->source.faults, &d->note->faults);
	source_verdict(&d->source);
	fields_check_hopes(&d->source, &d->carried);
	d->promises = dun_promises_new(d);
}

/* A notice is a promise not to ask again for a while: one of a later day has
   been given already. */
static void
check_last(const struct dun *d)
{
	char day[DATE_CHARS], place[PLACE_CHARS];

	if (d->note->last == DATE_NONE || d->note->last <= d->asof)
		return;
	date_format(day, d->note->last);
	diag_fail("%s: a notice of %s: a run of an earlier day would not know "
		  "of it",
	    source_place(&d->source, d->note->last_line, place, sizeof place),
	    day);
}

/* Of days before an opening balance the book has nothing to tell. */
static void
check_start(const struct dun *d)
{
	int32_t start = ledger_start(d->ledger);
	char day[DATE_CHARS];

	if (start == DATE_NONE ||
	    (d->asof >= start && (!d->statement || d->statement_from >= start)))
		return;
	date_format(day, start);
	diag_fail(
	    "the book opens on %s and can't tell of a day before it", day);
}

void
dun_read(struct dun *d)
{
	source_open(&d->source, &d->tool, &source_book);
	if (source_is_snapshot(&d->source))
		diag_fail("a list of open items has no memory of notices: "
			  "ar-dun reads a book");
	d->customers = tables_customers(&d->tool, d->customers_file, true);
	fields_where(
	    &d->where, &d->tool.where, &d->source, d->customers, &d->carried);
	fields_check_cols(&d->tool.cols, &d->carried);
	read_book(d);
	d->has_currency = source_met(&d->source, "currency");
	d->has_entity = source_met(&d->source, "entity");
	d->has_account = source_met(&d->source, "account");
	check_last(d);
	check_start(d);
	if (d->policy_file != NULL)
		d->policies = dun_policies(d, d->policy_file);
	if (d->against_file != NULL)
		d->against = dun_policies(d, d->against_file);
}
