/*
 * Bills for the tests of formats, worked out by hand:
 *
 *	1  2 * 50.00, 10 % off   list 100.00  net  90.00  20 %  18.00
 *	2  0.5 * 9.99 (4.995)    list   5.00  net   5.00   7 %   0.35
 *	3  -1 * 20.00, a return  list -20.00  net -20.00  20 %  -4.00
 *	                                      net  75.00  tax   14.35
 *
 * 20 % of 70.00 is 14.00, 7 % of 5.00 is 0.35; gross 89.35, of which 2 %,
 * 1.787, are 1.79.
 */
#ifndef TESTS_BILLS_H
#define TESTS_BILLS_H

#include "base/buf.h"
#include "book/bill.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

#define S(text) ((struct span){text, sizeof(text) - 1})

struct bills {
	struct bill bill;
	struct bill_line line[3];
	struct bill_tax taxes[3];
	struct bill_part part[3];
	struct bill_tier tier[2];
};

static inline int32_t
day(int year, int month, int dd)
{
	int32_t date = DATE_NONE;

	date_from(year, month, dd, &date);
	return date;
}

static inline struct bill_line
bills_line(
    uint32_t n, struct decimal qty, struct decimal price, struct decimal rate)
{
	return (struct bill_line){.line = n,
	    .qty = qty,
	    .price = price,
	    .tax_rate = rate,
	    .service_from = DATE_NONE,
	    .service_to = DATE_NONE};
}

static inline void
bills_lines(struct bills *m)
{
	struct decimal standard = {20, 0}, reduced = {7, 0};

	m->line[0] = bills_line(
	    1, (struct decimal){2, 0}, (struct decimal){50, 0}, standard);
	m->line[0].item = S("A-1");
	m->line[0].description = S("Blue paint");
	m->line[0].line_discount = S("10%");
	m->line[0].list = 10000;
	m->line[0].net = 9000;
	m->line[0].tax = 1800;
	m->line[1] = bills_line(
	    2, (struct decimal){5, 1}, (struct decimal){999, 2}, reduced);
	m->line[1].description = S("Books");
	m->line[1].list = m->line[1].net = 500;
	m->line[1].tax = 35;
	m->line[2] = bills_line(
	    3, (struct decimal){-1, 0}, (struct decimal){20, 0}, standard);
	m->line[2].item = S("B-2");
	m->line[2].list = m->line[2].net = -2000;
	m->line[2].tax = -400;
	for (size_t i = 0; i < 3; i++)
		m->line[i].gross = m->line[i].net + m->line[i].tax;
	m->taxes[0] = (struct bill_tax){S("STD"), standard, false, 7000, 1400};
	m->taxes[1] = (struct bill_tax){S("RED"), reduced, false, 500, 35};
}

static inline void
bills_parties(struct bills *m)
{
	struct span *s = m->bill.seller.cell, *b = m->bill.buyer.cell;

	s[PARTY_NAME] = S("Acme Paints Ltd");
	s[PARTY_STREET] = S("1 Main Street");
	s[PARTY_CITY] = S("Berlin");
	s[PARTY_POSTCODE] = S("10115");
	s[PARTY_COUNTRY] = S("DE");
	s[PARTY_VAT_ID] = S("DE123456789");
	s[PARTY_IBAN] = S("DE89 3704 0044 0532 0130 00");
	s[PARTY_BIC] = S("COBADEFFXXX");
	s[PARTY_CONTACT] = S("Ann Lee");
	s[PARTY_PHONE] = S("+49 30 1234");
	s[PARTY_EMAIL] = S("ar@acme.example");
	s[PARTY_EDI_ID] = S("01:123456789");
	b[PARTY_NAME] = S("Globex S.A.");
	b[PARTY_ADDRESS] = S("2 Rue Haute; Bât. 4\nPorte B;Étage 2");
	b[PARTY_CITY] = S("Lyon");
	b[PARTY_POSTCODE] = S("69002");
	b[PARTY_COUNTRY] = S("FR");
	b[PARTY_VAT_ID] = S("FR12345678901");
	b[PARTY_COMPANY_ID] = S("123456789");
	b[PARTY_ENDPOINT] = S("0009:12345678900012");
}

/* The invoice of above, in euros. */
static inline void
bills_invoice(struct bills *m)
{
	*m = (struct bills){0};
	bills_lines(m);
	bills_parties(m);
	m->tier[0] = (struct bill_tier){day(2026, 11, 10), 179};
	m->part[0] =
	    (struct bill_part){day(2026, 11, 30), 8935, 1435, m->tier, 1};
	m->bill.doc = S("INV-1001");
	m->bill.customer = S("C042");
	m->bill.entity = S("DE1");
	m->bill.terms = S("2/10 net 30");
	m->bill.po = S("PO-77");
	m->bill.order = S("SO-5");
	m->bill.date = day(2026, 10, 31);
	m->bill.currency = currency_find(S("EUR"));
	m->bill.net = 7500;
	m->bill.tax = 1435;
	m->bill.gross = 8935;
	m->bill.line = m->line;
	m->bill.taxes = m->taxes;
	m->bill.part = m->part;
	m->bill.nline = 3;
	m->bill.ntax = 2;
	m->bill.npart = 1;
}

/* A credit memo of it all. */
static inline void
bills_credit(struct bills *m)
{
	bills_invoice(m);
	m->bill.credit = true;
	m->bill.doc = S("CM-7");
	m->bill.ref = S("INV-1001");
	m->bill.net = -7500;
	m->bill.tax = -1435;
	m->bill.gross = -8935;
	for (size_t i = 0; i < 3; i++) {
		struct bill_line *l = &m->line[i];

		l->qty.n = -l->qty.n;
		l->list = -l->list;
		l->net = -l->net;
		l->tax = -l->tax;
		l->gross = -l->gross;
		m->taxes[i].net = -m->taxes[i].net;
		m->taxes[i].tax = -m->taxes[i].tax;
	}
	m->part[0] = (struct bill_part){DATE_NONE, -8935, -1435, NULL, 0};
}

/* One line of `net`, quantity 1, with no tax: of this code and exemption. */
static inline void
bills_untaxed(struct bills *m, struct span code, bool exempt, int64_t net)
{
	bills_invoice(m);
	m->line[0].qty = (struct decimal){1, 0};
	m->line[0].price = (struct decimal){net, 2};
	m->line[0].tax_rate = (struct decimal){0, 0};
	m->line[0].tax_code = code;
	m->line[0].exempt = exempt;
	m->line[0].list = m->line[0].net = m->line[0].gross = net;
	m->line[0].tax = 0;
	m->taxes[0] = (struct bill_tax){code, {0, 0}, exempt, net, 0};
	m->part[0] = (struct bill_part){day(2026, 11, 30), net, 0, NULL, 0};
	m->bill.net = m->bill.gross = net;
	m->bill.tax = 0;
	m->bill.nline = m->bill.ntax = 1;
}

/* The next number below `most` of a series (Numerical Recipes' constants). */
static inline int64_t
bills_next(uint32_t *seed, uint32_t most)
{
	*seed = *seed * 1664525 + 1013904223;
	return (int64_t)((uint64_t)*seed * most >> 32);
}

/* Prices a line of a random bill and taxes it by itself. */
static inline void
bills_price(struct bills *m, struct bill_line *l, uint32_t *seed)
{
	struct decimal factors[] = {l->qty, l->price};
	int64_t amount, rate = l->tax_rate.n; /* percent, whole */

	decimal_product(factors, 2, 2, ROUND_HALF_AWAY, &l->list);
	amount = bills_next(seed, 2) ? l->list
				     : l->list * bills_next(seed, 101) / 100;
	if (m->bill.tax_included) {
		l->gross = amount;
		l->tax =
		    (int64_t)money_round((int128)amount * rate, 100 + rate);
		l->net = amount - l->tax;
	} else {
		l->net = amount;
		l->tax = (int64_t)money_round((int128)amount * rate, 100);
		l->gross = amount + l->tax;
	}
}

/* A bill by its number: of all kinds, its sums right. */
static inline void
bills_random(struct bills *m, uint32_t seed)
{
	static const int64_t rates[] = {0, 7, 20};

	bills_invoice(m);
	m->bill.tax_included = bills_next(&seed, 2);
	m->bill.net = m->bill.tax = 0;
	for (size_t i = 0; i < 3; i++)
		m->taxes[i] =
		    (struct bill_tax){S("T"), {rates[i], 0}, false, 0, 0};
	m->bill.ntax = 3;
	for (size_t i = 0; i < 3; i++) {
		struct bill_line *l = &m->line[i];
		size_t t = (size_t)bills_next(&seed, 3);

		l->tax_rate = m->taxes[t].rate;
		l->qty = (struct decimal){bills_next(&seed, 9000) - 2000, 2};
		l->price = (struct decimal){bills_next(&seed, 900000), 4};
		bills_price(m, l, &seed);
		m->taxes[t].net += l->net;
		m->taxes[t].tax += l->tax;
		m->bill.net += l->net;
		m->bill.tax += l->tax;
	}
	for (size_t i = 3; i-- > 0;) {
		bool used = false;

		for (size_t l = 0; l < 3; l++)
			used |= m->line[l].tax_rate.n == rates[i];
		if (!used)
			m->taxes[i] = m->taxes[--m->bill.ntax];
	}
	m->bill.gross = m->bill.net + m->bill.tax;
	m->bill.credit = m->bill.gross < 0;
	m->part[0] =
	    (struct bill_part){m->bill.credit ? DATE_NONE : day(2026, 11, 30),
		m->bill.gross, m->bill.tax, NULL, 0};
}

#endif
