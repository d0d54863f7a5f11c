/*
 * ar-reconcile: subledger, general ledger and bank agree, or every cent of the
 * difference has a name; see ar-reconcile(1).
 */
#include <stddef.h>

#include "base/mem.h"
#include "base/out.h"
#include "cmd/reconcile.h"
#include "value/date.h"

#define AT(member) offsetof(struct reconcile_run, member)

static const struct opt options[] = {
    {"accounts", 0, OPT_TEXT, AT(accounts_file), "FILE",
	"the GL's account of each type, for entries", NULL},
    {"advance", 0, OPT_TEXT, AT(advance), "ACCOUNT",
	"account of receipts that name none", NULL},
    {"all", 0, OPT_FLAG, AT(all), NULL, "show what agrees, too", NULL},
    {"allow", 0, OPT_LIST, AT(allow), "CLASS[:DAYS],...",
	"listed, but no reason for exit status 1; repeatable", NULL},
    {"approval", 0, OPT_TEXT, AT(approval_file), "FILE",
	"with --check: type and limit of what needs approval", NULL},
    {"balance", 0, OPT_TEXT, AT(balance_file), "FILE",
	"compare with balances by account", NULL},
    {"bank", 0, OPT_LIST, AT(bank), "FILE",
	"compare receipts with lines of the bank; repeatable", NULL},
    BASE_OPTIONS(AT(base)),
    {"batch", 0, OPT_TEXT, AT(batch), "COLS",
	"rows equal in these columns may be one GL line", NULL},
    {"check", 0, OPT_FLAG, AT(check), NULL, "look at the book by itself", NULL},
    {"class", 0, OPT_TEXT, AT(class_list), "LIST",
	"show only items of these classes", NULL},
    {"control", 0, OPT_LIST, AT(control), "ACCOUNT",
	"account of receivables (else all that the book names); "
	"repeatable",
	NULL},
    {"customers", 0, OPT_TEXT, AT(customers_file), "FILE",
	"the customers table: names, for payers", NULL},
    {"daily", 0, OPT_FLAG, AT(daily), NULL,
	"both balances day by day, and since when they differ", NULL},
    {"feed", 0, OPT_TEXT, AT(feed), "SOURCES",
	"sources of GL lines that come from receivables", NULL},
    {"fee-limit", 0, OPT_TEXT, AT(fee_limit), "AMOUNT",
	"with --bank: the most that a bank keeps (50.00)", NULL},
    {"from", 0, OPT_DATE, AT(from), "DATE",
	"the first day; what came before is the opening", NULL},
    {"gl", 0, OPT_LIST, AT(gl), "FILE",
	"compare with lines of the general ledger; repeatable", NULL},
    {"journal", 0, OPT_TEXT, AT(journal_file), "FILE",
	"write entries that would correct the GL", NULL},
    {"journal-format", 0, OPT_TEXT, AT(journal_format), "FORMAT",
	"csv (default), hledger or beancount", NULL},
    {"opening-gl", 0, OPT_LIST, AT(opening_gl), "[CUR=]AMOUNT",
	"the GL's balance before the first day; repeatable", NULL},
    {"post", 0, OPT_FLAG, AT(post), NULL,
	"entries of all rows, to feed the GL with", NULL},
    {"prior", 0, OPT_TEXT, AT(prior_file), "EVIDENCE",
	"the run before: what was dated back since", NULL},
    {"revaluation", 0, OPT_TEXT, AT(revaluation), "SOURCES",
	"sources of GL lines that revalue", NULL},
    {"revalue", 0, OPT_FLAG, AT(revalue), NULL,
	"the entry that values open items at today's rates", NULL},
    {"rollforward", 0, OPT_FLAG, AT(rollforward), NULL,
	"from opening to closing by kind of row", NULL},
    {"subset-chance", 0, OPT_TEXT, AT(subset_chance), "P%",
	"with --bank: sums likelier by chance are ambiguous (1%)", NULL},
    {"summary", 0, OPT_FLAG, AT(summary), NULL,
	"balances, and the difference by class", NULL},
    {"to", 0, OPT_DATE, AT(to), "DATE", "the last day (else --as-of)", NULL},
    {"tolerance", 0, OPT_LIST, AT(tolerance), "[CUR=]AMOUNT",
	"differences that are no reason for exit status 1 (0)", NULL},
    {"window", 0, OPT_COUNT, AT(window), "DAYS",
	"with --bank: between the book's day and the bank's (5)", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

static const struct tool_about about = {
    .name = "ar-reconcile",
    .summary = "the book, the general ledger and the bank: what differs, "
	       "and why",
    .usage = "[options] [FILE ...]",
    .examples =
	"  ar-reconcile --as-of 2026-10-31 --gl gl.csv --control 1200 "
	"book.csv\n"
	"  ar-reconcile --as-of 2026-10-31 --gl gl.csv --summary -p book.csv\n"
	"  ar-reconcile --as-of 2026-10-31 --bank bank.csv "
	"--allow outstanding:5 book.csv\n"
	"  ar-reconcile --as-of 2026-10-31 --balance trial.csv book.csv\n"
	"  ar-reconcile --as-of 2026-10-31 --check book.csv\n",
    .without = "by,where",
};

static void
declare_outputs(const struct reconcile_run *r)
{
	tool_writes(r->tool.output);
	if (r->tool.rejects != NULL)
		tool_writes(r->tool.rejects);
	if (r->journal_file != NULL)
		tool_writes(r->journal_file);
}

static void
compare(struct reconcile_run *r)
{
	static void (*const by_mode[])(struct reconcile_run * r) = {
	    [RECONCILE_GL] = reconcile_with_gl,
	    [RECONCILE_BALANCE] = reconcile_with_balances,
	    [RECONCILE_BANK] = reconcile_with_bank,
	    [RECONCILE_CHECK] = reconcile_by_itself,
	    [RECONCILE_POST] = reconcile_book,
	};

	by_mode[r->mode](r);
	reconcile_prove(r);
	reconcile_judge(r);
}

static void
report(struct reconcile_run *r, struct out *out)
{
	if (r->mode == RECONCILE_POST)
		return;
	if (r->summary)
		reconcile_summary(r, out);
	else if (r->daily)
		reconcile_daily(r, out);
	else if (r->rollforward)
		reconcile_roll(r, out);
	else
		reconcile_rows(r, out);
}

/* All that can fail comes first: at exit status 2 no file has changed. */
static void
finish(struct reconcile_run *r, struct out *out, struct out *journal)
{
	if (r->book.rejects != NULL)
		out_stage(r->book.rejects);
	if (journal != NULL)
		out_stage(journal);
	out_commit(out);
	if (journal != NULL)
		out_commit(journal);
	reconcile_free(r);
}

int
main(int argc, char **argv)
{
	static struct reconcile_run run = {
	    .from = DATE_NONE, .to = DATE_NONE, .window = RECONCILE_NO_WINDOW};
	struct out *out, *journal = NULL;

	run.tool.duplicates_name = "report";
	tool_start(&run.tool, &about, options, &run, argc, argv);
	reconcile_options(&run);
	declare_outputs(&run);
	out = out_new(run.tool.output);
	if (run.journal_file != NULL)
		journal = out_new(run.journal_file);
	compare(&run);
	report(&run, out);
	if (journal != NULL || run.mode == RECONCILE_POST)
		reconcile_journal(&run, journal != NULL ? journal : out);
	finish(&run, out, journal);
	return run.tool.findings ? 1 : 0;
}
