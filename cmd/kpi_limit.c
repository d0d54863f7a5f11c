#include "base/diag.h"
#include "cmd/kpi_in.h"
#include "value/currency.h"

/* Credit limits of the customers table. */

static struct span
cell(const struct kpi_run *r, struct span customer, const char *column)
{
	uint32_t at = customers_column(r->customers, span_of(column));

	return at == CUSTOMERS_NONE
		   ? (struct span){"", 0}
		   : customers_cell(r->customers, customer, at);
}

/* In the customer's currency; blank, in that of whatever he owes. */
static bool
read_limit(const struct kpi_run *r, struct span customer, int currency,
    int64_t *limit, int *in)
{
	const struct map_section *map = &r->tool.map->of[MAP_CUSTOMERS];
	struct span amount = cell(r, customer, "credit_limit");
	struct span code = cell(r, customer, "currency");

	*in = code.len > 0 ? currency_find(code) : currency;
	if (*in < 0)
		diag_fail("%s: customer \"%.*s\": \"%.*s\" is not a currency",
		    r->customers_file, (int)customer.len, customer.at,
		    (int)code.len, code.at);
	if (amount.len > 0 && money_parse(amount, currency_exponent(*in),
				  &map->money, limit) != MONEY_OK)
		diag_fail("%s: customer \"%.*s\": \"%.*s\" is not a credit "
			  "limit",
		    r->customers_file, (int)customer.len, customer.at,
		    (int)amount.len, amount.at);
	return amount.len > 0;
}

bool
kpi_limit(const struct kpi_run *r, struct faults *faults, struct span customer,
    int currency, int32_t day, int128 *limit)
{
	int64_t amount = 0;
	int in;

	if (!read_limit(r, customer, currency, &amount, &in))
		return false;
	*limit = amount;
	if (r->money == NULL)
		return in == currency;
	if (!base_convert_on(r->money, amount, in, day, &amount)) {
		base_missing_on(r->money, faults, 1, in, day);
		return false;
	}
	*limit = amount;
	return true;
}

/* A cell that is no amount is found whoever owes something. */
void
kpi_limits_check(struct kpi_run *r)
{
	uint32_t n = r->customers == NULL ? 0 : customers_count(r->customers);
	int64_t amount;
	int in;

	r->has_limits = r->customers != NULL &&
			customers_column(r->customers,
			    span_of("credit_limit")) != CUSTOMERS_NONE;
	for (uint32_t i = 0; r->has_limits && i < n; i++)
		read_limit(r, customers_at(r->customers, i), CURRENCY_UNNAMED,
		    &amount, &in);
}
