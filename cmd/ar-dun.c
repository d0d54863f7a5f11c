/*
 * ar-dun: who is asked for money, how firmly, and what stops it; see
 * ar-dun(1).
 */
#include <stddef.h>

#include "base/mem.h"
#include "cmd/dun_in.h"
#include "cmd/dun_side.h"

#define AT(member) offsetof(struct dun, member)

static const struct opt options[] = {
    {"against", 0, OPT_TEXT, AT(against_file), "FILE",
	"with --dry-run: what another policy would do", NULL},
    {"book-fees", 0, OPT_FLAG, AT(book_fees), NULL,
	"debit rows for fees and interest", NULL},
    {"calls", 0, OPT_TEXT, AT(calls_file), "FILE",
	"whom to call, the most urgent first", NULL},
    {"counter", 0, OPT_TEXT, AT(counter_file), "FILE",
	"take the numbers of notices from this counter", NULL},
    {"credit-hold", 0, OPT_TEXT, AT(credit_file), "FILE",
	"who is over the credit limit, or at credit_stop", NULL},
    {"customers", 0, OPT_TEXT, AT(customers_file), "FILE",
	"the customers table: policies, parents, addresses", NULL},
    {"default-policy", 0, OPT_TEXT, AT(default_policy), "NAME",
	"for customers who name none", NULL},
    {"dry-run", 0, OPT_FLAG, AT(dry_run), NULL,
	"list what would be done, and do nothing", NULL},
    {"eml", 0, OPT_FLAG, AT(eml), NULL, "letters as messages for a mailer",
	NULL},
    {"forecast", 0, OPT_TEXT, AT(forecast_file), "FILE",
	"expected cash by week and customer", NULL},
    {"from", 0, OPT_DATE, AT(statement_from), "DATE",
	"first day of --statement", NULL},
    {"held", 0, OPT_TEXT, AT(held_file), "FILE",
	"what is late and not asked for, and why", NULL},
    {"horizon", 0, OPT_COUNT, AT(horizon), "DAYS",
	"with --calls: cash expected within (14)", NULL},
    {"letters", 0, OPT_TEXT, AT(letters_dir), "DIR", "a letter for each notice",
	NULL},
    {"no-notices", 0, OPT_FLAG, AT(no_notices), NULL,
	"only the lists that are asked for", NULL},
    {"policy", 0, OPT_TEXT, AT(policy_file), "FILE", "the policy table", NULL},
    {"sellers", 0, OPT_TEXT, AT(sellers_file), "FILE",
	"who writes, by entity, for letters", NULL},
    {"sender", 0, OPT_TEXT, AT(sender), "ADDRESS",
	"with --eml: whom messages are from", NULL},
    {"start", 0, OPT_TEXT, AT(start), "NUMBER",
	"the number of the first notice", NULL},
    {"statement", 0, OPT_FLAG, AT(statement), NULL,
	"with --letters: statements of account instead", NULL},
    {"template", 0, OPT_TEXT, AT(template), "FILE",
	"with --letters: their template", NULL},
    {"top", 0, OPT_COUNT, AT(top), "N", "with --calls: the first N", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

static const struct tool_about about = {
    .name = "ar-dun",
    .summary = "who is asked for money, how firmly, and what stops it",
    .usage = "--policy FILE [options] [FILE ...]",
    .examples =
	"  ar-dun --as-of 2026-10-31 --policy policy.csv --dry-run -p "
	"book.csv\n"
	"  ar-dun --as-of 2026-10-31 --policy policy.csv --customers "
	"customers.csv \\\n"
	"      --start N-1001 --held held.csv book.csv -o notices.csv\n",
    .without = "by",
    .manuals = "ar-policy(5), ar-template(5)",
};

static void
setup(struct dun *d)
{
	dun_options(d);
	tool_writes(d->tool.output);
	if (d->tool.rejects != NULL)
		tool_writes(d->tool.rejects);
	if (d->counter_file != NULL)
		tool_writes(d->counter_file);
}

static void
print(struct dun *d, struct out *out)
{
	struct csvout *w = NULL;

	if (d->dry_run || !d->no_notices)
		w = csvout_new(out, d->tool.format);
	if (d->dry_run)
		dun_dry(d, w);
	else if (w != NULL)
		dun_rows(d, w);
	if (w != NULL)
		csvout_end(w);
	dun_prove(d);
}

static void
forget(struct dun *d)
{
	for (size_t i = 0; i < d->nletter; i++)
		mem_free(d->letters[i].number);
	mem_free(d->letters);
	mem_free(d->parts);
	mem_free(d->beside);
	dun_credits_free(d->credits);
	dun_promises_free(d->promises);
	dun_note_free(d->note);
	ledger_free(d->ledger);
	policies_free(d->policies);
	policies_free(d->against);
	customers_free(d->customers);
	customers_free(d->sellers);
}

/* All that can fail comes first: at exit status 2 no file has changed. */
static void
finish(struct dun *d, struct out *out, struct dun_side *side)
{
	if (d->source.rejects != NULL)
		out_stage(d->source.rejects);
	dun_side_stage(side);
	if (d->counter != NULL)
		counter_stage(d->counter);
	out_commit(out);
	dun_side_commit(side);
	source_close(&d->source);
	if (d->counter != NULL)
		counter_commit(d->counter);
	forget(d);
}

int
main(int argc, char **argv)
{
	static struct dun d = {
	    .horizon = DUN_NO_HORIZON, .statement_from = DATE_NONE};
	struct dun_side *side;
	struct out *out;

	tool_start(&d.tool, &about, options, &d, argc, argv);
	setup(&d);
	out = out_new(d.tool.output);
	side = dun_side_new(&d);
	dun_read(&d);
	dun_decide(&d, d.policies);
	if (d.start != NULL || d.counter_file != NULL)
		dun_number(&d);
	print(&d, out);
	dun_side_write(side);
	finish(&d, out, side);
	return d.tool.findings ? 1 : 0;
}
