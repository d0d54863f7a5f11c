/* Charts: round ticks, numbers as they are written, and labels that do not
   lie on each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/chart_in.h"
#include "value/decimal.h"

#define S "\xc2\xa0" /* a space that does not break */

static struct buf to;

static void
ticked(int64_t lo, int64_t hi, int places, int64_t low, int64_t step, int n)
{
	struct chart_axis a = chart_ticks(lo, hi, places, 6);

	assert_int_equal((int64_t)a.low, low);
	assert_int_equal((int64_t)a.step, step);
	assert_int_equal(a.n, n);
}

static void
round_ticks(void **state)
{
	(void)state;
	ticked(0, 10000, 2, 0, 2000, 6);
	ticked(0, 730, 2, 0, 200, 5);
	ticked(0, 1200, 2, 0, 250, 6); /* 2.5, and 6 ticks are allowed */
	ticked(-50, 50, 2, -50, 25, 5);
	ticked(-1, 1, 2, -1, 1, 3);
	ticked(0, 3, 0, 0, 1, 4);
	ticked(0, 12, 0, 0, 5, 4); /* no halves of a thing */
	ticked(-900, -700, 0, -900, 50, 5);
	ticked(4123, 5071, 2, 4000, 250, 6);
	/* one value stands on 0, and 0 has something over it */
	ticked(4500, 4500, 2, 0, 1000, 6);
	ticked(-4500, -4500, 2, -5000, 1000, 6);
	ticked(0, 0, 2, 0, 20, 6);
	ticked(0, 0, 0, 0, 1, 2);
}

static bool
is_round(int128 step)
{
	while (step % 10 == 0)
		step /= 10;
	return step == 1 || step == 2 || step == 5 || step == 25;
}

static int128
any(void)
{
	int128 n = rand();

	for (int i = rand() % 4; i > 0; i--)
		n = n * 1000003 + rand();
	n %= decimal_power(36);
	return rand() % 2 ? n : -n;
}

static void
all_ticks(void **state)
{
	struct svg_box box = {0, 1000, 100, 17000};

	(void)state;
	srand(5);
	for (int i = 0; i < 100000; i++) {
		int128 x = any(), y = any();
		int128 lo = x < y ? x : y, hi = x < y ? y : x;
		int most = 3 + rand() % 6;
		struct chart_axis a = chart_ticks(lo, hi, rand() % 10, most);

		assert_true(a.n >= 2 && a.n <= most);
		assert_true(is_round(a.step) && a.low % a.step == 0);
		assert_true(a.low <= lo && a.low + a.step * (a.n - 1) >= hi);
		assert_in_range(chart_y(&a, box, lo), 1000, 17000);
		assert_true(chart_y(&a, box, lo) >= chart_y(&a, box, hi));
		assert_int_equal(chart_y(&a, box, a.low), 17000);
		assert_int_equal(
		    chart_y(&a, box, a.low + a.step * (a.n - 1)), 1000);
	}
}

static void
largest(void **state)
{
	int128 most = decimal_power(36);
	struct chart_axis a = chart_ticks(-most, most, 2, 6);
	struct svg_box box = {0, 0, 100, 16000};

	(void)state;
	assert_true(chart_fits(most) && chart_fits(-most));
	assert_false(chart_fits(most + 1) || chart_fits(-most - 1));
	assert_int_equal(a.n, 5);
	assert_int_equal(chart_y(&a, box, 0), 8000);
	assert_int_equal(chart_y(&a, box, most), 0);
}

static void
written(int64_t n, int places, int power, int decimals, const char *want)
{
	to.len = 0;
	chart_number(&to, n, places, (struct chart_form){power, decimals});
	assert_string_equal(buf_string(&to), want);
}

#define MINUS "\xe2\x88\x92"

static void
numbers(void **state)
{
	(void)state;
	written(1234567, 2, 0, 2, "12" S "345.67");
	written(123456789, 0, 0, 0, "123" S "456" S "789");
	written(1234, 0, 0, 0, "1" S "234");
	written(-123456, 2, 0, 0, MINUS "1" S "235");
	written(-5, 2, 0, 0, "0"); /* not minus nothing */
	written(-5, 2, 0, 1, MINUS "0.1");
	written(123456789012, 2, 6, 2, "1" S "234.57" S "M");
	written(1500000, 2, 3, 1, "15.0" S "k");
	written(2500000000000, 3, 9, 1, "2.5" S "bn");
	written(0, 2, 6, 1, "0.0");
}

static void
ticks_as(int64_t low, int64_t step, int n, int places, const char *want)
{
	struct chart_axis a = {.low = low, .step = step, .n = n};

	a.places = places;
	to.len = 0;
	for (int i = 0; i < n; i++) {
		if (i > 0)
			buf_byte(&to, ' ');
		chart_tick(
		    &to, a.low + a.step * i, places, chart_form_ticks(&a));
	}
	assert_string_equal(buf_string(&to), want);
}

/* All of an axis in one form, which is exact. */
static void
tick_forms(void **state)
{
	(void)state;
	ticks_as(0, 250, 5, 2, "0 2.5 5.0 7.5 10.0");
	ticks_as(0, 50000000, 4, 2, "0 0.5" S "M 1.0" S "M 1.5" S "M");
	ticks_as(0, 200000, 5, 2, "0 2" S "000 4" S "000 6" S "000 8" S "000");
	ticks_as(-500000, 500000, 4, 2, MINUS "5" S "k 0 5" S "k 10" S "k");
	ticks_as(0, 1, 4, 0, "0 1 2 3");
	ticks_as(0, 1, 3, 3, "0 0.001 0.002");
}

static void
short_as(int64_t n, int places, const char *want)
{
	to.len = 0;
	chart_number(&to, n, places, chart_form_short(n, places));
	assert_string_equal(buf_string(&to), want);
}

static void
short_forms(void **state)
{
	(void)state;
	short_as(312, 2, "3.12");
	short_as(4531, 2, "45.3");
	short_as(99999, 2, "1" S "000.0");
	short_as(123456, 2, "1" S "235");
	short_as(1234567, 2, "12" S "346");
	short_as(12345678, 2, "123" S "k");
	short_as(123456789, 2, "1.23" S "M");
	short_as(-1234567890, 2, MINUS "12.3" S "M");
	short_as(7, 0, "7");
	short_as(0, 0, "0");
}

static void
labelled(int64_t n, int64_t most, const char *want)
{
	to.len = 0;
	chart_label_text(&to, n, 2, chart_form_short(most, 2));
	assert_string_equal(buf_string(&to), want);
}

/* Small amounts beside large ones, small figures as all of them. */
static void
label_forms(void **state)
{
	(void)state;
	labelled(123456789, 123456789, "1.23" S "M");
	labelled(29000000, 123456789, "290" S "k");
	labelled(-432199, 123456789, MINUS "4" S "322");
	labelled(-3, 123456789, MINUS "0.03");
	labelled(0, 123456789, "0");
	labelled(987, 4531, "9.9");
	labelled(0, 4531, "0");
}

static void
taken(void **state)
{
	struct chart_room r = {.within = {0, 0, 1000, 1000}};
	struct svg_box label = {400, 400, 600, 500};

	(void)state;
	assert_true(chart_is_free(&r, label));
	assert_false(chart_is_free(&r, (struct svg_box){900, 0, 1001, 10}));
	chart_take(&r, label);
	assert_false(chart_is_free(&r, label));
	assert_false(chart_is_free(&r, (struct svg_box){599, 499, 700, 700}));
	assert_true(chart_is_free(&r, (struct svg_box){600, 400, 700, 500}));
	assert_true(chart_is_free(&r, (struct svg_box){400, 500, 600, 600}));
	/* from the upper left to the lower right, steeply */
	chart_take_stroke(&r, 0, 0, 100, 1000);
	assert_false(chart_is_free(&r, (struct svg_box){40, 450, 60, 550}));
	assert_true(chart_is_free(&r, (struct svg_box){60, 0, 100, 500}));
	assert_true(chart_is_free(&r, (struct svg_box){0, 600, 50, 900}));
	assert_false(chart_is_free(&r, (struct svg_box){0, 400, 100, 500}));
	/* and one straight up */
	chart_take_stroke(&r, 800, 900, 800, 100);
	assert_false(chart_is_free(&r, (struct svg_box){790, 500, 810, 600}));
	assert_true(chart_is_free(&r, (struct svg_box){790, 0, 810, 50}));
	assert_true(chart_is_free(&r, (struct svg_box){800, 500, 810, 600}));
	chart_room_free(&r);
}

/* The grounds of labels in a drawing; none may lie on another.  How many. */
static size_t
grounds(const char *svg)
{
	struct svg_box *at = NULL;
	size_t n = 0, cap = 0;
	const char *p = svg;

	while ((p = strstr(p, "<path d=\"M")) != NULL) {
		float x0, y0, x1, y1, x, y;

		p += 9;
		if (sscanf(p, "M%f %fL%f %fL%f %fL", &x0, &y0, &x1, &y, &x,
			&y1) != 6 ||
		    strncmp(strchr(p, '"'), "\" fill=\"#ffffff\"/>", 18) != 0 ||
		    x0 == 0)
			continue;
		at = mem_grow(at, &cap, n + 1, sizeof *at);
		at[n] =
		    (struct svg_box){(int32_t)(x0 * 100), (int32_t)(y0 * 100),
			(int32_t)(x1 * 100), (int32_t)(y1 * 100)};
		for (size_t i = 0; i < n; i++)
			assert_false(at[i].x0 + 2 < at[n].x1 &&
				     at[n].x0 + 2 < at[i].x1 &&
				     at[i].y0 + 2 < at[n].y1 &&
				     at[n].y0 + 2 < at[i].y1);
		n++;
	}
	mem_free(at);
	return n;
}

static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

#define MOST 60

/* A chart of nx periods, a panel, and nname lines. */
static const char *
lines(size_t nx, size_t nname, const struct chart_value *at)
{
	static const char *const names[] = {
	    "a", "b", "c", "d", "e", "f", "g", "h"};
	struct chart_panel p = {
	    span_of("dso, days"), span_of("E/S*D"), span_of("days"), 2, at};
	struct span name[CHART_LINES], x[MOST];
	struct chart c = {.title = span_of("T"),
	    .subtitle = span_of("S"),
	    .x = x,
	    .nx = nx,
	    .names = name,
	    .nname = nname,
	    .panels = &p,
	    .npanel = 1};

	for (size_t i = 0; i < nname; i++)
		name[i] = span_of(names[i]);
	for (size_t i = 0; i < nx; i++)
		x[i] = span_of("2026-10");
	to.len = 0;
	chart_lines(&c, &to);
	return buf_string(&to);
}

static void
labels_apart(void **state)
{
	struct chart_value at[CHART_LINES * MOST];

	(void)state;
	srand(7);
	for (size_t turn = 0; turn < 300; turn++) {
		size_t nx = 1 + (size_t)rand() % MOST;
		size_t nname = 1 + (size_t)rand() % CHART_LINES, known = 0;
		int spread = 1 + rand() % 10000;
		const char *svg;

		for (size_t i = 0; i < nx * nname; i++) {
			at[i].known = rand() % 10 > 0;
			at[i].n = rand() % spread - spread / 3;
			known += at[i].known;
		}
		svg = lines(nx, nname, at);
		assert_true(grounds(svg) >= (known > 0));
		/* each value has its point, which names it */
		assert_int_equal(count(svg, "2026-10: "), known);
	}
}

/* 10 known, a gap, 20, 30: a single point and one line of two. */
static void
gaps(void **state)
{
	struct chart_value at[] = {
	    {1000, true}, {0, false}, {2000, true}, {3000, true}};
	const char *svg = lines(4, 1, at);

	(void)state;
	assert_int_equal(count(svg, "2026-10: "), 3);
	assert_int_equal(count(svg, "stroke-width=\"1.6\""), 1);
	assert_non_null(strstr(svg, ">10.0<"));
	assert_non_null(strstr(svg, ">30.0<"));
	at[2].known = at[3].known = false;
	svg = lines(4, 1, at);
	assert_int_equal(count(svg, "stroke-width=\"1.6\""), 0);
	assert_int_equal(count(svg, "2026-10: "), 1);
	at[0].known = false;
	svg = lines(4, 1, at);
	assert_non_null(strstr(svg, ">no value in any of these periods<"));
}

/* A point that is the first and the lowest has one label. */
static void
labelled_once(void **state)
{
	struct chart_value at[] = {{1500, true}, {2635, true}};
	const char *svg = lines(2, 1, at);

	(void)state;
	assert_int_equal(grounds(svg), 2);
	assert_int_equal(count(svg, ">15.0<"), 1);
	assert_int_equal(count(svg, ">26.4<"), 1);
}

/* 1 % of the value is not the height of the panel. */
static void
ripples(void **state)
{
	struct chart_value at[] = {{10000, true}, {10100, true}, {10050, true}};
	const char *svg = lines(3, 1, at);

	(void)state;
	assert_non_null(strstr(svg, ">70<")); /* the lowest tick */
	assert_null(strstr(svg, ">100.2<"));
	for (size_t i = 0; i < 3; i++)
		at[i].n = -at[i].n;
	svg = lines(3, 1, at);
	assert_non_null(strstr(svg, ">\xe2\x88\x92"
				    "70<"));
	/* what differs by half keeps its axis, what is level stands on 0 */
	at[0].n = 10000;
	at[1].n = 14000;
	at[2].n = 12000;
	assert_non_null(strstr(lines(3, 1, at), ">100<"));
	assert_null(strstr(buf_string(&to), ">0<"));
	at[1].n = at[2].n = 10000;
	assert_non_null(strstr(lines(3, 1, at), ">0<"));
}

/* A legend only where there is more than one line. */
static void
legends(void **state)
{
	struct chart_value at[] = {{1000, true}, {2000, true}};

	(void)state;
	assert_null(strstr(lines(2, 1, at), ">a</text>"));
	assert_non_null(strstr(lines(1, 2, at), ">a</text>"));
	assert_non_null(strstr(buf_string(&to), ">b</text>"));
}

static void
described(void **state)
{
	struct chart_value at[] = {{1000, true}, {0, false}, {-2050, true}};

	(void)state;
	assert_non_null(strstr(lines(3, 1, at),
	    "<desc>S. dso, days: a 10.00 days to " MINUS "20.50 days.</desc>"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(round_ticks),
	    cmocka_unit_test(all_ticks),
	    cmocka_unit_test(largest),
	    cmocka_unit_test(numbers),
	    cmocka_unit_test(tick_forms),
	    cmocka_unit_test(short_forms),
	    cmocka_unit_test(label_forms),
	    cmocka_unit_test(taken),
	    cmocka_unit_test(labels_apart),
	    cmocka_unit_test(gaps),
	    cmocka_unit_test(labelled_once),
	    cmocka_unit_test(ripples),
	    cmocka_unit_test(legends),
	    cmocka_unit_test(described),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buf_free(&to);
	return failed;
}
