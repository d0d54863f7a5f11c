/*
 * ar-invoice: order lines, contracts and returns become invoices and credit
 * memos that add up; see ar-invoice(1).
 */
#include <signal.h>
#include <stddef.h>

#include "base/mem.h"
#include "cmd/invoice_papers.h"
#include "value/currency.h"
#include "value/date.h"

#define AT(member) offsetof(struct invoice, member)

static const struct opt options[] = {
    {"accept", 0, OPT_TEXT, AT(accept_list), "CODE,...",
	"bill in spite of these findings, or all", NULL},
    {"book", 0, OPT_LIST, AT(books), "FILE",
	"the book so far: numbers, twins, credits, limits; repeatable", NULL},
    {"counter", 0, OPT_TEXT, AT(counter_file), "FILE",
	"take numbers from there, and leave the next", NULL},
    {"credit-start", 0, OPT_TEXT, AT(credit_start), "NUMBER",
	"the first credit memo's number", NULL},
    {"customers", 0, OPT_TEXT, AT(customers_file), "FILE",
	"the customers table: terms, currency, exemption, limit", NULL},
    {"date", 0, OPT_DATE, AT(date), "DATE", "the day of the documents", NULL},
    {"discount-basis", 0, OPT_TEXT, AT(basis_name), "BASIS",
	"gross (default), net or tax-adjusted", NULL},
    {"findings", 0, OPT_TEXT, AT(findings_file), "FILE",
	"collect findings there and bill the rest", NULL},
    {"from", 0, OPT_DATE, AT(from), "DATE", "with --recurring: first day",
	NULL},
    {"group", 0, OPT_TEXT, AT(group_by), "COLS",
	"one document for each value of these columns", NULL},
    {"holidays", 0, OPT_TEXT, AT(holidays_file), "FILE",
	"days that are not working days (date)", NULL},
    {"letters", 0, OPT_TEXT, AT(letters), "DIR",
	"a document a bill, from --template", NULL},
    {"lines", 0, OPT_TEXT, AT(lines_file), "FILE", "write the priced lines",
	NULL},
    {"orders", 0, OPT_TEXT, AT(orders_file), "FILE",
	"check against these purchase orders", NULL},
    {"prices", 0, OPT_TEXT, AT(prices_file), "FILE",
	"check against this price list", NULL},
    {"proration", 0, OPT_TEXT, AT(proration), "DAYS",
	"with --recurring: actual (default), 30 or 28", NULL},
    {"recurring", 0, OPT_TEXT, AT(contracts_file), "FILE",
	"bill what these contracts make due", NULL},
    {"rounding", 0, OPT_TEXT, AT(rounding_name), "HOW",
	"half-away (default) or half-even", NULL},
    {"sellers", 0, OPT_TEXT, AT(sellers_file), "FILE",
	"who bills, by entity, for letters and e-invoices", NULL},
    {"start", 0, OPT_TEXT, AT(start), "NUMBER", "the first document's number",
	NULL},
    {"tax", 0, OPT_TEXT, AT(tax_file), "FILE",
	"tax rates (code, rate, valid_from, valid_to)", NULL},
    {"tax-date", 0, OPT_TEXT, AT(tax_date), "DAY",
	"rates of the document's day (default), or of service", NULL},
    {"tax-included", 0, OPT_FLAG, AT(tax_included), NULL,
	"prices include the tax", NULL},
    {"tax-round", 0, OPT_TEXT, AT(tax_round), "WHERE",
	"line (default), rate or document", NULL},
    {"template", 0, OPT_TEXT, AT(template_name), "FILE",
	"for --letters: a file, or an installed one", NULL},
    {"terms", 0, OPT_TEXT, AT(terms_text), "TERMS",
	"payment terms where neither line nor customer has any", NULL},
    {"to", 0, OPT_DATE, AT(to), "DATE", "with --recurring: last day", NULL},
    {"ubl", 0, OPT_TEXT, AT(ubl), "DIR", "a UBL e-invoice a document", NULL},
    {"x12", 0, OPT_PAIR, AT(x12), "810 DIR", "an X12 810 a document", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

static const struct tool_about about = {
    .name = "ar-invoice",
    .summary = "order lines, contracts and returns become invoices",
    .usage = "[options] [FILE ...]",
    .examples = "  ar-invoice --date 2026-10-31 --start INV-1001 orders.csv\n"
		"  ar-invoice --date 2026-10-31 --counter numbers.csv --tax "
		"tax.csv \\\n"
		"      --terms '2/10 net 30' --lines lines.csv orders.csv\n"
		"  ar-invoice --recurring contracts.csv --from 2026-10-01 "
		"--to 2026-10-31\n",
    .table = MAP_LINES,
    .without = "as-of,by,duplicates",
    .manuals = "ar-terms(5), ar-template(5), ar-einvoice(5)",
};

static void
setup(struct invoice *v)
{
	size_t n = (size_t)currency_count();

	v->closed = tool_closed(&v->tool);
	v->net = mem_array(n, sizeof *v->net);
	v->tax = mem_array(n, sizeof *v->tax);
	v->rows = mem_array(n, sizeof *v->rows);
	v->held = mem_array(n, sizeof *v->held);
	invoice_tables(v);
	invoice_terms_open(v);
	invoice_rate_open(v);
}

/* Lines become documents, or findings, or the run ends here. */
static void
bill(struct invoice *v, struct out *findings)
{
	invoice_check_open(v);
	source_open(&v->source, &v->tool, &invoice_lines_kind);
	invoice_read(v);
	invoice_total(v);
	source_verdict(&v->source);
	invoice_check_documents(v);
	invoice_judge(v, findings);
	invoice_number_open(v);
	invoice_number(v);
	invoice_check_numbers(v);
}

static void
print(struct invoice *v, struct out *out)
{
	struct csvout *w = csvout_new(out, v->tool.format);

	invoice_rows(v, w);
	csvout_end(w);
	invoice_prove(v);
}

/* What is put in place is put in place together: who ends the program now is
   too late.  But writing to a pipe may take for ever. */
static void
hold_signals(void)
{
	sigset_t late;

	sigemptyset(&late);
	sigaddset(&late, SIGHUP);
	sigaddset(&late, SIGINT);
	sigaddset(&late, SIGQUIT);
	sigaddset(&late, SIGTERM);
	sigprocmask(SIG_BLOCK, &late, NULL);
}

/* All that can fail comes first: at exit status 2 no file has changed. */
static void
finish(struct invoice *v, struct out *out, struct out *findings,
    struct invoice_papers *papers)
{
	if (v->source.rejects != NULL)
		out_stage(v->source.rejects);
	if (findings != NULL)
		out_stage(findings);
	invoice_papers_stage(papers);
	counter_stage(v->counter);
	if (out_path(out) != NULL)
		hold_signals();
	out_commit(out);
	hold_signals();
	invoice_papers_commit(papers);
	if (findings != NULL)
		out_commit(findings);
	source_close(&v->source);
	counter_commit(v->counter);
}

int
main(int argc, char **argv)
{
	static struct invoice v = {
	    .date = DATE_NONE, .from = DATE_NONE, .to = DATE_NONE};
	struct invoice_papers *papers;
	struct out *out, *findings;

	tool_start(&v.tool, &about, options, &v, argc, argv);
	invoice_options(&v);
	setup(&v);
	if (v.contracts_file != NULL && !invoice_bills(&v)) {
		invoice_contracts(&v);
		return 0;
	}
	if (v.contracts_file != NULL)
		invoice_contracts_feed(&v);
	out = out_new(v.tool.output);
	findings = v.findings_file != NULL ? out_new(v.findings_file) : NULL;
	papers = invoice_papers_new(&v);
	bill(&v, findings);
	print(&v, out);
	invoice_papers_write(papers);
	finish(&v, out, findings, papers);
	return v.tool.findings ? 1 : 0;
}
