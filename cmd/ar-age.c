/*
 * ar-age: what customers owe, by age, on any day; see ar-age(1).
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/tables.h"
#include "cmd/age.h"
#include "value/currency.h"
#include "value/date.h"

#define AT(member) offsetof(struct age, member)

static const struct opt options[] = {
    BASE_OPTIONS(AT(in_base)),
    {"basis", 0, OPT_TEXT, AT(basis), "DATE",
	"age from due (default), doc or post date", NULL},
    {"buckets", 0, OPT_TEXT, AT(buckets), "DAYS,...",
	"upper ends of the buckets (30,60,90)", NULL},
    {"chart", 0, OPT_TEXT, AT(chart), "FILE",
	"draw the sums of the buckets, as SVG", NULL},
    {"closed-since", 0, OPT_DATE, AT(closed_since), "DATE",
	"with --open-book: rows of groups closed since", NULL},
    {"credits", 0, OPT_TEXT, AT(credits), "HOW",
	"column (default), bucket, current or oldest", NULL},
    {"customers", 0, OPT_TEXT, AT(customers_file), "FILE",
	"the customers table: names, and columns for --by", NULL},
    {"disputed", 0, OPT_FLAG, AT(disputed), NULL,
	"a column for what is disputed", NULL},
    {"history", 0, OPT_TEXT, AT(history), "DOC",
	"every row that touched this item", NULL},
    {"items", 0, OPT_FLAG, AT(items), NULL, "a row an open item", NULL},
    {"older", 0, OPT_COUNT, AT(older), "DAYS",
	"only items more days past due than that", NULL},
    {"open-book", 0, OPT_FLAG, AT(open_book), NULL,
	"print the open items as a book", NULL},
    {"paid-until", 0, OPT_DATE, AT(paid_until), "DATE",
	"with --items: what was paid after the day", NULL},
    {"percent", 0, OPT_FLAG, AT(percent), NULL, "add shares in percent", NULL},
    {"provision", 0, OPT_TEXT, AT(provision_file), "FILE",
	"a column of allowances, by this table of rates", NULL},
    {"sort", 0, OPT_TEXT, AT(sort), "total", "largest total first, by currency",
	NULL},
    {"total", 0, OPT_FLAG, AT(total), NULL, "add a TOTAL row per currency",
	NULL},
    {"type", 0, OPT_TEXT, AT(type), "TYPE,...", "only items of these types",
	NULL},
    {"with", 0, OPT_TEXT, AT(with), "COLS",
	"with --items: more columns of the book", NULL},
    {"zero", 0, OPT_FLAG, AT(zero), NULL, "keep what is settled", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

static const struct tool_about about = {
    .name = "ar-age",
    .summary = "what customers owe, by age, on any day",
    .usage = "[options] [FILE ...]",
    .examples = "  ar-age --as-of 2026-10-31 -p book.csv\n"
		"  ar-age --as-of 2026-10-31 --items --older 90 book.csv\n"
		"  ar-age --as-of 2026-10-31 --col amount='Open balance' "
		"export.csv\n",
};

static void
read_tables(struct age *a)
{
	a->customers = tables_customers(&a->tool, a->customers_file, false);
	a->base = base_open(&a->tool, &a->in_base);
	base_check(a->base, &a->source);
	age_worth_open(&a->worth, a);
	a->provision = tables_provision(
	    &a->tool, a->provision_file, a->policy.limit, a->policy.nlimit);
}

/* In a base all rows are of one currency: that of the book is a column only
   where it is asked for. */
static void
read_by(struct age *a)
{
	const char *by = a->items             ? "currency"
			 : a->tool.by != NULL ? a->tool.by
			 : a->base != NULL    ? "customer"
					      : "customer,currency";

	fields_add(&a->by, by, &a->source, a->customers, &a->carried);
	a->currency_at = fields_index(&a->by, "currency");
	if (a->base != NULL)
		a->currency_at = a->by.n;
	else if (a->currency_at == a->by.n)
		fields_add(
		    &a->by, "currency", &a->source, a->customers, &a->carried);
}

static void
read_fields(struct age *a)
{
	read_by(a);
	if (a->with != NULL)
		fields_add(
		    &a->extra, a->with, &a->source, a->customers, &a->carried);
	fields_where(
	    &a->where, &a->tool.where, &a->source, a->customers, &a->carried);
	fields_check_cols(&a->tool.cols, &a->carried);
}

static void
setup(struct age *a)
{
	size_t n = (size_t)currency_count();

	age_options(a);
	tool_writes(a->tool.output);
	if (a->tool.rejects != NULL)
		tool_writes(a->tool.rejects);
	if (a->chart != NULL) {
		tool_writes(a->chart);
		a->chart_out = out_new(a->chart);
	}
	a->book = mem_array(n, sizeof *a->book);
	a->cross = mem_array(n, sizeof *a->cross);
	a->open = mem_array(n, sizeof *a->open);
	a->left_out = mem_array(n, sizeof *a->left_out);
}

/* A book that begins with a balance brought forward is blind before it. */
static void
check_start(const struct age *a)
{
	char day[DATE_CHARS];

	if (a->ledger == NULL || ledger_start(a->ledger) == DATE_NONE ||
	    a->policy.asof >= ledger_start(a->ledger))
		return;
	date_format(day, ledger_start(a->ledger));
	diag_fail(
	    "the book opens on %s and can't tell of a day before it", day);
}

static void
report(struct age *a, struct csvout *w)
{
	if (a->items) {
		age_items(a, w);
		return;
	}
	age_sum(a);
	pivot_sort(a->pivot);
	if (a->history != NULL)
		age_history(a, w);
	else if (a->open_book)
		age_open_book(a, w);
	else
		age_table(a, w);
}

static void
judge(struct age *a)
{
	source_fail(&a->source, &a->worth.missing);
	pivot_sort(a->pivot);
	age_prove(a);
	if (a->nover == 0)
		return;
	diag_say("%llu item%s driven past zero", (unsigned long long)a->nover,
	    a->nover == 1 ? " is" : "s are");
	a->tool.findings = true;
}

/* All that can fail comes first: at exit status 2 no file has changed. */
static void
finish(struct age *a, struct out *out)
{
	if (a->chart_out != NULL) {
		age_chart(a, a->chart_out);
		out_stage(a->chart_out);
	}
	if (a->source.rejects != NULL)
		out_stage(a->source.rejects);
	out_commit(out);
	if (a->chart_out != NULL)
		out_commit(a->chart_out);
	source_close(&a->source);
	customers_free(a->customers);
	provision_free(a->provision);
	base_book_close(&a->booked);
	base_free(a->base);
	age_worth_close(&a->worth);
	pivot_free(a->pivot);
	if (a->ledger != NULL)
		carry_close(&a->carry);
	ledger_free(a->ledger);
}

int
main(int argc, char **argv)
{
	static struct age age = {.older = AGE_ANY,
	    .paid_until = DATE_NONE,
	    .closed_since = DATE_NONE};
	struct csvout *w;
	struct out *out;

	tool_start(&age.tool, &about, options, &age, argc, argv);
	setup(&age);
	out = out_new(age.tool.output);
	source_open(&age.source, &age.tool, &source_book);
	read_tables(&age);
	read_fields(&age);
	age_read(&age);
	fields_check_hopes(&age.source, &age.carried);
	check_start(&age);
	w = csvout_new(out, age.tool.format);
	report(&age, w);
	csvout_end(w);
	judge(&age);
	finish(&age, out);
	return age.tool.findings ? 1 : 0;
}
