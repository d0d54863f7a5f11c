/*
 * Two sides that should say the same: a case for each class, and what is
 * nearly one; then properties of any two sides.
 *
 * Entries are written as words: an amount, and behind it letters with numbers:
 * k key, o other key, d day (10), c customer, u unit (0), b batch, t tax,
 * w day as written, x amount of the transaction; and marks: V void,
 * R receipt, A acts, P past zero, L late, F of the feed, Z revalues.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "rule/recon.h"
#include "value/date.h"

#define MOST 400
#define ASOF 30

/* Two accounts of one entity, the first of another entity and of another
   currency, and an account that is not compared. */
static const struct recon_unit units[] = {
    {.entity = 1, .account = 1, .currency = 1, .exponent = 2, .compared = true},
    {.entity = 1, .account = 2, .currency = 1, .exponent = 2, .compared = true},
    {.entity = 2, .account = 1, .currency = 1, .exponent = 2, .compared = true},
    {.entity = 1, .account = 1, .currency = 2, .exponent = 0, .compared = true},
    {.entity = 1, .account = 3, .currency = 1, .exponent = 2},
};

struct sides {
	struct recon_entry at[2][MOST];
	struct recon_in in;
};

static void
set_mark(struct recon_entry *e, char letter)
{
	static const char letters[] = "VRAPLFZ";
	const char *p = strchr(letters, letter);

	assert_non_null(p);
	e->marks |= (uint8_t)(1 << (p - letters));
}

static void
set(struct recon_entry *e, const char **text)
{
	char letter = *(*text)++;
	char *end;
	long n = strtol(*text, &end, 10);

	switch (letter) {
	case 'k':
		e->key = (uint32_t)n;
		break;
	case 'o':
		e->other_key = (uint32_t)n;
		break;
	case 'd':
		e->date = e->row_date = (int32_t)n;
		break;
	case 'w':
		e->row_date = (int32_t)n;
		break;
	case 'c':
		e->customer = (uint32_t)n;
		break;
	case 'u':
		e->unit = (uint32_t)n;
		break;
	case 'b':
		e->batch = (uint32_t)n;
		break;
	case 't':
		e->tax = n;
		break;
	case 'x':
		e->original = n;
		break;
	default:
		set_mark(e, letter);
	}
	*text = end;
}

static size_t
read_side(struct recon_entry *at, const char *text)
{
	size_t n = 0;

	while (*text != '\0') {
		char *end;
		struct recon_entry e = {.line = n + 1,
		    .key = RECON_NONE,
		    .other_key = RECON_NONE,
		    .customer = RECON_NONE,
		    .batch = RECON_NONE,
		    .date = 10,
		    .row_date = 10};

		e.amount = e.original = strtol(text, &end, 10);
		text = end;
		while (*text != ' ' && *text != '\0')
			set(&e, &text);
		while (*text == ' ')
			text++;
		at[n++] = e;
	}
	return n;
}

/* Lines of text, to be sorted. */
struct told {
	char *line[2 * MOST];
	size_t n;
	int128 difference[5]; /* by unit */
};

static void
put_places(struct buf *b, const struct sides *s, const struct recon_item *item,
    int side)
{
	char text[32];

	for (uint32_t i = 0; i < item->n[side]; i++) {
		const struct recon_entry *e =
		    &s->at[side][item->entry[side][i]];

		snprintf(text, sizeof text, " %c%u", side == 0 ? 'b' : 'g',
		    (unsigned)e->line);
		buf_text(b, text);
	}
}

struct telling {
	const struct sides *sides;
	struct told *told;
};

static void
tell(void *arg, const struct recon_item *item)
{
	struct telling *t = arg;
	struct buf b = {0};
	char text[160];

	snprintf(text, sizeof text, "%s u%u %lld/%lld =%lld",
	    recon_class_name(item->class), (unsigned)item->unit,
	    (long long)item->amount[0], (long long)item->amount[1],
	    (long long)item->difference);
	buf_text(&b, text);
	put_places(&b, t->sides, item, RECON_BOOK);
	put_places(&b, t->sides, item, RECON_OTHER);
	buf_string(&b);
	t->told->line[t->told->n++] = b.at;
	t->told->difference[item->unit] += item->difference;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct told
run(struct sides *s)
{
	struct told told = {.n = 0};
	struct telling t = {s, &told};

	s->in.entries[0] = s->at[0];
	s->in.entries[1] = s->at[1];
	s->in.units = units;
	s->in.nunit = sizeof units / sizeof *units;
	recon_run(&s->in, tell, &t);
	qsort(told.line, told.n, sizeof *told.line, by_text);
	return told;
}

static void
told_free(struct told *t)
{
	for (size_t i = 0; i < t->n; i++)
		mem_free(t->line[i]);
}

static struct sides
sides(const char *book, const char *other)
{
	struct sides s = {.in = {.first = DATE_MIN,
			      .asof = ASOF,
			      .advance = RECON_NONE,
			      .threads = 1}};

	s.in.n[0] = read_side(s.at[0], book);
	s.in.n[1] = read_side(s.at[1], other);
	return s;
}

/* Expected lines are sorted, with "; " between. */
static void
comes_to(struct sides *s, const char *want)
{
	struct told told = run(s);
	struct buf b = {0};

	for (size_t i = 0; i < told.n; i++) {
		buf_text(&b, i > 0 ? "; " : "");
		buf_text(&b, told.line[i]);
	}
	assert_string_equal(buf_string(&b), want);
	buf_free(&b);
	told_free(&told);
}

static void
is(const char *book, const char *other, const char *want)
{
	struct sides s = sides(book, other);

	comes_to(&s, want);
}

static void
pairs(void **state)
{
	(void)state;
	is("", "", "");
	is("100k1 50k2", "50k2 100k1",
	    "matched u0 100/100 =0 b1 g2; matched u0 50/50 =0 b2 g1");
	/* Of several, in order of day and line. */
	is("100k1d3 100k1d1", "100k1d4",
	    "duplicate-book u0 100/0 =100 b1; matched u0 100/100 =0 b2 g1");
	/* Another unit, sign, currency: not the same. */
	is("100k1", "100k1u3",
	    "missing-in-book u3 0/100 =-100 g1; "
	    "missing-in-gl u0 100/0 =100 b1");
	/* What does not count on either side is nothing. */
	is("100k1d31 7k2d40", "100k1d40", "");
}

static void
customers(void **state)
{
	(void)state;
	is("100k1c1 100k1c2", "100k1c2 100k1c1",
	    "matched u0 100/100 =0 b1 g2; matched u0 100/100 =0 b2 g1");
	/* One customer goes before one that is not told. */
	is("100k1d1 100k1c1d2", "100k1c1d1 100k1c2d2",
	    "matched u0 100/100 =0 b1 g2; matched u0 100/100 =0 b2 g1");
	is("100k1c1", "100k1c2", "wrong-customer u0 100/100 =0 b1 g1");
	is("100k1c1", "100k1", "matched u0 100/100 =0 b1 g1");
}

static void
sums(void **state)
{
	(void)state;
	is("60k1 40k1", "100k1d20", "matched u0 100/100 =0 b1 b2 g1");
	is("100k1", "60k1 40k1", "matched u0 100/100 =0 b1 g1 g2");
	/* All of a day, not some of it. */
	is("60k1 40k1 7k1", "100k1", "amount u0 107/100 =7 b1 b2 b3 g1");
	/* The same day goes first. */
	is("60k1d5 40k1d5", "100k1d4 100k1d5",
	    "duplicate-gl u0 0/100 =-100 g1; "
	    "matched u0 100/100 =0 b1 b2 g2");
	/* Many to many, over several days. */
	is("60k1d1 40k1d2", "70k1d3 30k1d4",
	    "matched u0 100/100 =0 b1 b2 g1 g2");
	is("60k1 40k1u1", "100k1",
	    "amount u0 60/100 =-40 b1 g1; missing-in-gl u1 40/0 =40 b2");
}

static void
other_days(void **state)
{
	struct sides s;

	(void)state;
	is("100k1d30", "100k1d31", "timing u0 100/100 =100 b1 g1");
	is("100k1d31", "100k1d30", "timing u0 100/100 =-100 b1 g1");
	is("-100k1d31w20A", "-100k1d20",
	    "application-before-document u0 -100/-100 =100 b1 g1");
	/* The row is of a later day, too: only the GL was early. */
	is("-100k1d31A", "-100k1d20", "timing u0 -100/-100 =100 b1 g1");
	/* A document of several lines, posted as one, is late as one. */
	is("60k1d30 40k1d30", "100k1d31", "timing u0 100/100 =100 b1 b2 g1");
	is("100k1d31", "60k1d30 40k1d30", "timing u0 100/100 =-100 b1 g1 g2");
	is("60k1d30 40k1d29", "100k1d31",
	    "missing-in-gl u0 40/0 =40 b2; missing-in-gl u0 60/0 =60 b1");
	s = sides("100k1d4 20k2d4", "100k1d6 20k2d4");
	s.in.first = 5;
	comes_to(&s, "matched u0 100/100 =0 b1 g1");
	/* What both had before the first day is no more to be had. */
	s = sides("100k1d4", "100k1d4 100k1d6 -100k1d7 -100k1d8");
	s.in.first = 5;
	comes_to(&s, "reversal-pair u0 0/0 =0 g2 g3; "
		     "voided u0 0/-100 =100 g4");
}

static void
alone(void **state)
{
	(void)state;
	is("100k1 -100k1V", "100k1",
	    "matched u0 100/100 =0 b1 g1; voided u0 -100/0 =-100 b2");
	is("100k1", "100k1 -100k1",
	    "matched u0 100/100 =0 b1 g1; voided u0 0/-100 =100 g2");
	/* Without a word of voiding it is a credit that the GL lacks. */
	is("100k1 -100k1", "100k1",
	    "matched u0 100/100 =0 b1 g1; missing-in-gl u0 -100/0 =-100 b2");
	/* A void has a number of its own, and names what it undoes. */
	is("100k1 -100k2o1V", "100k1",
	    "matched u0 100/100 =0 b1 g1; voided u0 -100/0 =-100 b2");
	is("", "50k1 -50k1", "reversal-pair u0 0/0 =0 g1 g2");
	is("50k1 -50k1", "", "reversal-pair u0 0/0 =0 b1 b2");
	/* Of a line without key, what names its entry; each but once. */
	is("", "50o7 -50k7", "reversal-pair u0 0/0 =0 g1 g2");
	is("", "-50k7d9 50o7d5 50o7d6",
	    "missing-in-book u0 0/50 =-50 g3; reversal-pair u0 0/0 =0 g1 g2");
	is("", "50k1o7 -50k7",
	    "missing-in-book u0 0/-50 =50 g2; "
	    "missing-in-book u0 0/50 =-50 g1");
	is("", "50o7 -40k7",
	    "missing-in-book u0 0/-40 =40 g2; "
	    "missing-in-book u0 0/50 =-50 g1");
	is("50d10", "50o7d10 -50k7",
	    "matched u0 50/50 =0 b1 g1; missing-in-book u0 0/-50 =50 g2");
	is("100k1", "100k1 100k1",
	    "duplicate-gl u0 0/100 =-100 g2; matched u0 100/100 =0 b1 g1");
}

static void
elsewhere(void **state)
{
	struct sides s;

	(void)state;
	is("100k1", "100k1u1",
	    "wrong-account u0 100/0 =100 b1 g1; "
	    "wrong-account u1 0/100 =-100 b1 g1");
	is("100k1", "100k1u2",
	    "wrong-entity u0 100/0 =100 b1 g1; "
	    "wrong-entity u2 0/100 =-100 b1 g1");
	/* No row for an account that is not compared, nor for its lines. */
	is("100k1", "100k1u4 5k1u4", "wrong-account u0 100/0 =100 b1 g1");
	is("100k1u4", "100k1", "wrong-account u0 0/100 =-100 b1 g1");
	is("100k1u4", "100k1u4", "");
	/* It is where it belongs, and once more where it does not. */
	is("100k1u4", "100k1u4 100k1", "missing-in-book u0 0/100 =-100 g2");
	/* Nor is the other half of an entry on the wrong account. */
	is("-80k1", "80k1 -80k1u4", "amount-sign u0 -80/80 =-160 b1 g1");
	is("-50k1 50k1d9", "-50k1 50k1u4",
	    "matched u0 -50/-50 =0 b1 g1; missing-in-gl u0 50/0 =50 b2");
	is("-50k1 50k1d9", "-50k1 50k1u4 50k1u4",
	    "matched u0 -50/-50 =0 b1 g1; wrong-account u0 50/0 =50 b2 g3");
	is("-50k1 50k1d9", "-50k1 50k1u4d8",
	    "matched u0 -50/-50 =0 b1 g1; wrong-account u0 50/0 =50 b2 g2");
	s = sides("-50k1R", "-50k1u1");
	s.in.advance = 2;
	comes_to(&s, "unapplied-elsewhere u0 -50/0 =-50 b1 g1; "
		     "unapplied-elsewhere u1 0/-50 =50 b1 g1");
	s = sides("-50k1", "-50k1u1");
	s.in.advance = 2;
	comes_to(&s, "wrong-account u0 -50/0 =-50 b1 g1; "
		     "wrong-account u1 0/-50 =50 b1 g1");
}

static void
amounts(void **state)
{
	(void)state;
	is("100k1", "-100k1", "amount-sign u0 100/-100 =200 b1 g1");
	is("100k1", "105k1", "amount-rounding u0 100/105 =-5 b1 g1");
	is("100k1", "106k1", "amount u0 100/106 =-6 b1 g1");
	is("100k1", "1000k1", "amount-decimal-shift u0 100/1000 =-900 b1 g1");
	is("123k1", "1230k1", "amount-decimal-shift u0 123/1230 =-1107 b1 g1");
	is("12345k1", "13245k1",
	    "amount-transposition u0 12345/13245 =-900 b1 g1");
	is("1190k1t190", "1000k1", "amount-tax u0 1190/1000 =190 b1 g1");
	is("1000k1t190", "1190k1", "amount-tax u0 1000/1190 =-190 b1 g1");
	is("700k1x500", "650k1x500", "amount-fx u0 700/650 =50 b1 g1");
	/* No decimals, no cents to round. */
	is("100k1u3", "101k1u3", "amount-rounding u3 100/101 =-1 b1 g1");
	is("100k1u3", "102k1u3", "amount u3 100/102 =-2 b1 g1");
}

static void
amount_words(void **state)
{
	(void)state;
	assert_int_equal(
	    recon_amount(INT64_MIN, INT64_MAX, 0, 2), RECON_AMOUNT);
	assert_int_equal(
	    recon_amount(INT64_MAX, INT64_MIN + 1, 0, 2), RECON_AMOUNT_SIGN);
	/* 012300 is 102300 with its first two digits swapped. */
	assert_int_equal(
	    recon_amount(102300, 12300, 0, 2), RECON_AMOUNT_TRANSPOSITION);
	assert_int_equal(recon_amount(12345, 54321, 0, 2), RECON_AMOUNT);
	assert_int_equal(recon_amount(12345, -13245, 0, 2), RECON_AMOUNT);
	/* 2134 and 1243: two pairs of digits. */
	assert_int_equal(recon_amount(2134, 1243, 0, 2), RECON_AMOUNT);
	assert_int_equal(
	    recon_amount(10, 10000, 0, 2), RECON_AMOUNT_DECIMAL_SHIFT);
	assert_int_equal(recon_amount(10, 100000, 0, 2), RECON_AMOUNT);
}

static void
other_numbers(void **state)
{
	(void)state;
	/* The document's number instead of the voucher's. */
	is("100k1 -100k2o1A", "100k1 -100k1",
	    "matched u0 -100/-100 =0 b2 g2; matched u0 100/100 =0 b1 g1");
	is("-7k2o1c1", "-7k1c2", "wrong-customer u0 -7/-7 =0 b1 g1");
	/* No number, or another one of the same customer. */
	is("100k1", "100", "matched u0 100/100 =0 b1 g1");
	is("100k1c1", "100k2c1", "matched u0 100/100 =0 b1 g1");
	is("100k1c1", "100k2",
	    "missing-in-book u0 0/100 =-100 g1; "
	    "missing-in-gl u0 100/0 =100 b1");
	is("100k1d9", "100d10",
	    "missing-in-book u0 0/100 =-100 g1; "
	    "missing-in-gl u0 100/0 =100 b1");
	/* Two that it could be: neither. */
	is("100k1 100k2", "100",
	    "missing-in-book u0 0/100 =-100 g1; "
	    "missing-in-gl u0 100/0 =100 b1; "
	    "missing-in-gl u0 100/0 =100 b2");
}

static void
is_batch(const char *book, const char *other, bool dated, const char *want)
{
	struct sides s = sides(book, other);

	s.in.batch_dates = dated;
	comes_to(&s, want);
}

static void
batches(void **state)
{
	(void)state;
	is_batch("10k1b9 20k2b9", "30k3", true, "summary u0 30/30 =0 b1 b2 g1");
	is_batch("10k1b9d1 20k2b9d2", "30k3d5", false,
	    "summary u0 30/30 =0 b1 b2 g1");
	/* One batch left, one line, of one sign. */
	is_batch("10k1b9 20k2b9", "35k3", true,
	    "amount-rounding u0 30/35 =-5 b1 b2 g1");
	is_batch("10k1b9 20k2b9", "-45k3", true,
	    "missing-in-book u0 0/-45 =45 g1; missing-in-gl u0 10/0 =10 b1; "
	    "missing-in-gl u0 20/0 =20 b2");
	/* Two batches of one sum: which is it? */
	is_batch("10k1b8 20k2b8 30k4b9", "30k3", true,
	    "missing-in-book u0 0/30 =-30 g1; missing-in-gl u0 10/0 =10 b1; "
	    "missing-in-gl u0 20/0 =20 b2; missing-in-gl u0 30/0 =30 b3");
}

static void
singles(void **state)
{
	struct sides s;

	(void)state;
	is("", "9k1Z", "fx-revaluation u0 0/9 =-9 g1");
	is("-9k1AP", "", "over-applied u0 -9/0 =-9 b1");
	is("9k1P", "", "missing-in-gl u0 9/0 =9 b1");
	is("9k1L", "", "late-posting u0 9/0 =9 b1");
	is("9k1L", "9k1", "late-posting u0 9/9 =0 b1 g1");
	s = sides("", "9k1 8k2F");
	s.in.feed = true;
	comes_to(&s, "manual-journal u0 0/9 =-9 g1; "
		     "missing-in-book u0 0/8 =-8 g2");
	/* What was posted by hand is not the wrong amount of something. */
	s = sides("100k1", "90k1");
	s.in.feed = true;
	comes_to(&s, "manual-journal u0 0/90 =-90 g1; "
		     "missing-in-gl u0 100/0 =100 b1");
}

/* Sums that have no room are no sums. */
static void
huge(void **state)
{
	struct sides s = sides("1k1 1k1", "5k1");

	(void)state;
	s.at[0][0].amount = s.at[0][1].amount = INT64_MAX;
	comes_to(&s, "missing-in-book u0 0/5 =-5 g1; "
		     "missing-in-gl u0 9223372036854775807/0 "
		     "=9223372036854775807 b1; "
		     "missing-in-gl u0 9223372036854775807/0 "
		     "=9223372036854775807 b2");
}

/* Any two sides. */

static uint32_t
draw(uint64_t *seed, uint32_t n)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33) % n;
}

static struct recon_entry
any_entry(uint64_t *seed, uint64_t line, bool plain)
{
	static const int64_t amounts[] = {100, -100, 200, 300, 50, 1000, 105};
	struct recon_entry e = {.line = line,
	    .amount = amounts[draw(seed, 7)],
	    .unit = plain ? 0 : draw(seed, 5),
	    .key = draw(seed, 8),
	    .other_key =
		plain || draw(seed, 3) > 0 ? RECON_NONE : draw(seed, 8),
	    .customer =
		plain || draw(seed, 3) == 0 ? RECON_NONE : draw(seed, 2),
	    .batch = draw(seed, 2) == 0 ? RECON_NONE : 20 + draw(seed, 2),
	    .date = plain ? 10 : 20 + (int32_t)draw(seed, 13),
	    .marks = plain ? 0 : (uint8_t)draw(seed, 128)};

	e.original = e.amount;
	e.row_date = e.date;
	if (!plain && draw(seed, 9) == 0)
		e.key = RECON_NONE;
	return e;
}

static struct sides
any_sides(uint64_t *seed, bool plain)
{
	struct sides s = sides("", "");

	for (int side = 0; side < 2; side++) {
		s.in.n[side] = draw(seed, 40);
		for (size_t i = 0; i < s.in.n[side]; i++)
			s.at[side][i] = any_entry(seed, i + 1, plain);
	}
	s.in.first = draw(seed, 2) == 0 ? DATE_MIN : 22;
	s.in.feed = draw(seed, 2) == 0;
	s.in.batch_dates = draw(seed, 2) == 0;
	s.in.advance = draw(seed, 2) == 0 ? RECON_NONE : 2;
	return s;
}

static void
same_told(const struct told *a, const struct told *b)
{
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++)
		assert_string_equal(a->line[i], b->line[i]);
}

/* What items add up to is what the sides differ by, but for matches across
   the first day: so there is none here. */
static void
adds_up(const struct sides *s, const struct told *told)
{
	for (uint32_t u = 0; u < 4; u++) {
		int128 apart = 0;

		for (int side = 0; side < 2; side++)
			for (size_t i = 0; i < s->in.n[side]; i++)
				if (s->at[side][i].unit == u &&
				    s->at[side][i].date <= s->in.asof)
					apart += side == RECON_BOOK
						     ? s->at[0][i].amount
						     : -s->at[1][i].amount;
		assert_true(apart == told->difference[u]);
	}
	assert_true(told->difference[4] == 0);
}

static void
any(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct sides s = any_sides(&seed, false), turned = s;
		struct told one, three, other;

		one = run(&s);
		s.in.threads = 3;
		three = run(&s);
		same_told(&one, &three);
		for (int side = 0; side < 2; side++)
			for (size_t k = 0; k < s.in.n[side]; k++)
				turned.at[side][k] =
				    s.at[side][s.in.n[side] - 1 - k];
		other = run(&turned);
		same_told(&one, &other);
		if (s.in.first == DATE_MIN)
			adds_up(&s, &one);
		told_free(&one);
		told_free(&three);
		told_free(&other);
	}
}

/* How many of a key, amount and side there are. */
static size_t
count(const struct sides *s, int side, uint32_t key, int64_t amount)
{
	size_t n = 0;

	for (size_t i = 0; i < s->in.n[side]; i++)
		n += s->at[side][i].key == key &&
		     s->at[side][i].amount == amount;
	return n;
}

static void
count_pair(void *arg, const struct recon_item *item)
{
	size_t *n = arg;

	*n += item->class == RECON_MATCHED && item->how == RECON_BY_KEY;
}

/* Of one unit, day and customer, as many are paired as there are on both
   sides. */
static void
as_many_pairs(void **state)
{
	uint64_t seed = 11;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct sides s = any_sides(&seed, true);
		size_t want = 0, got = 0;
		struct told told;

		s.in.first = DATE_MIN;
		told = run(&s);
		told_free(&told);
		recon_run(&s.in, count_pair, &got);
		for (uint32_t key = 0; key < 8; key++)
			for (int64_t a = -100; a <= 1000; a += 5) {
				size_t n = count(&s, 0, key, a);
				size_t m = count(&s, 1, key, a);

				want += n < m ? n : m;
			}
		assert_int_equal(got, want);
	}
}

/* What one side lacks the other has too much. */
static void
mirror(void **state)
{
	uint64_t seed = 13;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct sides s = any_sides(&seed, true), swapped;
		struct told a, b;

		s.in.first = DATE_MIN;
		s.in.feed = false;
		swapped = s;
		memcpy(swapped.at[0], s.at[1], sizeof s.at[1]);
		memcpy(swapped.at[1], s.at[0], sizeof s.at[0]);
		swapped.in.n[0] = s.in.n[1];
		swapped.in.n[1] = s.in.n[0];
		a = run(&s);
		b = run(&swapped);
		for (size_t u = 0; u < 5; u++)
			assert_true(a.difference[u] == -b.difference[u]);
		told_free(&a);
		told_free(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pairs),
	    cmocka_unit_test(customers),
	    cmocka_unit_test(sums),
	    cmocka_unit_test(other_days),
	    cmocka_unit_test(alone),
	    cmocka_unit_test(elsewhere),
	    cmocka_unit_test(amounts),
	    cmocka_unit_test(amount_words),
	    cmocka_unit_test(other_numbers),
	    cmocka_unit_test(batches),
	    cmocka_unit_test(singles),
	    cmocka_unit_test(huge),
	    cmocka_unit_test(any),
	    cmocka_unit_test(as_many_pairs),
	    cmocka_unit_test(mirror),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
