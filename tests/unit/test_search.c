/* Searching what is sorted, against looking at all of it; and lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/search.h"
#include "base/span.h"

static int
by_number(const void *key, const void *member)
{
	int x = *(const int *)key, y = *(const int *)member;

	return (x > y) - (x < y);
}

static size_t
look(const int *at, size_t n, int key)
{
	size_t i = 0;

	while (i < n && at[i] < key)
		i++;
	return i;
}

static void
test_first(void **state)
{
	static const int at[] = {1, 3, 3, 3, 4, 7, 7, 9};

	(void)state;
	for (size_t n = 0; n <= sizeof at / sizeof *at; n++)
		for (int key = 0; key <= 10; key++)
			assert_int_equal(
			    search_first(&key, at, n, sizeof *at, by_number),
			    look(at, n, key));
}

static void
cuts(struct span *list, const char *one, const char *rest)
{
	assert_true(span_is(span_cut(list, ';'), one));
	assert_true(span_is(*list, rest));
}

static void
test_cut(void **state)
{
	struct span list = span_of("a;;bc"), none = span_of("");

	(void)state;
	cuts(&list, "a", ";bc");
	cuts(&list, "", "bc");
	cuts(&list, "bc", "");
	cuts(&none, "", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_first),
	    cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
