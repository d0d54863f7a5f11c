/*
 * Day after day, and skipping days, replay tells what the ledger does, which
 * works every day out anew: of books that are written down, and of random
 * ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book/replay.h"
#include "tests/unit/book.h"

#define HEAD "date,type,doc,customer,amount,ref,ref_due,due,line\n"

/* All items on every step-th day. */
static void
agree(struct ledger *l, struct replay *r, int32_t from, int32_t to, int step)
{
	const struct ledger_part *want, *got;

	for (uint32_t item = 0; item < ledger_items(l); item++) {
		replay_begin(r, item);
		for (int32_t at = from; at <= to; at += step) {
			size_t n = ledger_parts(l, item, at, &want);

			assert_int_equal(replay_parts(r, at, &got), n);
			for (size_t i = 0; i < n; i++) {
				assert_int_equal(got[i].piece, want[i].piece);
				assert_int_equal(got[i].open, want[i].open);
				assert_int_equal(
				    got[i].disputed, want[i].disputed);
			}
		}
	}
}

static void
agree_on(struct ledger *l)
{
	struct replay *r = replay_new(l);

	agree(l, r, day("2025-12-31"), day("2026-03-01"), 1);
	agree(l, r, day("2025-12-31"), day("2026-03-01"), 7);
	agree(l, r, day("2026-02-20"), day("2026-03-01"), 1);
	replay_free(r);
	ledger_free(l);
}

/* The whole debt grows while a dispute is about all of it, and is resolved in
   part: 150 disputed on the 20th, 190 from the 25th, 170 after that. */
static void
disputes(void **state)
{
	const struct ledger_part *parts;
	struct ledger *l =
	    book_of(HEAD "2026-01-01,invoice,A,c,100.00,,,2026-02-01,\n"
			 "2026-01-05,dispute,D,c,,A,,,\n"
			 "2026-01-10,invoice,A,c,50.00,,,2026-03-01,\n"
			 "2026-01-25,adjust,v,c,40.00,A,,,\n"
			 "2026-01-26,resolve,D,c,20.00,A,,,\n"
			 "2026-01-27,dispute,E,c,5.00,A,,,\n"
			 "2026-01-28,resolve,E,c,9.00,A,,,\n");
	struct replay *r = replay_new(l);
	static const struct {
		const char *day;
		int64_t first, second;
	} want[] = {{"2026-01-04", 0, 0}, {"2026-01-05", 10000, 0},
	    {"2026-01-20", 10000, 5000}, {"2026-01-25", 10000, 9000},
	    {"2026-01-26", 10000, 7000}, {"2026-01-27", 10000, 7500},
	    {"2026-01-28", 10000, 7000}};

	(void)state;
	replay_begin(r, item_of(l, "A", SIDE_DEBIT));
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		size_t n = replay_parts(r, day(want[i].day), &parts);

		assert_int_equal(parts[0].disputed, want[i].first);
		if (n > 1)
			assert_int_equal(parts[1].disputed, want[i].second);
	}
	replay_free(r);
	agree_on(l);
}

static uint32_t
draw(uint64_t *seed, uint32_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % n;
}

/* An installment first, so that the item is there. */
static void
put_row(struct buf *b, uint64_t *seed, unsigned *dues, int i)
{
	static const char *const types[] = {
	    "adjust", "adjust", "writeoff", "dispute", "dispute", "resolve"};
	unsigned kind = draw(seed, 8), when = 1 + draw(seed, 28);
	unsigned due = 1 + draw(seed, 5), amount = 1 + draw(seed, 90);
	char row[160], named[24] = "";

	if (draw(seed, 3) == 0)
		snprintf(named, sizeof named, "2026-02-%02u", due);
	if (i == 0 || kind > 5) {
		snprintf(row, sizeof row,
		    "2026-01-%02u,invoice,A,c,%u.00,,,%s,%d\n", when, amount,
		    i == 0 ? "" : named, i);
		*dues |= i > 0 && *named != '\0' ? 1u << due : 0;
	} else if (kind > 2) {
		char blank[16];

		snprintf(blank, sizeof blank, "%u.00", amount);
		snprintf(row, sizeof row, "2026-01-%02u,%s,D%u,c,%s,A,,,%d\n",
		    when, types[kind], draw(seed, 3),
		    draw(seed, 3) == 0 ? "" : blank, i);
	} else {
		snprintf(row, sizeof row,
		    "2026-01-%02u,%s,v,c,%s%u.00,A,%s,,%d\n", when, types[kind],
		    draw(seed, 3) == 0 ? "" : "-", amount,
		    *named != '\0' && (*dues & 1u << due) != 0 ? named : "", i);
	}
	buf_text(b, row);
}

static void
random_items(void **state)
{
	(void)state;
	for (uint64_t book = 0; book < 300; book++) {
		uint64_t seed = book;
		struct buf b = {0};
		int n = 2 + (int)draw(&seed, 20);
		unsigned dues = 0; /* that have an installment, as bits */

		buf_text(&b, HEAD);
		for (int i = 0; i < n; i++)
			put_row(&b, &seed, &dues, i);
		agree_on(book_of(buf_string(&b)));
		buf_free(&b);
	}
}

/* Changes that name an installment, or one that does not count yet, and a
   credit, whose signs are the other way round. */
static void
named(void **state)
{
	(void)state;
	agree_on(book_of(HEAD "2026-01-01,invoice,A,c,100.00,,,2026-02-01,\n"
			      "2026-01-01,invoice,A,c,100.00,,,2026-02-02,\n"
			      "2026-01-20,invoice,A,c,100.00,,,2026-01-15,\n"
			      "2026-01-03,adjust,v,c,-30.00,A,2026-02-02,,\n"
			      "2026-01-04,adjust,v,c,-130.00,A,2026-02-02,,\n"
			      "2026-01-05,adjust,v,c,-60.00,A,2026-01-15,,\n"
			      "2026-01-25,adjust,v,c,500.00,A,2026-02-01,,\n"
			      "2026-01-26,adjust,v,c,-900.00,A,,,\n"
			      "2026-01-01,receipt,R,c,-80.00,,,,\n"
			      "2026-01-02,credit,R2,c,-20.00,,,2026-02-01,\n"
			      "2026-01-02,credit,R2,c,-10.00,,,,\n"
			      "2026-01-06,refund,w,c,25.00,R2,,,\n"
			      "2026-01-06,refund,w,c,90.00,R,,,\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(disputes),
	    cmocka_unit_test(named),
	    cmocka_unit_test(random_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
