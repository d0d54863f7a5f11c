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

/* ASCII only: what is compared is. */
static bool
is_word(struct span cell, const char *word)
{
	for (size_t i = 0; i < cell.len; i++) {
		char c = cell.at[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (word[i] == '\0' || c != word[i])
			return false;
	}
	return word[cell.len] == '\0';
}

struct span
party_exemption(const struct party *p)
{
	static const char *const plain[] = {
	    "yes", "y", "true", "1", "x", "no", "n", "false", "0"};
	struct span cell = p->cell[PARTY_TAX_EXEMPT];

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (is_word(cell, plain[i]))
			return (struct span){"", 0};
	return cell;
}
