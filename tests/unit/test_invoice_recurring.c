/* Billing lines from a table of contracts, to the byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/out.h"
#include "cli/table.h"
#include "cmd/invoice_recurring.h"
#include "tests/unit/dies.h"
#include "value/date.h"

struct given {
	const char *csv, *from, *to;
	enum recurring_basis basis;
	enum money_rounding rounding;
	const struct customers *customers;
};

/* All are removed at the end: a file that took the place of another would
   look like one that is read twice. */
static char paths[32][24];
static size_t npath;

static const char *
new_file(const char *text)
{
	char *path = paths[npath++];
	FILE *f;
	int fd;

	assert_true(npath < sizeof paths / sizeof *paths);
	snprintf(path, sizeof *paths, "/tmp/ar-unit.XXXXXX");
	fd = mkstemp(path);
	f = fd >= 0 ? fdopen(fd, "w") : NULL;
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	return path;
}

static int
remove_files(void **state)
{
	(void)state;
	while (npath > 0)
		unlink(paths[--npath]);
	return 0;
}

static void
read_file(const char *path, struct buf *to)
{
	FILE *f = fopen(path, "r");
	int c;

	assert_non_null(f);
	while ((c = getc(f)) != EOF)
		buf_byte(to, (char)c);
	fclose(f);
}

static void
run(const struct given *g, const char *contracts, const char *output)
{
	struct tool tool = {.map = map_new()};
	struct recurring_run r = {.tool = &tool,
	    .contracts_file = contracts,
	    .basis = g->basis,
	    .rounding = g->rounding,
	    .customers = g->customers};
	struct out *out = out_new(output);
	struct csvout *w = csvout_new(out, CSV_CSV);

	assert_true(date_parse(span_of(g->from), &r.from));
	assert_true(date_parse(span_of(g->to), &r.to));
	invoice_recurring(&r, w);
	csvout_end(w);
	out_commit(out);
	map_free(tool.map);
}

static void
lines_are(const struct given *g, const char *want)
{
	const char *contracts = new_file(g->csv), *output = new_file("");
	struct buf got = {0};

	run(g, contracts, output);
	read_file(output, &got);
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
}

/*
 * An upgrade in mid-month.  Of 310 for October 15 days were used, 150.00,
 * and 16 were not, 160.00; 620 for 16 of 31 days are 320.00.
 */
static void
upgrade(void **state)
{
	static const char csv[] =
	    "contract,customer,item,description,price,currency,every,anchor,"
	    "start,end,reason\n"
	    "K-1,ACME,BASIC,\"Basic, a month\",310.00,USD,1m,1,2026-01-01,"
	    "2026-10-15,upgrade\n"
	    "K-1,ACME,PRO,\"Pro, a month\",620.00,USD,1m,1,2026-10-16,,\n";
	struct given g = {.csv = csv, .from = "2026-10-01", .to = "2026-11-30"};

	(void)state;
	lines_are(&g,
	    "date,customer,item,description,qty,price,service_from,service_to,"
	    "contract,currency,memo\n"
	    "2026-10-01,ACME,BASIC,\"Basic, a month\",1,310,2026-10-01,"
	    "2026-10-31,K-1,USD,\n"
	    "2026-10-16,ACME,BASIC,\"Basic, a month\",-1,160.00,2026-10-16,"
	    "2026-10-31,K-1,USD,"
	    "upgrade: 16/31 of 2026-10-01 to 2026-10-31 unused\n"
	    "2026-10-16,ACME,PRO,\"Pro, a month\",1,320.00,2026-10-16,"
	    "2026-10-31,K-1,USD,16/31 of 2026-10-01 to 2026-10-31\n"
	    "2026-11-01,ACME,PRO,\"Pro, a month\",1,620,2026-11-01,"
	    "2026-11-30,K-1,USD,\n");
}

#define COLUMNS                                                                \
	"date,customer,item,description,qty,price,service_from,service_to"

/* By date, then by contract, whatever order the contracts are in; half of
   28 on 28 days: 14 a day, and of the 29th and later nothing. */
static void
order(void **state)
{
	static const char csv[] =
	    "customer,item,price,every,start,end,mode,qty\n"
	    "B,LATE,28,1m,2026-09-15,,,2\n"
	    "A,LAST,28,1m,2026-10-01,,arrears,\n"
	    "C,HALF,28,1m,2026-10-01,2026-10-14,arrears,2\n"
	    "D,HALF,28,1m,2026-10-15,2026-10-28,,0.5\n"
	    "A,FIRST,28.50,1y,2020-10-15,,,3\n";
	struct given g = {.csv = csv,
	    .from = "2026-10-02",
	    .to = "2026-10-31",
	    .basis = RECURRING_28};

	(void)state;
	lines_are(&g,
	    COLUMNS ",memo\n"
		    "2026-10-14,C,HALF,,1,28.00,2026-10-01,2026-10-14,"
		    "14/28 of 2026-10-01 to 2026-10-31\n"
		    "2026-10-15,B,LATE,,2,28,2026-10-15,2026-11-14,\n"
		    "2026-10-15,D,HALF,,1,7.00,2026-10-15,2026-10-28,"
		    "14/28 of 2026-10-15 to 2026-11-14\n"
		    "2026-10-15,A,FIRST,,3,28.5,2026-10-15,2027-10-14,\n"
		    "2026-10-31,A,LAST,,1,28,2026-10-01,2026-10-31,\n");
	g.from = g.to = "2026-10-13";
	lines_are(&g, COLUMNS ",memo\n");
}

/* A recurring rebate of 10: 18/28 of it, 6.43, were given and not earned. */
static void
rebate(void **state)
{
	static const char csv[] =
	    "customer,item,price,every,start,end,reason,memo,tax_rate,po\n"
	    "A,R,-10,1m,2026-10-01,2026-10-10,stop,thanks,20.0%,PO 7\n"
	    "A,S,0,1m,2026-10-01,2026-10-10,stop,,,\n"
	    "A,T,0.01,1m,2026-10-01,2026-10-30,stop,,,\n";
	struct given g = {.csv = csv,
	    .from = "2026-10-01",
	    .to = "2026-10-31",
	    .basis = RECURRING_28};

	(void)state;
	lines_are(&g,
	    COLUMNS ",po,tax_rate,memo\n"
		    "2026-10-01,A,R,,1,-10,2026-10-01,2026-10-31,"
		    "PO 7,20,thanks\n"
		    "2026-10-01,A,S,,1,0,2026-10-01,2026-10-31,,,\n"
		    "2026-10-01,A,T,,1,0.01,2026-10-01,2026-10-31,,,\n"
		    "2026-10-11,A,R,,1,6.43,2026-10-11,2026-10-31,PO 7,20,"
		    "thanks; stop: 18/28 of 2026-10-01 to 2026-10-31 unused\n");
}

/* 101 yen / 2 = 50.5; half a dinar of 0.025 is 0.0125. */
static void
decimals(void **state)
{
	static const char csv[] =
	    "customer,item,price,every,start,end,currency\n"
	    "A,I,101,1m,2026-02-01,2026-02-14,JPY\n"
	    "A,I,0.025,1m,2026-02-01,2026-02-14,KWD\n"
	    "A,I,101.01,1m,2026-02-01,2026-02-14,\n";
	struct given g = {.csv = csv, .from = "2026-02-01", .to = "2026-02-28"};

	(void)state;
	lines_are(&g,
	    COLUMNS ",currency,memo\n"
		    "2026-02-01,A,I,,1,51,2026-02-01,2026-02-14,JPY,"
		    "14/28 of 2026-02-01 to 2026-02-28\n"
		    "2026-02-01,A,I,,1,0.013,2026-02-01,2026-02-14,KWD,"
		    "14/28 of 2026-02-01 to 2026-02-28\n"
		    "2026-02-01,A,I,,1,50.51,2026-02-01,2026-02-14,,"
		    "14/28 of 2026-02-01 to 2026-02-28\n");
	g.rounding = ROUND_HALF_EVEN;
	lines_are(&g,
	    COLUMNS ",currency,memo\n"
		    "2026-02-01,A,I,,1,50,2026-02-01,2026-02-14,JPY,"
		    "14/28 of 2026-02-01 to 2026-02-28\n"
		    "2026-02-01,A,I,,1,0.012,2026-02-01,2026-02-14,KWD,"
		    "14/28 of 2026-02-01 to 2026-02-28\n"
		    "2026-02-01,A,I,,1,50.50,2026-02-01,2026-02-14,,"
		    "14/28 of 2026-02-01 to 2026-02-28\n");
}

static void
take_customers(struct customers *c, const char *path)
{
	struct tool tool = {.map = map_new()};
	static const char *const required[] = {"customer"};

	table_read(&tool, path, MAP_CUSTOMERS, required, 1, customers_row, c);
	map_free(tool.map);
}

/* Decimals are the customer's where the contract has no currency. */
static void
customers(void **state)
{
	static const char csv[] = "customer,item,price,every,start,end\n"
				  "A,I,101,1m,2026-02-01,2026-02-14\n"
				  "B,I,101,1m,2026-02-01,2026-02-14\n";
	struct map *map = map_new();
	struct customers *c = customers_new(&map->of[MAP_CUSTOMERS]);
	struct given g = {.csv = csv,
	    .from = "2026-02-01",
	    .to = "2026-02-28",
	    .customers = c};

	(void)state;
	take_customers(c, new_file("customer,currency\nA,JPY\nB,\n"));
	lines_are(&g, COLUMNS ",memo\n"
			      "2026-02-01,A,I,,1,51,2026-02-01,2026-02-14,"
			      "14/28 of 2026-02-01 to 2026-02-28\n"
			      "2026-02-01,B,I,,1,50.50,2026-02-01,2026-02-14,"
			      "14/28 of 2026-02-01 to 2026-02-28\n");
	customers_free(c);
	map_free(map);
}

static void
prorations(void **state)
{
	enum recurring_basis basis = RECURRING_28;

	(void)state;
	assert_true(invoice_proration("actual", &basis));
	assert_int_equal(basis, RECURRING_ACTUAL);
	assert_true(invoice_proration("30", &basis));
	assert_int_equal(basis, RECURRING_30);
	assert_true(invoice_proration("28", &basis));
	assert_int_equal(basis, RECURRING_28);
	assert_false(invoice_proration("29", &basis));
	assert_int_equal(basis, RECURRING_28);
}

static void
run_bad(void *arg)
{
	struct given g = {.from = "2026-01-01", .to = "2026-01-31"};

	run(&g, arg, NULL);
}

/* Nothing is printed when a row is no contract. */
static void
faults(void **state)
{
	const char *path = new_file("customer,item,price,every,start\n"
				    "A,I,1,1m,2026-01-01\n"
				    "A,I,1,1d,2026-01-01\n"
				    ",I,1,1m,2026-01-01\n");
	char *copy = mem_copy(path, strlen(path)), want[256];

	(void)state;
	snprintf(want, sizeof want,
	    "ar-test: %s:3: every: \"1d\" is not a period of 1m to 1200m, or "
	    "1y to 100y\n"
	    "ar-test: %s:4: customer: blank, and a contract has a customer\n",
	    path, path);
	dies(run_bad, copy, want);
	mem_free(copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(upgrade),
	    cmocka_unit_test(order),
	    cmocka_unit_test(rebate),
	    cmocka_unit_test(decimals),
	    cmocka_unit_test(customers),
	    cmocka_unit_test(prorations),
	    cmocka_unit_test(faults),
	};

	return cmocka_run_group_tests(tests, NULL, remove_files);
}
