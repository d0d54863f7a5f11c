/* The customers table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/customers.h"
#include "tests/unit/book.h"

static struct customers *
read_all(struct sheet *s, const struct map *map, const char *csv)
{
	struct customers *c = customers_new(&map->of[MAP_CUSTOMERS]);

	sheet_open(s, span_of(csv));
	for (; s->any; s->any = csvin_batch(s->in, &s->b)) {
		struct faults none = {0};

		for (uint32_t i = 0; i < s->b.nrow; i++)
			customers_row(c, &s->b, i);
		if (s->b.faults.n > 0)
			break;
		fault_merge(&none, &s->b.faults);
	}
	return c;
}

static void
cell_is(const struct customers *c, const char *customer, const char *column,
    const char *want)
{
	uint32_t at = customers_column(c, span_of(column));

	assert_true(at != CUSTOMERS_NONE);
	assert_true(span_is(customers_cell(c, span_of(customer), at), want));
}

/* Leading zeros and blanks are part of a customer's number. */
static void
cells(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct customers *c = read_all(&s, map,
	    "name,customer,region\nOne,007,EU\nTwo,7,\n\"T, \"\"3\"\"\", 7,US\n"
	    "name,region,customer\nFour,Asia,8\n");

	(void)state;
	assert_int_equal(s.b.faults.n, 0);
	cell_is(c, "007", "name", "One");
	cell_is(c, "007", "region", "EU");
	cell_is(c, "7", "name", "Two");
	cell_is(c, "7", "region", "");
	cell_is(c, " 7", "name", "T, \"3\"");
	cell_is(c, "8", "region", "Asia");
	cell_is(c, "nobody", "name", "");
	cell_is(c, "7", "customer", "7");
	assert_true(customers_has(c, span_of(" 7")));
	assert_false(customers_has(c, span_of("007 ")));
	assert_int_equal(customers_column(c, span_of("nam")), CUSTOMERS_NONE);
	assert_int_equal(
	    customers_cell(c, span_of("7"), CUSTOMERS_NONE).len, 0);
	customers_free(c);
	customers_free(NULL);
	sheet_close(&s);
	map_free(map);
}

static void
mapped(void **state)
{
	struct map *map = map_new();
	struct customers *c;
	struct sheet s;

	(void)state;
	map_column(map, MAP_BOOK, "customers.customer=Kunde");
	map_column(map, MAP_BOOK, "customers.name=Firma");
	c = read_all(&s, map, "Kunde,Firma\n1,Eins\n");
	cell_is(c, "1", "name", "Eins");
	cell_is(c, "1", "Firma", "Eins");
	assert_int_equal(
	    customers_column(c, span_of("region")), CUSTOMERS_NONE);
	customers_free(c);
	sheet_close(&s);
	map_free(map);
}

/* Of any column: what stands for it where it is not there, what a blank cell
   of it stands for, and what is taken off the end of its cells. */
static void
filled(void **state)
{
	struct map *map = map_new();
	struct customers *c;
	struct sheet s;

	(void)state;
	map_column(map, MAP_CUSTOMERS, "default.currency=EUR");
	map_column(map, MAP_CUSTOMERS, "default.region=EU");
	map_column(map, MAP_CUSTOMERS, "blank.terms=net 30");
	map_column(map, MAP_CUSTOMERS, "strip.postcode=.0");
	map_column(map, MAP_CUSTOMERS, "terms=Ziel");
	map_column(map, MAP_CUSTOMERS, "region=Gebiet");
	map_column(map, MAP_CUSTOMERS, "strip.customer=.0");
	c = read_all(&s, map,
	    "customer,Ziel,postcode,Gebiet\n1.0,,12345.0,\n2,net 10,1,US\n"
	    "customer,Gebiet,Ziel,name,postcode\n3,,,x,.0\n");
	assert_int_equal(s.b.faults.n, 0);
	cell_is(c, "1", "currency", "EUR");
	cell_is(c, "3", "currency", "EUR");
	cell_is(c, "1", "terms", "net 30");
	cell_is(c, "2", "terms", "net 10");
	cell_is(c, "3", "terms", "net 30");
	cell_is(c, "1", "Ziel", "net 30");
	cell_is(c, "1", "postcode", "12345");
	cell_is(c, "2", "postcode", "1");
	cell_is(c, "1", "region", "");
	cell_is(c, "2", "region", "US");
	assert_int_equal(customers_column(c, span_of("name")), CUSTOMERS_NONE);
	assert_true(customers_cell(c, span_of("9"), 0).len == 0);
	customers_free(c);
	sheet_close(&s);
	map_free(map);
}

static void
parent_is(const struct customers *c, const char *customer, const char *want)
{
	assert_true(span_is(customers_parent(c, span_of(customer)), want));
}

static void
parents(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct customers *c =
	    read_all(&s, map, "customer,parent\nB,A\nA,\nC,B\nD,D\nE,nobody\n");

	(void)state;
	assert_int_equal(s.b.faults.n, 0);
	parent_is(c, "A", "");
	parent_is(c, "B", "A");
	parent_is(c, "C", "B");
	parent_is(c, "D", "");
	parent_is(c, "E", "nobody");
	parent_is(c, "F", "");
	assert_int_equal(customers_count(c), 5);
	assert_true(span_is(customers_at(c, 0), "B"));
	assert_true(span_is(customers_at(c, 4), "E"));
	customers_free(c);
	sheet_close(&s);
	map_free(map);
}

/* The line on which a ring closes; 0 for none. */
static void
ring_closes(const char *csv, uint64_t line, const char *column)
{
	struct map *map = map_new();
	struct customers *c = customers_new(&map->of[MAP_CUSTOMERS]);
	struct sheet s;

	map_column(map, MAP_CUSTOMERS, "parent=Head");
	customers_with_parents(c);
	for (sheet_open(&s, span_of(csv)); s.any;
	     s.any = csvin_batch(s.in, &s.b)) {
		for (uint32_t i = 0; i < s.b.nrow; i++)
			customers_row(c, &s.b, i);
		if (s.b.faults.n > 0)
			break;
	}
	assert_int_equal(s.b.faults.n, line > 0);
	if (line > 0) {
		assert_int_equal(s.b.faults.list[0].code, FAULT_SIGN);
		assert_int_equal(s.b.faults.list[0].line, line);
		assert_string_equal(s.b.faults.list[0].column, column);
	}
	customers_free(c);
	fault_free(&s.b.faults);
	sheet_close(&s);
	map_free(map);
}

static void
rings(void **state)
{
	(void)state;
	ring_closes("customer,Head\nA,B\nB,A\n", 3, "Head");
	ring_closes("customer,Head\nA,B\nC,A\nD,C\nX,D\nB,D\n", 6, "Head");
	ring_closes("customer,Head\nA,B\nC,B\nD,B\nB,Z\nZ,Y\n", 0, "");
	ring_closes("customer,Head\nA,B\nC,B\nZ,C\nY,A\nB,Y\n", 6, "Head");
	ring_closes("customer,Head\nA,A\nB,A\n", 0, "");
	ring_closes("customer,name\nA,B\nB,A\n", 0, "");
}

static void
fault_is(const char *csv, enum fault_code code, uint64_t line)
{
	struct map *map = map_new();
	struct sheet s;
	struct customers *c = read_all(&s, map, csv);

	assert_int_equal(s.b.faults.n, 1);
	assert_int_equal(s.b.faults.list[0].code, code);
	assert_int_equal(s.b.faults.list[0].line, line);
	assert_string_equal(s.b.faults.list[0].column, "customer");
	customers_free(c);
	sheet_close(&s);
	map_free(map);
}

static void
faults(void **state)
{
	(void)state;
	fault_is("customer,name\n1,a\n2,b\n1,c\n", FAULT_DUPLICATE_KEY, 4);
	fault_is("customer,name\n1,a\n,b\n", FAULT_BLANK, 3);
}

/* No row at all: no columns either, and nobody is known. */
static void
empty(void **state)
{
	struct map *map = map_new();
	struct customers *c = customers_new(&map->of[MAP_CUSTOMERS]);

	(void)state;
	assert_int_equal(customers_column(c, span_of("name")), CUSTOMERS_NONE);
	assert_int_equal(customers_cell(c, span_of("7"), 0).len, 0);
	customers_free(c);
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cells),
	    cmocka_unit_test(mapped),
	    cmocka_unit_test(filled),
	    cmocka_unit_test(parents),
	    cmocka_unit_test(rings),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
