#include "cli/table.h"
#include "cmd/invoice_check.h"
#include "value/currency.h"

void
invoice_price_text(char to[MONEY_CHARS], struct decimal price, int currency)
{
	int exponent = currency_exponent(currency);
	int128 minor = price.n;

	if (price.places >= exponent) {
		decimal_format(to, price);
		return;
	}
	for (int i = price.places; i < exponent; i++)
		minor *= 10;
	money_format(to, minor, exponent);
}

void
invoice_price_open(struct invoice *v)
{
	if (v->prices_file == NULL)
		return;
	v->checks->prices = prices_new(&v->tool.map->of[MAP_PRICES]);
	table_read(&v->tool, v->prices_file, MAP_PRICES, prices_required, 2,
	    prices_row, v->checks->prices);
}

/* What the list says; a line without an item is on no list. */
static bool
find(const struct invoice *v, const struct invoice_line *l,
    struct decimal *price)
{
	return prices_find(v->checks->prices, l->line.text[LINE_ITEM],
	    l->line.text[LINE_CUSTOMER], l->line.currency, l->date, price);
}

bool
invoice_check_price(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	if (l->line.priced)
		return true;
	if (!find(v, l, &l->line.price))
		return invoice_wrong(v, b, row, FAULT_BLANK, LINE_PRICE,
		    "the list has none that day");
	return l->line.qty.n >= 0 || l->line.price.n >= 0 ||
	       invoice_wrong(v, b, row, FAULT_SIGN, LINE_PRICE,
		   "is negative on the list, and so is the quantity");
}

void
invoice_price_line(
    struct invoice *v, uint32_t group, const struct invoice_line *l)
{
	char listed[MONEY_CHARS] = "", own[MONEY_CHARS];
	struct decimal price;
	bool there;

	if (v->checks->prices == NULL || !l->line.priced)
		return;
	there = find(v, l, &price);
	if (there && decimal_compare(price, l->line.price) == 0)
		return;
	if (there)
		invoice_price_text(listed, price, l->line.currency);
	invoice_price_text(own, l->line.price, l->line.currency);
	invoice_find(v, there ? FINDING_PRICE_OFF_LIST : FINDING_NOT_ON_LIST,
	    group, l->line.at, l->line.text[LINE_ITEM], listed, own);
}
