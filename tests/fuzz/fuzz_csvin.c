/*
 * Any bytes as a table.  Every splitter over several block sizes returns the
 * same rows, lines, raw records and faults; and where there is no fault,
 * they are the rows that libcsv makes of all bytes at once.
 *
 * The low bits of the first byte choose the dialect; '0' is plain CSV.
 */
#include <csv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../unit/csvin_dump.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct span required[] = {{"a", 1}, {"b", 1}};
static char path[32];
static const char *const files[] = {path};

static void
put_file(const uint8_t *data, size_t size)
{
	static int fd = -1;

	if (fd < 0) {
		FILE *f = tmpfile();

		if (f == NULL)
			abort();
		fd = fileno(f);
		snprintf(path, sizeof path, "/dev/fd/%d", fd);
	}
	if (ftruncate(fd, 0) != 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	lseek(fd, 0, SEEK_SET);
}

static struct csv_dialect
dialect_of(uint8_t choice)
{
	return (struct csv_dialect){
	    .delimiter = choice & 1 ? ';' : '\0',
	    .no_quote = choice & 2,
	    .skip_to_header = choice & 4,
	    .encoding = choice & 8 ? "cp1252" : NULL,
	    .keep_raw = true,
	};
}

static struct buf
run(struct csv_dialect d, enum csv_scan scan, size_t block)
{
	d.scan = scan;
	d.block = block;
	return dump(files, 1, required, 2, &d, 1, true);
}

/* Rows as text: cells end with 0x1f, rows with 0x1e. */
static void
add_cell(void *cell, size_t n, void *to)
{
	buf_add(to, cell, n);
	buf_byte(to, 0x1f);
}

struct whole {
	struct buf rows;
	size_t row; /* where the row began */
};

static void
whole_cell(void *cell, size_t n, void *arg)
{
	struct whole *w = arg;

	add_cell(cell, n, &w->rows);
}

/* A row of nothing but empty cells is no row. */
static void
whole_row(int end, void *arg)
{
	struct whole *w = arg;
	size_t i = w->row;

	(void)end;
	while (i < w->rows.len && w->rows.at[i] == 0x1f)
		i++;
	if (i == w->rows.len) {
		w->rows.len = w->row;
		return;
	}
	buf_byte(&w->rows, 0x1e);
	w->row = w->rows.len;
}

static int
never_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
read_whole(struct whole *w, const uint8_t *data, size_t size, char delimiter)
{
	struct csv_parser p;

	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		abort();
	csv_set_space_func(&p, never_space);
	csv_set_delim(&p, (unsigned char)delimiter);
	if (csv_parse(&p, data, size, whole_cell, whole_row, w) != size ||
	    csv_fini(&p, whole_cell, whole_row, w) != 0)
		abort(); /* a fault that we did not see */
	csv_free(&p);
}

/* Our rows, headers among them. */
static struct buf
read_ours(const struct csv_dialect *d)
{
	struct csvin *in = csvin_new(files, 1, required, 2, d);
	struct batch b = {0};
	struct buf rows = {0};
	uint32_t next = 0;

	while (csvin_batch(in, &b)) {
		if (b.header->number == next) {
			for (uint32_t c = 0; c < b.ncol; c++) {
				buf_span(&rows, b.header->names[c]);
				buf_byte(&rows, 0x1f);
			}
			buf_byte(&rows, 0x1e);
			next++;
		}
		for (uint32_t r = 0; r < b.nrow; r++) {
			for (uint32_t c = 0; c < b.ncol; c++) {
				buf_span(&rows, batch_cell(&b, r, c));
				buf_byte(&rows, 0x1f);
			}
			buf_byte(&rows, 0x1e);
		}
	}
	batch_free(&b);
	csvin_free(in);
	return rows;
}

/* Marks of byte order are ours to drop: only a first one is dropped here. */
static bool
has_inner_mark(const uint8_t *p, size_t n)
{
	for (size_t i = 3; i + 3 <= n; i++)
		if (memcmp(p + i, "\xef\xbb\xbf", 3) == 0)
			return true;
	return false;
}

static void
check_whole(const struct csv_dialect *d, const uint8_t *data, size_t size)
{
	struct whole w = {.rows = {0}};
	struct buf ours;

	if (d->no_quote || d->skip_to_header || d->encoding != NULL ||
	    has_inner_mark(data, size))
		return;
	if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
		data += 3;
		size -= 3;
	}
	read_whole(&w, data, size, d->delimiter ? d->delimiter : ',');
	ours = read_ours(d);
	if (ours.len != w.rows.len ||
	    (ours.len > 0 && memcmp(ours.at, w.rows.at, ours.len) != 0))
		abort();
	buf_free(&ours);
	buf_free(&w.rows);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum csv_scan scans[] = {
	    CSV_SCAN_PLAIN, CSV_SCAN_SSE2, CSV_SCAN_BEST};
	static const size_t blocks[] = {1, 64, 100, 4096};
	struct csv_dialect d;
	struct buf want;

	if (size == 0)
		return 0;
	d = dialect_of(data[0]);
	put_file(data + 1, size - 1);
	want = run(d, CSV_SCAN_LIBCSV, (size_t)1 << 16);
	for (size_t i = 0; i < 12; i++) {
		struct buf got = run(d, scans[i % 3], blocks[i / 3]);

		if (got.len != want.len ||
		    memcmp(got.at, want.at, got.len) != 0) {
			fprintf(stderr, "want:\n%s\ngot (%zu):\n%s\n", want.at,
			    i, got.at);
			abort();
		}
		buf_free(&got);
	}
	if (strstr(want.at, "\nfault ") == NULL &&
	    strncmp(want.at, "fault ", 6) != 0 &&
	    memchr(data + 1, '\0', size - 1) == NULL)
		check_whole(&d, data + 1, size - 1);
	buf_free(&want);
	return 0;
}
