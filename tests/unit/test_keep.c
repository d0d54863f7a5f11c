/* Records kept as they were read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/book.h"
#include "text/keep.h"

static void
keep_all(struct sheet *s, struct keep *k)
{
	for (; s->any; s->any = csvin_batch(s->in, &s->b))
		for (uint32_t i = 0; i < s->b.nrow; i++)
			keep_add(k, &s->b, i);
}

/* Quotes stay; line ends go; a row may take two lines, and a header one. */
static void
as_read(void **state)
{
	static const char csv[] = "a,b\n\"x\"\"y\",1\r\n\n\"two\nlines\",2\n"
				  "a,b,c\n3,,\n";
	static const struct {
		uint64_t line;
		const char *raw;
		uint32_t ncol;
	} want[] = {
	    {2, "\"x\"\"y\",1", 2}, {4, "\"two\nlines\",2", 2}, {7, "3,,", 3}};
	const struct csv_header *h;
	struct keep *k = keep_new();
	struct sheet s;
	struct span raw;
	uint64_t line;

	(void)state;
	sheet_open(&s, span_of(csv));
	keep_all(&s, k);
	for (size_t i = 0; i < 3; i++) {
		assert_true(keep_at(k, i, &line, &raw, &h));
		assert_int_equal(line, want[i].line);
		assert_true(span_is(raw, want[i].raw));
		assert_int_equal(h->ncol, want[i].ncol);
		assert_true(span_is(keep_find(k, line, &h), want[i].raw));
		assert_int_equal(h->ncol, want[i].ncol);
	}
	assert_false(keep_at(k, 3, &line, &raw, &h));
	for (uint64_t none = 0; none < 12; none++) {
		if (none == 2 || none == 4 || none == 7)
			continue;
		assert_int_equal(keep_find(k, none, &h).len, 0);
		assert_null(h);
	}
	keep_free(k);
	keep_free(NULL);
	sheet_close(&s);
}

/* Rows of 0 to 3 MiB, of which some are larger than a chunk. */
static void
all_sizes(void **state)
{
	static const size_t sizes[] = {1, 100, 1 << 20, 1, (1 << 20) - 101,
	    (1 << 20) - 1, 1, 3 << 20, 7, 500000, 500000, 500000};
	const size_t n = sizeof sizes / sizeof *sizes;
	const struct csv_header *h;
	struct keep *k = keep_new();
	struct buf csv = {0};
	struct sheet s;

	(void)state;
	buf_text(&csv, "header\n");
	for (size_t i = 0; i < n; i++) {
		for (size_t c = 0; c < sizes[i]; c++)
			buf_byte(&csv, (char)('a' + (int)(i + c) % 26));
		buf_byte(&csv, '\n');
	}
	sheet_open(&s, (struct span){csv.at, csv.len});
	keep_all(&s, k);
	for (size_t i = n; i-- > 0;) {
		struct span raw = keep_find(k, i + 2, &h);

		assert_int_equal(raw.len, sizes[i]);
		for (size_t c = 0; c < sizes[i]; c++)
			if (raw.at[c] != 'a' + (int)(i + c) % 26)
				fail_msg("row %zu differs at %zu", i, c);
	}
	keep_free(k);
	sheet_close(&s);
	buf_free(&csv);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(as_read),
	    cmocka_unit_test(all_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
