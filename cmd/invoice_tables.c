#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "book/cells.h"
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

struct days {
	struct columns columns;
	int32_t *at;
	size_t n, cap;
};

static void
take_day(void *arg, struct batch *b, uint32_t row)
{
	struct days *d = arg;
	struct cells in = {&d->columns, NULL, b, row};
	int32_t date;

	columns_bind(&d->columns, b->header);
	if (!cells_date(&in, 0, &date) || date == DATE_NONE)
		return;
	d->at = mem_grow(d->at, &d->cap, d->n + 1, sizeof *d->at);
	d->at[d->n++] = date;
}

static int
by_date(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static void
read_holidays(struct invoice *v)
{
	static const char *const names[] = {"date"};
	struct days d = {0};

	if (v->holidays_file == NULL)
		return;
	columns_open(&d.columns, &v->tool.map->of[MAP_HOLIDAYS], names, 1);
	table_read(
	    &v->tool, v->holidays_file, MAP_HOLIDAYS, names, 1, take_day, &d);
	if (d.n > 0)
		qsort(d.at, d.n, sizeof *d.at, by_date);
	columns_free(&d.columns);
	v->holidays = (struct holidays){d.at, d.n};
}

void
invoice_tables(struct invoice *v)
{
	read_parties(v);
	read_holidays(v);
	if (v->tax_file == NULL)
		return;
	v->taxes = taxes_new(&v->tool.map->of[MAP_TAX]);
	table_read(&v->tool, v->tax_file, MAP_TAX, taxes_required, 2, taxes_row,
	    v->taxes);
}
