/* Buffers and the memory beneath them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"

static void
adds(void **state)
{
	struct buf b = {0};

	(void)state;
	assert_string_equal(buf_string(&b), "");
	buf_add(&b, NULL, 0);
	buf_text(&b, "one");
	buf_byte(&b, ' ');
	buf_span(&b, (struct span){"two three", 3});
	assert_int_equal(b.len, 7);
	assert_string_equal(buf_string(&b), "one two");
	assert_int_equal(b.len, 7);
	buf_free(&b);
	assert_null(b.at);
	assert_int_equal(b.len + b.cap, 0);
	buf_text(&b, "again");
	assert_string_equal(buf_string(&b), "again");
	buf_free(&b);
}

static void
grows(void **state)
{
	struct buf b = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_byte(&b, (char)(i % 251));
	assert_int_equal(b.len, 100000);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(b.at[i], (char)(i % 251));
	buf_room(&b, 5000);
	assert_true(b.cap >= b.len + 5000);
	buf_free(&b);
}

/* Appending must stay linear: room grows by a share of what there is. */
static void
grows_by_half(void **state)
{
	size_t cap = 0, moves = 0;
	int *p = NULL;

	(void)state;
	for (size_t n = 1; n <= 1000000; n++) {
		size_t was = cap;

		p = mem_grow(p, &cap, n, sizeof *p);
		assert_true(cap >= n);
		moves += cap != was;
	}
	assert_in_range(moves, 1, 40);
	mem_free(p);
}

static void
copies(void **state)
{
	char *copy = mem_copy("abc", 2), *none = mem_copy(NULL, 0);
	int *zeros = mem_array(100, sizeof *zeros);

	(void)state;
	assert_string_equal(copy, "ab");
	assert_string_equal(none, "");
	for (int i = 0; i < 100; i++)
		assert_int_equal(zeros[i], 0);
	mem_free(copy);
	mem_free(none);
	mem_free(zeros);
}

/* Asks for too much in a child and returns how it ended. */
static int
ends(void (*ask)(void))
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		close(STDERR_FILENO);
		ask();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
ask_beyond_size(void)
{
	size_t cap = 0;

	mem_free(mem_grow(NULL, &cap, SIZE_MAX / 4, 8));
}

static void
ask_wrapping(void)
{
	struct buf b = {0};

	buf_text(&b, "abc");
	buf_room(&b, SIZE_MAX - 1);
}

static void
too_much(void **state)
{
	(void)state;
	assert_int_equal(ends(ask_beyond_size), 2);
	assert_int_equal(ends(ask_wrapping), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(adds),
	    cmocka_unit_test(grows),
	    cmocka_unit_test(grows_by_half),
	    cmocka_unit_test(copies),
	    cmocka_unit_test(too_much),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
