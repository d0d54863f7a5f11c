/*
 * ar-apply: which receipt pays which items, and why; see ar-apply(1).
 */
#include <stddef.h>

#include "base/out.h"
#include "cmd/apply.h"

#define AT(member) offsetof(struct apply, member)

static const struct opt options[] = {
    {"aliases", 0, OPT_TEXT, AT(aliases_file), "FILE",
	"the aliases table: names, accounts and numbers of customers", NULL},
    {"always-discount", 0, OPT_FLAG, AT(always_discount), NULL,
	"grant discounts that were taken late or too large", NULL},
    {"approve-over", 0, OPT_LIST, AT(approve_args), "[CUR=]AMOUNT",
	"with --pending: what a second person must append", NULL},
    {"base", 0, OPT_TEXT, AT(base), "CUR",
	"the base currency of --rates, whose rate is 1", NULL},
    {"customers", 0, OPT_TEXT, AT(customers_file), "FILE",
	"the customers table: names, parents, terms", NULL},
    {"despite-hold", 0, OPT_FLAG, AT(despite_hold), NULL,
	"apply to customers and items on hold as well", NULL},
    {"discount-date", 0, OPT_TEXT, AT(discount_date), "WHICH",
	"discounts are judged by the receipt's date or doc_date", NULL},
    {"discount-grace", 0, OPT_COUNT, AT(grace_days), "DAYS",
	"grant discounts so many days after their last (0)", NULL},
    {"duplicate-days", 0, OPT_COUNT, AT(duplicate_days), "DAYS",
	"how far apart a receipt and its duplicate may be (30)", NULL},
    {"exceptions", 0, OPT_TEXT, AT(exceptions_file), "FILE",
	"write the receipts left open, with cause and next step", NULL},
    {"explain", 0, OPT_TEXT, AT(explain), "DOC",
	"print the rules tried on this receipt instead of rows", NULL},
    {"holidays", 0, OPT_TEXT, AT(holidays_file), "FILE",
	"days that are not working days (date), for terms", NULL},
    {"maker", 0, OPT_TEXT, AT(maker), "NAME",
	"who made the pending rows ($LOGNAME)", NULL},
    {"oldest-first", 0, OPT_FLAG, AT(oldest_first), NULL,
	"what no rule explains pays the oldest items", NULL},
    {"partial-discount", 0, OPT_FLAG, AT(partial_discount), NULL,
	"grant the discount on partial payments in its time", NULL},
    {"pending", 0, OPT_TEXT, AT(pending_file), "FILE",
	"write what is over --approve-over there", NULL},
    {"rates", 0, OPT_TEXT, AT(rates_file), "FILE",
	"exchange rates: receipts may pay in another currency", NULL},
    {"rounding", 0, OPT_TEXT, AT(rounding_text), "HOW",
	"half-away (default) or half-even", NULL},
    {"rules", 0, OPT_TEXT, AT(rules_text), "LIST",
	"try only these rules (0,1,2,3,4,5,6,7,8,9)", NULL},
    {"stale", 0, OPT_COUNT, AT(stale_days), "DAYS",
	"hold back checks that are older (180)", NULL},
    {"stats", 0, OPT_TEXT, AT(stats_file), "FILE",
	"write how much was matched, by rule and by cause", NULL},
    {"subset-chance", 0, OPT_TEXT, AT(chance_text), "PERCENT",
	"most that a combination may be worth by chance (1%)", NULL},
    {"subset-max", 0, OPT_COUNT, AT(subset_most), "N",
	"most open items to search for a combination (25; at most 40)", NULL},
    {"terms", 0, OPT_TEXT, AT(terms_text), "TERMS",
	"payment terms where neither item nor customer has any", NULL},
    {"tolerance", 0, OPT_LIST, AT(tolerance_args), "[CUR=]AMOUNT|P%",
	"write off small differences, a document", NULL},
    {"write-off-over", 0, OPT_FLAG, AT(over), NULL,
	"small over-payments as well", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

static const struct tool_about about = {
    .name = "ar-apply",
    .summary = "which receipt pays which items, and why",
    .usage = "[options] [FILE ...]",
    .examples =
	"  ar-apply --as-of 2026-10-31 book.csv -o applied.csv\n"
	"  ar-apply --as-of 2026-10-31 --exceptions open.csv --tolerance 5 "
	"book.csv\n"
	"  ar-apply --as-of 2026-10-31 --explain RCPT-17 book.csv\n",
    .without = "by,where",
    .manuals = "ar-terms(5)",
};

/* The files beside the rows; NULL: not asked for. */
struct sides {
	struct out *exceptions, *stats, *pending;
};

static struct out *
side(const char *path)
{
	return path != NULL ? out_new(path) : NULL;
}

static struct csvout *
side_csv(struct out *out)
{
	return out != NULL ? csvout_new(out, CSV_CSV) : NULL;
}

static void
side_end(struct csvout *w)
{
	if (w != NULL)
		csvout_end(w);
}

static void
report(struct apply *a, struct out *out, const struct sides *s)
{
	struct csvout *w = csvout_new(out, a->tool.format);
	struct csvout *pending = side_csv(s->pending);
	struct csvout *exceptions = side_csv(s->exceptions);
	struct csvout *stats = side_csv(s->stats);

	if (a->explain != NULL)
		apply_explain(a, w);
	else
		apply_rows(a, w, pending);
	apply_exceptions(a, exceptions);
	if (stats != NULL)
		apply_stats(a, stats);
	csvout_end(w);
	side_end(pending);
	side_end(exceptions);
	side_end(stats);
	apply_prove(a);
}

static void
stage(struct out *out)
{
	if (out != NULL)
		out_stage(out);
}

static void
commit(struct out *out)
{
	if (out != NULL)
		out_commit(out);
}

/* All that can fail comes first: at exit status 2 no file has changed. */
static void
finish(struct apply *a, struct out *out, const struct sides *s)
{
	stage(a->source.rejects);
	stage(s->exceptions);
	stage(s->stats);
	stage(s->pending);
	out_commit(out);
	commit(s->exceptions);
	commit(s->stats);
	commit(s->pending);
	source_close(&a->source);
}

int
main(int argc, char **argv)
{
	static struct apply a = {
	    .stale_days = 180, .duplicate_days = 30, .subset_most = 25};
	struct sides sides;
	struct out *out;

	tool_start(&a.tool, &about, options, &a, argc, argv);
	apply_options(&a);
	out = out_new(a.tool.output);
	sides.exceptions = side(a.exceptions_file);
	sides.stats = side(a.stats_file);
	sides.pending = side(a.pending_file);
	apply_open_book(&a);
	apply_read(&a);
	apply_decide(&a);
	report(&a, out, &sides);
	finish(&a, out, &sides);
	return a.tool.findings ? 1 : 0;
}
