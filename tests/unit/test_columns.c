/* Columns by name, through a map. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/book.h"
#include "text/columns.h"

static const char *const names[] = {"doc", "amount", "due", "currency"};

static void
cell_is(
    struct columns *c, const struct sheet *s, size_t column, const char *want)
{
	assert_true(span_is(columns_cell(c, &s->b, 0, column), want));
}

/* Any order; what is not there is blank; `extra` is nobody's. */
static void
by_name(void **state)
{
	struct map *map = map_new();
	struct columns c;
	struct sheet s;

	(void)state;
	sheet_open(&s, span_of("extra,due,amount,doc\nx,2026-01-01,5,A\n"));
	columns_open(&c, &map->of[MAP_BOOK], names, 4);
	columns_bind(&c, s.b.header);
	cell_is(&c, &s, 0, "A");
	cell_is(&c, &s, 1, "5");
	cell_is(&c, &s, 2, "2026-01-01");
	cell_is(&c, &s, 3, "");
	assert_true(columns_have(&c, 0));
	assert_false(columns_have(&c, 3));
	assert_string_equal(columns_name(&c, 3), "currency");
	columns_free(&c);
	sheet_close(&s);
	map_free(map);
}

/* A map's header takes the place of the name; a default that of a column
   that is not there, not of a blank cell. */
static void
mapped(void **state)
{
	struct map *map = map_new();
	struct columns c;
	struct sheet s;

	(void)state;
	map_column(map, MAP_BOOK, "amount=Open balance");
	map_column(map, MAP_BOOK, "default.currency=USD");
	map_column(map, MAP_BOOK, "default.due=2020-01-01");
	sheet_open(&s, span_of("amount,Open balance,doc,due\n1,2,A,\n"));
	columns_open(&c, &map->of[MAP_BOOK], names, 4);
	columns_bind(&c, s.b.header);
	cell_is(&c, &s, 1, "2");
	cell_is(&c, &s, 2, "");
	cell_is(&c, &s, 3, "USD");
	assert_true(columns_have(&c, 3));
	assert_string_equal(columns_name(&c, 1), "Open balance");
	columns_free(&c);
	sheet_close(&s);
	map_free(map);
}

/* A header later on: the same names elsewhere, and one less. */
static void
bound_again(void **state)
{
	struct map *map = map_new();
	struct columns c;
	struct sheet s;

	(void)state;
	sheet_open(&s, span_of("doc,due,amount\nA,d,5\ndoc,amount,due\nB,6,e\n"
			       "doc,amount\nC,7\n"));
	columns_open(&c, &map->of[MAP_BOOK], names, 4);
	for (int i = 0; s.any; s.any = csvin_batch(s.in, &s.b)) {
		static const char *const want[][3] = {
		    {"A", "5", "d"}, {"B", "6", "e"}, {"C", "7", ""}};

		columns_bind(&c, s.b.header);
		if (s.b.nrow == 0)
			continue;
		for (size_t k = 0; k < 3; k++)
			cell_is(&c, &s, k, want[i][k]);
		assert_int_equal(columns_have(&c, 2), i < 2);
		i++;
	}
	columns_free(&c);
	sheet_close(&s);
	map_free(map);
}

/* What each row's `amount` reads as, with blanks between. */
static void
amounts_are(
    const char *const *said, size_t n, const char *csv, const char *want)
{
	struct map *map = map_new();
	struct buf got = {0};
	struct columns c;
	struct sheet s;

	for (size_t i = 0; i < n; i++)
		map_column(map, MAP_BOOK, said[i]);
	sheet_open(&s, span_of(csv));
	columns_open(&c, &map->of[MAP_BOOK], names, 4);
	columns_bind(&c, s.b.header);
	for (uint32_t i = 0; i < s.b.nrow; i++) {
		buf_text(&got, i > 0 ? " " : "");
		buf_byte(&got, '<');
		buf_span(&got, columns_cell(&c, &s.b, i, 1));
		buf_byte(&got, '>');
	}
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
	columns_free(&c);
	sheet_close(&s);
	map_free(map);
}

/* blank.: what a blank cell stands for; a blank is a cell of no bytes. */
static void
filled(void **state)
{
	static const char *const fill[] = {"blank.amount=0"};
	static const char *const mapped_fill[] = {
	    "amount=Betrag", "blank.amount=x y"};
	static const char *const by_default[] = {
	    "blank.amount=0", "default.amount=7"};
	static const char *const nothing[] = {"blank.amount="};

	(void)state;
	amounts_are(
	    fill, 1, "doc,amount\nA,\nB,5\nC,\"\"\nD, \n", "<0> <5> <0> < >");
	amounts_are(
	    mapped_fill, 2, "Betrag,amount,doc\n,1,A\n2,,B\n", "<x y> <2>");
	/* There is no cell to fill; a default is another thing. */
	amounts_are(fill, 1, "doc\nA\n", "<>");
	amounts_are(by_default, 2, "doc\nA\n", "<7>");
	amounts_are(by_default, 2, "doc,amount\nA,\n", "<0>");
	amounts_are(nothing, 1, "doc,amount\nA,\nB,5\n", "<> <5>");
	amounts_are(NULL, 0, "doc,amount\nA,\nB,5\n", "<> <5>");
}

/* strip.: once, off the end, and never the whole of a cell. */
static void
stripped(void **state)
{
	static const char *const strip[] = {"strip.amount=.0"};
	static const char *const mapped_strip[] = {
	    "amount=Betrag", "strip.amount= EUR"};
	static const char *const both[] = {
	    "strip.amount=.0", "blank.amount=7", "default.amount=8.0"};
	static const char *const nothing[] = {"strip.amount="};

	(void)state;
	amounts_are(strip, 1,
	    "doc,amount\nA,5.0\nB,5\nC,5.0.0\nD,.0\nE,5.00\nF,.0x\nG,0\n"
	    "H,\nI,\"5.0\"\n",
	    "<5> <5> <5.0> <.0> <5.00> <.0x> <0> <> <5>");
	amounts_are(
	    mapped_strip, 2, "Betrag,amount,doc\n5 EUR,5 EUR,A\n", "<5>");
	amounts_are(both, 3, "doc,amount\nA,\nB,5.0\nC,.0\n", "<7> <5> <.0>");
	amounts_are(both, 3, "doc\nA\n", "<8.0>");
	amounts_are(nothing, 1, "doc,amount\nA,5.0\n", "<5.0>");
}

/* What is said of one column says nothing of another, under any header. */
static void
edits_by_column(void **state)
{
	struct map *map = map_new();
	struct columns c;
	struct sheet s;

	(void)state;
	map_column(map, MAP_BOOK, "strip.doc=.0");
	map_column(map, MAP_BOOK, "blank.due=d");
	sheet_open(&s, span_of("doc,due,amount\n1.0,,\n"
			       "doc,amount,due\n2.0,3.0,e\n"));
	columns_open(&c, &map->of[MAP_BOOK], names, 4);
	assert_true(c.edits);
	columns_bind(&c, s.b.header);
	cell_is(&c, &s, 0, "1");
	cell_is(&c, &s, 1, "");
	cell_is(&c, &s, 2, "d");
	assert_true(csvin_batch(s.in, &s.b));
	columns_bind(&c, s.b.header);
	cell_is(&c, &s, 0, "2");
	cell_is(&c, &s, 1, "3.0");
	cell_is(&c, &s, 2, "e");
	columns_free(&c);
	sheet_close(&s);
	map_free(map);
}

static void
drops(struct map *map, const char *csv, const char *want)
{
	struct columns c;
	struct sheet s;

	sheet_open(&s, span_of(csv));
	columns_open(&c, &map->of[MAP_BOOK], names, 4);
	columns_bind(&c, s.b.header);
	assert_int_equal(s.b.nrow, strlen(want));
	for (uint32_t i = 0; i < s.b.nrow; i++)
		assert_int_equal(columns_drop(&c, &s.b, i), want[i] == 'x');
	columns_free(&c);
	sheet_close(&s);
}

static void
subtotals(void **state)
{
	char path[] = "/tmp/ar-unit.XXXXXX";
	struct map *map = map_new();
	FILE *f = fdopen(mkstemp(path), "w");

	(void)state;
	assert_non_null(f);
	fputs("[book]\ndrop = Name starts Total\ndrop = Num blank\n"
	      "drop = Type is Sum\n",
	    f);
	fclose(f);
	map_read(map, path);
	unlink(path);
	drops(map,
	    "Name,Num,Type\nTotal A,1,I\nA Total,1,I\nTota,1,I\nA,,I\n"
	    "A,1,Sum\nA,1,Summe\nTotal,1,I\n",
	    "x..xx.x");
	/* Rules of headers that are not there say nothing. */
	drops(map, "doc\nTotal\n", ".");
	map_free(map);
}

static void
read_map(struct map *map, const char *text)
{
	char path[] = "/tmp/ar-unit.XXXXXX";
	FILE *f = fdopen(mkstemp(path), "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	map_read(map, path);
	unlink(path);
}

/* A row that repeats is one in all that the map names, or it stays. */
static void
repeats(void **state)
{
	struct map *map = map_new();

	(void)state;
	read_map(map, "[book]\ndoc = Num\namount = Total\n"
		      "drop = Num repeats\n");
	drops(map,
	    "Num,Total,Line\n1,5,a\n1,5,b\n2,5,a\n1,5,c\n1,6,d\n,5,a\n"
	    ",5,b\n",
	    ".x.x...");
	map_free(map);
}

static void
changed(void **state)
{
	struct map *map = map_new();
	struct columns c;
	struct sheet s;

	(void)state;
	read_map(map, "[book]\nvalue.currency = usd is USD\n"
		      "blank.currency = EUR\nnegate = Type is Credit\n"
		      "value.nowhere = a is b\n");
	sheet_open(
	    &s, span_of("doc,currency,Type\nusd,usd,Credit\nx,eur,\nx,,C\n"));
	columns_open(&c, &map->of[MAP_BOOK], names, 4);
	columns_bind(&c, s.b.header);
	assert_true(span_is(columns_cell(&c, &s.b, 0, 0), "usd"));
	assert_true(span_is(columns_cell(&c, &s.b, 0, 3), "USD"));
	assert_true(span_is(columns_cell(&c, &s.b, 1, 3), "eur"));
	assert_true(span_is(columns_cell(&c, &s.b, 2, 3), "EUR"));
	assert_true(columns_negate(&c, &s.b, 0));
	assert_false(columns_negate(&c, &s.b, 1));
	assert_false(columns_negate(&c, &s.b, 2));
	columns_free(&c);
	sheet_close(&s);
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(by_name),
	    cmocka_unit_test(mapped),
	    cmocka_unit_test(bound_again),
	    cmocka_unit_test(filled),
	    cmocka_unit_test(stripped),
	    cmocka_unit_test(edits_by_column),
	    cmocka_unit_test(subtotals),
	    cmocka_unit_test(repeats),
	    cmocka_unit_test(changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
