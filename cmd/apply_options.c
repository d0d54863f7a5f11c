#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/currency.h"
#include "value/date.h"

static void
read_rules(struct apply *a)
{
	const char *list = a->rules_text;
	struct span item;

	for (int r = 0; r < MATCH_RULES; r++)
		a->policy.rule[r] = list == NULL;
	while (list != NULL && opts_item(&list, &item)) {
		if (item.len != 1 || item.at[0] < '0' || item.at[0] > '9')
			diag_fail("--rules: \"%.*s\" is not a rule, 0 to 9",
			    (int)item.len, item.at);
		a->policy.rule[item.at[0] - '0'] = true;
	}
	a->policy.rule[MATCH_OLDEST] &= a->oldest_first;
}

/* A percentage, its sign or not. */
static bool
percent(struct span s, struct decimal *d)
{
	if (s.len > 0 && s.at[s.len - 1] == '%')
		s.len--;
	return decimal_parse(s, &money_plain, d) == MONEY_OK && d->n >= 0;
}

static void
read_subset(struct apply *a)
{
	const char *text = a->chance_text != NULL ? a->chance_text : "1%";

	if (!percent(span_of(text), &a->policy.chance))
		diag_fail("--subset-chance: \"%s\" is not a percentage", text);
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

/* "EUR=5" is of one currency, "5" of all of them: CURRENCY_BAD. */
static int
currency_of(const char *option, struct span *s)
{
	const char *mark = memchr(s->at, '=', s->len);
	struct span code = *s;
	int currency;

	if (mark == NULL)
		return CURRENCY_BAD;
	code.len = (size_t)(mark - s->at);
	currency = currency_find(code);
	if (currency == CURRENCY_BAD)
		diag_fail("%s: \"%.*s\" is not an ISO 4217 currency code",
		    option, (int)code.len, code.at);
	*s = (struct span){mark + 1, s->len - code.len - 1};
	return currency;
}

/* An amount has no more decimals than its currency; of one that is for all
   currencies, those that a currency does not have are left away. */
static int64_t
amount_of(const char *option, struct span s, int currency, bool all)
{
	int exponent = currency_exponent(currency);
	enum money_fault fault;
	struct decimal d;
	int64_t minor;

	fault = money_parse(s, exponent, &money_plain, &minor);
	if (fault == MONEY_OK && minor >= 0)
		return minor;
	if (all && fault == MONEY_DECIMALS &&
	    decimal_parse(s, &money_plain, &d) == MONEY_OK && d.n >= 0)
		return (int64_t)(d.n / decimal_power(d.places - exponent));
	diag_fail("%s: \"%.*s\" is not an amount%s%s", option, (int)s.len, s.at,
	    currency == CURRENCY_UNNAMED ? "" : " of ",
	    currency_code(currency));
}

static void
set_tolerance(struct apply *a, struct span s)
{
	int only = currency_of("--tolerance", &s);
	bool share = s.len > 0 && s.at[s.len - 1] == '%';
	struct decimal d = {0, 0};

	if (share && !percent(s, &d))
		diag_fail("--tolerance: \"%.*s\" is not a percentage",
		    (int)s.len, s.at);
	for (int c = 0; c < currency_count(); c++) {
		struct match_tolerance *t = &a->tolerance[c];

		if (only != CURRENCY_BAD && c != only)
			continue;
		if (share) {
			t->has_percent = true;
			t->percent = d;
			continue;
		}
		t->has_amount = true;
		t->amount =
		    amount_of("--tolerance", s, c, only == CURRENCY_BAD);
	}
}

static void
set_approve(struct apply *a, struct span s)
{
	int only = currency_of("--approve-over", &s);

	for (int c = 0; c < currency_count(); c++)
		if (only == CURRENCY_BAD || c == only)
			a->approve[c] = amount_of(
			    "--approve-over", s, c, only == CURRENCY_BAD);
}

/* First what is of all currencies, then what is of one. */
static void
each_amount(struct apply *a, const struct opt_list *args,
    void (*set)(struct apply *a, struct span s))
{
	for (int named = 0; named <= 1; named++)
		for (size_t i = 0; i < args->n; i++) {
			const char *list = args->at[i];
			struct span item;

			while (opts_item(&list, &item))
				if ((memchr(item.at, '=', item.len) != NULL) ==
				    (named == 1))
					set(a, item);
		}
}

static void
read_amounts(struct apply *a)
{
	size_t n = (size_t)currency_count();

	a->tolerance = mem_array(n, sizeof *a->tolerance);
	a->approve = mem_array(n, sizeof *a->approve);
	for (size_t c = 0; c < n; c++)
		a->approve[c] = INT64_MAX;
	each_amount(a, &a->tolerance_args, set_tolerance);
	each_amount(a, &a->approve_args, set_approve);
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
	if (a->asof <= tool_closed(&a->tool))
		diag_fail("--as-of is on or before the closed date");
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
	read_amounts(a);
	check(a);
	find_maker(a);
	tool_writes(a->tool.output);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (files[i] != NULL)
			tool_writes(files[i]);
}
