/*
 * The batch reader, every splitter over several block sizes.  Expected rows
 * and faults were written by hand from DESIGN 2 and RFC 4180.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "csvin_dump.h"

#define FILES 4

static char paths[FILES][64];
static const char *const files[FILES] = {
    paths[0], paths[1], paths[2], paths[3]};
static struct span required[2];

static int
setup(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void)state;
	for (int i = 0; i < FILES; i++) {
		int fd;

		snprintf(paths[i], sizeof paths[i], "%s/csvinXXXXXX",
		    tmp != NULL && strlen(tmp) < 40 ? tmp : "/tmp");
		fd = mkstemp(paths[i]);
		if (fd < 0)
			return -1;
		close(fd);
	}
	required[0] = span_of("date");
	required[1] = span_of("amount");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	for (int i = 0; i < FILES; i++)
		unlink(paths[i]);
	return 0;
}

static void
write_file(int i, const char *p, size_t n)
{
	FILE *f = fopen(paths[i], "w");

	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static const enum csv_scan scans[] = {
    CSV_SCAN_LIBCSV, CSV_SCAN_PLAIN, CSV_SCAN_SSE2, CSV_SCAN_BEST};
static const size_t blocks[] = {0, 1, 64, 65, 127, 4096};

/* Every splitter and block size returns the expected text. */
static void
expect_files(size_t nfile, struct csv_dialect d, bool raw, const char *want)
{
	for (size_t s = 0; s < sizeof scans / sizeof scans[0]; s++)
		for (size_t b = 0; b < sizeof blocks / sizeof blocks[0]; b++) {
			char *got;

			d.scan = scans[s];
			d.block = blocks[b];
			d.keep_raw = raw;
			got = dump(files, nfile, required, 2, &d, 1, raw).at;
			assert_string_equal(got, want);
			free(got);
		}
}

static void
expect_bytes(const char *p, size_t n, const char *want)
{
	write_file(0, p, n);
	expect_files(1, (struct csv_dialect){0}, false, want);
}

static void
expect(const char *csv, const char *want)
{
	expect_bytes(csv, strlen(csv), want);
}

#define HEAD   "date,amount,memo\n"
#define HEADER "header 1: date|amount|memo\n"

static void
plain_rows(void **state)
{
	(void)state;
	expect(HEAD "1,2,3\n4,5,6\n", HEADER "2: 1|2|3\n3: 4|5|6\nread 2\n");
	expect(HEAD "1,2,3\n4,,", HEADER "2: 1|2|3\n3: 4||\nread 2\n");
	expect(HEAD " 1 ,\t2, 3 \n", HEADER "2:  1 |\t2| 3 \nread 1\n");
	expect(HEAD, HEADER "read 0\n");
	expect("date,amount,memo", HEADER "read 0\n");
}

static void
line_ends(void **state)
{
	(void)state;
	expect("date,amount,memo\r\n1,2,3\r\n4,5,\"6\"\r\n",
	    HEADER "2: 1|2|3\n3: 4|5|6\nread 2\n");
	expect("date,amount,memo\r\n1,2,3\n4,5,\"6\r\n7\"\r\n8,9,10",
	    HEADER "2: 1|2|3\n3: 4|5|6\r\n7\n5: 8|9|10\nread 3\n");
}

static void
blank_rows(void **state)
{
	(void)state;
	expect("\n\r\n,,\n" HEAD "\n1,2,3\n,,\n\"\",\"\",\"\"\n\r\n,\n"
	       "\"\"\n,,,,,\n4,5,6\n\n\n",
	    "header 4: date|amount|memo\n6: 1|2|3\n13: 4|5|6\nread 2\n");
	expect(HEAD ",,x\n\"\",1,\n\"\",\"\",\" \"\n",
	    HEADER "2: ||x\n3: |1|\n4: || \nread 3\n");
}

static void
byte_order_mark(void **state)
{
	(void)state;
	expect("\xef\xbb\xbf" HEAD "1,2,3\n\xef\xbb\xbf"
	       "date,memo,amount\n4,5,6\n",
	    HEADER "2: 1|2|3\nheader 3: date|memo|amount\n4: 4|5|6\nread 2\n");
	expect("\xef\xbb\xbf\"date\",\"amount\",memo\n1,2,3\n",
	    HEADER "2: 1|2|3\nread 1\n");
	expect_bytes("\xff\xfe"
		     "d\0a\0",
	    6,
	    "fault 1: header: the input is UTF-16: convert it first "
	    "(iconv -f utf-16 -t utf-8)\nread 0\n");
}

static void
quoted_cells(void **state)
{
	(void)state;
	expect(HEAD "\"1\",2,\"a,b\"\n\"a \"\"b\"\"\",\"\"\"\",\"\n\"\n1,2,3\n",
	    HEADER "2: 1|2|a,b\n3: a \"b\"|\"|\n\n5: 1|2|3\nread 3\n");
	expect(HEAD "\"a\n\nb\",\"c\",\"\n\n\"\n1,2,3\n",
	    HEADER "2: a\n\nb|c|\n\n\n7: 1|2|3\nread 2\n");
}

static void
headers_again(void **state)
{
	(void)state;
	expect(HEAD "1,2,3\ndate,amount\n4,5\n\"date\",x,\"amount\"\n6,7,8\n",
	    HEADER "2: 1|2|3\nheader 3: date|amount\n4: 4|5\n"
		   "header 5: date|x|amount\n6: 6|7|8\nread 3\n");
	/* Not a header: a name is missing; within quotes; not at the start. */
	expect(HEAD "date,amonut,memo\ndates,amount,date\n"
		    "x,\"\ndate,amount,memo\n\",y\nx,date,amount\n",
	    HEADER "2: date|amonut|memo\n3: dates|amount|date\n"
		   "4: x|\ndate,amount,memo\n|y\n7: x|date|amount\nread 4\n");
	expect(HEAD HEAD HEAD,
	    HEADER "header 2: date|amount|memo\nheader 3: date|amount|memo\n"
		   "read 0\n");
}

static void
header_faults(void **state)
{
	(void)state;
	expect("date,amonut,memo\n1,2,3\n",
	    "fault 1: header: no column \"amount\"; is it \"amonut\"?\n"
	    "read 0\n");
	expect("x,y\n1,2\n", "fault 1: header: no column \"date\"\n"
			     "fault 1: header: no column \"amount\"\nread 0\n");
	expect("date,memo,amount,amount,,\n1,2,3,4,5,6\n",
	    "fault 1: header: column \"amount\" stands there twice\n"
	    "read 0\n");
	expect("date,memo,amount,memo\n1,2,3,4\n", /* nobody asked for it */
	    "header 1: date|memo|amount|memo\n2: 1|2|3|4\nread 1\n");
	expect("date,,amount,\n1,2,3,4\n",
	    "header 1: date||amount|\n2: 1|2|3|4\nread 1\n");
	expect("date,amount\rx\n",
	    "fault 1: header: the header holds a carriage return without a "
	    "line feed\nread 0\n");
	expect("date,amount,\xe9\n",
	    "fault 1: header: the header is not valid UTF-8 (see encoding in "
	    "ar-tables(5))\nread 0\n");
	expect_bytes("date,amount,\0\n", 14,
	    "fault 1: header: the header holds a NUL byte\nread 0\n");
	expect(HEAD "1,2,3\ndate,amount,x,date\n4,5,6\n",
	    HEADER "2: 1|2|3\n"
		   "fault 3: header: column \"date\" stands there twice\n"
		   "read 1\n");
	expect("date,\"amount\n1,2\n",
	    "fault 1: quote: a quote is opened in the record that begins here "
	    "and never closed\nread 0\n");
}

static void
empty_files(void **state)
{
	static const char none[] =
	    "fault 1: empty: no header: the input is empty\nread 0\n";

	(void)state;
	expect("", none);
	expect("\n\n\r\n,,\n", none);
	expect("\xef\xbb\xbf", none);
}

static void
ragged_rows(void **state)
{
	(void)state;
	expect(HEAD "1,2,3\n1\n1,2\n1,2,3,4\n4,5,6\n",
	    HEADER "2: 1|2|3\n6: 4|5|6\n"
		   "fault 3: ragged: 1 cell where the header has 3\n"
		   "fault 4: ragged: 2 cells where the header has 3\n"
		   "fault 5: ragged: 4 cells where the header has 3\nread 5\n");
	/* As many cells as two rows should have, and the wrong way. */
	expect(HEAD "1\n2,3,4,5,6\n7,8,9\n",
	    HEADER "4: 7|8|9\n"
		   "fault 2: ragged: 1 cell where the header has 3\n"
		   "fault 3: ragged: 5 cells where the header has 3\nread 3\n");
	expect(HEAD "1,\"x\n\",2,3\n4,5,6\n",
	    HEADER "4: 4|5|6\n"
		   "fault 2: ragged: 4 cells where the header has 3\nread 2\n");
}

#define GLUED                                                                  \
	"glued: a header glued to the row before it: the file in front of it " \
	"lacks its final newline\n"

static void
glued_files(void **state)
{
	(void)state;
	expect(HEAD "1,2,3date,amount,memo\n4,5,6\n",
	    HEADER "fault 2: " GLUED "read 1\n");
	expect(HEAD "1,2,\"3\"date,amount,memo\n4,5,6\n",
	    HEADER "fault 2: " GLUED "read 1\n");
	expect(HEAD "1,2,3\"date\",\"amount\",\"memo\"\n4,5,6\n",
	    HEADER "fault 2: " GLUED "read 1\n");
	expect(HEAD "1,2,3date,memo\n4,5,6\n",
	    HEADER "3: 4|5|6\n"
		   "fault 2: ragged: 4 cells where the header has 3\nread 2\n");
}

#define STRAY                                                                  \
	"quote: a quote where none may stand, in the record that begins "      \
	"here\n"
#define OPEN                                                                   \
	"quote: a quote is opened in the record that begins here and never "   \
	"closed\n"

static void
quote_faults(void **state)
{
	(void)state;
	expect(HEAD "1,2,3\n4,5\"x,6\n7,8,9\n",
	    HEADER "2: 1|2|3\nfault 3: " STRAY "read 2\n");
	expect(HEAD "1,2,\"3\" \n4,5,6\n", HEADER "fault 2: " STRAY "read 1\n");
	expect(HEAD "1,\"2\"x,3\n4,\n", HEADER "fault 2: " STRAY "read 1\n");
	expect(HEAD "1,2,3\n4,\"5,6\n7,8,9\n",
	    HEADER "2: 1|2|3\nfault 3: " OPEN "read 2\n");
	/* The stray one is found first, though the end is in quotes too. */
	expect(HEAD "1,2,3\n4,x\"5,6\n7,8,9\n\"a\",b,c\n",
	    HEADER "2: 1|2|3\nfault 3: " STRAY "read 2\n");
	expect(HEAD "1\n4,x\"5,6\n1\n\xff,,\n",
	    HEADER "fault 2: ragged: 1 cell where the header has 3\n"
		   "fault 3: " STRAY "read 2\n");
}

static void
bad_bytes(void **state)
{
	static const char nul[] = HEAD "1,\0,3\n4,5,6\n";

	(void)state;
	expect_bytes(nul, sizeof nul - 1,
	    HEADER "3: 4|5|6\nfault 2: nul: a NUL byte\nread 2\n");
	expect(HEAD "1,2\r,3\r\n4,5,6\r\n7,8,9\r",
	    HEADER "3: 4|5|6\n"
		   "fault 2: bare-cr: a carriage return without a line feed\n"
		   "fault 4: bare-cr: a carriage return without a line feed\n"
		   "read 3\n");
	expect(HEAD "1,\xc3\xa9,3\n4,5,\"\xe9\"\n\xc3,\xa9,6\n7,\xff\n",
	    HEADER "2: 1|\xc3\xa9|3\n"
		   "fault 3: utf-8: memo: not valid UTF-8 (see encoding in "
		   "ar-tables(5))\n"
		   "fault 4: utf-8: date: not valid UTF-8 (see encoding in "
		   "ar-tables(5))\n"
		   "fault 5: utf-8: not valid UTF-8 (see encoding in "
		   "ar-tables(5))\nread 4\n");
}

static void
raw_records(void **state)
{
	static const char csv[] =
	    HEAD "\"1\",2,\"3\n4\"\r\n1,\"\"\"\"\n\xff,2,\n1,2,3";

	(void)state;
	write_file(0, csv, sizeof csv - 1);
	expect_files(1, (struct csv_dialect){0}, true,
	    HEADER "2: 1|2|3\n4 <\"1\",2,\"3\n4\">\n6: 1|2|3 <1,2,3>\n"
		   "fault 4: ragged: 2 cells where the header has 3 "
		   "<1,\"\"\"\">\n"
		   "fault 5: utf-8: date: not valid UTF-8 (see encoding in "
		   "ar-tables(5)) <\xff,2,>\nread 4\n");
}

static void
dialects(void **state)
{
	struct csv_dialect d = {.delimiter = ';', .no_quote = true};
	static const char semicolons[] = "date;amount\n\"1;2,0\"\n3\";\"\n";
	static const char preamble[] =
	    "Report \"x\n,,,\ndate,due\n\"amount\",\"date\"\n1,2\n";
	static const char latin[] =
	    "date,amount,memo\n1,2,\x80\xe9\n1,2,\x81\n";

	(void)state;
	write_file(0, semicolons, sizeof semicolons - 1);
	expect_files(1, d, false,
	    "header 1: date|amount\n2: \"1|2,0\"\n3: 3\"|\"\nread 2\n");
	write_file(0, preamble, sizeof preamble - 1);
	expect_files(1, (struct csv_dialect){.skip_to_header = true}, false,
	    "header 4: amount|date\n5: 1|2\nread 1\n");
	expect_files(1, (struct csv_dialect){.skip = 3}, false,
	    "header 4: amount|date\n5: 1|2\nread 1\n");
	expect_files(1, (struct csv_dialect){.skip = 4}, false,
	    "fault 5: header: no column \"date\"\n"
	    "fault 5: header: no column \"amount\"\nread 0\n");
	expect_files(1, (struct csv_dialect){.skip = 5}, false,
	    "fault 1: empty: no header: the input is empty\nread 0\n");
	write_file(0, latin, sizeof latin - 1);
	expect_files(1, (struct csv_dialect){.encoding = "cp1252"}, false,
	    HEADER "2: 1|2|\xe2\x82\xac\xc3\xa9\nfault 3: utf-8: memo: not "
		   "valid UTF-8 (see encoding in ar-tables(5))\nread 2\n");
	expect_files(1, (struct csv_dialect){.encoding = "latin1"}, false,
	    HEADER "2: 1|2|\xc2\x80\xc3\xa9\n3: 1|2|\xc2\x81\nread 2\n");
}

/* After a hard fault the file's rest is left out, the other files are not. */
static void
several_files(void **state)
{
	static const char want[] =
	    "header 1: date|amount\n2: 1|2\nheader 7: amount|date\n8: 5|6\n"
	    "fault 3: " STRAY "fault 6: empty: no header: the input is empty\n"
	    "fault 9: " OPEN "read 4\n";

	(void)state;
	write_file(0, "date,amount\n1,2\n3\"\n,\nx", 23);
	write_file(1, "", 0);
	write_file(2, "amount,date\n5,6\n7,\"8", 20);
	expect_files(3, (struct csv_dialect){0}, false, want);
}

static void
places(void **state)
{
	struct csv_dialect d = {.block = 64};
	struct batch b = {0};
	struct csvin *in;
	uint64_t local;

	(void)state;
	write_file(0, "date,amount\n1,2\n3,4", 19);
	write_file(1, "", 0);
	write_file(2, "date,amount\n1,2\n", 16);
	in = csvin_new(files, 3, required, 2, &d);
	while (csvin_batch(in, &b))
		continue;
	assert_string_equal(csvin_place(in, 3, &local), paths[0]);
	assert_int_equal(local, 3);
	assert_string_equal(csvin_place(in, 4, &local), paths[1]);
	assert_int_equal(local, 1);
	assert_string_equal(csvin_place(in, 6, &local), paths[2]);
	assert_int_equal(local, 2);
	batch_free(&b);
	csvin_free(in);
}

/* A field may have 16 MiB; one more byte is too long. */
static void
long_fields(void **state)
{
	size_t most = (size_t)16 << 20, head = strlen("date,amount\n1,\"");
	char *csv = mem_array(most + 64, 1);

	(void)state;
	memcpy(csv, "date,amount\n1,\"", head);
	memset(csv + head, 'x', most + 1);
	for (size_t extra = 0; extra < 2; extra++)
		for (size_t s = 0; s < 3; s++) {
			struct csv_dialect d = {.scan = scans[s]};
			struct batch b = {0};
			struct csvin *in;
			size_t n = head + most + extra;

			memcpy(csv + n, "\"\n3,4\n", 6);
			write_file(0, csv, n + 6);
			csv[n] = 'x';
			in = csvin_new(files, 1, required, 2, &d);
			assert_true(csvin_batch(in, &b));
			assert_int_equal(b.nrow, extra ? 0 : 2);
			assert_int_equal(b.faults.n, extra);
			if (extra)
				assert_int_equal(
				    b.faults.list[0].code, FAULT_LONG);
			else
				assert_int_equal(
				    batch_cell(&b, 0, 1).len, most);
			batch_free(&b);
			csvin_free(in);
		}
	mem_free(csv);
}

static void
one_record(void **state)
{
	struct span names[2] = {{"a", 1}, {"b", 1}};
	struct csv_header h = {.ncol = 2, .names = names};
	struct csv_dialect d = {0};
	struct batch b = {0};

	(void)state;
	csvin_record(&b, span_of("x,\"y \"\"z\"\"\n\""), &h, &d);
	assert_int_equal(b.nrow, 1);
	assert_true(span_is(batch_cell(&b, 0, 0), "x"));
	assert_true(span_is(batch_cell(&b, 0, 1), "y \"z\"\n"));
	assert_true(span_is(batch_raw(&b, 0), "x,\"y \"\"z\"\"\n\""));
	csvin_record(&b, span_of("x"), &h, &d);
	assert_int_equal(b.nrow, 0);
	csvin_record(&b, span_of("x,y\""), &h, &d);
	assert_int_equal(b.nrow, 0);
	d.delimiter = '\t';
	csvin_record(&b, span_of("\t,"), &h, &d);
	assert_int_equal(b.nrow, 1);
	assert_true(span_is(batch_cell(&b, 0, 1), ","));
	batch_free(&b);
}

static void
count_bytes(void *arg, size_t file, const char *p, size_t n)
{
	struct buf *to = arg;

	(void)file;
	buf_add(to, p, n);
}

/* The tap sees every byte, those after a hard fault too. */
static void
tapped(void **state)
{
	static const char csv[] = HEAD "1,2\"\nx,y,z\n1,2,3\n\"";
	struct csv_dialect d = {.block = 8};
	struct batch b = {0};
	struct buf seen = {0};
	struct csvin *in;

	(void)state;
	write_file(0, csv, sizeof csv - 1);
	in = csvin_new(files, 1, required, 2, &d);
	csvin_tap(in, count_bytes, &seen);
	while (csvin_batch(in, &b))
		continue;
	assert_string_equal(buf_string(&seen), csv);
	buf_free(&seen);
	batch_free(&b);
	csvin_free(in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_rows),
	    cmocka_unit_test(line_ends),
	    cmocka_unit_test(blank_rows),
	    cmocka_unit_test(byte_order_mark),
	    cmocka_unit_test(quoted_cells),
	    cmocka_unit_test(headers_again),
	    cmocka_unit_test(header_faults),
	    cmocka_unit_test(empty_files),
	    cmocka_unit_test(ragged_rows),
	    cmocka_unit_test(glued_files),
	    cmocka_unit_test(quote_faults),
	    cmocka_unit_test(bad_bytes),
	    cmocka_unit_test(raw_records),
	    cmocka_unit_test(dialects),
	    cmocka_unit_test(several_files),
	    cmocka_unit_test(places),
	    cmocka_unit_test(long_fields),
	    cmocka_unit_test(one_record),
	    cmocka_unit_test(tapped),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
