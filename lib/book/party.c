#include "book/party.h"

const char *const party_names[PARTY_NCOLUMN] = {
#define PARTY_NAME(code, name) name,
    PARTY_COLUMNS(PARTY_NAME)
#undef PARTY_NAME
};

struct party
party_find(const struct customers *table, struct span key)
{
	struct party p = {0};

	for (size_t i = 0; i < PARTY_NCOLUMN; i++) {
		uint32_t column = table != NULL ? customers_column(table,
						      span_of(party_names[i]))
						: CUSTOMERS_NONE;

		p.cell[i] = table != NULL ? customers_cell(table, key, column)
					  : (struct span){"", 0};
	}
	return p;
}
