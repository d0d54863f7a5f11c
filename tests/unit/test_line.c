/* Billing lines: what their rows say, and what is wrong with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "book/line.h"
#include "tests/unit/book.h"

/* A table of lines being read, with a map, and maybe with customers. */
struct desk {
	struct map *map;
	struct customers *customers;
	struct line_reader r;
	struct sheet s;
	struct line l;
};

static void
take_customers(struct desk *d, const char *csv)
{
	struct sheet s;

	d->customers = customers_new(&d->map->of[MAP_CUSTOMERS]);
	for (sheet_open(&s, span_of(csv)); s.any;
	     s.any = csvin_batch(s.in, &s.b))
		for (uint32_t i = 0; i < s.b.nrow; i++)
			customers_row(d->customers, &s.b, i);
	assert_int_equal(s.b.faults.total, 0);
	sheet_close(&s);
}

/* `customers` may be NULL; a map that is set already stays. */
static void
desk_open(struct desk *d, const char *customers, const char *csv)
{
	if (d->map == NULL)
		d->map = map_new();
	if (customers != NULL)
		take_customers(d, customers);
	line_open(&d->r, &d->map->of[MAP_LINES], d->customers);
	sheet_open(&d->s, span_of(csv));
	line_bind(&d->r, &d->s.b);
}

static void
desk_close(struct desk *d)
{
	line_close(&d->r);
	sheet_close(&d->s);
	customers_free(d->customers);
	map_free(d->map);
}

static bool
read_row(struct desk *d, uint32_t row)
{
	return line_read(&d->r, &d->s.b, row, &d->l);
}

/* Reads the only row of `csv`, without faults. */
static void
read_only(struct desk *d, const char *csv)
{
	desk_open(d, NULL, csv);
	assert_int_equal(d->s.b.nrow, 1);
	assert_true(read_row(d, 0));
	assert_int_equal(d->s.b.faults.total, 0);
}

static void
fault_is(const struct desk *d, size_t i, enum fault_code code, uint64_t line,
    const char *column, const char *want)
{
	const struct fault *f = &d->s.b.faults.list[i];
	char *got;

	assert_true(d->s.b.faults.n > i);
	got = fault_message(f);
	assert_string_equal(got, want);
	assert_string_equal(f->column, column);
	assert_int_equal(f->code, code);
	assert_int_equal(f->line, line);
	mem_free(got);
}

static void
decimal_is(struct decimal d, int64_t n, unsigned places)
{
	assert_int_equal(d.n, n);
	assert_int_equal(d.places, places);
}

#define HEADER                                                                 \
	"customer,description,qty,price,type,currency,line_discount,"          \
	"tax_rate,date,due,service_from,service_to\n"

static void
all_cells(void **state)
{
	struct desk d = {0};

	(void)state;
	read_only(&d,
	    HEADER "007,\"Bolt, \"\"M4\"\"\",2.50,-19.990,invoice,EUR,12.5%,"
		   "7%,2026-01-02,2026-02-03,2026-03-04,2026-04-05\n");
	assert_int_equal(d.l.at, 2);
	assert_true(span_is(d.l.text[LINE_CUSTOMER], "007"));
	assert_true(span_is(d.l.text[LINE_DESCRIPTION], "Bolt, \"M4\""));
	assert_true(span_is(d.l.text[LINE_QTY], "2.50"));
	assert_false(d.l.credit);
	assert_string_equal(currency_code(d.l.currency), "EUR");
	decimal_is(d.l.qty, 25, 1);
	decimal_is(d.l.price, -1999, 2);
	assert_true(d.l.priced);
	assert_int_equal(d.l.discount.kind, LINE_PERCENT);
	decimal_is(d.l.discount.percent, 125, 1);
	assert_true(d.l.rated);
	decimal_is(d.l.tax_rate, 7, 0);
	assert_int_equal(d.l.date, day("2026-01-02"));
	assert_int_equal(d.l.due, day("2026-02-03"));
	assert_int_equal(d.l.service_from, day("2026-03-04"));
	assert_int_equal(d.l.service_to, day("2026-04-05"));
	desk_close(&d);
}

/* Only four columns are needed, and of their cells the description may be
   blank. */
static void
least(void **state)
{
	struct desk d = {0};

	(void)state;
	read_only(&d, "price,qty,description,customer\n0,1,,A\n");
	assert_int_equal(d.l.currency, CURRENCY_UNNAMED);
	assert_false(line_has_currency(&d.r));
	decimal_is(d.l.qty, 1, 0);
	decimal_is(d.l.price, 0, 0);
	assert_false(d.l.credit || d.l.rated);
	assert_true(d.l.priced);
	assert_int_equal(d.l.discount.kind, LINE_FULL);
	assert_int_equal(d.l.date, DATE_NONE);
	assert_int_equal(d.l.due, DATE_NONE);
	assert_int_equal(d.l.service_from, DATE_NONE);
	assert_int_equal(d.l.service_to, DATE_NONE);
	for (size_t i = LINE_DATE; i < LINE_NCOLUMN; i++)
		assert_int_equal(d.l.text[i].len, 0);
	desk_close(&d);
}

/* The columns that are text only, by their names as the manual has them. */
static void
texts(void **state)
{
	static const struct {
		enum line_column column;
		const char *text;
	} want[] = {{LINE_ORDER, "o"}, {LINE_PO, "p"}, {LINE_ITEM, " i"},
	    {LINE_TAX_CODE, "S"}, {LINE_TERMS, "net 30"}, {LINE_SHIP_TO, "x;y"},
	    {LINE_LINE, "7"}, {LINE_REF, "R"}, {LINE_ENTITY, "E"},
	    {LINE_ACCOUNT, "1200"}, {LINE_MEMO, "m "}};
	struct desk d = {0};

	(void)state;
	read_only(&d,
	    "memo,account,entity,ref,line,ship_to,terms,tax_code,item,po,order,"
	    "other,customer,description,qty,price\n"
	    "m ,1200,E,R,7,x;y,net 30,S, i,p,o,nobody's,A,,1,1\n");
	for (size_t i = 0; i < sizeof want / sizeof *want; i++)
		assert_true(span_is(d.l.text[want[i].column], want[i].text));
	desk_close(&d);
}

/* Rows count from the first line of the input, through headers and cells of
   more than one line. */
static void
places(void **state)
{
	struct desk d = {0};

	(void)state;
	desk_open(&d, NULL,
	    "customer,description,qty,price\nA,\"two\nlines\",1,1\nB,,2,2\n"
	    "customer,qty,price,description,po\nC,3,4,,P\n");
	assert_true(read_row(&d, 0) && d.l.at == 2);
	assert_true(read_row(&d, 1) && d.l.at == 4);
	assert_int_equal(d.l.text[LINE_PO].len, 0);
	assert_true(csvin_batch(d.s.in, &d.s.b));
	line_bind(&d.r, &d.s.b);
	assert_true(read_row(&d, 0) && d.l.at == 6);
	decimal_is(d.l.qty, 3, 0);
	decimal_is(d.l.price, 4, 0);
	assert_true(span_is(d.l.text[LINE_PO], "P"));
	desk_close(&d);
}

/* What a header lacks is blank, or its default, whatever stood in the row
   before; and of a row that is no line nothing stays. */
static void
headers_change(void **state)
{
	struct desk d = {.map = map_new()};

	(void)state;
	map_column(d.map, MAP_LINES, "default.item=I");
	desk_open(&d, NULL,
	    "customer,description,qty,price,date\nZ,,0,1,x\n"
	    "customer,description,qty,price,date,po,item,due,tax_rate,type,"
	    "line_discount\nA,a,1,1,2026-01-01,P,J,2026-01-02,7,credit,1\n"
	    "C,c,1,1,2026-01-01,Q,,,,,\n"
	    "customer,description,price,qty,date\nB,b,2,3,\n");
	assert_false(read_row(&d, 0));
	assert_true(span_is(d.l.text[LINE_ITEM], "I"));
	assert_true(csvin_batch(d.s.in, &d.s.b));
	line_bind(&d.r, &d.s.b);
	assert_true(read_row(&d, 0));
	assert_true(span_is(d.l.text[LINE_PO], "P"));
	assert_true(span_is(d.l.text[LINE_ITEM], "J"));
	assert_true(read_row(&d, 1));
	assert_true(span_is(d.l.text[LINE_PO], "Q"));
	assert_int_equal(d.l.text[LINE_ITEM].len, 0);
	assert_true(read_row(&d, 0));
	assert_true(csvin_batch(d.s.in, &d.s.b));
	line_bind(&d.r, &d.s.b);
	assert_true(read_row(&d, 0));
	assert_int_equal(d.l.at, 7);
	assert_true(span_is(d.l.text[LINE_DESCRIPTION], "b"));
	decimal_is(d.l.qty, 3, 0);
	assert_int_equal(d.l.text[LINE_PO].len, 0);
	assert_true(span_is(d.l.text[LINE_ITEM], "I"));
	assert_int_equal(d.l.date, DATE_NONE);
	assert_int_equal(d.l.due, DATE_NONE);
	assert_false(d.l.rated || d.l.credit);
	assert_int_equal(d.l.discount.kind, LINE_FULL);
	desk_close(&d);
}

struct wrong {
	const char *row;
	enum fault_code code;
	const char *column;
	const char *message;
};

#define SHOW_BIG "\"9223372036854775808\" is beyond the largest amount"

static const struct wrong wrongs[] = {
    {",d,1,1,,USD,,,,,,", FAULT_BLANK, "customer",
	"blank, and somebody has to be billed"},
    {"A,d,1,1,Credit,USD,,,,,,", FAULT_TYPE, "type",
	"\"Credit\" is not a type of row that is billed: invoice, credit, or "
	"blank"},
    {"A,d,1,1,debit,USD,,,,,,", FAULT_TYPE, "type",
	"\"debit\" is not a type of row that is billed: invoice, credit, or "
	"blank"},
    {"A,d,1,1,,usd,,,,,,", FAULT_CURRENCY, "currency",
	"\"usd\" is not an ISO 4217 currency code"},
    {"A,d,1,1,,XAU,,,,,,", FAULT_CURRENCY, "currency",
	"\"XAU\" is not an ISO 4217 currency code"},
    {"A,d,1,1,,,,,,,,", FAULT_BLANK, "currency",
	"blank, and other rows name their currency"},
    {"A,d,,1,,USD,,,,,,", FAULT_AMOUNT, "qty",
	"\"\" is not an amount (decimal mark is '.')"},
    {"A,d,one,1,,USD,,,,,,", FAULT_AMOUNT, "qty",
	"\"one\" is not an amount (decimal mark is '.')"},
    {"A,d,\"1,5\",1,,USD,,,,,,", FAULT_AMOUNT, "qty",
	"\"1,5\" is not an amount (decimal mark is '.')"},
    {"A,d,1.0000000001,1,,USD,,,,,,", FAULT_DECIMALS, "qty",
	"\"1.0000000001\" has more decimals than can be read exactly (9)"},
    {"A,d,9223372036854775808,1,,USD,,,,,,", FAULT_RANGE, "qty", SHOW_BIG},
    {"A,d,0,1,,USD,,,,,,", FAULT_SIGN, "qty", "\"0\" bills nothing"},
    {"A,d,-0.00,1,,USD,,,,,,", FAULT_SIGN, "qty", "\"-0.00\" bills nothing"},
    {"A,d,0,-1,credit,USD,,,,,,", FAULT_SIGN, "qty", "\"0\" bills nothing"},
    {"A,d,1,,,USD,,,,,,", FAULT_AMOUNT, "price",
	"\"\" is not an amount (decimal mark is '.')"},
    {"A,d,1,$1,,USD,,,,,,", FAULT_AMOUNT, "price",
	"\"$1\" is not an amount (decimal mark is '.')"},
    {"A,d,1,0.0000000001,,USD,,,,,,", FAULT_DECIMALS, "price",
	"\"0.0000000001\" has more decimals than can be read exactly (9)"},
    {"A,d,1,9223372036854775808,,USD,,,,,,", FAULT_RANGE, "price", SHOW_BIG},
    {"A,d,-1,-1,,USD,,,,,,", FAULT_SIGN, "price",
	"\"-1\" is negative, and so is the quantity: a return or a rebate?"},
    {"A,d,-1,-1,invoice,USD,,,,,,", FAULT_SIGN, "price",
	"\"-1\" is negative, and so is the quantity: a return or a rebate?"},
    {"A,d,-1,1,credit,USD,,,,,,", FAULT_SIGN, "qty",
	"\"-1\" is negative: a line of type credit has a positive quantity"},
    {"A,d,-2,-1,credit,USD,,,,,,", FAULT_SIGN, "qty",
	"\"-2\" is negative: a line of type credit has a positive quantity"},
    {"A,d,1,1,,USD,x,,,,,", FAULT_AMOUNT, "line_discount",
	"\"x\" is not an amount (decimal mark is '.')"},
    {"A,d,1,1,,USD,x%,,,,,", FAULT_AMOUNT, "line_discount",
	"\"x%\" is not an amount (decimal mark is '.')"},
    {"A,d,1,1,,USD,%,,,,,", FAULT_AMOUNT, "line_discount",
	"\"%\" is not an amount (decimal mark is '.')"},
    {"A,d,1,1,,USD,5%%,,,,,", FAULT_AMOUNT, "line_discount",
	"\"5%%\" is not an amount (decimal mark is '.')"},
    {"A,d,1,1,,USD,5  %,,,,,", FAULT_AMOUNT, "line_discount",
	"\"5  %\" is not an amount (decimal mark is '.')"},
    {"A,d,1,1,,USD,1.0000000001%,,,,,", FAULT_DECIMALS, "line_discount",
	"\"1.0000000001%\" has more decimals than can be read exactly (9)"},
    {"A,d,1,1,,USD,0.005,,,,,", FAULT_DECIMALS, "line_discount",
	"\"0.005\" has more decimals than USD has (2)"},
    {"A,d,1,1,,JPY,0.5,,,,,", FAULT_DECIMALS, "line_discount",
	"\"0.5\" has more decimals than JPY has (0)"},
    {"A,d,1,1,,USD,92233720368547758.08,,,,,", FAULT_RANGE, "line_discount",
	"\"92233720368547758.08\" is beyond the largest amount"},
    {"A,d,1,1,,USD,-0.01,,,,,", FAULT_SIGN, "line_discount",
	"\"-0.01\" is negative: a discount is what is taken off"},
    {"A,d,1,1,,USD,-0.01%,,,,,", FAULT_SIGN, "line_discount",
	"\"-0.01%\" is negative: a discount is what is taken off"},
    {"A,d,1,1,,USD,100.000000001%,,,,,", FAULT_NUMBER, "line_discount",
	"\"100.000000001%\" is not a discount: it is more than the price"},
    {"A,d,1,1,,USD,,x,,,,", FAULT_AMOUNT, "tax_rate",
	"\"x\" is not an amount (decimal mark is '.')"},
    {"A,d,1,1,,USD,,%,,,,", FAULT_AMOUNT, "tax_rate",
	"\"%\" is not an amount (decimal mark is '.')"},
    {"A,d,1,1,,USD,,-0.5%,,,,", FAULT_NUMBER, "tax_rate",
	"\"-0.5%\" is not a rate in percent"},
    {"A,d,1,1,,USD,,1000.01,,,,", FAULT_NUMBER, "tax_rate",
	"\"1000.01\" is not a rate in percent"},
    {"A,d,1,1,,USD,,7.0000000001,,,,", FAULT_DECIMALS, "tax_rate",
	"\"7.0000000001\" has more decimals than can be read exactly (9)"},
    {"A,d,1,1,,USD,,,2026-02-29,,,", FAULT_DATE, "date",
	"\"2026-02-29\" is not a date (YYYY-MM-DD)"},
    {"A,d,1,1,,USD,,,,31.12.2026,,", FAULT_DATE, "due",
	"\"31.12.2026\" is not a date (YYYY-MM-DD)"},
    {"A,d,1,1,,USD,,,,,2026-1-1,", FAULT_DATE, "service_from",
	"\"2026-1-1\" is not a date (YYYY-MM-DD)"},
    {"A,d,1,1,,USD,,,,,,2026-04-31", FAULT_DATE, "service_to",
	"\"2026-04-31\" is not a date (YYYY-MM-DD)"},
    /* Of several one is told: that of the column looked at first. */
    {",d,x,x,x,x,x,x,x,x,x,x", FAULT_BLANK, "customer",
	"blank, and somebody has to be billed"},
    {"A,d,x,x,,USD,x,x,x,x,x,x", FAULT_AMOUNT, "qty",
	"\"x\" is not an amount (decimal mark is '.')"},
};

#define NWRONG (sizeof wrongs / sizeof *wrongs)

/* Each row between two good ones, which a fault before them leaves good. */
static void
faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < NWRONG; i++) {
		const char *good = "B,,2,3,credit,EUR,1.00,5,2026-01-01,,,\n";
		struct buf csv = {0};
		struct desk d = {0};

		buf_text(&csv, HEADER);
		buf_text(&csv, good);
		buf_text(&csv, wrongs[i].row);
		buf_byte(&csv, '\n');
		buf_text(&csv, good);
		desk_open(&d, NULL, buf_string(&csv));
		assert_int_equal(d.s.b.nrow, 3);
		for (uint32_t row = 0; row < 3; row++)
			assert_int_equal(read_row(&d, row), row != 1);
		assert_int_equal(d.s.b.faults.total, 1);
		fault_is(&d, 0, wrongs[i].code, 3, wrongs[i].column,
		    wrongs[i].message);
		assert_true(d.l.credit && d.l.rated);
		assert_int_equal(d.l.discount.amount, 100);
		desk_close(&d);
		buf_free(&csv);
	}
}

static const char signs[] = "customer,description,qty,price,type\n"
			    "A,,1,-2,\nA,,-1,2,invoice\nA,,-1,0,\n"
			    "A,,1,2,credit\nA,,1,-2,credit\n";

/* A return, a rebate, a credit, and a credit of which a fee is kept. */
static void
both_ways(void **state)
{
	static const int qty[] = {1, -1, -1, 1, 1}, price[] = {-2, 2, 0, 2, -2};
	struct desk d = {0};

	(void)state;
	desk_open(&d, NULL, signs);
	for (uint32_t i = 0; i < 5; i++) {
		assert_true(read_row(&d, i));
		assert_int_equal(d.l.qty.n, qty[i]);
		assert_int_equal(d.l.price.n, price[i]);
		assert_int_equal(d.l.credit, i > 2);
	}
	desk_close(&d);
}

static void
discount_is(const char *currency, const char *cell, int kind, int64_t percent,
    unsigned places, int64_t amount)
{
	struct desk d = {0};
	char csv[200];

	snprintf(csv, sizeof csv,
	    "customer,description,qty,price,currency,line_discount\n"
	    "A,,1,1,%s,%s\n",
	    currency, cell);
	read_only(&d, csv);
	assert_int_equal(d.l.discount.kind, kind);
	decimal_is(d.l.discount.percent, percent, places);
	assert_int_equal(d.l.discount.amount, amount);
	desk_close(&d);
}

/* How much is more than the line is seen when it is priced. */
static void
discounts(void **state)
{
	(void)state;
	discount_is("USD", "", LINE_FULL, 0, 0, 0);
	discount_is("USD", "0", LINE_AMOUNT, 0, 0, 0);
	discount_is("USD", "0%", LINE_PERCENT, 0, 0, 0);
	discount_is("USD", "-0%", LINE_PERCENT, 0, 0, 0);
	discount_is("USD", "100%", LINE_PERCENT, 100, 0, 0);
	discount_is("USD", "100.000%", LINE_PERCENT, 100, 0, 0);
	discount_is("USD", "99.999999999%", LINE_PERCENT, 99999999999, 9, 0);
	discount_is("USD", "2.50%", LINE_PERCENT, 25, 1, 0);
	discount_is("USD", "150", LINE_AMOUNT, 0, 0, 15000);
	discount_is("USD", "0.010", LINE_AMOUNT, 0, 0, 1);
	discount_is("JPY", "150", LINE_AMOUNT, 0, 0, 150);
	discount_is("KWD", "0.005", LINE_AMOUNT, 0, 0, 5);
}

static void
rate_is(const char *cell, bool rated, int64_t n, unsigned places)
{
	struct desk d = {0};
	char csv[200];

	snprintf(csv, sizeof csv,
	    "customer,description,qty,price,tax_rate\nA,,1,1,%s\n", cell);
	read_only(&d, csv);
	assert_int_equal(d.l.rated, rated);
	decimal_is(d.l.tax_rate, n, places);
	desk_close(&d);
}

/* A rate of 0 is a rate, a blank is none. */
static void
rates(void **state)
{
	(void)state;
	rate_is("", false, 0, 0);
	rate_is("0", true, 0, 0);
	rate_is("0%", true, 0, 0);
	rate_is("-0", true, 0, 0);
	rate_is("20", true, 20, 0);
	rate_is("20%", true, 20, 0);
	rate_is("8.8750", true, 8875, 3);
	rate_is("0.000000001%", true, 1, 9);
	rate_is("1000", true, 1000, 0);
	rate_is("1000.00%", true, 1000, 0);
}

/* A price may be left to the price list, if there is one; 0 is a price. */
static void
blank_prices(void **state)
{
	struct desk d = {0};

	(void)state;
	desk_open(&d, NULL,
	    "customer,description,qty,price\nA,,-1,\nA,,1,0\nA,,1,-3\n"
	    "A,,1,x\nA,,0,\n");
	d.r.blank_price = true;
	assert_true(read_row(&d, 2) && d.l.priced);
	assert_true(read_row(&d, 0));
	assert_false(d.l.priced);
	decimal_is(d.l.price, 0, 0);
	assert_true(read_row(&d, 1) && d.l.priced);
	assert_false(read_row(&d, 3));
	assert_false(read_row(&d, 4));
	fault_is(&d, 0, FAULT_AMOUNT, 5, "price",
	    "\"x\" is not an amount (decimal mark is '.')");
	fault_is(&d, 1, FAULT_SIGN, 6, "qty", "\"0\" bills nothing");
	desk_close(&d);
}

/* What each row's currency is: its code, or "!" where it has none. */
static void
currencies_are(struct desk *d, const char *customers, const char *csv,
    const char *want, const char *message)
{
	struct buf got = {0};

	desk_open(d, customers, csv);
	for (uint32_t i = 0; i < d->s.b.nrow; i++) {
		bool good = read_row(d, i);
		size_t n = d->s.b.faults.n;

		buf_text(&got, i > 0 ? " " : "");
		if (good)
			buf_text(&got, d->l.currency == CURRENCY_UNNAMED
					   ? "-"
					   : currency_code(d->l.currency));
		else
			buf_byte(&got, '!');
		if (!good)
			fault_is(
			    d, n - 1, FAULT_BLANK, i + 2, "currency", message);
	}
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
}

#define ROWS  "A,,1,1\nB,,1,1\nC,,1,1\n"
#define KNOWN "customer,currency\nA,EUR\nB,\n"

/* The line's own, else the customer's; where lines or customers name any, all
   must have one. */
static void
currencies(void **state)
{
	static const char none_either[] =
	    "blank, and the customers table names none either";
	static const char plain[] = "customer,description,qty,price\n" ROWS;
	static const char own[] = "customer,description,qty,price,currency\n"
				  "A,,1,1,\nA,,1,1,USD\nB,,1,1,JPY\nB,,1,1,\n"
				  "C,,1,1,\n";
	struct desk d = {0};

	(void)state;
	currencies_are(&d, NULL, plain, "- - -", NULL);
	assert_false(line_has_currency(&d.r));
	desk_close(&d);
	d = (struct desk){0};
	currencies_are(&d, "customer,name\nA,x\n", plain, "- - -", NULL);
	assert_false(line_has_currency(&d.r));
	desk_close(&d);
	d = (struct desk){0};
	currencies_are(&d, KNOWN, plain, "EUR ! !", none_either);
	assert_true(line_has_currency(&d.r));
	desk_close(&d);
	d = (struct desk){0};
	currencies_are(&d, NULL, own, "! USD JPY ! !",
	    "blank, and other rows name their currency");
	assert_true(line_has_currency(&d.r));
	desk_close(&d);
	d = (struct desk){0};
	currencies_are(&d, KNOWN, own, "EUR USD JPY ! !", none_either);
	desk_close(&d);
	d = (struct desk){0};
	currencies_are(
	    &d, "customer,name\nA,x\n", own, "! USD JPY ! !", none_either);
	desk_close(&d);
}

/* The currency of the customer counts the decimals of an amount. */
static void
customer_decimals(void **state)
{
	struct desk d = {0};

	(void)state;
	desk_open(&d, "customer,currency\nA,JPY\nB,KWD\nC,EURO\n",
	    "customer,description,qty,price,line_discount\n"
	    "B,,1,1,0.125\nA,,1,1,0.5\nA,,1,1,5\nC,,1,1,\n");
	assert_true(read_row(&d, 0));
	assert_int_equal(d.l.discount.amount, 125);
	assert_false(read_row(&d, 1));
	assert_true(read_row(&d, 2));
	assert_int_equal(d.l.discount.amount, 5);
	assert_false(read_row(&d, 3));
	fault_is(&d, 0, FAULT_DECIMALS, 3, "line_discount",
	    "\"0.5\" has more decimals than JPY has (0)");
	fault_is(&d, 1, FAULT_BLANK, 5, "currency",
	    "blank, and that of the customers table is none of ISO 4217");
	desk_close(&d);
}

static struct map *
map_of(const char *text)
{
	char path[] = "/tmp/ar-unit.XXXXXX";
	struct map *map = map_new();
	FILE *f = fdopen(mkstemp(path), "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	map_read(map, path);
	unlink(path);
	return map;
}

static const char german[] = "[lines]\n"
			     "customer = Kunde\n"
			     "description = Text\n"
			     "qty = Menge\n"
			     "price = Preis\n"
			     "date = Datum\n"
			     "tax_rate = Steuer\n"
			     "default.currency = EUR\n"
			     "blank.customer = BAR\n"
			     "strip.customer = .0\n"
			     "date-format = DD.MM.YYYY\n"
			     "decimal-mark = ,\n"
			     "group-mark = .\n"
			     "negative = trailing\n"
			     "[customers]\n"
			     "customer = Nr\n"
			     "currency = Waehrung\n";

/* Faults name columns, marks and layouts as the input has them. */
static void
mapped(void **state)
{
	struct desk d = {.map = map_of(german)};

	(void)state;
	desk_open(&d, NULL,
	    "Kunde,Text,Menge,Preis,Datum,Steuer\n"
	    "10.0,,\"1.000,5\",\"2,50-\",31.01.2026,\"7,5%\"\n"
	    ",,1,1,,\nA,,1.5,1,,\nA,,1,1,2026-01-31,\n");
	assert_true(read_row(&d, 0));
	assert_true(span_is(d.l.text[LINE_CUSTOMER], "10"));
	assert_string_equal(currency_code(d.l.currency), "EUR");
	assert_true(line_has_currency(&d.r));
	decimal_is(d.l.qty, 10005, 1);
	decimal_is(d.l.price, -25, 1);
	decimal_is(d.l.tax_rate, 75, 1);
	assert_int_equal(d.l.date, day("2026-01-31"));
	assert_true(read_row(&d, 1));
	assert_true(span_is(d.l.text[LINE_CUSTOMER], "BAR"));
	assert_false(read_row(&d, 2));
	assert_false(read_row(&d, 3));
	fault_is(&d, 0, FAULT_AMOUNT, 4, "Menge",
	    "\"1.5\" is not an amount (decimal mark is ',')");
	fault_is(&d, 1, FAULT_DATE, 5, "Datum",
	    "\"2026-01-31\" is not a date (DD.MM.YYYY)");
	desk_close(&d);
}

/* A date that the map gives is in the map's layout, too. */
static void
mapped_dates(void **state)
{
	struct desk d = {.map = map_of("[lines]\ndate-format = D.M.YY\n"
				       "default.date = 1.2.26\n"
				       "blank.due = 3.2.26\n")};

	(void)state;
	read_only(&d, "customer,description,qty,price,due\nA,,1,1,\n");
	assert_int_equal(d.l.date, day("2026-02-01"));
	assert_int_equal(d.l.due, day("2026-02-03"));
	desk_close(&d);
}

/* The map of the customers table says which column there is the currency. */
static void
mapped_customers(void **state)
{
	struct desk d = {
	    .map = map_of("[customers]\ncustomer = Nr\ncurrency = Waehrung\n"
			  "[lines]\nblank.currency = CHF\n")};

	(void)state;
	currencies_are(&d, "Nr,Waehrung,currency\nA,EUR,USD\nB,JPY,USD\n",
	    "customer,description,qty,price\nA,,1,1\nB,,1,1\n", "EUR JPY",
	    NULL);
	desk_close(&d);
	d = (struct desk){.map = map_of("[lines]\nblank.currency = CHF\n")};
	currencies_are(&d, KNOWN,
	    "customer,description,qty,price,currency\nA,,1,1,\nC,,1,1,USD\n",
	    "CHF USD", NULL);
	desk_close(&d);
}

static void
required_are(const char *map_text, const char *want)
{
	struct map *map = map_of(map_text);
	struct span names[LINE_NCOLUMN];
	struct buf got = {0};
	size_t n = line_required(&map->of[MAP_LINES], names);

	for (size_t i = 0; i < n; i++) {
		buf_text(&got, i > 0 ? "," : "");
		buf_span(&got, names[i]);
	}
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
	map_free(map);
}

static void
required(void **state)
{
	(void)state;
	required_are("", "customer,description,qty,price");
	required_are("[lines]\nqty = Menge\ndate = Datum\n",
	    "customer,description,Menge,price");
	required_are("[lines]\ndefault.description = Rent\ndefault.qty = 1\n",
	    "customer,price");
	required_are(
	    "[book]\ncustomer = Kunde\n", "customer,description,qty,price");
}

static struct csv_header
header_of(const char *names, struct span room[8])
{
	struct csv_header h = {.names = room};

	while (names != NULL) {
		size_t n = strcspn(names, ",");

		room[h.ncol++] = (struct span){names, n};
		names = names[n] == ',' ? names + n + 1 : NULL;
	}
	return h;
}

/* `want` is the column on which two headers differ, NULL for none. */
static void
agree(const char *map_text, const char *a, const char *b, const char *want)
{
	struct map *map = map_of(map_text);
	struct span a_names[8], b_names[8];
	struct csv_header first = header_of(a, a_names);
	struct csv_header later = header_of(b, b_names);
	const char *column;

	assert_int_equal(
	    line_agree(&map->of[MAP_LINES], &first, &later, &column),
	    want == NULL);
	if (want != NULL)
		assert_string_equal(column, want);
	map_free(map);
}

static void
headers_agree(void **state)
{
	(void)state;
	agree("", "customer,qty", "qty,customer,po,date", NULL);
	agree("", "a,currency", "currency,b", NULL);
	agree("", "a,currency", "a", "currency");
	agree("", "a", "a,currency", "currency");
	agree("", "a,entity", "a", "entity");
	agree("", "a", "entity", "entity");
	agree("", "a,entity", "a,currency", "currency");
	agree("[lines]\ndefault.currency = USD\n", "a,currency", "a", NULL);
	agree("[lines]\ndefault.entity = US\n", "a", "a,entity", NULL);
	agree("[lines]\ncurrency = Cur\n", "a,Cur", "a,currency", "currency");
	agree("[lines]\ncurrency = Cur\n", "a,currency", "a", NULL);
}

/* The record as read goes with its fault, where it is kept for --rejects. */
static void
raw_kept(void **state)
{
	static const char *const want[] = {",\"a \"\"b\"\"\",1,1", "A,,0,1"};
	struct desk d = {.map = map_new()};
	const struct fault *f;

	(void)state;
	d.map->of[MAP_LINES].dialect.keep_raw = true;
	desk_open(&d, NULL,
	    "customer,description,qty,price\n,\"a \"\"b\"\"\",1,1\nA,,0,1\n");
	d.s.b.faults.keep = true;
	assert_false(read_row(&d, 0));
	assert_false(read_row(&d, 1));
	f = d.s.b.faults.list;
	assert_int_equal(d.s.b.faults.n, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(f[i].raw_len, strlen(want[i]));
		assert_memory_equal(f[i].raw, want[i], strlen(want[i]));
	}
	desk_close(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_cells),
	    cmocka_unit_test(least),
	    cmocka_unit_test(texts),
	    cmocka_unit_test(places),
	    cmocka_unit_test(headers_change),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(both_ways),
	    cmocka_unit_test(discounts),
	    cmocka_unit_test(rates),
	    cmocka_unit_test(blank_prices),
	    cmocka_unit_test(currencies),
	    cmocka_unit_test(customer_decimals),
	    cmocka_unit_test(mapped),
	    cmocka_unit_test(mapped_dates),
	    cmocka_unit_test(mapped_customers),
	    cmocka_unit_test(required),
	    cmocka_unit_test(headers_agree),
	    cmocka_unit_test(raw_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
