/* SVG: coordinates, text that is data, and how much of it fits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/svg.h"

static struct buf to;

/* The picture with one thing in it, from its first own line on. */
static const char *
drawn(void (*draw)(struct svg *s))
{
	struct svg s;
	const char *at;

	to.len = 0;
	svg_start(&s, &to, 10000, 5050, span_of("T"), span_of("D"));
	draw(&s);
	svg_end(&s);
	at = strstr(buf_string(&to), "fill=\"#ffffff\"/>\n");
	assert_non_null(at);
	return strchr(at, '\n') + 1;
}

static void
nothing(struct svg *s)
{
	(void)s;
}

static void
begins(void **state)
{
	(void)state;
	drawn(nothing);
	assert_string_equal(buf_string(&to),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\""
	    " height=\"50.5\" viewBox=\"0 0 100 50.5\" role=\"img\""
	    " font-family=\"sans-serif\">\n"
	    "  <title>T</title>\n"
	    "  <desc>D</desc>\n"
	    "  <path d=\"M0 0L100 0L100 50.5L0 50.5Z\" fill=\"#ffffff\"/>\n"
	    "</svg>\n");
}

static void
stroke(struct svg *s)
{
	svg_move(s, -5, 100);
	svg_to(s, 12345, -12340);
	svg_draw(s,
	    &(struct svg_pen){.stroke = "#111", .dash = "1 2", .width = 150},
	    span_of("a<b"));
}

static void
coordinates(void **state)
{
	(void)state;
	assert_string_equal(drawn(stroke),
	    "  <path d=\"M-0.05 1L123.45 -123.4\" fill=\"none\""
	    " stroke=\"#111\" stroke-width=\"1.5\" stroke-dasharray=\"1 2\">\n"
	    "    <title>a&lt;b</title>\n"
	    "  </path>\n"
	    "</svg>\n");
}

static void
hostile(struct svg *s)
{
	static const struct svg_font font = {
	    .size = 1200, .fill = "#222", .anchor = SVG_END, .bold = true};

	svg_text(s, 100, 250, &font, span_of("</text><script>&\"\x01"));
	svg_text(s, 100, 250, &font, span_of(""));
}

static void
escapes(void **state)
{
	(void)state;
	assert_string_equal(drawn(hostile),
	    "  <text x=\"1\" y=\"2.5\" font-size=\"12\" text-anchor=\"end\""
	    " font-weight=\"bold\" fill=\"#222\">"
	    "&lt;/text&gt;&lt;script&gt;&amp;\"\xef\xbf\xbd</text>\n"
	    "</svg>\n");
}

static void
circle(struct svg *s)
{
	svg_circle(s, 1000, 2000, 350);
	svg_draw(s, &(struct svg_pen){.fill = "#333"}, span_of(""));
}

static void
circles(void **state)
{
	(void)state;
	assert_string_equal(drawn(circle),
	    "  <path d=\"M6.5 20A3.5 3.5 0 1 1 13.5 20"
	    "A3.5 3.5 0 1 1 6.5 20Z\" fill=\"#333\"/>\n"
	    "</svg>\n");
}

static void
fits(const char *text, int32_t width, const char *want)
{
	to.len = 0;
	svg_fit(&to, span_of(text), 1000, width);
	assert_string_equal(buf_string(&to), want);
}

#define DOTS "\xe2\x80\xa6"

/* A digit is 6.4 wide at size 10, the ellipsis 7. */
static void
cuts(void **state)
{
	(void)state;
	fits("1234", 4 * 640, "1234");
	fits("12345", 4 * 640, "12" DOTS);
	fits("12345", 0, DOTS);
	fits("", 0, "");
	fits("1  4567", 4 * 640, "1" DOTS);
	fits("a\nb\tc", 100000, "a b c");
	/* e and its accent are cut together, or not */
	fits("e\xcc\x81"
	     "234",
	    2 * 640 + 100, "e\xcc\x81" DOTS);
	fits("\xe6\xa0\xaa\xe6\xa0\xaa\xe6\xa0\xaa", 2500, "\xe6\xa0\xaa" DOTS);
}

static void
widths(void **state)
{
	(void)state;
	assert_int_equal(svg_width(span_of(""), 1000), 0);
	assert_int_equal(svg_width(span_of("12"), 1000), 1280);
	assert_int_equal(svg_width(span_of("e\xcc\x81"), 1000), 640);
	assert_int_equal(svg_width(span_of("\xe6\xa0\xaa"), 1000), 1000);
	assert_true(
	    svg_width(span_of("WWW"), 1000) > svg_width(span_of("iii"), 1000));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(begins),
	    cmocka_unit_test(coordinates),
	    cmocka_unit_test(escapes),
	    cmocka_unit_test(circles),
	    cmocka_unit_test(cuts),
	    cmocka_unit_test(widths),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buf_free(&to);
	return failed;
}
