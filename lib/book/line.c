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
	static const enum line_column required[] = {
	    LINE_CUSTOMER, LINE_DESCRIPTION, LINE_QTY, LINE_PRICE};
	size_t n = 0;

	for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
		const char *name = line_names[required[i]];

		if (map_default(map, name).at == NULL)
			names[n++] = map_header(map, name);
	}
	return n;
}

static bool
has(const struct map_section *map, const struct csv_header *h, const char *name)
{
	struct span header = map_header(map, name);

	if (map_default(map, name).at != NULL)
		return true;
	for (uint32_t i = 0; i < h->ncol; i++)
		if (span_equal(h->names[i], header))
			return true;
	return false;
}

bool
line_agree(const struct map_section *map, const struct csv_header *first,
    const struct csv_header *later, const char **column)
{
	static const char *const common[] = {"currency", "entity"};

	for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
		*column = common[i];
		if (has(map, first, common[i]) != has(map, later, common[i]))
			return false;
	}
	return true;
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
