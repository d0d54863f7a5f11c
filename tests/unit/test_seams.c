/*
 * Seams: whatever the size of the blocks, the number of threads and of the
 * bytes a read(2) returns, the same rows leave in the same order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "csvin_dump.h"

static const struct span required[] = {{"date", 4}, {"amount", 6}};
static char path[64];
static const char *const files[] = {path, path};
static uint64_t seed;

static unsigned
pick(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* A table with everything in it that makes rows hard to tell apart. */
static void
make_table(struct buf *b, size_t rows, bool faults)
{
	static const char *const cells[] = {"", "a", "12.50", "\"\"", "\"x,y\"",
	    "\"say \"\"no\"\"\"", "\"two\nlines\"", "\xc3\xa9", "\"\r\n\"",
	    "a rather long text that fills a step of 64 bytes"};
	static const char *const broken[] = {
	    "1,2\n", "1,2,3,4\n", "\xff,1,2\n", "1,a\rb,2\n"};

	buf_text(b, "date,amount,memo\n");
	for (size_t i = 0; i < rows; i++) {
		if (pick(40) == 0)
			buf_text(b, pick(2) ? "date,amount,memo\r\n"
					    : "\"date\",x,amount\n");
		if (pick(30) == 0)
			buf_text(b, pick(2) ? "\n" : ",,\r\n");
		if (faults && pick(20) == 0)
			buf_text(b, broken[pick(4)]);
		buf_text(b, "2026-01-01,");
		buf_text(b, cells[pick(10)]);
		buf_byte(b, ',');
		buf_text(b, cells[pick(10)]);
		buf_text(b, pick(3) ? "\n" : "\r\n");
	}
}

static void
write_table(const struct buf *b)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(b->at, 1, b->len, f), b->len);
	assert_int_equal(fclose(f), 0);
}

static char *
run(size_t nfile, enum csv_scan scan, size_t block, unsigned threads)
{
	struct csv_dialect d = {.scan = scan, .block = block, .keep_raw = true};

	return dump(files, nfile, required, 2, &d, threads, true).at;
}

/* Every scan, block size and number of threads against one of each. */
static void
compare(size_t nfile)
{
	char *want = run(nfile, CSV_SCAN_LIBCSV, (size_t)1 << 20, 1);

	for (size_t block = 64; block <= (size_t)1 << 20; block *= 4)
		for (unsigned threads = 1; threads <= 4; threads *= 2) {
			char *plain =
			    run(nfile, CSV_SCAN_PLAIN, block, threads);
			char *best = run(nfile, CSV_SCAN_BEST, block, threads);

			assert_string_equal(plain, want);
			assert_string_equal(best, want);
			free(plain);
			free(best);
		}
	free(want);
}

static void
clean_tables(void **state)
{
	(void)state;
	for (seed = 1; seed < 4; seed++) {
		struct buf b = {0};

		make_table(&b, 400, false);
		write_table(&b);
		compare(2);
		buf_free(&b);
	}
}

static void
faulty_tables(void **state)
{
	(void)state;
	for (seed = 11; seed < 14; seed++) {
		struct buf b = {0};

		make_table(&b, 400, true);
		write_table(&b);
		compare(1);
		buf_free(&b);
	}
}

/* A stray quote in the middle: nothing behind it, for any thread. */
static void
broken_tables(void **state)
{
	(void)state;
	for (seed = 21; seed < 24; seed++) {
		struct buf b = {0};
		char *text;

		make_table(&b, 300, true);
		buf_text(&b, "1,2\"x,3\n");
		make_table(&b, 300, true);
		write_table(&b);
		compare(2);
		text = run(1, CSV_SCAN_BEST, 256, 4);
		assert_non_null(strstr(text, ": quote: "));
		free(text);
		buf_free(&b);
	}
}

struct feed {
	int fd;
	const struct buf *bytes;
	size_t step;
};

static void *
feeder(void *arg)
{
	const struct feed *f = arg;

	for (size_t at = 0; at < f->bytes->len; at += f->step) {
		size_t left = f->bytes->len - at;
		size_t n = left < f->step ? left : f->step;

		if (write(f->fd, f->bytes->at + at, n) != (ssize_t)n)
			abort();
	}
	close(f->fd);
	return NULL;
}

/* The table through a pipe on standard input, `step` bytes a write. */
static char *
piped(const struct buf *bytes, size_t step)
{
	static const char *const standard[] = {"-"};
	struct csv_dialect d = {.block = 64, .keep_raw = true};
	struct feed feed = {.bytes = bytes, .step = step};
	pthread_t writer;
	int ends[2];
	char *got;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	close(ends[0]);
	feed.fd = ends[1];
	assert_int_equal(pthread_create(&writer, NULL, feeder, &feed), 0);
	got = dump(standard, 1, required, 2, &d, 2, true).at;
	pthread_join(writer, NULL);
	return got;
}

static void
slow_pipes(void **state)
{
	struct buf b = {0};
	char *want;

	(void)state;
	seed = 31;
	make_table(&b, 300, true);
	write_table(&b);
	want = run(1, CSV_SCAN_LIBCSV, (size_t)1 << 20, 1);
	for (size_t step = 1; step < 2000; step = step * 7 + 3) {
		char *got = piped(&b, step);

		assert_string_equal(got, want);
		free(got);
	}
	free(want);
	buf_free(&b);
}

static int
setup(void **state)
{
	const char *tmp = getenv("TMPDIR");
	int fd;

	(void)state;
	snprintf(path, sizeof path, "%s/seamsXXXXXX",
	    tmp != NULL && strlen(tmp) < 40 ? tmp : "/tmp");
	fd = mkstemp(path);
	if (fd < 0)
		return -1;
	close(fd);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	return unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(clean_tables),
	    cmocka_unit_test(faulty_tables),
	    cmocka_unit_test(broken_tables),
	    cmocka_unit_test(slow_pipes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
