/* Rows that must not stand in the book twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/dupes.h"
#include "tests/unit/book.h"

struct found {
	char text[200];
	size_t n;
};

/* "ITEM 4=2": line 4 repeats line 2. */
static void
take(void *arg, enum dupes_kind kind, uint64_t line, uint64_t first)
{
	static const char *const names[] = {"ID", "ITEM", "ROW"};
	struct found *f = arg;
	size_t len = strlen(f->text);

	f->n++;
	snprintf(f->text + len, sizeof f->text - len, "%s%s %llu=%llu",
	    len > 0 ? ", " : "", names[kind], (unsigned long long)line,
	    (unsigned long long)first);
}

/* Notes the rows from..to of s that are postings. */
static struct dupes *
note(struct sheet *s, uint32_t from, uint32_t to, const struct map *map)
{
	struct dupes *d = dupes_new();
	struct posting_reader r;

	posting_open(&r, &map->of[MAP_BOOK]);
	posting_bind(&r, &s->b);
	for (uint32_t i = from; i < to && i < s->b.nrow; i++) {
		struct posting p;

		if (posting_read(&r, &s->b, i, &p))
			dupes_add(d, &r, &s->b, i, &p);
	}
	posting_close(&r);
	return d;
}

/* In one list, and in two that are merged, either way. */
static void
repeats_are(const char *csv, const char *want)
{
	struct map *map = map_new();
	struct found f = {0};
	struct dupes *a, *b;
	struct sheet s;

	sheet_open(&s, span_of(csv));
	a = note(&s, 0, UINT32_MAX, map);
	dupes_find(a, take, &f);
	assert_string_equal(f.text, want);
	dupes_find(a, take, &f); /* it is empty now */
	assert_string_equal(f.text, want);
	dupes_free(a);
	for (int way = 0; way < 2; way++) {
		f = (struct found){0};
		a = note(&s, 0, s.b.nrow / 2, map);
		b = note(&s, s.b.nrow / 2, UINT32_MAX, map);
		dupes_merge(way == 0 ? a : b, way == 0 ? b : a);
		dupes_find(way == 0 ? a : b, take, &f);
		assert_string_equal(f.text, want);
		dupes_free(a);
		dupes_free(b);
	}
	sheet_close(&s);
	map_free(map);
}

static void
ids(void **state)
{
	(void)state;
	repeats_are("date,type,doc,customer,amount,id\n"
		    "2026-01-01,invoice,A,c,1,x\n"
		    "2026-01-01,invoice,B,c,1,y\n"
		    "2026-01-01,hold,,c,,x\n"
		    "2026-01-01,hold,,c,,\n"
		    "2026-01-01,hold,,c,,z\n",
	    "ID 4=2");
	dupes_free(NULL);
}

/* Another customer, side, due date, line, entity or currency: another. */
static void
items(void **state)
{
	(void)state;
	repeats_are("date,type,doc,customer,amount,due,line,entity,currency\n"
		    "2026-01-01,invoice,A,c,1,2026-02-01,,,USD\n"
		    "2026-01-01,invoice,A,d,1,2026-02-01,,,USD\n"
		    "2026-01-01,credit,A,c,-1,2026-02-01,,,USD\n"
		    "2026-01-01,invoice,A,c,1,,,,USD\n"
		    "2026-01-01,invoice,A,c,1,2026-02-01,1,,USD\n"
		    "2026-01-01,invoice,A,c,1,2026-02-01,,1,USD\n"
		    "2026-01-01,invoice,A,c,1,2026-02-01,,,EUR\n"
		    "2026-01-09,debit,A,c,7,2026-02-01,,,USD\n",
	    "ITEM 9=2");
}

/* A bank return is a debit: it is no second receipt. */
static void
returned(void **state)
{
	(void)state;
	repeats_are("date,type,doc,customer,amount,reason\n"
		    "2026-01-01,receipt,R,c,-1,\n"
		    "2026-01-01,receipt,R,c,1,nsf\n"
		    "2026-01-01,credit,R,c,-1,\n",
	    "ITEM 4=2");
}

/* Acting rows without id; blank cells and the order of columns are nothing.
   What a payer says, he may say twice. */
static void
rows(void **state)
{
	(void)state;
	repeats_are("date,type,doc,customer,amount,ref,memo,id\n"
		    "2026-01-01,adjust,,c,1,A,,\n"
		    "2026-01-01,adjust,,c,1,A,again,\n"
		    "2026-01-01,adjust,,c,1,A,,i\n"
		    "2026-01-01,adjust,,c,1,A,,j\n"
		    "2026-01-01,remit,R,c,1,A,,\n"
		    "2026-01-01,remit,R,c,1,A,,\n"
		    "2026-01-01,adjust,,c,1,A,,\n",
	    "ROW 8=2");
	repeats_are("date,type,doc,customer,amount\n"
		    "2026-01-01,hold,,c,\n"
		    "2026-01-01,hold,,d,\n"
		    "2026-01-01,hold,,c,\n",
	    "ROW 4=2");
}

/* Rows of a list that have no number are items of their own. */
static void
list(void **state)
{
	(void)state;
	repeats_are("date,doc,customer,amount\n"
		    "2026-01-01,,c,1\n"
		    "2026-01-01,A,c,1\n"
		    "2026-01-01,,c,1\n"
		    "2026-01-01,A,c,1\n",
	    "ITEM 5=3");
}

/* Three of one: each later one repeats the first, wherever it comes. */
static void
three(void **state)
{
	struct map *map = map_new();
	struct dupes *d[3];
	struct found f = {0};
	struct sheet s;

	(void)state;
	sheet_open(&s, span_of("date,doc,customer,amount\n"
			       "2026-01-01,A,c,1\n2026-01-01,A,c,2\n"
			       "2026-01-01,A,c,3\n"));
	for (uint32_t i = 0; i < 3; i++)
		d[i] = note(&s, i, i + 1, map);
	dupes_merge(d[2], d[0]);
	dupes_merge(d[2], d[1]);
	dupes_find(d[2], take, &f);
	assert_int_equal(f.n, 2);
	assert_non_null(strstr(f.text, "ITEM 3=2"));
	assert_non_null(strstr(f.text, "ITEM 4=2"));
	for (int i = 0; i < 3; i++)
		dupes_free(d[i]);
	sheet_close(&s);
	map_free(map);
}

/* Of 300,000 items none is another, but for one put in on purpose. */
static void
many(void **state)
{
	struct map *map = map_new();
	struct posting_reader r;
	struct dupes *d = dupes_new();
	struct found f = {0};
	struct sheet s;
	char doc[16];

	(void)state;
	sheet_open(&s, span_of("date,doc,customer,amount\n2026-01-01,A,c,1\n"));
	posting_open(&r, &map->of[MAP_BOOK]);
	posting_bind(&r, &s.b);
	for (uint64_t i = 0; i <= 300000; i++) {
		struct posting p;

		assert_true(posting_read(&r, &s.b, 0, &p));
		snprintf(doc, sizeof doc, "%llu",
		    (unsigned long long)(i == 300000 ? 77 : i));
		p.doc = span_of(doc);
		p.line = i + 1;
		dupes_add(d, &r, &s.b, 0, &p);
	}
	dupes_find(d, take, &f);
	assert_string_equal(f.text, "ITEM 300001=78");
	posting_close(&r);
	dupes_free(d);
	sheet_close(&s);
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ids),
	    cmocka_unit_test(items),
	    cmocka_unit_test(returned),
	    cmocka_unit_test(rows),
	    cmocka_unit_test(list),
	    cmocka_unit_test(three),
	    cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
