/* Rows out: every format by hand, and what is written read back. */
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
#include "text/csvout.h"
#include "text/json.h"
#include "value/date.h"

static char path[] = "/tmp/test_csvout.XXXXXX";

/* Delivers o and gives its bytes; the caller frees them. */
static struct buf
delivered(struct out *o)
{
	struct buf b = {0};
	char block[4096];
	size_t n;
	FILE *f;

	out_commit(o);
	f = fopen(path, "r");
	assert_non_null(f);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_add(&b, block, n);
	fclose(f);
	buf_string(&b);
	return b;
}

static void
expect(struct out *o, const char *text)
{
	struct buf b = delivered(o);

	assert_string_equal(b.at, text);
	buf_free(&b);
}

static void
format_names(void **state)
{
	enum csv_format f = CSV_CSV;

	(void)state;
	assert_true(csvout_format("csv", &f) && f == CSV_CSV);
	assert_true(csvout_format("tsv", &f) && f == CSV_TSV);
	assert_true(csvout_format("json", &f) && f == CSV_JSON);
	assert_true(csvout_format("jsonl", &f) && f == CSV_JSONL);
	assert_true(csvout_format("table", &f) && f == CSV_TABLE);
	assert_false(csvout_format("CSV", &f));
	assert_false(csvout_format("", &f));
	assert_false(csvout_format("js", &f));
}

/* Two rows with a cell of every kind, a hard text, and blanks. */
static struct out *
sample(enum csv_format format)
{
	struct out *o = out_new(path);
	struct csvout *w = csvout_new(o, format);

	csvout_column(w, span_of("customer"), CSV_TEXT);
	csvout_column(w, span_of("n, \"of\""), CSV_COUNT);
	csvout_column(w, span_of("total"), CSV_AMOUNT);
	csvout_column(w, span_of("due"), CSV_TEXT);
	csvout_string(w, "A\\B\t\"C\", \n");
	csvout_count(w, -7);
	csvout_money(w, -123456, 2);
	csvout_date(w, 0);
	csvout_row(w);
	csvout_text(w, (struct span){"Doe & Co", 3});
	csvout_text(w, (struct span){NULL, 0});
	csvout_string(w, "");
	csvout_date(w, DATE_NONE);
	csvout_row(w);
	csvout_end(w);
	return o;
}

static void
sample_csv(void **state)
{
	(void)state;
	expect(sample(CSV_CSV), "customer,\"n, \"\"of\"\"\",total,due\n"
				"\"A\\B\t\"\"C\"\", \n\",-7,-1234.56,"
				"1970-01-01\n"
				"Doe,,,\n");
}

static void
sample_tsv(void **state)
{
	(void)state;
	expect(sample(CSV_TSV),
	    "customer\tn, \"of\"\ttotal\tdue\n"
	    "A\\\\B\\t\"C\", \\n\t-7\t-1234.56\t1970-01-01\n"
	    "Doe\t\t\t\n");
}

#define FIRST                                                                  \
	"{\"customer\":\"A\\\\B\\t\\\"C\\\", \\n\",\"n, \\\"of\\\"\":-7,"      \
	"\"total\":\"-1234.56\",\"due\":\"1970-01-01\"}"
#define SECOND                                                                 \
	"{\"customer\":\"Doe\",\"n, \\\"of\\\"\":null,\"total\":null,"         \
	"\"due\":\"\"}"

static void
sample_json(void **state)
{
	(void)state;
	expect(sample(CSV_JSON), "[\n" FIRST ",\n" SECOND "\n]\n");
	expect(sample(CSV_JSONL), FIRST "\n" SECOND "\n");
}

static void
sample_table(void **state)
{
	(void)state;
	expect(sample(CSV_TABLE),
	    "customer    n, \"of\"     total  due\n"
	    "----------  -------  --------  ----------\n"
	    "A\\B?\"C\", ?       -7  -1234.56  1970-01-01\n"
	    "Doe\n");
}

static void
no_rows(void **state)
{
	static const char *const want[] = {[CSV_CSV] = "a,b\n",
	    [CSV_TSV] = "a\tb\n",
	    [CSV_JSON] = "[]\n",
	    [CSV_JSONL] = "",
	    [CSV_TABLE] = "a  b\n-  -\n"};

	(void)state;
	for (int f = CSV_CSV; f <= CSV_TABLE; f++) {
		struct out *o = out_new(path);
		struct csvout *w = csvout_new(o, (enum csv_format)f);

		csvout_column(w, span_of("a"), CSV_TEXT);
		csvout_column(w, span_of("b"), CSV_COUNT);
		csvout_end(w);
		expect(o, want[f]);
	}
}

/* One column, so that every cell stands on its own line. */
static void
quotes_only_where_needed(void **state)
{
	static const char *const cells[][2] = {
	    {"", "\"\""},
	    {" ", " "},
	    {" a ", " a "},
	    {"a;b\tc", "a;b\tc"},
	    {"a,b", "\"a,b\""},
	    {"\"", "\"\"\"\""},
	    {"a\rb", "\"a\rb\""},
	    {"a\nb", "\"a\nb\""},
	    {"12345678,", "\"12345678,\""},
	    {"1234567\"89abcdef", "\"1234567\"\"89abcdef\""},
	    {"12345678\t\x0b\x0c\x01ghijk", "12345678\t\x0b\x0c\x01ghijk"},
	    {"\t234567\n", "\"\t234567\n\""},
	    {"M\xc3\xbcller \xe2\x82\xac", "M\xc3\xbcller \xe2\x82\xac"},
	    {"\xac\xa2\x8d\x8a\xac\xa2\x8d\x8a", /* the marks + 0x80 */
		"\xac\xa2\x8d\x8a\xac\xa2\x8d\x8a"},
	    {"+-#!.)(*&$%/", "+-#!.)(*&$%/"},
	};
	size_t n = sizeof cells / sizeof cells[0];
	struct out *o = out_new(path);
	struct csvout *w = csvout_new(o, CSV_CSV);
	struct buf want = {0};

	(void)state;
	csvout_column(w, span_of("x"), CSV_TEXT);
	buf_text(&want, "x\n");
	for (size_t i = 0; i < n; i++) {
		csvout_string(w, cells[i][0]);
		csvout_row(w);
		buf_text(&want, cells[i][1]);
		buf_byte(&want, '\n');
	}
	csvout_end(w);
	expect(o, buf_string(&want));
	buf_free(&want);
}

static void
json_escapes(void **state)
{
	static const char text[] = "\0\x01\b\t\n\x0b\f\r\x1f \"\\/\x7f"
				   "\xc3\xa9\xf0\x9f\x98\x80";
	struct buf b = {0};

	(void)state;
	json_string(&b, (struct span){text, sizeof text - 1});
	assert_string_equal(buf_string(&b),
	    "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \\\"\\\\/\x7f"
	    "\xc3\xa9\xf0\x9f\x98\x80\"");
	buf_free(&b);
}

/* A count that is no number must not make the JSON invalid. */
static void
json_counts(void **state)
{
	static const char *const cells[][2] = {{"0", "0"}, {"-0", "-0"},
	    {"12", "12"}, {"-5", "-5"}, {"007", "\"007\""}, {"-", "\"-\""},
	    {"n/a", "\"n/a\""}, {"1.5", "\"1.5\""}, {"+1", "\"+1\""},
	    {"", "null"}};
	struct out *o = out_new(path);
	struct csvout *w = csvout_new(o, CSV_JSONL);
	struct buf want = {0};

	(void)state;
	csvout_column(w, span_of("n"), CSV_COUNT);
	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
		csvout_string(w, cells[i][0]);
		csvout_row(w);
		buf_text(&want, "{\"n\":");
		buf_text(&want, cells[i][1]);
		buf_text(&want, "}\n");
	}
	csvout_end(w);
	expect(o, buf_string(&want));
	buf_free(&want);
}

static void
extremes(void **state)
{
	struct out *o = out_new(path);
	struct csvout *w = csvout_new(o, CSV_CSV);
	int128 large = (int128)INT64_MAX * 1000;

	(void)state;
	for (int i = 0; i < 4; i++)
		csvout_column(w, (struct span){&"wxyz"[i], 1}, CSV_COUNT);
	csvout_count(w, INT64_MIN);
	csvout_count(w, INT64_MAX);
	csvout_money(w, large, 0);
	csvout_date(w, DATE_MAX);
	csvout_row(w);
	csvout_end(w);
	expect(o, "w,x,y,z\n"
		  "-9223372036854775808,9223372036854775807,"
		  "9223372036854775807000,9999-12-31\n");
}

/* Wide, narrow and combining characters end in one column. */
static void
table_counts_columns(void **state)
{
	struct out *o = out_new(path);
	struct csvout *w = csvout_new(o, CSV_TABLE);

	(void)state;
	csvout_column(w, span_of("name"), CSV_TEXT);
	csvout_column(w, span_of("n"), CSV_COUNT);
	csvout_string(w, "\xe6\x9d\xb1\xe4\xba\xac"); /* Tokyo, 4 wide */
	csvout_count(w, 1);
	csvout_row(w);
	csvout_string(w, "Zu\xcc\x88rich"); /* u and a combining diaeresis */
	csvout_count(w, 20);
	csvout_row(w);
	csvout_string(w, "\x1b[31m\xc2\x9b"); /* steers a terminal */
	csvout_count(w, 3);
	csvout_row(w);
	csvout_string(w, "\xc3\xa9 ");
	csvout_string(w, "");
	csvout_row(w);
	csvout_end(w);
	expect(o, "name     n\n"
		  "------  --\n"
		  "\xe6\x9d\xb1\xe4\xba\xac     1\n"
		  "Zu\xcc\x88rich  20\n"
		  "?[31m?   3\n"
		  "\xc3\xa9\n");
}

static void
table_of_blanks(void **state)
{
	struct out *o = out_new(path);
	struct csvout *w = csvout_new(o, CSV_TABLE);

	(void)state;
	csvout_column(w, span_of(""), CSV_TEXT);
	csvout_string(w, "");
	csvout_row(w);
	csvout_end(w);
	expect(o, "\n\n\n");
}

static uint32_t seed = 20261031;

static uint32_t
chance(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* A cell made of what is hard, up to 20 pieces. */
static void
random_cell(struct buf *b)
{
	static const char *const pieces[] = {",", "\"", "\n", "\r", "\t", "\\",
	    " ", "a", "bc", "12345678", "\xc3\xa9", "\\n", "\"\"", "\r\n"};

	for (uint32_t i = chance(3) > 0 ? chance(20) : 0; i > 0; i--)
		buf_text(b, pieces[chance(sizeof pieces / sizeof pieces[0])]);
}

/* Takes a cell of RFC 4180 off *p: an independent reader of one cell. */
static void
take_csv(const char **p, struct buf *b)
{
	if (**p != '"') {
		while (**p != ',' && **p != '\n') {
			assert_true(**p != '"' && **p != '\r' && **p != '\0');
			buf_byte(b, *(*p)++);
		}
		return;
	}
	for (++*p;; ++*p) {
		if (**p == '"' && *++*p != '"')
			return;
		assert_true(**p != '\0');
		buf_byte(b, **p);
	}
}

static void
take_tsv(const char **p, struct buf *b)
{
	static const char letters[] = "tnr\\", meant[] = "\t\n\r\\";

	for (; **p != '\t' && **p != '\n'; ++*p) {
		const char *hit = NULL;

		assert_true(**p != '\0' && **p != '\r');
		if (**p == '\\') {
			hit = strchr(letters, *++*p);
			assert_non_null(hit);
		}
		buf_byte(b, hit != NULL ? meant[hit - letters] : **p);
	}
}

#define CELLS 12

/* Writes CELLS random cells in rows of ncol; gives them in cells. */
static struct out *
random_table(enum csv_format format, size_t ncol, struct buf *cells)
{
	struct out *o = out_new(path);
	struct csvout *w = csvout_new(o, format);

	for (size_t c = 0; c < ncol; c++)
		csvout_column(
		    w, (struct span){&"hijklmnopqrs"[c], 1}, CSV_TEXT);
	for (size_t i = 0; i < CELLS; i++) {
		random_cell(&cells[i]);
		buf_string(&cells[i]);
		csvout_text(w, (struct span){cells[i].at, cells[i].len});
		if (i % ncol == ncol - 1)
			csvout_row(w);
	}
	csvout_end(w);
	return o;
}

static void
read_back(enum csv_format format, size_t ncol)
{
	struct buf cells[CELLS] = {{0}};
	struct buf b = delivered(random_table(format, ncol, cells));
	const char *p = strchr(b.at, '\n') + 1;

	for (size_t i = 0; i < CELLS; i++) {
		struct buf got = {0};
		bool last = i % ncol == ncol - 1;

		/* A blank line would be lost. */
		assert_false(format == CSV_CSV && ncol == 1 && *p == '\n');
		(format == CSV_CSV ? take_csv : take_tsv)(&p, &got);
		assert_string_equal(buf_string(&got), cells[i].at);
		assert_int_equal(*p++, last                ? '\n'
				       : format == CSV_CSV ? ','
							   : '\t');
		buf_free(&got);
		buf_free(&cells[i]);
	}
	assert_int_equal(*p, '\0');
	buf_free(&b);
}

static void
random_reads_back(void **state)
{
	(void)state;
	for (int i = 0; i < 500; i++) {
		read_back(CSV_CSV, (size_t[]){1, 2, 3, 4}[i % 4]);
		read_back(CSV_TSV, (size_t[]){1, 2, 3, 4}[i % 4]);
	}
}

/* More than any buffer on the way: nothing is lost between two. */
static void
many_rows(void **state)
{
	struct out *o = out_new(path);
	struct csvout *w = csvout_new(o, CSV_CSV);
	struct buf b;
	const char *p;

	(void)state;
	csvout_column(w, span_of("n"), CSV_COUNT);
	csvout_column(w, span_of("square"), CSV_COUNT);
	for (int i = 0; i < 50000; i++) {
		csvout_count(w, i);
		csvout_count(w, (int64_t)i * i);
		csvout_row(w);
	}
	csvout_end(w);
	b = delivered(o);
	p = strchr(b.at, '\n') + 1;
	for (int i = 0; i < 50000; i++) {
		char line[64];
		int n = snprintf(
		    line, sizeof line, "%d,%lld\n", i, (long long)i * i);

		assert_memory_equal(p, line, (size_t)n);
		p += n;
	}
	assert_int_equal(*p, '\0');
	buf_free(&b);
}

static void
put_row(struct csvout *w, const char *a, int64_t b)
{
	csvout_string(w, a);
	csvout_count(w, b);
	csvout_row(w);
}

/* What is written apart stands where it is joined. */
static void
parts(void **state)
{
	static const char *const want[] = {
	    [CSV_CSV] = "a,b\n1,1\n\"2,\",2\n,3\n4,4\n5,5\n",
	    [CSV_TSV] = "a\tb\n1\t1\n2,\t2\n\t3\n4\t4\n5\t5\n",
	    [CSV_JSONL] = "{\"a\":\"1\",\"b\":1}\n{\"a\":\"2,\",\"b\":2}\n"
			  "{\"a\":\"\",\"b\":3}\n{\"a\":\"4\",\"b\":4}\n"
			  "{\"a\":\"5\",\"b\":5}\n",
	    [CSV_TABLE] = NULL};

	(void)state;
	for (int f = CSV_CSV; f <= CSV_TABLE; f++) {
		struct out *o = out_new(path);
		struct csvout *w = csvout_new(o, (enum csv_format)f), *x, *y;

		csvout_column(w, span_of("a"), CSV_TEXT);
		csvout_column(w, span_of("b"), CSV_COUNT);
		assert_true(csvout_has_parts(w) == (want[f] != NULL));
		if (want[f] != NULL) {
			x = csvout_part(w);
			y = csvout_part(w);
			put_row(y, "2,", 2);
			put_row(x, "1", 1);
			csvout_join(w, x);
			put_row(y, "", 3);
			put_row(x, "5", 5);
			csvout_join(w, y);
			csvout_join(w, y);
			put_row(w, "4", 4);
			csvout_join(w, x);
			csvout_part_free(x);
			csvout_part_free(y);
		}
		csvout_end(w);
		if (want[f] != NULL)
			expect(o, want[f]);
		else
			out_drop(o);
	}
	csvout_part_free(NULL);
}

/* A part holds back all that it has, however much. */
static void
large_part(void **state)
{
	struct out *o = out_new(path);
	struct csvout *w = csvout_new(o, CSV_CSV), *part;
	struct buf b;

	(void)state;
	csvout_column(w, span_of("a"), CSV_TEXT);
	csvout_column(w, span_of("b"), CSV_COUNT);
	part = csvout_part(w);
	for (int i = 0; i < 100000; i++)
		put_row(part, "x", 1);
	put_row(w, "y", 2);
	csvout_join(w, part);
	csvout_part_free(part);
	csvout_end(w);
	b = delivered(o);
	assert_int_equal(b.len, 4 + 4 + 4 * 100000);
	assert_memory_equal(b.at, "a,b\ny,2\nx,1\nx,1\n", 16);
	buf_free(&b);
}

static int
make_path(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int
remove_path(void **state)
{
	(void)state;
	return unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(format_names),
	    cmocka_unit_test(parts),
	    cmocka_unit_test(large_part),
	    cmocka_unit_test(sample_csv),
	    cmocka_unit_test(sample_tsv),
	    cmocka_unit_test(sample_json),
	    cmocka_unit_test(sample_table),
	    cmocka_unit_test(no_rows),
	    cmocka_unit_test(quotes_only_where_needed),
	    cmocka_unit_test(json_escapes),
	    cmocka_unit_test(json_counts),
	    cmocka_unit_test(extremes),
	    cmocka_unit_test(table_counts_columns),
	    cmocka_unit_test(table_of_blanks),
	    cmocka_unit_test(random_reads_back),
	    cmocka_unit_test(many_rows),
	};

	return cmocka_run_group_tests(tests, make_path, remove_path);
}
