/* Lines of a general ledger, in both styles of amounts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "book/gl.h"
#include "tests/unit/book.h"
#include "value/currency.h"

static const struct map_section plain = {.money = {.decimal = '.'}};

/* A row of a sheet. */
static bool
line(
    struct sheet *s, const char *csv, int base, uint32_t row, struct gl_line *l)
{
	struct gl_reader *r = mem_array(1, sizeof *r);
	bool good;

	sheet_open(s, span_of(csv));
	gl_open(r, &plain, base);
	gl_bind(r, &s->b);
	good = gl_read(r, &s->b, row, l);
	gl_close(r);
	mem_free(r);
	return good;
}

/* The amounts of the first row. */
static void
amounts(const char *csv, int64_t amount, int64_t base_amount)
{
	struct gl_line l;
	struct sheet s;

	assert_true(line(&s, csv, currency_find(span_of("USD")), 0, &l));
	assert_int_equal(l.amount, amount);
	assert_int_equal(l.base_amount, base_amount);
	assert_int_equal(l.has_base, base_amount != 0);
	fault_free(&s.b.faults);
	sheet_close(&s);
}

static void
faults(const char *csv, enum fault_code code, const char *column)
{
	struct gl_line l;
	struct sheet s;

	assert_false(line(&s, csv, -1, 0, &l));
	sheet_faults(&s, code, 2, column);
	sheet_close(&s);
}

static void
styles(void **state)
{
	(void)state;
	amounts("date,account,amount\n2026-10-01,1200,-5\n", -500, 0);
	amounts("date,account,debit,credit\n2026-10-01,1200,5,\n", 500, 0);
	amounts("date,account,debit,credit\n2026-10-01,1200,,5\n", -500, 0);
	amounts("date,account,debit,credit\n2026-10-01,1200,7,5.5\n", 150, 0);
	amounts("date,account,debit,credit\n2026-10-01,1200,,\n", 0, 0);
	amounts("date,account,amount,currency\n2026-10-01,1200,5,JPY\n", 5, 0);
	amounts("date,account,amount,currency,base_amount\n"
		"2026-10-01,1200,5,JPY,0.04\n",
	    5, 4);
	/* A revaluation moves the base alone. */
	amounts("date,account,amount,currency,base_amount\n"
		"2026-10-01,1200,,JPY,0.04\n",
	    0, 4);
}

static void
cells(void **state)
{
	struct gl_line l;
	struct sheet s;

	(void)state;
	assert_true(line(&s,
	    "date,account,amount,ref,source,entry,memo,customer,entity\n"
	    "2026-10-01,1200,5,I-1,AR,J1,text,ACME,10\n",
	    -1, 0, &l));
	assert_int_equal(l.line, 2);
	assert_true(span_is(l.account, "1200"));
	assert_true(span_is(l.ref, "I-1"));
	assert_true(span_is(l.source, "AR"));
	assert_true(span_is(l.entry, "J1"));
	assert_true(span_is(l.memo, "text"));
	assert_true(span_is(l.customer, "ACME"));
	assert_true(span_is(l.entity, "10"));
	sheet_close(&s);
}

static void
bad(void **state)
{
	(void)state;
	faults("date,account,amount\n,1200,5\n", FAULT_BLANK, "date");
	faults("date,account,amount\n2026-13-01,1200,5\n", FAULT_DATE, "date");
	faults("date,account,amount\n2026-10-01,,5\n", FAULT_BLANK, "account");
	faults("date,account,amount\n2026-10-01,1,\n", FAULT_BLANK, "amount");
	faults("date,account,amount\n2026-10-01,1,x\n", FAULT_AMOUNT, "amount");
	faults("date,account,amount,debit,credit\n2026-10-01,1,5,5,\n",
	    FAULT_NUMBER, "amount");
	faults("date,account,debit,credit\n"
	       "2026-10-01,1,92233720368547758.07,-1\n",
	    FAULT_RANGE, "credit");
	faults("date,account,amount,currency\n2026-10-01,1,5,XYZ\n",
	    FAULT_CURRENCY, "currency");
	faults("date,account,amount,currency\n2026-10-01,1,5.5,JPY\n",
	    FAULT_DECIMALS, "amount");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(styles),
	    cmocka_unit_test(cells),
	    cmocka_unit_test(bad),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
