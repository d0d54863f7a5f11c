/* What EN 16931 demands of a bill, before a byte of it is written. */
#include "format/ubl_in.h"
#include "value/country.h"
#include "value/currency.h"
#include "value/date.h"

#define SELLERS   "sellers"
#define CUSTOMERS "customers"

static bool
fails(struct misfit *why, const char *rule, const char *table,
    const char *column, const char *what)
{
	return misfit_set(why,
	    (struct misfit){
		.rule = rule, .table = table, .column = column, .what = what});
}

static bool
check_head(const struct ubl *u, struct misfit *why)
{
	const struct bill *b = u->b;

	if (ubl_full(b->doc).len == 0)
		return fails(why, "BR-02", NULL, "doc", "has no number");
	if (b->date == DATE_NONE)
		return fails(why, "BR-03", NULL, "date", "has no date");
	if (b->currency == CURRENCY_UNNAMED)
		return fails(why, "BR-05", NULL, "currency", "has no currency");
	if (u->exponent > 2)
		return fails(why, "BR-DEC-18", NULL, "currency",
		    "is in a currency with more than two decimals");
	if (b->nline == 0)
		return fails(why, "BR-16", NULL, NULL, "has no lines");
	return true;
}

/* SCHEME:ID; a scheme is four digits, or EM (an e-mail address), AN, AQ, AS,
   AU.  Which of the numbers are given out changes twice a year. */
static bool
is_endpoint(struct span id)
{
	static const char *const letters[] = {"EM", "AN", "AQ", "AS", "AU"};
	const char *colon = id.len > 0 ? memchr(id.at, ':', id.len) : NULL;
	struct span scheme = {
	    id.at, colon != NULL ? (size_t)(colon - id.at) : 0};
	size_t digits = 0;

	if (colon == NULL || scheme.len + 1 == id.len)
		return false;
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (span_is(scheme, letters[i]))
			return true;
	while (digits < scheme.len && scheme.at[digits] >= '0' &&
	       scheme.at[digits] <= '9')
		digits++;
	return digits == 4 && scheme.len == 4;
}

/* What is asked of both parties; `blank` is the rule that wants a country. */
static bool
check_party(const struct party *p, const char *blank, const char *table,
    struct misfit *why)
{
	struct span country = ubl_cell(p, PARTY_COUNTRY);
	struct span endpoint = ubl_cell(p, PARTY_ENDPOINT);

	if (country.len == 0)
		return fails(why, blank, table, "country", "has no country");
	if (!country_known(country))
		return fails(why, "BR-CL-14", table, "country",
		    "has a country that is no code of ISO 3166-1");
	if (endpoint.len > 0 && !is_endpoint(endpoint))
		return fails(why, "BR-CL-25", table, "endpoint",
		    "has an electronic address that is not SCHEME:ID");
	return true;
}

/* A VAT number, or for most categories another registration for taxes. */
static bool
check_seller_tax(const struct ubl *u, struct misfit *why)
{
	static const char *const rules[] = {
	    [UBL_STANDARD] = "BR-S-02",
	    [UBL_ZERO] = "BR-Z-02",
	    [UBL_EXEMPT] = "BR-E-02",
	    [UBL_REVERSE] = "BR-AE-02",
	    [UBL_INTRA] = "BR-IC-02",
	    [UBL_EXPORT] = "BR-G-02",
	};
	struct span id = ubl_cell(&u->b->seller, PARTY_VAT_ID);

	for (size_t i = 0; i < u->nvat; i++) {
		enum ubl_category c = u->vat[i].category;

		if (c == UBL_OUTSIDE)
			continue;
		if (id.len == 0)
			return fails(why, rules[c], SELLERS, "vat_id",
			    "has no VAT or tax number");
		if ((c == UBL_INTRA || c == UBL_EXPORT) && !ubl_is_vat_id(id))
			return fails(why, rules[c], SELLERS, "vat_id",
			    "has no VAT number with the code of a country");
	}
	return true;
}

static bool
check_seller(const struct ubl *u, struct misfit *why)
{
	const struct party *p = &u->b->seller;
	bool vat = ubl_is_vat_id(ubl_cell(p, PARTY_VAT_ID)) &&
		   !ubl_vat_has(u, UBL_OUTSIDE);

	if (ubl_cell(p, PARTY_NAME).len == 0)
		return fails(why, "BR-06", SELLERS, "name", "has no name");
	if (!check_party(p, "BR-09", SELLERS, why) || !check_seller_tax(u, why))
		return false;
	if (!vat && ubl_cell(p, PARTY_COMPANY_ID).len == 0)
		return fails(why, "BR-CO-26", SELLERS, "company_id",
		    "has no number by which to know it");
	return true;
}

static bool
check_buyer(const struct ubl *u, struct misfit *why)
{
	const struct party *p = &u->b->buyer;
	bool vat = ubl_is_vat_id(ubl_cell(p, PARTY_VAT_ID));

	if (ubl_cell(p, PARTY_NAME).len + ubl_full(u->b->customer).len == 0)
		return fails(why, "BR-07", CUSTOMERS, "name", "has no name");
	if (!check_party(p, "BR-11", CUSTOMERS, why))
		return false;
	if (ubl_vat_has(u, UBL_INTRA) && !vat)
		return fails(why, "BR-IC-02", CUSTOMERS, "vat_id",
		    "has no VAT number with the code of a country");
	if (ubl_vat_has(u, UBL_REVERSE) && !vat &&
	    ubl_cell(p, PARTY_COMPANY_ID).len == 0)
		return fails(why, "BR-AE-02", CUSTOMERS, "vat_id",
		    "has neither VAT number nor company number");
	return true;
}

/*
 * BR-CO-17 as those check it who publish the norm: tax and net * rate, to two
 * decimals, are less than 1.00 apart.  Taxes that are rounded line by line
 * are not equal to the product.
 */
static bool
near_product(const struct ubl *u, const struct ubl_vat *vat)
{
	struct decimal f[] = {
	    {(int64_t)vat->net, (uint8_t)u->exponent}, vat->rate, {1, 2}};
	int64_t product;
	int128 tax = vat->tax;

	if (vat->net != f[0].n ||
	    !decimal_product(f, 3, 2, ROUND_HALF_AWAY, &product))
		return false;
	for (int i = u->exponent; i < 2; i++)
		tax *= 10;
	return tax - product > -100 && tax - product < 100;
}

static bool
check_taxes(const struct ubl *u, struct misfit *why)
{
	if (u->nvat == 0)
		return fails(why, "BR-CO-18", NULL, "tax_rate", "has no taxes");
	if (u->nvat > 1 && ubl_vat_has(u, UBL_OUTSIDE))
		return fails(why, "BR-O-11", NULL, "tax_code",
		    "has lines of category O beside others");
	for (size_t i = 0; i < u->nvat; i++) {
		const struct ubl_vat *vat = &u->vat[i];

		if (vat->category != UBL_STANDARD && vat->tax != 0)
			return fails(why, "BR-CO-17", NULL, "tax_rate",
			    "has a tax without a rate");
		if (!near_product(u, vat))
			return fails(why, "BR-CO-17", NULL, "tax_rate",
			    "has a tax that is not its rate of the net");
	}
	return true;
}

static bool
check_lines(const struct ubl *u, struct misfit *why)
{
	int32_t from, to;

	for (size_t i = 0; i < u->b->nline; i++) {
		const struct bill_line *line = &u->b->line[i];

		if (ubl_full(line->item).len +
			ubl_full(line->description).len ==
		    0)
			return misfit_set(why,
			    (struct misfit){.line = line->line,
				.rule = "BR-25",
				.column = "description",
				.what = "has neither item nor description"});
		if (line->service_to != DATE_NONE &&
		    line->service_from > line->service_to)
			return misfit_set(
			    why, (struct misfit){.line = line->line,
				     .rule = "BR-30",
				     .column = "service_to",
				     .what = "ends before it begins"});
	}
	ubl_period(u->b, &from, &to);
	if (ubl_vat_has(u, UBL_INTRA) && from == DATE_NONE)
		return fails(why, "BR-IC-11", NULL, "service_from",
		    "does not say when the goods of category K went");
	return true;
}

bool
ubl_check(const struct ubl *u, struct misfit *why)
{
	return check_head(u, why) && check_seller(u, why) &&
	       check_buyer(u, why) && check_taxes(u, why) &&
	       check_lines(u, why);
}
