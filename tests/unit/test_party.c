/* Parties, as the tables of customers and sellers name them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/party.h"
#include "tests/unit/book.h"

/* Reads a table of one of the two kinds; its cells outlive its text. */
static struct customers *
read_all(struct customers *c, const char *csv)
{
	struct sheet s;

	for (sheet_open(&s, span_of(csv)); s.any;
	     s.any = csvin_batch(s.in, &s.b))
		for (uint32_t i = 0; i < s.b.nrow; i++)
			customers_row(c, &s.b, i);
	assert_int_equal(s.b.faults.total, 0);
	sheet_close(&s);
	return c;
}

static void
cell_is(const struct party *p, enum party_column column, const char *want)
{
	assert_true(span_is(p->cell[column], want));
	assert_non_null(p->cell[column].at);
}

static void
all_blank(const struct party *p)
{
	for (int i = 0; i < PARTY_NCOLUMN; i++)
		cell_is(p, (enum party_column)i, "");
}

/* Every column, by the name that the manual gives it. */
static void
all_columns(void **state)
{
	struct map *map = map_new();
	struct customers *c = read_all(customers_new(&map->of[MAP_CUSTOMERS]),
	    "tax_exempt,edi_id,bic,iban,email,phone,contact,endpoint,company_"
	    "id,vat_id,"
	    "country,region,postcode,city,street,address,name,terms,customer\n"
	    "XT 4,01:X,B,I,e@x,+1,C,0088:7,HRB 1,DE1,DE,BY,010,Ort,Weg 1,a;b,"
	    "\"N, \"\"x\"\"\",net 30,7\n");
	struct party p = party_find(c, span_of("7"));

	(void)state;
	cell_is(&p, PARTY_NAME, "N, \"x\"");
	cell_is(&p, PARTY_ADDRESS, "a;b");
	cell_is(&p, PARTY_STREET, "Weg 1");
	cell_is(&p, PARTY_CITY, "Ort");
	cell_is(&p, PARTY_POSTCODE, "010");
	cell_is(&p, PARTY_REGION, "BY");
	cell_is(&p, PARTY_COUNTRY, "DE");
	cell_is(&p, PARTY_VAT_ID, "DE1");
	cell_is(&p, PARTY_COMPANY_ID, "HRB 1");
	cell_is(&p, PARTY_ENDPOINT, "0088:7");
	cell_is(&p, PARTY_CONTACT, "C");
	cell_is(&p, PARTY_PHONE, "+1");
	cell_is(&p, PARTY_EMAIL, "e@x");
	cell_is(&p, PARTY_IBAN, "I");
	cell_is(&p, PARTY_BIC, "B");
	cell_is(&p, PARTY_EDI_ID, "01:X");
	cell_is(&p, PARTY_TAX_EXEMPT, "XT 4");
	customers_free(c);
	map_free(map);
}

/* Cells that are blank, columns that are missing, keys that are not there,
   and no table at all: blank, never NULL. */
static void
blanks(void **state)
{
	struct map *map = map_new();
	struct customers *c = read_all(customers_new(&map->of[MAP_CUSTOMERS]),
	    "customer,name,city\n7,,Bonn\n8,Acht,\n");
	struct party p = party_find(c, span_of("7"));

	(void)state;
	cell_is(&p, PARTY_NAME, "");
	cell_is(&p, PARTY_CITY, "Bonn");
	cell_is(&p, PARTY_ADDRESS, "");
	cell_is(&p, PARTY_EDI_ID, "");
	p = party_find(c, span_of("8"));
	cell_is(&p, PARTY_NAME, "Acht");
	cell_is(&p, PARTY_CITY, "");
	p = party_find(c, span_of("9"));
	all_blank(&p);
	p = party_find(c, span_of(""));
	all_blank(&p);
	p = party_find(NULL, span_of("7"));
	all_blank(&p);
	customers_free(c);
	c = customers_new(&map->of[MAP_CUSTOMERS]);
	p = party_find(c, span_of("7"));
	all_blank(&p);
	customers_free(c);
	map_free(map);
}

static bool
is_reason(const char *cell, size_t len)
{
	struct party p = {0};
	struct span reason;

	p.cell[PARTY_TAX_EXEMPT] = (struct span){cell, len};
	reason = party_exemption(&p);
	if (reason.len > 0)
		assert_true(span_equal(reason, p.cell[PARTY_TAX_EXEMPT]));
	return reason.len > 0;
}

/* That somebody is exempt is no reason. */
static void
exemption(void **state)
{
	static const char *const plain[] = {"", "yes", "Yes", "TRUE", "y", "x",
	    "X", "1", "no", "No", "FALSE", "0", "n"};
	static const char *const reasons[] = {
	    "DE-4711", "11", "xx", "yes, a school", "truer", "ye", "N/A", " "};

	(void)state;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		assert_false(is_reason(plain[i], strlen(plain[i])));
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		assert_true(is_reason(reasons[i], strlen(reasons[i])));
	assert_false(is_reason(NULL, 0));
	assert_true(is_reason("yes\0", 4));
	assert_false(is_reason("yesterday", 3));
}

/* The sellers are found by entity, of which one may be blank; the map of
   their own section counts. */
static void
sellers(void **state)
{
	struct map *map = map_new();
	struct customers *c;
	struct party p;

	(void)state;
	map_column(map, MAP_LINES, "sellers.name=Firma");
	map_column(map, MAP_LINES, "customers.city=Ort");
	map_column(map, MAP_LINES, "sellers.default.country=DE");
	map_column(map, MAP_LINES, "sellers.blank.phone=110");
	c = read_all(sellers_new(&map->of[MAP_SELLERS]),
	    "Firma,entity,city,phone\nHaupt,,Bonn,\nZweig,10,Ulm,112\n");
	p = party_find(c, span_of(""));
	cell_is(&p, PARTY_NAME, "Haupt");
	cell_is(&p, PARTY_CITY, "Bonn");
	cell_is(&p, PARTY_COUNTRY, "DE");
	cell_is(&p, PARTY_PHONE, "110");
	p = party_find(c, span_of("10"));
	cell_is(&p, PARTY_NAME, "Zweig");
	cell_is(&p, PARTY_CITY, "Ulm");
	cell_is(&p, PARTY_COUNTRY, "DE");
	cell_is(&p, PARTY_PHONE, "112");
	p = party_find(c, span_of("20"));
	all_blank(&p);
	customers_free(c);
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_columns),
	    cmocka_unit_test(blanks),
	    cmocka_unit_test(exemption),
	    cmocka_unit_test(sellers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
