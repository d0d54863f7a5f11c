#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "cmd/apply_in.h"
#include "value/date.h"

static void
read_rules(struct apply *a)
{
	const char *list = a->rules_text;
	bool list_given = list != NULL;
	struct span item;
	bool *oldest = &a->policy.rule[MATCH_OLDEST];

	for (int r = 0; r < MATCH_RULES; r++)
		a->policy.rule[r] = list == NULL;
	while (list != NULL && opts_item(&list, &item)) {
		if (item.len != 1 || item.at[0] < '0' || item.at[0] > '9')
			diag_fail("--rules: \"%.*s\" is not a rule, 0 to 9",
			    (int)item.len, item.at);
		a->policy.rule[item.at[0] - '0'] = true;
	}
	if (list_given && *oldest != a->oldest_first)
		diag_fail("--rules with 9 and --oldest-first go together");
	*oldest = a->oldest_first;
}

static void
read_subset(struct apply *a)
{
	const char *text = a->chance_text != NULL ? a->chance_text : "1%";

	if (!apply_percent(span_of(text), &a->policy.chance))
		diag_fail("--subset-chance: \"%s\" is not a percentage", text);
	if (a->policy.chance.n > 100 * decimal_power(a->policy.chance.places))
		diag_fail("--subset-chance: \"%s\" is more than 100%%", text);
	if (a->subset_most > 40)
		diag_fail("--subset-max: at most 40");
	a->policy.subset_most = a->subset_most;
}

static void
read_policy(struct apply *a)
{
	static const char *const ways[] = {"half-away", "half-even", NULL};
	static const char *const dates[] = {"date", "doc_date", NULL};
	struct match_policy *p = &a->policy;

	a->asof = p->asof = tool_asof(&a->tool);
	date_format(a->day, a->asof);
	p->grace = a->grace_days;
	p->always_discount = a->always_discount;
	p->partial_discount = a->partial_discount;
	p->over = a->over;
	p->oldest_first = a->oldest_first;
	p->rounding = (enum money_rounding)opts_choice(
	    "--rounding", a->rounding_text, ways);
	a->by_doc_date =
	    opts_choice("--discount-date", a->discount_date, dates) == 1;
	read_rules(a);
	read_subset(a);
}

/* Both days are told, as either may come from the environment. */
static void
check_closed(const struct apply *a)
{
	int32_t closed = tool_closed(&a->tool);
	char day[DATE_CHARS], last[DATE_CHARS];

	if (a->asof > closed)
		return;
	date_format(day, a->asof);
	date_format(last, closed);
	diag_fail("--as-of %s is on or before %s, the last closed day by %s",
	    day, last, a->tool.closed != NULL ? "--closed" : "$AR_CLOSED");
}

static void
check(const struct apply *a)
{
	if ((a->approve_args.n > 0) != (a->pending_file != NULL))
		diag_fail("--approve-over and --pending go together");
	if (a->maker != NULL && a->pending_file == NULL)
		diag_fail("--maker goes with --pending");
	if (a->base != NULL && a->rates_file == NULL)
		diag_fail("--base goes with --rates");
	if (a->explain != NULL && a->pending_file != NULL)
		diag_fail("--explain prints no rows, and --pending needs them");
	if (a->over && a->tolerance_args.n == 0)
		diag_fail("--write-off-over goes with --tolerance");
	check_closed(a);
}

static void
find_maker(struct apply *a)
{
	static char id[24];

	if (a->maker == NULL)
		a->maker = getenv("LOGNAME");
	if (a->maker != NULL && a->maker[0] != '\0')
		return;
	snprintf(id, sizeof id, "%lu", (unsigned long)getuid());
	a->maker = id;
}

void
apply_options(struct apply *a)
{
	const char *const files[] = {a->tool.rejects, a->exceptions_file,
	    a->stats_file, a->pending_file};

	read_policy(a);
	apply_amounts(a);
	check(a);
	find_maker(a);
	tool_writes(a->tool.output);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (files[i] != NULL)
			tool_writes(files[i]);
}
