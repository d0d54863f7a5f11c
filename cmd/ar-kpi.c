/*
 * ar-kpi: the figures of receivables, each with its formula and its inputs;
 * see ar-kpi(1).
 */
#include <stddef.h>

#include "base/mem.h"
#include "cmd/kpi.h"
#include "cmd/kpi_trend.h"
#include "value/date.h"

#define AT(member) offsetof(struct kpi_run, member)

static const struct opt options[] = {
    {"accuracy-days", 0, OPT_COUNT, AT(accuracy_days), "DAYS",
	"an application undone within them was wrong (60)", NULL},
    BASE_OPTIONS(AT(base)),
    {"buckets", 0, OPT_TEXT, AT(buckets), "DAYS,...",
	"upper ends of the buckets (30,60,90)", NULL},
    {"customers", 0, OPT_TEXT, AT(customers_file), "FILE",
	"the customers table: columns for --by, credit limits", NULL},
    {"days30", 0, OPT_FLAG, AT(days30), NULL,
	"dso_countback: months of 30 days", NULL},
    {"digits", 0, OPT_COUNT, AT(digits), "N",
	"decimals of days, percentages and the like (2)", NULL},
    {"from", 0, OPT_DATE, AT(from), "DATE", "the first day", NULL},
    {"get", 0, OPT_TEXT, AT(get), "KPI",
	"print one number: this figure of the last period", NULL},
    {"gross-sales", 0, OPT_FLAG, AT(gross), NULL,
	"sales without credit memos taken off", NULL},
    {"kpi", 0, OPT_TEXT, AT(kpi), "LIST", "only these figures", NULL},
    {"months", 0, OPT_COUNT, AT(months), "N",
	"dso_rolling: over so many months (3)", NULL},
    {"net", 0, OPT_FLAG, AT(net), NULL, "sales without tax", NULL},
    {"period", 0, OPT_TEXT, AT(period_name), "KIND",
	"a set of rows a month, quarter or year, or of all", NULL},
    {"provision", 0, OPT_TEXT, AT(provision_file), "FILE",
	"rates by bucket, for the allowance", NULL},
    {"rounding", 0, OPT_TEXT, AT(rounding_name), "HOW",
	"half-away (default) or half-even", NULL},
    {"target", 0, OPT_TEXT, AT(target_file), "FILE",
	"compare with targets; 1 if one is missed", NULL},
    {"to", 0, OPT_DATE, AT(to), "DATE", "the last day (else --as-of)", NULL},
    {"trend", 0, OPT_TEXT, AT(trend), "FILE",
	"draw the figures over the periods, as SVG", NULL},
    {"unapplied-days", 0, OPT_COUNT, AT(unapplied_days), "DAYS",
	"unapplied_over: cash older than that (7)", NULL},
    {"wide", 0, OPT_FLAG, AT(wide), NULL, "a column a figure", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

static const struct tool_about about = {
    .name = "ar-kpi",
    .summary = "the figures of receivables, with formula and inputs",
    .usage = "[options] [FILE ...]",
    .examples =
	"  ar-kpi --as-of 2026-10-31 --kpi dso,cei,bpdso -p book.csv\n"
	"  ar-kpi --as-of 2026-10-31 --wide --by collector book.csv\n"
	"  ar-kpi --from 2026-10-01 --to 2026-10-31 --get dso book.csv\n",
    .without = "closed",
};

static void
declare_outputs(const struct kpi_run *r)
{
	tool_writes(r->tool.output);
	if (r->tool.rejects != NULL)
		tool_writes(r->tool.rejects);
	if (r->trend != NULL)
		tool_writes(r->trend);
}

/* All that can fail comes first: at exit status 2 no file has changed. */
static void
finish(struct kpi_run *r, struct out *out)
{
	if (r->source.rejects != NULL)
		out_stage(r->source.rejects);
	out_commit(out);
	kpi_trend_free(r->drawing);
	source_close(&r->source);
	ledger_free(r->ledger);
	customers_free(r->customers);
	kpi_free(r->list);
}

int
main(int argc, char **argv)
{
	static struct kpi_run run = {.from = DATE_NONE,
	    .to = DATE_NONE,
	    .digits = 2,
	    .months = 3,
	    .accuracy_days = 60,
	    .unapplied_days = 7};
	struct out *out;

	tool_start(&run.tool, &about, options, &run, argc, argv);
	kpi_options(&run);
	declare_outputs(&run);
	out = out_new(run.tool.output);
	kpi_targets(&run);
	kpi_read(&run);
	kpi_report(&run, out);
	finish(&run, out);
	return run.tool.findings ? 1 : 0;
}
