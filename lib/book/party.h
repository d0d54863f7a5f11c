/*
 * A party is who sells or buys, as a document names it: a row of the
 * customers table, or of the sellers table, where our own entities stand.
 */
#ifndef BOOK_PARTY_H
#define BOOK_PARTY_H

#include "base/span.h"
#include "book/customers.h"

/* The columns of a party; all of them may be missing or blank. */
#define PARTY_COLUMNS(C)                                                       \
	C(NAME, "name")       /* as registered */                              \
	C(ADDRESS, "address") /* lines, with ';' or newlines between */        \
	C(STREET, "street")                                                    \
	C(CITY, "city")                                                        \
	C(POSTCODE, "postcode")                                                \
	C(REGION, "region")                                                    \
	C(COUNTRY, "country") /* ISO 3166-1, two letters */                    \
	C(VAT_ID, "vat_id")                                                    \
	C(COMPANY_ID, "company_id") /* in the register of companies */         \
	C(ENDPOINT, "endpoint")     /* electronic address, SCHEME:ID */        \
	C(CONTACT, "contact")                                                  \
	C(PHONE, "phone")                                                      \
	C(EMAIL, "email")                                                      \
	C(IBAN, "iban") /* or another number of the account */                 \
	C(BIC, "bic")                                                          \
	C(EDI_ID, "edi_id")         /* in X12, QUALIFIER:ID */                 \
	C(TAX_EXEMPT, "tax_exempt") /* of customers: why, or "yes" */

enum party_column {
#define PARTY_ENUM(code, name) PARTY_##code,
	PARTY_COLUMNS(PARTY_ENUM)
#undef PARTY_ENUM
	    PARTY_NCOLUMN
};

extern const char *const party_names[PARTY_NCOLUMN];

struct party {
	struct span cell[PARTY_NCOLUMN];
};

/* The party that stands under `key` in a table; blank where it is not
   there, or where there is no table (NULL). */
struct party party_find(const struct customers *table, struct span key);

/* Calls add() for each line of a party's address: as `address` has them, with
   ';' or line ends between, or else made of street, town, region and
   country.  A line lasts as long as the call. */
void party_lines(
    const struct party *p, void (*add)(void *arg, struct span line), void *arg);

/* Why a customer is exempt from tax, as PARTY_TAX_EXEMPT has it: blank where
   it says no more than that he is, or is not, as "yes" and "no" do. */
struct span party_exemption(const struct party *p);

#endif
