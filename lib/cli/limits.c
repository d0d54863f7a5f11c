#include "cli/limits.h"

#include "base/diag.h"
#include "value/currency.h"
#include "value/decimal.h"
#include "value/money.h"

static struct span
cell(const struct limits *l, struct span customer, uint32_t column)
{
	return column == CUSTOMERS_NONE
		   ? (struct span){"", 0}
		   : customers_cell(l->customers, customer, column);
}

static void __attribute__((noreturn))
fail(const struct limits *l, struct span customer, struct span amount)
{
	diag_fail("%s: customer \"%.*s\": \"%.*s\" is not a credit limit",
	    l->file, (int)customer.len, customer.at, (int)amount.len,
	    amount.at);
}

bool
limits_find(const struct limits *l, struct span customer, int currency,
    int64_t *limit, int *in)
{
	struct span amount = cell(l, customer, l->limit);
	struct span code = cell(l, customer, l->currency);

	*in = code.len > 0 ? currency_find(code) : currency;
	if (*in < 0)
		diag_fail("%s: customer \"%.*s\": \"%.*s\" is not a currency",
		    l->file, (int)customer.len, customer.at, (int)code.len,
		    code.at);
	if (amount.len > 0 && money_parse(amount, currency_exponent(*in),
				  &l->map->money, limit) != MONEY_OK)
		fail(l, customer, amount);
	return amount.len > 0;
}

/* Without a currency it may have the decimals of any: all that is known is
   that it must be a number. */
static void
check(const struct limits *l, struct span customer)
{
	struct span amount = cell(l, customer, l->limit);
	struct decimal number;
	int64_t minor;
	int in;

	if (cell(l, customer, l->currency).len > 0)
		limits_find(l, customer, CURRENCY_UNNAMED, &minor, &in);
	else if (amount.len > 0 &&
		 decimal_parse(amount, &l->map->money, &number) != MONEY_OK)
		fail(l, customer, amount);
}

bool
limits_open(struct limits *l, const char *file,
    const struct customers *customers, const struct map_section *map)
{
	*l = (struct limits){
	    file, customers, map, CUSTOMERS_NONE, CUSTOMERS_NONE};
	if (customers == NULL)
		return false;
	l->limit = customers_column(customers, span_of("credit_limit"));
	l->currency = customers_column(customers, span_of("currency"));
	if (l->limit == CUSTOMERS_NONE)
		return false;
	for (uint32_t i = 0; i < customers_count(customers); i++)
		check(l, customers_at(customers, i));
	return true;
}
