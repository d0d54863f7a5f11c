#include "base/diag.h"
#include "book/aliases.h"
#include "book/rates.h"
#include "cli/days.h"
#include "cli/table.h"
#include "cli/tables.h"
#include "cmd/apply_in.h"
#include "value/currency.h"

/* A table of something else has customers as well: aliases, for one. */
static void
check_customers(const struct apply *a)
{
	static const char *const any[] = {"name", "parent", "terms"};

	if (customers_count(a->customers) == 0)
		return;
	for (size_t i = 0; i < sizeof any / sizeof *any; i++)
		if (customers_column(a->customers, span_of(any[i])) !=
		    CUSTOMERS_NONE)
			return;
	diag_say("note: %s has no column name, parent or terms: is it the "
		 "customers table?",
	    a->customers_file);
}

static void
read_customers(struct apply *a)
{
	a->customers = tables_customers(&a->tool, a->customers_file, true);
	if (a->customers != NULL)
		check_customers(a);
}

static void
read_aliases(struct apply *a)
{
	if (a->aliases_file == NULL)
		return;
	a->aliases = aliases_new(&a->tool.map->of[MAP_ALIASES]);
	table_read(&a->tool, a->aliases_file, MAP_ALIASES, aliases_required, 3,
	    aliases_row, a->aliases);
}

static void
read_rates(struct apply *a)
{
	int base = RATES_NO_BASE;

	if (a->rates_file == NULL)
		return;
	if (a->base != NULL)
		base = currency_find(span_of(a->base));
	if (base == CURRENCY_BAD && a->base != NULL)
		diag_fail(
		    "--base: \"%s\" is not an ISO 4217 currency code", a->base);
	a->rates = rates_new(&a->tool.map->of[MAP_RATES], base);
	table_read(&a->tool, a->rates_file, MAP_RATES, rates_required, 3,
	    rates_row, a->rates);
	rates_close(a->rates);
}

void
apply_tables(struct apply *a)
{
	read_customers(a);
	read_aliases(a);
	read_rates(a);
	a->holidays = days_read(&a->tool, a->holidays_file);
}
