#include "base/diag.h"
#include "cmd/age.h"
#include "value/date.h"

/* A misspelt type would select nothing, and look like nothing owed. */
static void
check_types(const char *list)
{
	struct span name;

	while (opts_item(&list, &name)) {
		enum posting_type type = posting_type_find(name);

		if (type == TYPES || posting_class(type) != CLASS_OPENS)
			diag_fail("--type: \"%.*s\" is not invoice, debit, "
				  "credit or receipt",
			    (int)name.len, name.at);
	}
}

static void
read_policy(struct age *a)
{
	static const char *const basis[] = {"due", "doc", "post", NULL};
	static const char *const credits[] = {
	    "column", "bucket", "current", "oldest", NULL};
	static const char *const sorts[] = {"total", NULL};

	a->policy.asof = tool_asof(&a->tool);
	a->policy.basis =
	    (enum aging_basis)opts_choice("--basis", a->basis, basis);
	a->policy.credits =
	    (enum aging_credits)opts_choice("--credits", a->credits, credits);
	a->policy.disputed = a->disputed;
	opts_choice("--sort", a->sort, sorts);
	check_types(a->type);
	a->policy.nlimit =
	    opts_days("--buckets", a->buckets != NULL ? a->buckets : "30,60,90",
		a->policy.limit, AGING_LIMITS);
}

/* --items has these columns: --with adds others. */
static void
check_with(const char *list, bool any_currency)
{
	static const char *const taken[] = {"customer", "currency", "doc",
	    "type", "date", "due", "days", "bucket", "amount", "open"};
	struct span name;

	while (opts_item(&list, &name))
		for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
			if (span_is(name, taken[i]) &&
			    !(any_currency && span_is(name, "currency")))
				diag_fail("--with: --items has the column "
					  "\"%s\" anyway",
				    taken[i]);
}

/* Options that mean nothing together are a misunderstanding: say so. */
static void
check_options(const struct age *a)
{
	int32_t closed = tool_closed(&a->tool);

	if (a->items + (a->history != NULL) + a->open_book > 1)
		diag_fail("--items, --history and --open-book exclude each "
			  "other");
	if (!a->items && (a->with != NULL || a->paid_until != DATE_NONE))
		diag_fail("--with and --paid-until go with --items");
	if (!a->open_book && a->closed_since != DATE_NONE)
		diag_fail("--closed-since goes with --open-book");
	if (a->items && a->policy.credits == AGING_OLDEST)
		diag_fail("--credits oldest nets items: it has no --items");
	if (a->items && a->tool.by != NULL)
		diag_fail("--by groups, --items does not; see --with");
	if (a->paid_until != DATE_NONE && a->paid_until <= a->policy.asof)
		diag_fail("--paid-until must be after --as-of");
	if (a->open_book && a->policy.asof <= closed)
		diag_fail("--as-of is on or before the closed date");
	if ((a->open_book || a->history != NULL) &&
	    (a->tool.where.n > 0 || a->type != NULL || a->older != AGE_ANY))
		diag_fail("--where, --type and --older select what is aged, "
			  "not what is opened or told");
	if ((a->open_book || a->history != NULL) && a->tool.by != NULL)
		diag_fail("--by goes with the table of ages");
	if ((a->items || a->open_book || a->history != NULL) &&
	    (a->total || a->percent || a->zero || a->sort != NULL))
		diag_fail("--total, --percent, --zero and --sort go with the "
			  "table of ages");
	if (a->closed_since != DATE_NONE && a->closed_since > a->policy.asof)
		diag_fail("--closed-since must not be after --as-of");
	if ((a->open_book || a->history != NULL) &&
	    (a->in_base.currency != NULL || a->provision_file != NULL))
		diag_fail("--base and --provision go with the table of ages "
			  "and --items");
	if ((a->items || a->open_book || a->history != NULL) &&
	    a->chart != NULL)
		diag_fail("--chart draws the table of ages: not --items, "
			  "--history or --open-book");
	if (a->provision_file != NULL && a->policy.credits != AGING_COLUMN)
		diag_fail("--provision goes with --credits column: in a bucket "
			  "they would hide debts");
}

void
age_options(struct age *a)
{
	read_policy(a);
	check_options(a);
	check_with(a->with, a->in_base.currency != NULL);
}
