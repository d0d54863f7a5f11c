/* Columns that the user names: of the book, of customers, of the input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/fields.h"
#include "tests/unit/book.h"
#include "tests/unit/dies.h"
#include "value/currency.h"

/* A source as far as fields look into it, and one item to be seen. */
struct scene {
	struct map *map;
	struct sheet book, table;
	struct source source;
	struct customers *customers;
	struct carried carried;
	struct span cells[2];
	struct fields_view view;
};

static void
set(struct scene *s)
{
	*s = (struct scene){.map = map_new()};
	sheet_open(&s->book,
	    span_of("date,doc,customer,amount,due,entity,rep,region\n"));
	s->source = (struct source){
	    .map = &s->map->of[MAP_BOOK], .first = s->book.b, .any = true};
	s->customers = customers_new(&s->map->of[MAP_CUSTOMERS]);
	sheet_open(
	    &s->table, span_of("customer,name,region,due\nc,See,EU,never\n"));
	customers_row(s->customers, &s->table.b, 0);
	s->cells[0] = span_of("x");
	s->cells[1] = span_of("y");
	s->view = (struct fields_view){.customer = span_of("c"),
	    .doc = span_of("A"),
	    .entity = span_of("10"),
	    .date = day("2026-01-02"),
	    .due = DATE_NONE,
	    .doc_date = day("2026-01-01"),
	    .currency = currency_find(span_of("EUR")),
	    .type = TYPE_DEBIT,
	    .carried = s->cells};
}

static void
strike(struct scene *s)
{
	for (size_t i = 0; i < s->carried.n; i++)
		free((void *)(uintptr_t)s->carried.names[i]);
	customers_free(s->customers);
	sheet_close(&s->book);
	sheet_close(&s->table);
	map_free(s->map);
}

/* Carried columns keep the name of the first field. */
static void
forget(struct scene *s, const struct field *f)
{
	if (f->from != FIELD_CARRIED || s->carried.names[f->at] != f->name)
		free((void *)(uintptr_t)f->name);
}

static void
field_is(struct scene *s, const char *name, int from, const char *want)
{
	struct field f =
	    fields_find(span_of(name), &s->source, s->customers, &s->carried);
	char date[DATE_CHARS];

	assert_string_equal(f.name, name);
	assert_int_equal((int)f.from, from);
	assert_true(
	    span_is(fields_value(&f, &s->view, s->customers, date), want));
	forget(s, &f);
}

/* The book first; the customers for what it has not, or when forced.  Of
   type and currency there is always one. */
static void
found(void **state)
{
	struct scene s;

	(void)state;
	set(&s);
	field_is(&s, "customer", FIELD_KNOWN, "c");
	field_is(&s, "doc", FIELD_KNOWN, "A");
	field_is(&s, "entity", FIELD_KNOWN, "10");
	field_is(&s, "date", FIELD_KNOWN, "2026-01-02");
	field_is(&s, "due", FIELD_KNOWN, "");
	field_is(&s, "type", FIELD_KNOWN, "debit");
	field_is(&s, "currency", FIELD_KNOWN, "EUR");
	field_is(&s, "rep", FIELD_CARRIED, "x");
	field_is(&s, "region", FIELD_CARRIED, "y");
	field_is(&s, "rep", FIELD_CARRIED, "x");
	assert_int_equal(s.carried.n, 2);
	field_is(&s, "name", FIELD_CUSTOMERS, "See");
	field_is(&s, "customers.region", FIELD_CUSTOMERS, "EU");
	field_is(&s, "customers.due", FIELD_CUSTOMERS, "never");
	s.view.customer = span_of("stranger");
	field_is(&s, "name", FIELD_CUSTOMERS, "");
	strike(&s);
}

static void
finds(void *name)
{
	struct scene s;

	set(&s);
	fields_find(span_of(name), &s.source, NULL, &s.carried);
	fields_check_hopes(&s.source, &s.carried);
}

static void
not_found(void **state)
{
	char rpe[] = "rpe", custmer[] = "custmer", name[] = "zzzzzz";

	(void)state;
	dies(finds, rpe, "ar-test: no column \"rpe\"; is it \"rep\"?\n");
	dies(finds, custmer,
	    "ar-test: no column \"custmer\"; is it \"customer\"?\n");
	dies(finds, name, "ar-test: no column \"zzzzzz\" in the input\n");
}

static void
wheres(void *arg)
{
	struct opt_list args = {.at = (const char *[]){arg}, .n = 1};
	struct fields_tests tests;
	struct scene s;

	set(&s);
	fields_where(&tests, &args, &s.source, s.customers, &s.carried);
}

static void
passes(struct scene *s, size_t n, const char **args, bool want)
{
	struct opt_list list = {.at = args, .n = n};
	struct fields_tests tests;

	fields_where(&tests, &list, &s->source, s->customers, &s->carried);
	assert_int_equal(fields_pass(&tests, &s->view, s->customers), want);
	for (size_t i = 0; i < n; i++)
		forget(s, &tests.at[i].field);
	free(tests.at);
}

/* One of the values of each; values are whole, and may be blank. */
static void
where(void **state)
{
	char none[] = "customer";
	struct scene s;

	(void)state;
	set(&s);
	passes(&s, 0, NULL, true);
	passes(&s, 1, (const char *[]){"customer=c"}, true);
	passes(&s, 1, (const char *[]){"customer=C"}, false);
	passes(&s, 1, (const char *[]){"customer=b,c"}, true);
	passes(&s, 1, (const char *[]){"customer="}, false);
	passes(&s, 1, (const char *[]){"due="}, true);
	passes(&s, 1, (const char *[]){"date=2026-01-02"}, true);
	passes(&s, 2, (const char *[]){"customer=c", "rep=y"}, false);
	passes(&s, 2, (const char *[]){"name=See", "rep=y,x"}, true);
	strike(&s);
	dies(wheres, none,
	    "ar-test: --where: \"customer\" is not COL=VALUE,...\n");
}

/* "c" NUL "" NUL "x": three parts, and no fourth. */
static void
keys(void **state)
{
	struct fields f = {0};
	struct buf key = {0};
	struct scene s;
	struct span k;

	(void)state;
	set(&s);
	fields_add(&f, "customer,due,rep", &s.source, s.customers, &s.carried);
	assert_int_equal(f.n, 3);
	assert_int_equal(fields_index(&f, "rep"), 2);
	assert_int_equal(fields_index(&f, "doc"), 3);
	fields_key(&f, &s.view, s.customers, &key);
	k = (struct span){key.at, key.len};
	assert_true(span_equal(k, (struct span){"c\0\0x", 4}));
	assert_true(span_is(fields_part(k, 0), "c"));
	assert_true(span_is(fields_part(k, 1), ""));
	assert_true(span_is(fields_part(k, 2), "x"));
	assert_true(span_is(fields_part(k, 3), ""));
	for (size_t i = 0; i < f.n; i++)
		forget(&s, &f.at[i]);
	free(f.at);
	buf_free(&key);
	strike(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(found),
	    cmocka_unit_test(not_found),
	    cmocka_unit_test(where),
	    cmocka_unit_test(keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
