#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/kpi_out.h"
#include "value/date.h"

#define MONTHS_MOST 120
#define DIGITS_MOST 9
#define DAYS_MOST   100000

/* The last day is --to, else that of all reports. */
static void
read_days(struct kpi_run *r)
{
	if (r->to == DATE_NONE)
		r->to = tool_asof(&r->tool);
	else if (r->tool.as_of != NULL && tool_asof(&r->tool) != r->to)
		diag_fail("--to and --as-of name two last days");
	r->tool.asof = r->to;
	r->tool.dated = true;
	if (r->from != DATE_NONE && r->from > r->to)
		diag_fail("--from is after the last day");
}

static void
check_number(const char *option, uint32_t n, uint32_t least, uint32_t most)
{
	if (n < least || n > most)
		diag_fail("%s: %u is not %u to %u", option, (unsigned)n,
		    (unsigned)least, (unsigned)most);
}

static void
read_choices(struct kpi_run *r)
{
	static const char *const kinds[] = {
	    "month", "quarter", "year", "all", NULL};
	static const char *const ways[] = {"half-away", "half-even", NULL};

	r->kind =
	    (enum period_kind)opts_choice("--period", r->period_name, kinds);
	if (r->period_name == NULL && r->from != DATE_NONE)
		r->kind = PERIOD_ALL;
	r->rounding = (enum money_rounding)opts_choice(
	    "--rounding", r->rounding_name, ways);
	r->aging.asof = r->to;
	r->aging.nlimit =
	    opts_days("--buckets", r->buckets != NULL ? r->buckets : "30,60,90",
		r->aging.limit, AGING_LIMITS);
	check_number("--digits", r->digits, 0, DIGITS_MOST);
	check_number("--months", r->months, 1, MONTHS_MOST);
	check_number("--unapplied-days", r->unapplied_days, 0, DAYS_MOST);
	check_number("--accuracy-days", r->accuracy_days, 0, DAYS_MOST);
}

static void __attribute__((noreturn)) no_figure(const struct kpi_run *r,
    const char *option, struct span name, bool families)
{
	const char *near = kpi_near(r, name, families);

	if (near != NULL)
		diag_fail("%s: no figure \"%.*s\"; is it \"%s\"?", option,
		    (int)name.len, name.at, near);
	diag_fail("%s: no figure \"%.*s\"; see ar-kpi(1)", option,
	    (int)name.len, name.at);
}

static void
choose_list(struct kpi_run *r)
{
	const char *list = r->kpi;
	struct span name;

	while (opts_item(&list, &name)) {
		bool any = false;

		for (size_t i = 0; i < kpi_count(r->list); i++) {
			if (!span_is(name, kpi_name(r->list, i)) &&
			    !span_equal(name, span_of(kpi_family(r->list, i))))
				continue;
			r->chosen[i] = any = true;
		}
		if (name.len == 0 || !any)
			no_figure(r, "--kpi", name, true);
	}
}

static void
choose_one(struct kpi_run *r)
{
	size_t found = kpi_find(r, span_of(r->get));

	for (size_t i = 0; i < kpi_count(r->list); i++)
		if (kpi_family(r->list, i) != NULL &&
		    !strcmp(r->get, kpi_family(r->list, i)))
			diag_fail("--get: %s is several figures; is it %s?",
			    r->get, kpi_name(r->list, i));
	if (found == kpi_count(r->list))
		no_figure(r, "--get", span_of(r->get), false);
	r->chosen[found] = true;
}

/* What is in the file of --target is chosen when it is read. */
static void
choose(struct kpi_run *r)
{
	struct kpi_choice choice = {r->days30, r->months, r->unapplied_days,
	    r->aging.limit, r->aging.nlimit};

	r->list = kpi_new(&choice);
	r->chosen = mem_array(kpi_count(r->list), sizeof *r->chosen);
	if (r->get != NULL)
		choose_one(r);
	else if (r->kpi != NULL)
		choose_list(r);
	else if (r->target_file == NULL)
		memset(r->chosen, true, kpi_count(r->list) * sizeof *r->chosen);
}

/* Figures by reason of dispute have no column of their own. */
static void
check_wide(const struct kpi_run *r)
{
	size_t i = 0, n = kpi_count(r->list);

	while (i < n && (!r->chosen[i] || kpi_by_reason(r->list, i)))
		i++;
	if (r->wide && i == n)
		diag_fail("--wide has no columns by reason of dispute");
}

/* Options that mean nothing together are a misunderstanding: say so. */
static void
check_options(const struct kpi_run *r)
{
	if (r->get != NULL && (r->kpi != NULL || r->wide ||
				  r->target_file != NULL || r->trend != NULL))
		diag_fail("--get prints one number: it goes without --kpi, "
			  "--wide, --target and --trend");
	if (r->get != NULL && r->tool.format_name != NULL)
		diag_fail("--get prints a bare number: it has no --format");
	if (r->wide && r->target_file != NULL)
		diag_fail("--wide has no column for targets: it goes without "
			  "--target");
}

void
kpi_options(struct kpi_run *r)
{
	check_options(r);
	read_days(r);
	read_choices(r);
	choose(r);
	check_wide(r);
}
