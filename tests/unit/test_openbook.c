/* The opening book: what is open on a day as rows of a new book. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/out.h"
#include "book/openbook.h"
#include "tests/unit/book.h"
#include "text/csvout.h"

/* Ids hold a hash: only that they are there is looked at. */
static void
hide_ids(struct buf *text)
{
	char *at;

	buf_string(text);
	for (at = text->at; (at = strstr(at, "opening-2")) != NULL; at += 2) {
		size_t n = strcspn(at, ",");

		assert_true(n > 30);
		memmove(at + 2, at + n, strlen(at + n) + 1);
		memcpy(at, "ID", 2);
	}
}

static void
slurp(const char *path, struct buf *text)
{
	FILE *f = fopen(path, "r");
	int c;

	assert_non_null(f);
	while ((c = getc(f)) != EOF)
		buf_byte(text, (char)c);
	fclose(f);
	unlink(path);
}

/* Opens the book through a map; returns how many rows were left out. */
static size_t
opened(const char *csv, struct map *map, const char *asof, const char *since,
    const char *want)
{
	char path[] = "/tmp/ar-unit.XXXXXX";
	struct posting_reader r;
	struct sheet s;
	struct keep *keep = keep_new();
	struct ledger *l = ledger_new();
	struct faults faults = {0};
	struct openbook_plan plan = {.ledger = l,
	    .keep = keep,
	    .map = &map->of[MAP_BOOK],
	    .asof = day(asof),
	    .since = since != NULL ? day(since) : DATE_NONE};
	struct buf text = {0};
	struct csvout *w;
	struct out *out;
	size_t early;

	close(mkstemp(path));
	sheet_open(&s, span_of(csv));
	posting_open(&r, plan.map);
	posting_bind(&r, &s.b);
	for (uint32_t i = 0; i < s.b.nrow; i++) {
		struct posting p;

		assert_true(posting_read(&r, &s.b, i, &p));
		ledger_add(l, &p, 0);
		keep_add(keep, &s.b, i);
	}
	ledger_close(l, &faults);
	assert_int_equal(faults.total, 0);
	out = out_new(path);
	w = csvout_new(out, CSV_CSV);
	early = openbook_write(&plan, w);
	csvout_end(w);
	out_commit(out);
	slurp(path, &text);
	hide_ids(&text);
	assert_string_equal(text.at, want);
	buf_free(&text);
	posting_close(&r);
	sheet_close(&s);
	keep_free(keep);
	ledger_free(l);
	return early;
}

/* The columns of the input in the book's order, others behind. */
#define HEAD "date,type,doc,customer,amount,ref,due,doc_date,id,reason,rep\n"

static const char year[] =
    "rep,date,type,doc,customer,amount,ref,due,doc_date,id\n"
    "x,2026-01-01,invoice,A,c,100,,2026-03-01,,i1\n"
    "y,2026-01-01,invoice,A,c,100,,2026-02-01,2025-12-30,i2\n"
    ",2026-01-05,receipt,R,c,-130,,,,i3\n"
    ",2026-01-06,apply,R,c,120,A,,,i4\n"
    ",2026-01-07,invoice,B,c,50,,,,i5\n"
    ",2026-01-08,writeoff,,c,-50,B,,,i6\n"
    ",2026-02-01,invoice,C,c,5,,,,i7\n";

/*
 * 31 January: A's February is settled and stays, with 0, as later rows may
 * name it; March has 80; the receipt 10.  B is gone, C yet to come.
 */
static void
what_is_open(void **state)
{
	struct map *map = map_new();

	(void)state;
	assert_int_equal(
	    opened(year, map, "2026-01-31", NULL,
		HEAD
		"2026-01-31,invoice,A,c,0.00,,2026-02-01,2025-12-30,ID,opening,"
		"y\n"
		"2026-01-31,invoice,A,c,80.00,,2026-03-01,2026-01-01,ID,"
		"opening,x\n"
		"2026-01-31,receipt,R,c,-10.00,,,2026-01-05,ID,opening,\n"),
	    0);
	assert_int_equal(opened(year, map, "2025-12-31", NULL, HEAD), 0);
	map_free(map);
}

/* B closed on 8 January; A, in parts, was reduced on the 6th. */
static void
groups_kept_whole(void **state)
{
	struct map *map = map_new();

	(void)state;
	opened(year, map, "2026-01-31", "2026-01-08",
	    HEAD
	    "2026-01-31,invoice,A,c,0.00,,2026-02-01,2025-12-30,ID,opening,y\n"
	    "2026-01-31,invoice,A,c,80.00,,2026-03-01,2026-01-01,ID,opening,"
	    "x\n"
	    "2026-01-31,receipt,R,c,-10.00,,,2026-01-05,ID,opening,\n"
	    "2026-01-07,invoice,B,c,50.00,,,,i5,,\n"
	    "2026-01-08,writeoff,,c,-50.00,B,,,i6,,\n");
	opened(year, map, "2026-01-31", "2026-01-06",
	    HEAD "2026-01-01,invoice,A,c,100.00,,2026-02-01,2025-12-30,i2,,y\n"
		 "2026-01-01,invoice,A,c,100.00,,2026-03-01,,i1,,x\n"
		 "2026-01-05,receipt,R,c,-130.00,,,,i3,,\n"
		 "2026-01-06,apply,R,c,120.00,A,,,i4,,\n"
		 "2026-01-07,invoice,B,c,50.00,,,,i5,,\n"
		 "2026-01-08,writeoff,,c,-50.00,B,,,i6,,\n");
	opened(year, map, "2026-01-31", "2026-01-09",
	    HEAD
	    "2026-01-31,invoice,A,c,0.00,,2026-02-01,2025-12-30,ID,opening,y\n"
	    "2026-01-31,invoice,A,c,80.00,,2026-03-01,2026-01-01,ID,opening,"
	    "x\n"
	    "2026-01-31,receipt,R,c,-10.00,,,2026-01-05,ID,opening,\n");
	map_free(map);
}

/* The apply is dated by the day, but its receipt comes later. */
static void
early_rows(void **state)
{
	struct map *map = map_new();

	(void)state;
	assert_int_equal(
	    opened("date,type,doc,customer,amount,ref\n"
		   "2026-01-01,invoice,A,c,9,\n"
		   "2026-01-02,apply,R,c,9,A\n"
		   "2026-01-02,apply,R,c,-9,A\n"
		   "2026-01-02,dispute,,c,1,L\n"
		   "2026-02-02,invoice,L,c,9,\n"
		   "2026-02-02,receipt,R,c,-9,\n",
		map, "2026-01-31", NULL,
		"date,type,doc,customer,amount,ref,due,doc_date,id,reason\n"
		"2026-01-31,invoice,A,c,9.00,,,2026-01-01,ID,opening\n"),
	    3);
	map_free(map);
}

/*
 * Holds last through their due date or until released; promises of what is
 * open; remittance of receipts not yet applied; D1 is of all, D2 of 5 less 2.
 */
static void
living_events(void **state)
{
	struct map *map = map_new();

	(void)state;
	opened("date,type,doc,customer,amount,ref,due,id\n"
	       "2026-01-01,invoice,A,c,9,,,\n"
	       "2026-01-01,invoice,B,c,9,,,\n"
	       "2026-01-02,reverse,,c,-9,B,,\n"
	       "2026-01-01,receipt,R,c,-3,,,\n"
	       "2026-01-03,hold,,c,,,2026-01-30,h1\n"
	       "2026-01-03,hold,,c,,,2026-01-31,h2\n"
	       "2026-01-03,hold,,d,,,,h3\n"
	       "2026-01-03,hold,,e,,,,h4\n"
	       "2026-01-04,hold,,e,,,,h5\n"
	       "2026-01-03,release,,e,,,,r1\n"
	       "2026-01-05,promise,,c,,A,2026-02-05,p1\n"
	       "2026-01-05,promise,,c,,B,2026-02-05,p2\n"
	       "2026-01-05,remit,R,c,3,x,,m1\n"
	       "2026-01-05,note,,c,,A,,n1\n"
	       "2026-01-05,note,,c,,B,,n2\n"
	       "2026-01-06,dispute,D2,c,5,A,,d2\n"
	       "2026-01-07,resolve,D2,c,2,A,,d3\n"
	       "2026-01-06,dispute,D1,c,,A,,d1\n",
	    map, "2026-01-31", NULL,
	    "date,type,doc,customer,amount,ref,due,doc_date,id,reason\n"
	    "2026-01-31,invoice,A,c,9.00,,,2026-01-01,ID,opening\n"
	    "2026-01-31,receipt,R,c,-3.00,,,2026-01-01,ID,opening\n"
	    "2026-01-03,hold,,c,,,2026-01-31,,h2,\n"
	    "2026-01-03,hold,,d,,,,,h3,\n"
	    "2026-01-04,hold,,e,,,,,h5,\n"
	    "2026-01-05,remit,R,c,3.00,x,,,m1,\n"
	    "2026-01-05,promise,,c,,A,2026-02-05,,p1,\n"
	    "2026-01-05,note,,c,,A,,,n1,\n"
	    "2026-01-06,dispute,D1,c,,A,,,d1,\n"
	    "2026-01-06,dispute,D2,c,3.00,A,,,d2,\n");
	map_free(map);
}

/* Moved into one number with no lines to tell them apart: of equal amounts
   M's own row, which came first in the file, is reduced.  Blank, the dispute
   would be of 30, not of the 40 that were billed. */
static void
merged(void **state)
{
	struct map *map = map_new();

	(void)state;
	opened("date,type,doc,customer,amount,ref,line,id,terms,rate\n"
	       "2026-01-01,invoice,A,c,10,,,,net 30,1.1\n"
	       "2026-01-01,invoice,B,c,20,,,,net 10,1.2\n"
	       "2026-01-01,invoice,M,c,10,,,,,\n"
	       "2026-01-02,transfer,M,c,10,A,,t1,,\n"
	       "2026-01-02,transfer,M,c,20,B,,t2,net 9,\n"
	       "2026-01-02,adjust,,c,-10,M,,,,\n"
	       "2026-01-02,dispute,D,c,,M,,d,,\n",
	    map, "2026-01-31", NULL,
	    "date,type,doc,customer,amount,ref,due,doc_date,id,line,terms,"
	    "reason,rate\n"
	    "2026-01-31,invoice,M,c,0.00,,,2026-01-01,ID,,,opening,\n"
	    "2026-01-31,invoice,M,c,10.00,,,2026-01-01,ID,#000002,net 30,"
	    "opening,1.1\n"
	    "2026-01-31,invoice,M,c,20.00,,,2026-01-01,ID,#000003,net 9,"
	    "opening,1.2\n"
	    "2026-01-02,dispute,D,c,40.00,M,,,d,,,,\n");
	map_free(map);
}

/* A list of a map's: its notation is gone, and every row has a number. */
static void
list_through_a_map(void **state)
{
	struct map *map = map_new();

	(void)state;
	map_column(map, MAP_BOOK, "amount=Betrag");
	map->of[MAP_BOOK].date_layout = strdup("DD.MM.YYYY");
	map->of[MAP_BOOK].money.decimal = ',';
	map->of[MAP_BOOK].money.group = '.';
	opened("date,doc,customer,Betrag,tax,currency,Vertreter\n"
	       "31.12.2025,A,c,\"1.234,500\",\"1,5\",KWD,x\n"
	       "31.12.2025,,c,\"-1,5\",,KWD,\n",
	    map, "2026-01-31", NULL,
	    "date,type,doc,customer,amount,currency,due,doc_date,id,tax,reason,"
	    "Vertreter\n"
	    "2026-01-31,credit,ID,c,-1.500,KWD,,2025-12-31,ID,,opening,\n"
	    "2026-01-31,invoice,A,c,1234.500,KWD,,2025-12-31,ID,1.500,opening,"
	    "x\n");
	map_free(map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_open),
	    cmocka_unit_test(groups_kept_whole),
	    cmocka_unit_test(early_rows),
	    cmocka_unit_test(living_events),
	    cmocka_unit_test(merged),
	    cmocka_unit_test(list_through_a_map),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
