#include "cli/days.h"
#include "cli/table.h"
#include "cli/tables.h"
#include "cmd/invoice.h"

static void
read_parties(struct invoice *v)
{
	struct customers *c =
	    tables_customers(&v->tool, v->customers_file, false);

	v->exempt_column = v->terms_column = CUSTOMERS_NONE;
	v->customers = c;
	if (c != NULL) {
		v->exempt_column = customers_column(c, span_of("tax_exempt"));
		v->terms_column = customers_column(c, span_of("terms"));
	}
	v->sellers = tables_sellers(&v->tool, v->sellers_file);
}

void
invoice_tables(struct invoice *v)
{
	read_parties(v);
	v->holidays = days_read(&v->tool, v->holidays_file);
	if (v->tax_file == NULL)
		return;
	v->taxes = taxes_new(&v->tool.map->of[MAP_TAX]);
	table_read(&v->tool, v->tax_file, MAP_TAX, taxes_required, 2, taxes_row,
	    v->taxes);
}
