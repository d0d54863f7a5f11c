#include "cli/days.h"
#include "cli/table.h"
#include "cmd/invoice.h"

static void
read_parties(struct invoice *v)
{
	static const char *const customer[] = {"customer"};
	static const char *const entity[] = {"entity"};
	struct map_section *of = v->tool.map->of;

	v->exempt_column = v->terms_column = CUSTOMERS_NONE;
	if (v->customers_file != NULL) {
		v->customers = customers_new(&of[MAP_CUSTOMERS]);
		table_read(&v->tool, v->customers_file, MAP_CUSTOMERS, customer,
		    1, customers_row, v->customers);
		v->exempt_column =
		    customers_column(v->customers, span_of("tax_exempt"));
		v->terms_column =
		    customers_column(v->customers, span_of("terms"));
	}
	if (v->sellers_file != NULL) {
		v->sellers = sellers_new(&of[MAP_SELLERS]);
		table_read(&v->tool, v->sellers_file, MAP_SELLERS, entity, 1,
		    customers_row, v->sellers);
	}
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
