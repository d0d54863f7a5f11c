/* One row of the book, by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/book.h"
#include "value/currency.h"

#define OK (-1)

/* Reads the first row after the header; p's cells belong to s. */
static void
read_row(struct sheet *s, const struct map *map, const char *csv,
    struct posting *p, int fault, const char *column)
{
	struct posting_reader r;
	bool good;

	sheet_open(s, span_of(csv));
	posting_open(&r, &map->of[MAP_BOOK]);
	posting_bind(&r, &s->b);
	assert_int_equal(s->b.nrow, 1);
	good = posting_read(&r, &s->b, 0, p);
	assert_int_equal(s->b.faults.n, fault == OK ? 0 : 1);
	assert_int_equal(good, fault == OK);
	if (fault != OK) {
		assert_int_equal((int)s->b.faults.list[0].code, fault);
		assert_string_equal(s->b.faults.list[0].column, column);
	}
	posting_close(&r);
}

struct trial {
	const char *row;
	int fault;
	const char *column;
};

static void
try_all(const char *header, const struct trial *t, size_t n)
{
	struct map *map = map_new();

	for (size_t i = 0; i < n; i++) {
		struct buf csv = {0};
		struct posting p;
		struct sheet s;

		buf_text(&csv, header);
		buf_text(&csv, t[i].row);
		read_row(
		    &s, map, buf_string(&csv), &p, t[i].fault, t[i].column);
		sheet_close(&s);
		buf_free(&csv);
	}
	map_free(map);
}

#define TRY(header, t) try_all(header, t, sizeof(t) / sizeof *(t))

static void
signs(void **state)
{
	static const struct trial t[] = {
	    {"2026-01-01,invoice,A,c,1,,\n", OK, NULL},
	    {"2026-01-01,invoice,A,c,0,,\n", OK, NULL},
	    {"2026-01-01,invoice,A,c,-0.00,,\n", OK, NULL},
	    {"2026-01-01,invoice,A,c,-1,,\n", FAULT_SIGN, "amount"},
	    {"2026-01-01,invoice,A,c,-1,,opening\n", OK, NULL},
	    {"2026-01-01,debit,A,c,-1,,\n", FAULT_SIGN, "amount"},
	    {"2026-01-01,credit,A,c,-1,,\n", OK, NULL},
	    {"2026-01-01,credit,A,c,1,,\n", FAULT_SIGN, "amount"},
	    {"2026-01-01,credit,A,c,1,,nsf\n", FAULT_SIGN, "amount"},
	    {"2026-01-01,receipt,A,c,1,,\n", FAULT_SIGN, "amount"},
	    {"2026-01-01,receipt,A,c,1,,nsf\n", OK, NULL},
	    {"2026-01-01,receipt,A,c,1,,bank-return\n", OK, NULL},
	    {"2026-01-01,apply,R,c,0,A,\n", FAULT_SIGN, "amount"},
	    {"2026-01-01,apply,R,c,-1,A,\n", OK, NULL},
	    {"2026-01-01,writeoff,,c,0.00,A,\n", FAULT_SIGN, "amount"},
	    {"2026-01-01,writeoff,,c,25,A,\n", OK, NULL},
	    {"2026-01-01,remit,R,c,0,,\n", OK, NULL},
	    {"2026-01-01,dispute,,c,,A,\n", OK, NULL},
	    {"2026-01-01,dispute,,c,0,A,\n", FAULT_SIGN, "amount"},
	    {"2026-01-01,dispute,,c,-1,A,\n", FAULT_SIGN, "amount"},
	    {"2026-01-01,promise,,c,,,\n", OK, NULL},
	    {"2026-01-01,note,,c,-5,,\n", OK, NULL},
	    {"2026-01-01,note,,c,x,,\n", FAULT_AMOUNT, "amount"},
	};

	(void)state;
	TRY("date,type,doc,customer,amount,ref,reason\n", t);
}

static void
names_and_cells(void **state)
{
	static const struct trial t[] = {
	    {",invoice,A,c,1,,\n", FAULT_BLANK, "date"},
	    {"2026-02-30,invoice,A,c,1,,\n", FAULT_DATE, "date"},
	    {"2026-2-03,invoice,A,c,1,,\n", FAULT_DATE, "date"},
	    {"2024-02-29,invoice,A,c,1,,9999-12-31\n", OK, NULL},
	    {"2026-02-03,invoice,A,c,1,,soon\n", FAULT_DATE, "due"},
	    {"2026-01-01,,A,c,1,,\n", FAULT_BLANK, "type"},
	    {"2026-01-01,Invoice,A,c,1,,\n", FAULT_TYPE, "type"},
	    {"2026-01-01,invoice,,c,1,,\n", FAULT_BLANK, "doc"},
	    {"2026-01-01,remit,,c,1,,\n", FAULT_BLANK, "doc"},
	    {"2026-01-01,invoice,A,,1,,\n", FAULT_BLANK, "customer"},
	    {"2026-01-01,invoice,A,c,,,\n", FAULT_BLANK, "amount"},
	    {"2026-01-01,adjust,,c,,A,\n", FAULT_BLANK, "amount"},
	    {"2026-01-01,adjust,,c,1,,\n", FAULT_BLANK, "ref"},
	    {"2026-01-01,dispute,,c,1,,\n", FAULT_BLANK, "ref"},
	    {"2026-01-01,apply,R,c,1,,\n", FAULT_BLANK, "ref"},
	    {"2026-01-01,hold,,c,,,\n", OK, NULL},
	    {"2026-01-01,hold,,,,,\n", FAULT_BLANK, "customer"},
	    {"2026-01-01,invoice,A,c,1.001,,\n", FAULT_DECIMALS, "amount"},
	    {"2026-01-01,invoice,A,c,1.100,,\n", OK, NULL},
	    {"2026-01-01,invoice,A,c,1e3,,\n", FAULT_AMOUNT, "amount"},
	    {"2026-01-01,invoice,A,c,\"1,234.50\",,\n", FAULT_AMOUNT, "amount"},
	    {"2026-01-01,invoice,A,c,92233720368547758.07,,\n", OK, NULL},
	    {"2026-01-01,invoice,A,c,92233720368547758.08,,\n", FAULT_RANGE,
		"amount"},
	};

	(void)state;
	TRY("date,type,doc,customer,amount,ref,due\n", t);
}

static void
currencies(void **state)
{
	static const struct trial t[] = {
	    {"2026-01-01,invoice,A,c,1,,JPY,,\n", OK, NULL},
	    {"2026-01-01,invoice,A,c,1.5,,JPY,,\n", FAULT_DECIMALS, "amount"},
	    {"2026-01-01,invoice,A,c,1.555,,KWD,,\n", OK, NULL},
	    {"2026-01-01,invoice,A,c,1.5555,,CLF,,\n", OK, NULL},
	    {"2026-01-01,invoice,A,c,1,,usd,,\n", FAULT_CURRENCY, "currency"},
	    {"2026-01-01,invoice,A,c,1,,XXX,,\n", FAULT_CURRENCY, "currency"},
	    {"2026-01-01,invoice,A,c,1,,,,\n", FAULT_BLANK, "currency"},
	    {"2026-01-01,hold,,c,,,,,\n", OK, NULL},
	    {"2026-01-01,dispute,,c,,A,,,\n", FAULT_BLANK, "currency"},
	    {"2026-01-01,apply,R,c,1,A,USD,EUR,\n", FAULT_BLANK, "ref_amount"},
	    {"2026-01-01,apply,R,c,1,A,USD,EUR,2\n", OK, NULL},
	    {"2026-01-01,apply,R,c,1,A,USD,EUR,-2\n", FAULT_SIGN, "ref_amount"},
	    {"2026-01-01,apply,R,c,1,A,USD,EUR,0\n", FAULT_SIGN, "ref_amount"},
	    {"2026-01-01,apply,R,c,1,A,USD,JPY,2.5\n", FAULT_DECIMALS,
		"ref_amount"},
	    {"2026-01-01,apply,R,c,1,A,USD,,2\n", FAULT_SIGN, "ref_amount"},
	    {"2026-01-01,apply,R,c,1,A,USD,,1.00\n", OK, NULL},
	    {"2026-01-01,apply,R,c,1,A,USD,EU,2\n", FAULT_CURRENCY,
		"ref_currency"},
	};

	(void)state;
	TRY("date,type,doc,customer,amount,ref,currency,ref_currency,"
	    "ref_amount\n",
	    t);
}

/* The row says JPY after a KWD row: what was found last is not what is. */
static void
currency_memory(void **state)
{
	static const char *const codes[] = {"KWD", "JPY", "JPY", "KWD", "USD"};
	struct map *map = map_new();
	struct posting_reader r;
	struct sheet s;

	(void)state;
	sheet_open(&s, span_of("date,type,doc,customer,amount,currency\n"
			       "2026-01-01,invoice,1,c,5,KWD\n"
			       "2026-01-01,invoice,2,c,5,JPY\n"
			       "2026-01-01,invoice,3,c,5,JPY\n"
			       "2026-01-01,invoice,4,c,5,KWD\n"
			       "2026-01-01,invoice,5,c,5,USD\n"));
	posting_open(&r, &map->of[MAP_BOOK]);
	posting_bind(&r, &s.b);
	for (uint32_t i = 0; i < 5; i++) {
		struct posting p;

		assert_true(posting_read(&r, &s.b, i, &p));
		assert_string_equal(currency_code(p.currency), codes[i]);
		assert_int_equal(p.amount, i == 1 || i == 2 ? 5
					   : i == 4         ? 500
							    : 5000);
	}
	posting_close(&r);
	sheet_close(&s);
	map_free(map);
}

/* Blank owners of ref are the row's own; a blank ref_amount is amount. */
static void
filled_in(void **state)
{
	static const char header[] = "date,type,doc,customer,amount,entity,"
				     "ref,ref_customer,ref_entity,ref_due\n";
	struct map *map = map_new();
	struct buf csv = {0};
	struct posting p;
	struct sheet s;

	(void)state;
	buf_text(&csv, header);
	buf_text(&csv, "2026-01-02,apply,R,kid,12.5,10,A,,,2026-02-01\n");
	read_row(&s, map, buf_string(&csv), &p, OK, NULL);
	assert_int_equal(p.line, 2);
	assert_int_equal(p.type, TYPE_APPLY);
	assert_int_equal(p.date, day("2026-01-02"));
	assert_int_equal(p.ref_due, day("2026-02-01"));
	assert_int_equal(p.due, DATE_NONE);
	assert_int_equal(p.amount, 1250);
	assert_int_equal(p.ref_amount, 1250);
	assert_true(span_is(p.ref_customer, "kid"));
	assert_true(span_is(p.ref_entity, "10"));
	sheet_close(&s);
	csv.len = 0;
	buf_text(&csv, header);
	buf_text(&csv, "2026-01-02,apply,R,mum,12.5,10,A,kid,20,\n");
	read_row(&s, map, buf_string(&csv), &p, OK, NULL);
	assert_true(span_is(p.customer, "mum"));
	assert_true(span_is(p.ref_customer, "kid"));
	assert_true(span_is(p.ref_entity, "20"));
	assert_int_equal(p.ref_due, DATE_NONE);
	sheet_close(&s);
	buf_free(&csv);
	map_free(map);
}

/* A list of open items has no types, and its rows no need of numbers. */
static void
plain_list(void **state)
{
	struct map *map = map_new();
	struct posting p;
	struct sheet s;

	(void)state;
	read_row(&s, map, "date,doc,customer,amount\n2026-01-01,,c,-5\n", &p,
	    OK, NULL);
	assert_int_equal(p.type, TYPE_CREDIT);
	assert_int_equal(p.amount, -500);
	sheet_close(&s);
	read_row(&s, map, "date,doc,customer,amount\n2026-01-01,,c,0\n", &p, OK,
	    NULL);
	assert_int_equal(p.type, TYPE_INVOICE);
	sheet_close(&s);
	map_free(map);
}

/* An export through a map: its headers, defaults, dates and numbers; faults
   name the column as the input does. */
static void
through_a_map(void **state)
{
	static const char csv[] = "Datum,Beleg,Kunde,Betrag\n"
				  "31.01.2026,A,c,\"1.234,50\"\n";
	struct map *map = map_new();
	struct map_section *book = &map->of[MAP_BOOK];
	struct span names[POSTING_NCOLUMN];
	struct posting p;
	struct sheet s;

	(void)state;
	map_column(map, MAP_BOOK, "date=Datum");
	map_column(map, MAP_BOOK, "doc=Beleg");
	map_column(map, MAP_BOOK, "customer=Kunde");
	map_column(map, MAP_BOOK, "amount=Betrag");
	map_column(map, MAP_BOOK, "default.currency=EUR");
	book->date_layout = strdup("DD.MM.YYYY");
	book->money.decimal = ',';
	book->money.group = '.';
	read_row(&s, map, csv, &p, OK, NULL);
	assert_int_equal(p.amount, 123450);
	assert_int_equal(p.date, day("2026-01-31"));
	assert_string_equal(currency_code(p.currency), "EUR");
	sheet_close(&s);
	book->money.group = 0;
	read_row(&s, map, csv, &p, FAULT_AMOUNT, "Betrag");
	assert_true(span_is(p.doc, "A")); /* said even so */
	sheet_close(&s);
	assert_int_equal(posting_required(book, names), 4);
	map_column(map, MAP_BOOK, "default.date=2026-01-31");
	assert_int_equal(posting_required(book, names), 3);
	assert_true(span_is(names[0], "Beleg"));
	map_free(map);
}

static void
agrees(const char *a, const char *b, const char *want)
{
	struct map *map = map_new();
	struct sheet x, y;
	const char *column;
	bool agree;

	sheet_open(&x, span_of(a));
	sheet_open(&y, span_of(b));
	agree =
	    posting_agree(&map->of[MAP_BOOK], x.b.header, y.b.header, &column);
	assert_int_equal(agree, want == NULL);
	if (want != NULL)
		assert_string_equal(column, want);
	map_column(map, MAP_BOOK, "default.currency=USD");
	if (want != NULL && !strcmp(want, "currency"))
		assert_true(posting_agree(
		    &map->of[MAP_BOOK], x.b.header, y.b.header, &column));
	sheet_close(&x);
	sheet_close(&y);
	map_free(map);
}

static void
headers_agree(void **state)
{
	(void)state;
	agrees("date,type,memo\n", "type,date\n", NULL);
	agrees("date,type\n", "date\n", "type");
	agrees("date\n", "date,currency\n", "currency");
	agrees("date,entity,currency\n", "date,currency\n", "entity");
}

static void
types_by_name(void **state)
{
	(void)state;
	for (int t = 0; t < TYPES; t++) {
		const char *name = posting_type_name((enum posting_type)t);

		assert_int_equal(posting_type_find(span_of(name)), t);
	}
	assert_int_equal(posting_type_find(span_of("")), TYPES);
	assert_int_equal(posting_type_find(span_of("apply ")), TYPES);
	assert_int_equal(posting_class(TYPE_RECEIPT), CLASS_OPENS);
	assert_int_equal(posting_class(TYPE_TRANSFER), CLASS_TRANSFERS);
	assert_int_equal(posting_class(TYPE_REVERSE), CLASS_ACTS);
	assert_int_equal(posting_class(TYPE_REMIT), CLASS_TELLS);
	assert_int_equal(posting_class(TYPE_DISPUTE), CLASS_EVENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(signs),
	    cmocka_unit_test(names_and_cells),
	    cmocka_unit_test(currencies),
	    cmocka_unit_test(currency_memory),
	    cmocka_unit_test(filled_in),
	    cmocka_unit_test(plain_list),
	    cmocka_unit_test(through_a_map),
	    cmocka_unit_test(headers_agree),
	    cmocka_unit_test(types_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
