/* Rows of a plain list by the handful: the same as one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/dupes.h"
#include "tests/unit/book.h"

#define PICK(list, r) ((list)[(r) % (sizeof(list) / sizeof *(list))])

static uint64_t
next(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x >> 11;
}

/* 1,000 rows, half of them of any kind, good or bad. */
static void
write_list(struct buf *csv, const char *header, uint64_t x)
{
	static const char *const days[] = {"2026-01-31", "2024-02-29", "",
	    "2026-02-30", "2026-1-31", "2027-10-01", "2026-12-24"};
	static const char *const docs[] = {
	    "", "A", "INV-00000001", "a document of a long, long name"};
	static const char *const customers[] = {"C1", "", "C0000002", "a, b",
	    "a customer of a name beyond sixteen bytes"};
	static const char *const amounts[] = {"12.50", "-0.01", "1234567.89",
	    "", "7", "1,5", "12.345", "99999999999999999.99", "-.50", "1."};
	static const char *const codes[] = {"USD", "JPY", "KWD", "XXX", ""};

	buf_text(csv, header);
	for (int i = 0; i < 1000; i++) {
		bool any = next(&x) % 2;
		char row[256];

		snprintf(row, sizeof row, "%s,\"%s\",\"%s\",\"%s\",%s,%s\n",
		    PICK(days, any ? next(&x) : 0), PICK(docs, next(&x)),
		    PICK(customers, any ? next(&x) : next(&x) % 2 * 2),
		    PICK(amounts, any ? next(&x) : next(&x) % 3),
		    PICK(codes, any ? next(&x) : 0),
		    PICK(days, any ? next(&x) : next(&x) % 3));
		buf_text(csv, row);
	}
}

/* Row i of the handful is what posting_read makes of row `row` of b. */
static void
same_row(struct posting_reader *r, struct batch *b, uint32_t row,
    const struct postings *p, uint32_t i)
{
	struct hash owner = hash_part(HASH_SEED, p->customer[i]);
	struct posting one;

	assert_true(posting_read(r, b, row, &one));
	assert_int_equal(p->line[i], one.line);
	assert_true(span_equal(p->customer[i], one.customer));
	assert_true(span_equal(p->doc[i], one.doc));
	assert_true(p->owner[i].a == owner.a && p->owner[i].b == owner.b);
	assert_true(p->amount[i] == one.amount);
	assert_int_equal(p->currency[i], one.currency);
	assert_int_equal(p->date[i], one.date);
	assert_int_equal(p->due[i], one.due);
	assert_int_equal(p->doc_date[i], one.doc_date);
	assert_true(one.type == (one.amount < 0 ? TYPE_CREDIT : TYPE_INVOICE));
}

/* Reads all rows, and returns how many were not odd. */
static uint32_t
read_all(struct sheet *s, struct posting_reader *r)
{
	uint32_t good = 0, row = 0;
	struct postings p;

	while (row < s->b.nrow) {
		uint32_t from = row, n = 0, nodd = 0;

		row = postings_read(r, &s->b, from, &p);
		assert_true(row > from && p.n + p.nodd == row - from);
		for (; from < row; from++)
			if (nodd < p.nodd && p.odd[nodd] == from)
				nodd++;
			else
				same_row(r, &s->b, from, &p, n++);
		good += n;
	}
	return good;
}

static void
one_by_one(void **state)
{
	static const char *const headers[] = {
	    "date,doc,customer,amount,currency,due\n",
	    "date,doc,customer,amount,currency,doc_date\n",
	    "date,doc,customer,amount,po,memo\n"};
	struct posting_reader *r = calloc(1, sizeof *r);
	struct map *map = map_new();

	(void)state;
	for (size_t k = 0; k < sizeof headers / sizeof *headers; k++) {
		struct buf csv = {0};
		struct sheet s;
		uint32_t good;

		write_list(&csv, headers[k], 42 + k);
		sheet_open(&s, (struct span){csv.at, csv.len});
		posting_open(r, &map->of[MAP_BOOK]);
		posting_bind(r, &s.b);
		assert_true(r->plain);
		assert_int_equal(s.b.nrow, 1000);
		good = read_all(&s, r);
		assert_in_range(good, 450, 750);
		posting_close(r);
		sheet_close(&s);
		buf_free(&csv);
	}
	free(r);
	map_free(map);
}

static void
add_line(void *arg, enum dupes_kind kind, uint64_t line, uint64_t first)
{
	uint64_t *sum = arg;

	assert_int_equal(kind, DUPES_ITEM);
	assert_true(first < line);
	*sum += line;
}

/* The lines that repeat others, added up.  Of each `of` handfuls `single`
   are noted row by row, without those that are odd. */
static uint64_t
repeats(struct sheet *s, struct posting_reader *r, uint32_t single, uint32_t of)
{
	struct dupes *d = dupes_new();
	struct postings many;
	struct posting p;
	uint64_t sum = 0;

	for (uint32_t row = 0, to, turn = 0; row < s->b.nrow; turn++) {
		uint32_t n = 0;

		to = postings_read(r, &s->b, row, &many);
		if (turn % of >= single)
			dupes_add_plain(d, &many);
		for (; row < to; row++) {
			if (n < many.nodd && many.odd[n] == row)
				n++;
			else if (turn % of < single &&
				 posting_read(r, &s->b, row, &p))
				dupes_add(d, r, &s->b, row, &p);
		}
	}
	dupes_find(d, add_line, &sum);
	dupes_free(d);
	return sum;
}

static void
repeated(void **state)
{
	struct posting_reader *r = calloc(1, sizeof *r);
	struct map *map = map_new();
	struct buf csv = {0};
	struct sheet s;
	uint64_t sum;

	(void)state;
	write_list(&csv, "date,doc,customer,amount,currency,due\n", 7);
	sheet_open(&s, (struct span){csv.at, csv.len});
	posting_open(r, &map->of[MAP_BOOK]);
	posting_bind(r, &s.b);
	sum = repeats(&s, r, 1, 1);
	assert_true(sum > 0);
	assert_int_equal(repeats(&s, r, 0, 1), sum);
	assert_int_equal(repeats(&s, r, 1, 2), sum);
	posting_close(r);
	sheet_close(&s);
	buf_free(&csv);
	free(r);
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_by_one),
	    cmocka_unit_test(repeated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
