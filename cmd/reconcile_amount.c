#include "base/diag.h"
#include "cmd/reconcile.h"
#include "value/currency.h"
#include "value/money.h"

/* Of an amount for all currencies, decimals that one of them does not have are
   left away. */
static int64_t
of_currency(const char *option, struct span s, int currency, bool all)
{
	int exponent = currency_exponent(currency);
	enum money_fault fault;
	struct decimal d;
	int64_t minor = 0;

	fault = money_parse(s, exponent, &money_plain, &minor);
	if (fault == MONEY_OK)
		return minor;
	if (all && fault == MONEY_DECIMALS &&
	    decimal_parse(s, &money_plain, &d) == MONEY_OK)
		return (int64_t)(d.n / decimal_power(d.places - exponent));
	diag_fail("%s: \"%.*s\" is not an amount%s%s", option, (int)s.len, s.at,
	    currency == CURRENCY_UNNAMED ? "" : " of ",
	    currency_code(currency));
}

void
reconcile_amount(const char *option, const char *arg, bool sign, int64_t *at)
{
	struct span number = span_of(arg), code = span_cut(&number, '=');
	bool all = number.at == code.at || number.len == 0;
	int only = CURRENCY_BAD;

	if (all)
		number = code;
	else
		only = currency_find(code);
	if (!all && only == CURRENCY_BAD)
		diag_fail("%s: \"%.*s\" is not an ISO 4217 currency code",
		    option, (int)code.len, code.at);
	for (int c = 0; c < currency_count(); c++)
		if (all || c == only)
			at[c] = of_currency(option, number, c, all);
	if (!sign && number.len > 0 && number.at[0] == '-')
		diag_fail("%s: \"%.*s\" is below 0", option, (int)number.len,
		    number.at);
}
