#include "base/diag.h"
#include "cmd/dun_in.h"

/* Options that mean nothing together are a misunderstanding: say so. */

static bool
prints_notices(const struct dun *d)
{
	return !d->no_notices && !d->dry_run;
}

static void
check_numbers(const struct dun *d)
{
	if (prints_notices(d) && d->start == NULL && d->counter_file == NULL)
		diag_fail("notices need numbers: give --start or --counter; "
			  "or --no-notices or --dry-run");
	if (!prints_notices(d) && (d->start != NULL || d->counter_file != NULL))
		diag_fail("--start and --counter number notices: there are "
			  "none");
	if (d->book_fees && !prints_notices(d))
		diag_fail("--book-fees goes with notices");
}

static void
check_letters(const struct dun *d)
{
	bool letters = d->letters_dir != NULL;

	if (!letters && (d->template != NULL || d->eml || d->statement))
		diag_fail("--template, --eml and --statement go with "
			  "--letters");
	if (!letters && d->sellers_file != NULL)
		diag_fail("--sellers goes with --letters");
	if (letters && !d->statement && !prints_notices(d))
		diag_fail("--letters prints notices, of which there are none");
	if (d->statement && d->statement_from == DATE_NONE)
		diag_fail("--statement needs --from, its first day");
	if (!d->statement && d->statement_from != DATE_NONE)
		diag_fail("--from goes with --statement");
	if (d->eml && d->sender == NULL)
		diag_fail("--eml needs --sender, the address it is from");
	if (!d->eml && d->sender != NULL)
		diag_fail("--sender goes with --eml");
}

/* Statements and credit limits are of what is owed, whoever is asked. */
static bool
needs_policy(const struct dun *d)
{
	return prints_notices(d) || d->dry_run || d->held_file != NULL ||
	       d->calls_file != NULL || d->forecast_file != NULL ||
	       (!d->statement && d->credit_file == NULL);
}

static void
check_rest(const struct dun *d)
{
	if (d->policy_file == NULL && needs_policy(d))
		diag_fail("--policy FILE is missing: who is asked, and how "
			  "firmly?");
	if (d->policy_file == NULL && d->default_policy != NULL)
		diag_fail("--default-policy goes with --policy");
	if (d->against_file != NULL && !d->dry_run)
		diag_fail("--against goes with --dry-run");
	if (d->top > 0 && d->calls_file == NULL)
		diag_fail("--top goes with --calls");
	if (d->horizon != DUN_NO_HORIZON && d->calls_file == NULL)
		diag_fail("--horizon goes with --calls");
	if (prints_notices(d) && d->asof <= tool_closed(&d->tool))
		diag_fail("--as-of is on or before the closed date");
	if (d->statement_from != DATE_NONE && d->statement_from > d->asof)
		diag_fail("--from is after the last day");
}

void
dun_options(struct dun *d)
{
	d->asof = tool_asof(&d->tool);
	check_numbers(d);
	check_letters(d);
	check_rest(d);
	if (d->horizon == DUN_NO_HORIZON)
		d->horizon = 14;
}
