#include "cli/table.h"
#include "cmd/invoice_check.h"

void
invoice_order_open(struct invoice *v)
{
	if (v->orders_file == NULL)
		return;
	v->checks->orders = orders_new(&v->tool.map->of[MAP_ORDERS]);
	table_read(&v->tool, v->orders_file, MAP_ORDERS, orders_required, 4,
	    orders_row, v->checks->orders);
}

static void
check_price(struct invoice *v, uint32_t group, const struct invoice_line *l,
    const struct order *order)
{
	char agreed[MONEY_CHARS], own[MONEY_CHARS];

	if (!order->priced || decimal_compare(order->price, l->line.price) == 0)
		return;
	invoice_price_text(agreed, order->price, l->line.currency);
	invoice_price_text(own, l->line.price, l->line.currency);
	invoice_find(v, FINDING_PRICE_OFF_ORDER, group, l->line.at,
	    l->line.text[LINE_ITEM], agreed, own);
}

/* A sum of quantities as a number, in as few digits as hold it. */
static void
write_units(char to[MONEY_CHARS], int128 units)
{
	size_t len = money_format(to, units, DECIMAL_PLACES);

	while (to[len - 1] == '0')
		len--;
	len -= to[len - 1] == '.';
	to[len] = '\0';
}

/* Whatever becomes of the document: the order of lines decides, so that a
   line's finding does not depend on those of others. */
static void
use(struct invoice *v, uint32_t group, const struct invoice_line *l,
    struct order *order)
{
	char remaining[MONEY_CHARS], used[MONEY_CHARS];

	order->used += orders_units(l->line.qty);
	if (order->used <= order->remaining)
		return;
	write_units(remaining, order->remaining);
	write_units(used, order->used);
	invoice_find(v, FINDING_OVER_ORDER, group, l->line.at,
	    l->line.text[LINE_ITEM], remaining, used);
}

/* An order that does not have the item is named by what was expected. */
static void
say_no_item(struct invoice *v, uint32_t group, const struct invoice_line *l)
{
	struct buf expected = {0};

	buf_text(&expected, "an item of ");
	buf_span(&expected, l->line.text[LINE_PO]);
	invoice_find(v, FINDING_NOT_ON_ORDER, group, l->line.at,
	    l->line.text[LINE_ITEM], buf_string(&expected), "");
	buf_free(&expected);
}

static void
say_no_po(struct invoice *v, uint32_t group, const struct invoice_line *l)
{
	struct buf found = {0};

	buf_span(&found, l->line.text[LINE_PO]);
	invoice_find(v, FINDING_UNKNOWN_PO, group, l->line.at,
	    l->line.text[LINE_ITEM], "", buf_string(&found));
	buf_free(&found);
}

void
invoice_order_line(
    struct invoice *v, uint32_t group, const struct invoice_line *l)
{
	const struct span *text = l->line.text;
	struct order *order;

	if (v->checks->orders == NULL || l->line.credit || l->line.qty.n < 0)
		return;
	if (text[LINE_PO].len == 0) {
		invoice_find(v, FINDING_MISSING_PO, group, l->line.at,
		    text[LINE_ITEM], "", "");
		return;
	}
	switch (orders_find(v->checks->orders, text[LINE_PO], text[LINE_ITEM],
	    text[LINE_CUSTOMER], l->line.currency, &order)) {
	case ORDERS_NO_PO:
		say_no_po(v, group, l);
		break;
	case ORDERS_NO_ITEM:
		say_no_item(v, group, l);
		break;
	case ORDERS_FOUND:
		check_price(v, group, l, order);
		use(v, group, l, order);
		break;
	}
}
