#include "book/party.h"

#include "base/buf.h"

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

static void
split_address(
    struct span text, void (*add)(void *arg, struct span line), void *arg)
{
	while (text.len > 0) {
		struct span line = {text.at, 0};

		while (line.len < text.len && text.at[line.len] != ';' &&
		       text.at[line.len] != '\n')
			line.len++;
		text.at += line.len + (line.len < text.len);
		text.len -= line.len + (line.len < text.len);
		while (line.len > 0 && line.at[0] == ' ') {
			line.at++;
			line.len--;
		}
		if (line.len > 0)
			add(arg, line);
	}
}

void
party_lines(
    const struct party *p, void (*add)(void *arg, struct span line), void *arg)
{
	static const enum party_column rest[] = {PARTY_REGION, PARTY_COUNTRY};
	struct span postcode = p->cell[PARTY_POSTCODE];
	struct buf town = {0};

	split_address(p->cell[PARTY_ADDRESS], add, arg);
	if (p->cell[PARTY_ADDRESS].len > 0)
		return;
	if (p->cell[PARTY_STREET].len > 0)
		add(arg, p->cell[PARTY_STREET]);
	buf_span(&town, postcode);
	if (postcode.len > 0 && p->cell[PARTY_CITY].len > 0)
		buf_byte(&town, ' ');
	buf_span(&town, p->cell[PARTY_CITY]);
	if (town.len > 0)
		add(arg, (struct span){town.at, town.len});
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
		if (p->cell[rest[i]].len > 0)
			add(arg, p->cell[rest[i]]);
	buf_free(&town);
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
