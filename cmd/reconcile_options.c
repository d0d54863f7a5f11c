#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/near.h"
#include "cmd/reconcile.h"
#include "value/currency.h"
#include "value/date.h"

#define DAYS_MOST 100000
#define WINDOW    5

/* The last day is --to, else that of all reports. */
static void
read_days(struct reconcile_run *r)
{
	if (r->to == DATE_NONE)
		r->to = tool_asof(&r->tool);
	else if (r->tool.as_of != NULL && tool_asof(&r->tool) != r->to)
		diag_fail("--to and --as-of name two last days");
	r->tool.asof = r->to;
	if (r->from != DATE_NONE && r->from > r->to)
		diag_fail("--from is after the last day");
	if ((r->rollforward || r->post) && r->from == DATE_NONE)
		diag_fail("%s goes from a first day on: give --from",
		    r->rollforward ? "--rollforward" : "--post");
}

static void
read_mode(struct reconcile_run *r)
{
	bool post = r->post || (r->revalue && r->gl.n == 0);
	int n = (r->balance_file != NULL) + r->check +
		(r->gl.n > 0 || r->bank.n > 0) + r->post;

	if (n > 1)
		diag_fail("--gl, --bank, --balance, --check and --post are "
			  "different questions: ask one at a time");
	if (n == 0 && !post)
		diag_fail("compare the book with what? Give --gl, --bank or "
			  "--balance, or --check");
	r->mode = r->balance_file != NULL ? RECONCILE_BALANCE
		  : r->check              ? RECONCILE_CHECK
		  : r->bank.n > 0         ? RECONCILE_BANK
		  : r->gl.n > 0           ? RECONCILE_GL
					  : RECONCILE_POST;
	r->no_book = r->gl.n > 0 && r->bank.n > 0;
	if (r->no_book &&
	    (r->tool.nfile > 1 || strcmp(r->tool.files[0], "-") != 0))
		diag_fail("--gl and --bank compare those two: there is no "
			  "book to read");
}

/* Whether a word names a class: its own, or its family's. */
static bool
names(struct span word, enum recon_class class)
{
	static const char *const families[] = {"amount", "bank-only"};
	const char *name = recon_class_name(class);

	if (span_is(word, name))
		return true;
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		size_t n = strlen(families[i]);

		if (span_is(word, families[i]) &&
		    !strncmp(name, families[i], n) && name[n] == '-')
			return true;
	}
	return false;
}

static void __attribute__((noreturn))
no_class(const char *option, struct span word)
{
	struct span all[RECON_NCLASS];
	size_t near;

	for (enum recon_class c = 0; c < RECON_NCLASS; c++)
		all[c] = span_of(recon_class_name(c));
	near = near_find(word, all, RECON_NCLASS);
	if (near < RECON_NCLASS)
		diag_fail("%s: no class \"%.*s\"; is it \"%s\"?", option,
		    (int)word.len, word.at, all[near].at);
	diag_fail("%s: no class \"%.*s\"; see ar-reconcile(1)", option,
	    (int)word.len, word.at);
}

static void
read_classes(struct reconcile_run *r)
{
	const char *list = r->class_list;
	struct span word;

	for (enum recon_class c = 0; c < RECON_NCLASS; c++)
		r->shown[c] =
		    list == NULL &&
		    (r->all || (c != RECON_MATCHED && c != RECON_SUMMARY));
	while (opts_item(&list, &word)) {
		bool any = false;

		for (enum recon_class c = 0; c < RECON_NCLASS; c++)
			if (names(word, c))
				r->shown[c] = any = true;
		if (!any)
			no_class("--class", word);
	}
}

/* The days of "CLASS:DAYS", taken off the word. */
static int32_t
cut_days(struct span *word)
{
	struct span days = *word, class = span_cut(&days, ':');
	int32_t n = 0;

	if (days.at == word->at || class.len == word->len)
		return INT32_MAX;
	*word = class;
	for (size_t i = 0; i < days.len; i++) {
		if (days.at[i] < '0' || days.at[i] > '9' || n > DAYS_MOST)
			n = -1;
		if (n < 0)
			break;
		n = n * 10 + (days.at[i] - '0');
	}
	if (n < 0 || days.len == 0)
		diag_fail("--allow: \"%.*s\" is not a number of days",
		    (int)days.len, days.at);
	return n;
}

static void
read_allow(struct reconcile_run *r, const char *list)
{
	struct span word;

	while (opts_item(&list, &word)) {
		int32_t days = cut_days(&word);
		bool any = false;

		for (enum recon_class c = 0; c < RECON_NCLASS; c++) {
			if (!names(word, c))
				continue;
			any = true;
			if (r->allowed[c] < days)
				r->allowed[c] = days;
		}
		if (!any)
			no_class("--allow", word);
	}
}

static void
read_limits(struct reconcile_run *r)
{
	for (enum recon_class c = 0; c < RECON_NCLASS; c++)
		r->allowed[c] = -1;
	for (size_t i = 0; i < r->allow.n; i++)
		read_allow(r, r->allow.at[i]);
	r->tolerances =
	    mem_array((size_t)currency_count(), sizeof *r->tolerances);
	for (size_t i = 0; i < r->tolerance.n; i++)
		reconcile_amount(
		    "--tolerance", r->tolerance.at[i], false, r->tolerances);
}

/* An option that means nothing in a mode is a misunderstanding: say so. */
static void
goes_with(bool given, const char *option, bool good, const char *with)
{
	if (given && !good)
		diag_fail("%s goes with %s", option, with);
}

static void
check_reports(const struct reconcile_run *r)
{
	bool gl = r->mode == RECONCILE_GL;

	if (r->summary + r->daily + r->rollforward > 1)
		diag_fail("--summary, --daily and --rollforward are different "
			  "tables: ask for one");
	goes_with(r->daily, "--daily", gl, "--gl");
	goes_with(r->rollforward, "--rollforward", gl, "--gl");
	goes_with(r->summary, "--summary", r->mode != RECONCILE_CHECK,
	    "--gl, --bank or --balance");
	goes_with(r->class_list != NULL || r->all, r->all ? "--all" : "--class",
	    !r->summary && !r->daily && !r->rollforward, "a list of items");
}

static void
check_gl(const struct reconcile_run *r)
{
	bool gl = r->mode == RECONCILE_GL;
	bool books =
	    gl || r->mode == RECONCILE_BALANCE || r->mode == RECONCILE_POST;

	goes_with(r->opening_gl.n > 0, "--opening-gl", gl, "--gl");
	goes_with(r->feed != NULL, "--feed", gl, "--gl");
	goes_with(r->revaluation != NULL, "--revaluation", gl, "--gl");
	goes_with(r->batch != NULL, "--batch", gl, "--gl");
	goes_with(r->advance != NULL, "--advance", books, "--gl or --balance");
	goes_with(r->prior_file != NULL, "--prior", gl || r->check,
	    "--gl or --check");
	goes_with(r->control.n > 0, "--control", books || r->no_book,
	    "--gl or --balance");
}

static void
check_bank(const struct reconcile_run *r)
{
	bool bank = r->bank.n > 0;

	goes_with(r->window != RECONCILE_NO_WINDOW, "--window", bank, "--bank");
	goes_with(r->fee_limit != NULL, "--fee-limit", bank, "--bank");
	goes_with(r->subset_chance != NULL, "--subset-chance", bank, "--bank");
	goes_with(r->customers_file != NULL, "--customers", bank, "--bank");
	goes_with(r->approval_file != NULL, "--approval", r->check, "--check");
}

static void
check_journal(const struct reconcile_run *r)
{
	bool journal = r->journal_file != NULL || r->mode == RECONCILE_POST;

	goes_with(r->journal_file != NULL, "--journal",
	    r->mode != RECONCILE_BALANCE && r->mode != RECONCILE_CHECK,
	    "--gl, --bank or --post");
	goes_with(journal, "a journal", r->accounts_file != NULL,
	    "--accounts: which accounts are posted to?");
	goes_with(r->accounts_file != NULL, "--accounts", journal,
	    "--journal or --post");
	goes_with(r->journal_format != NULL, "--journal-format", journal,
	    "--journal or --post");
	goes_with(r->revalue, "--revalue",
	    r->base.currency != NULL && r->base.rates != NULL,
	    "--base and --rates");
	goes_with(r->revalue, "--revalue", journal, "--journal");
	if (r->revalue && r->base.how != NULL && !strcmp(r->base.how, "asof"))
		diag_fail("--revalue is the difference between the rates of "
			  "booking and those of the day: without --base-rate "
			  "asof");
}

/* What is looked at row by row is in the currency of the row. */
static void
check_itself(const struct reconcile_run *r)
{
	goes_with(r->base.currency != NULL, "--base", !r->check,
	    "--gl, --balance, --bank or --post");
}

/* A journal of a closed period could not be posted. */
static void
check_closed(const struct reconcile_run *r)
{
	int32_t closed = tool_closed(&r->tool);
	char day[DATE_CHARS];

	if (!r->post || r->from > closed)
		return;
	date_format(day, closed);
	diag_fail(
	    "--post: up to %s the books are closed: give a later --from", day);
}

void
reconcile_options(struct reconcile_run *r)
{
	read_mode(r);
	check_reports(r);
	check_gl(r);
	check_bank(r);
	check_journal(r);
	check_itself(r);
	read_days(r);
	check_closed(r);
	read_classes(r);
	read_limits(r);
	r->keep_all = r->rollforward || r->shown[RECON_MATCHED] ||
		      r->shown[RECON_SUMMARY];
	if (r->base.currency != NULL && r->base.how == NULL)
		r->base.how = "booking";
	if (r->window == RECONCILE_NO_WINDOW)
		r->window = WINDOW;
}
