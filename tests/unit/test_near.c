/* The nearest name: distances counted by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/near.h"

static const struct span names[] = {
    {"date", 4}, {"amount", 6}, {"customer", 8}, {"ref_due", 7}, {"", 0}};
static const size_t n = sizeof names / sizeof names[0];

static size_t
find(const char *word)
{
	return near_find(span_of(word), names, n);
}

static void
finds_slips(void **state)
{
	(void)state;
	assert_int_equal(find("amonut"), 1);    /* neighbours swapped */
	assert_int_equal(find("Amount"), 1);    /* case */
	assert_int_equal(find("amont"), 1);     /* one left out */
	assert_int_equal(find("custommer"), 2); /* one too many */
	assert_int_equal(find("dade"), 0);      /* one changed */
	assert_int_equal(find("ref due"), 3);
	assert_int_equal(find("kustomar"), 2); /* two of eight */
}

static void
finds_nothing(void **state)
{
	(void)state;
	assert_int_equal(find("Betrag"), n);
	assert_int_equal(find("x"), n);
	assert_int_equal(find(""), n);
	assert_int_equal(find("memo"), n);
	assert_int_equal(near_find(span_of("date"), names, 0), 0);
}

static void
takes_the_first_of_equals(void **state)
{
	static const struct span two[] = {{"bat", 3}, {"cat", 3}};

	(void)state;
	assert_int_equal(near_find(span_of("hat"), two, 2), 0);
	assert_int_equal(near_find(span_of("cat"), two, 2), 1);
}

static bool
slip(const char *a, const char *b)
{
	assert_int_equal(near_slip(span_of(a), span_of(b)),
	    near_slip(span_of(b), span_of(a)));
	return near_slip(span_of(a), span_of(b));
}

static void
tells_slips(void **state)
{
	(void)state;
	assert_true(slip("Memo", "memo"));
	assert_true(slip("memos", "memo"));
	assert_true(slip("mmo", "memo"));
	assert_true(slip("mmeo", "memo"));
	assert_false(slip("emom", "memo")); /* two pairs */
	assert_true(slip("memo", "demo"));
	assert_false(slip("region", "reason"));
	assert_true(slip("rfe", "ref"));
	assert_true(slip("refs", "ref"));
	assert_false(slip("rep", "ref"));
	assert_true(slip("PO", "po"));
	assert_false(slip("pos", "po"));
	assert_false(slip("no", "po"));
	assert_false(slip("", ""));
	assert_false(slip("", "a"));
	assert_true(slip("Ref Due", "ref_due"));
	assert_true(slip("refdue", "ref_due"));
}

static void
tells_words_cut_off(void **state)
{
	(void)state;
	assert_true(slip("reference", "ref"));
	assert_true(slip("Disc Date", "discount_date"));
	assert_true(slip("disc-dat", "discount_date"));
	assert_true(slip("disc_date_", "_discount_date"));
	assert_false(slip("di_date", "discount_date"));
	assert_false(slip("disco_data", "discount_date"));
	assert_false(slip("disc", "discount_date"));
	assert_false(slip("due", "due_date"));
	assert_false(slip("__", "____"));
}

static void
survives_long_words(void **state)
{
	static const char word[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
				   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	struct span list[2] = {{word, 63}, {word, 65}};

	(void)state;
	assert_int_equal(near_find((struct span){word, 64}, list, 2), 0);
	assert_int_equal(near_find((struct span){word, 65}, list, 2), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_slips),
	    cmocka_unit_test(finds_nothing),
	    cmocka_unit_test(takes_the_first_of_equals),
	    cmocka_unit_test(tells_slips),
	    cmocka_unit_test(tells_words_cut_off),
	    cmocka_unit_test(survives_long_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
