/* The provision table, and names of buckets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/provision.h"
#include "tests/unit/book.h"
#include "value/bucket.h"
#include "value/currency.h"

static const int32_t limits[] = {30, 60, 90};

static int
cur(const char *code)
{
	return currency_find(span_of(code));
}

static struct provision *
read_all(struct sheet *s, const struct map *map, const char *csv)
{
	struct provision *p = provision_new(&map->of[MAP_PROVISION], limits, 3);

	sheet_open(s, span_of(csv));
	for (uint32_t i = 0; i < s->b.nrow; i++)
		provision_row(p, &s->b, i);
	return p;
}

static void
bucket_is(const int32_t *limit, size_t n, size_t bucket, const char *want)
{
	char text[BUCKET_CHARS];

	assert_int_equal(bucket_name(text, limit, n, bucket), strlen(want));
	assert_string_equal(text, want);
}

static void
buckets(void **state)
{
	static const int32_t wide[] = {1, 100000};

	(void)state;
	bucket_is(limits, 3, 0, "current");
	bucket_is(limits, 3, 1, "1-30");
	bucket_is(limits, 3, 2, "31-60");
	bucket_is(limits, 3, 3, "61-90");
	bucket_is(limits, 3, 4, "91+");
	bucket_is(wide, 2, 1, "1-1");
	bucket_is(wide, 2, 2, "2-100000");
	bucket_is(wide, 2, 3, "100001+");
	bucket_is(NULL, 0, 1, "1+");
}

static void
share_is(const struct provision *p, size_t bucket, const char *currency,
    const char *want)
{
	char text[MONEY_CHARS] = "none";
	struct decimal share;

	if (provision_share(p, bucket, cur(currency), &share))
		decimal_format(text, share);
	else
		assert_true(share.n == 0);
	assert_string_equal(text, want);
}

/* A currency's own share goes before that of all; zeros are shares, too. */
static void
shares(void **state)
{
	struct map *map = map_new();
	struct sheet s;
	struct provision *p = read_all(&s, map,
	    "currency,rate,bucket\n,1.5%,current\nEUR,0.015,1-30\n"
	    ",100%,91+\nJPY,0,91+\nKWD,0.0000001%,61-90\n,1,61-90\n");

	(void)state;
	assert_int_equal(s.b.faults.total, 0);
	share_is(p, 0, "EUR", "0.015");
	share_is(p, 0, "", "0.015");
	share_is(p, 1, "EUR", "0.015");
	share_is(p, 1, "USD", "none");
	share_is(p, 2, "EUR", "none");
	share_is(p, 3, "KWD", "0.000000001");
	share_is(p, 3, "USD", "1");
	share_is(p, 4, "USD", "1");
	share_is(p, 4, "JPY", "0");
	provision_free(p);
	provision_free(NULL);
	sheet_close(&s);
	map_free(map);
}

/* Worked out by hand, before rounding, in minor units. */
static void
sums(void **state)
{
	static const int128 few[] = {1000, 100, 7, 0, 3};
	static const int128 less[] = {-1000, 100, 33, -5, 0};
	static const int128 much[] = {
	    (int128)INT64_MAX * 1000, 0, 0, 0, INT64_MAX};
	struct map *map = map_new();
	struct sheet s;
	struct provision *p = read_all(&s, map,
	    "bucket,rate\ncurrent,1.25%\n1-30,0.5\n31-60,50%\n91+,1\n");

	(void)state;
	/* 12.5 + 50 + 3.5 + 3 = 69 */
	assert_true(provision_sum(p, few, cur("USD")) == 69);
	/* what is below zero lowers nothing: 50 + 16.5 = 66.5 */
	assert_true(provision_sum(p, less, cur("USD")) == 67);
	/* (2^63 - 1) * 12.5 + 2^63 - 1 = (2^63 - 1) * 13.5, half up */
	assert_true(provision_sum(p, much, cur("USD")) ==
		    ((int128)INT64_MAX * 27 + 1) / 2);
	provision_free(p);
	sheet_close(&s);
	map_free(map);
}

static void
fault_is(const char *rows, enum fault_code code, uint64_t line,
    const char *column, const char *detail)
{
	struct map *map = map_new();
	struct buf csv = {0};
	struct provision *p;
	struct sheet s;

	buf_text(&csv, "bucket,rate,currency\n");
	buf_text(&csv, rows);
	p = read_all(&s, map, buf_string(&csv));
	sheet_faults(&s, code, line, column);
	if (detail != NULL)
		assert_string_equal(s.b.faults.list[0].detail, detail);
	provision_free(p);
	sheet_close(&s);
	buf_free(&csv);
	map_free(map);
}

static void
faults(void **state)
{
	static const char names[] = "a bucket of this report "
				    "(current, 1-30, 31-60, 61-90, 91+)";

	(void)state;
	fault_is("current,1%,\n31-45,2%,\n", FAULT_NUMBER, 3, "bucket", names);
	fault_is(",2%,\n", FAULT_NUMBER, 2, "bucket", names);
	fault_is("disputed,2%,\n", FAULT_NUMBER, 2, "bucket", names);
	fault_is("91+,,\n", FAULT_AMOUNT, 2, "rate", NULL);
	fault_is("91+,%,\n", FAULT_AMOUNT, 2, "rate", NULL);
	fault_is("91+,5,\n", FAULT_NUMBER, 2, "rate",
	    "a share, 0% to 100% or 0 to 1");
	fault_is("91+,100.01%,\n", FAULT_NUMBER, 2, "rate", NULL);
	fault_is("91+,-1%,\n", FAULT_NUMBER, 2, "rate", NULL);
	fault_is("91+,0.00000001%,\n", FAULT_DECIMALS, 2, "rate", NULL);
	fault_is("91+,1%,euro\n", FAULT_CURRENCY, 2, "currency", NULL);
	fault_is("91+,1%,\n91+,1%,\n", FAULT_DUPLICATE_KEY, 3, "bucket", NULL);
	fault_is("91+,1%,EUR\n91+,1%,\n91+,1%,EUR\n", FAULT_DUPLICATE_KEY, 4,
	    "bucket", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(buckets),
	    cmocka_unit_test(shares),
	    cmocka_unit_test(sums),
	    cmocka_unit_test(faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
