#include "book/line.h"

#include "book/cells.h"
#include "value/currency.h"
#include "value/date.h"

const char *const line_names[LINE_NCOLUMN] = {
#define LINE_NAME(code, name) name,
    LINE_COLUMNS(LINE_NAME)
#undef LINE_NAME
};

void
line_open(struct line_reader *r, const struct map_section *map,
    const struct customers *customers)
{
	*r = (struct line_reader){.customers = customers};
	columns_open(&r->columns, map, line_names, LINE_NCOLUMN);
	r->customer_currency = customers == NULL ? CUSTOMERS_NONE
						 : customers_column(customers,
						       span_of("currency"));
}

void
line_close(struct line_reader *r)
{
	columns_free(&r->columns);
}

size_t
line_required(const struct map_section *map, struct span *names)
{
	static const char *const needed[] = {
	    "customer", "description", "qty", "price"};

	return columns_required(
	    map, needed, sizeof needed / sizeof *needed, names);
}

bool
line_agree(const struct map_section *map, const struct csv_header *first,
    const struct csv_header *later, const char **column)
{
	static const char *const common[] = {"currency", "entity"};

	return columns_agree(
	    map, first, later, common, sizeof common / sizeof *common, column);
}

void
line_bind(struct line_reader *r, const struct batch *b)
{
	if (r->columns.header == b->header)
		return;
	columns_bind(&r->columns, b->header);
	r->nhere = 0;
	for (size_t i = 0; i < LINE_NCOLUMN; i++)
		if (r->columns.at[i] >= 0)
			r->here[r->nhere++] = (struct line_place){
			    (uint32_t)r->columns.at[i], (uint32_t)i};
}

bool
line_has_currency(const struct line_reader *r)
{
	return columns_have(&r->columns, LINE_CURRENCY) ||
	       r->customer_currency != CUSTOMERS_NONE;
}
