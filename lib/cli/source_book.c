#include "book/posting.h"
#include "cli/source.h"
#include "value/currency.h"
#include "value/money.h"

static const char *const money_names[] = {"amount", "currency", "type"};

/* Applications, transfers and events move no money in or out. */
static bool
is_money(struct span type_name)
{
	enum posting_type type = posting_type_find(type_name);
	enum posting_class class =
	    type == TYPES ? CLASS_OPENS : posting_class(type);

	return class == CLASS_OPENS || class == CLASS_ACTS;
}

static enum source_money
money(const struct map_section *map, const struct batch *b, int *currency,
    int64_t *minor)
{
	struct columns c;
	struct span amount, code, type;

	columns_open(&c, map, money_names, 3);
	columns_bind(&c, b->header);
	amount = columns_cell(&c, b, 0, 0);
	code = columns_cell(&c, b, 0, 1);
	type = columns_cell(&c, b, 0, 2);
	*currency =
	    columns_have(&c, 1) ? currency_find(code) : CURRENCY_UNNAMED;
	columns_free(&c);
	if (!is_money(type))
		return MONEY_NONE;
	return *currency != CURRENCY_BAD &&
		       money_parse(amount, currency_exponent(*currency),
			   &map->money, minor) == MONEY_OK
		   ? MONEY_TOLD
		   : MONEY_UNTOLD;
}

static const char *const optional[] = {
    "type", "currency", "entity", "due", "doc_date", "ref", "ref_due", NULL};

const struct source_kind source_book = {
    .table = MAP_BOOK,
    .names = posting_names,
    .n = POSTING_NCOLUMN,
    .required = posting_required,
    .optional = optional,
    .agree = posting_agree,
    .money = money,
};
