/* Every row that touched a document, and the balance after it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/history.h"
#include "tests/unit/book.h"

/*
 * Effective days: the apply of line 2 waits for its receipt, until 5 January;
 * the transfer takes 20 out of A.  E's row is another customer's A.
 */
static const char csv[] = "date,type,doc,customer,amount,ref,due\n"
			  "2026-01-02,apply,R,c,60,A,\n"
			  "2026-01-01,invoice,A,c,100,,2026-03-01\n"
			  "2026-01-01,invoice,A,c,10,,2026-02-01\n"
			  "2026-01-05,receipt,R,c,-60,,\n"
			  "2026-01-05,dispute,D,c,5,A,\n"
			  "2026-01-06,transfer,B,c,20,A,\n"
			  "2026-01-09,writeoff,,c,-30,A,\n"
			  "2026-01-01,invoice,A,b,1,,\n"
			  "2026-01-03,credit,A,c,-7,,\n";

/* "line:change=open" of each row, of each item in turn. */
static void
history_is(const char *doc, const char *asof, const char *want)
{
	struct ledger *l = book_of(csv);
	struct history *rows;
	struct buf got = {0};
	size_t n = history_find(l, span_of(doc), day(asof), &rows);

	for (size_t i = 0; i < n; i++) {
		char change[MONEY_CHARS], open[MONEY_CHARS], text[120];

		if (i > 0 && rows[i].item != rows[i - 1].item)
			buf_text(&got, "| ");
		money_format(change, rows[i].change, 0);
		money_format(open, rows[i].open, 0);
		snprintf(text, sizeof text, "%llu:%s=%s ",
		    (unsigned long long)rows[i].line, change, open);
		buf_text(&got, text);
	}
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
	free(rows);
	ledger_free(l);
}

static void
in_order(void **state)
{
	(void)state;
	/* Customer b before c, debit before credit; of a day, what opens
	   first.  110 - 60 - 20 - 30 = 0. */
	history_is("A", "2026-12-31",
	    "9:100=100 | 3:10000=10000 4:1000=11000 2:-6000=5000 6:0=5000 "
	    "7:-2000=3000 8:-3000=0 | 10:-700=-700 ");
	history_is("B", "2026-12-31", "7:2000=2000 ");
	history_is("R", "2026-12-31", "5:-6000=-6000 2:6000=0 ");
}

static void
up_to_a_day(void **state)
{
	(void)state;
	history_is("A", "2026-01-04",
	    "9:100=100 | 3:10000=10000 4:1000=11000 | 10:-700=-700 ");
	history_is("R", "2026-01-04", "");
	history_is("Z", "2026-12-31", "");
	history_is("", "2026-12-31", "");
}

static void
other_item(void **state)
{
	struct ledger *l = book_of(csv);
	struct history *rows;

	(void)state;
	assert_int_equal(
	    history_find(l, span_of("B"), day("2026-01-06"), &rows), 1);
	assert_int_equal(rows[0].type, TYPE_TRANSFER);
	assert_int_equal(rows[0].date, day("2026-01-06"));
	assert_true(
	    span_is(ledger_text(l, ledger_item(l, rows[0].other)->doc), "A"));
	free(rows);
	ledger_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(in_order),
	    cmocka_unit_test(up_to_a_day),
	    cmocka_unit_test(other_item),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
