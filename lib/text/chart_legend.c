#include "text/chart_in.h"

#define SAMPLE  3200 /* of the line */
#define GAP     600
#define BETWEEN 2200
#define ROW     2000
#define AFTER   800
#define MOST    33000 /* of a name */

static const char *const colours[CHART_LINES] = {"#1b4f8a", "#b5471b",
    "#1f7a4d", "#6a3d8f", "#333333", "#8a6d00", "#b03a6f", "#2f7383"};

/* In order of how easily they are told apart. */
static const char *const dashes[CHART_LINES] = {
    NULL, "7 4", "2 3", "10 3 2 3", "14 4", "4 2 1 2 1 2", "1 4", "5 2"};

struct svg_pen
chart_pen(size_t line)
{
	return (struct svg_pen){.stroke = colours[line % CHART_LINES],
	    .dash = dashes[line % CHART_LINES],
	    .width = 160};
}

/* Corners of the shapes, in tenths of the radius; round where there is none. */
static const struct shape {
	int n;
	bool hollow;
	int8_t at[4][2];
} shapes[CHART_LINES] = {
    {.n = 0},
    {.n = 4, .at = {{-9, -9}, {9, -9}, {9, 9}, {-9, 9}}},
    {.n = 3, .at = {{0, -12}, {11, 9}, {-11, 9}}},
    {.n = 4, .at = {{0, -13}, {13, 0}, {0, 13}, {-13, 0}}},
    {.n = 0, .hollow = true},
    {.n = 4, .hollow = true, .at = {{-9, -9}, {9, -9}, {9, 9}, {-9, 9}}},
    {.n = 3, .hollow = true, .at = {{0, 12}, {11, -9}, {-11, -9}}},
    {.n = 4, .hollow = true, .at = {{0, -13}, {13, 0}, {0, 13}, {-13, 0}}},
};

void
chart_point(struct svg *s, size_t line, int32_t x, int32_t y, int32_t r,
    struct span tip)
{
	const struct shape *f = &shapes[line % CHART_LINES];
	const char *colour = colours[line % CHART_LINES];

	if (f->n == 0)
		svg_circle(s, x, y, r);
	for (int i = 0; i < f->n; i++) {
		int32_t px = x + f->at[i][0] * r / 10;
		int32_t py = y + f->at[i][1] * r / 10;

		if (i == 0)
			svg_move(s, px, py);
		else
			svg_to(s, px, py);
	}
	if (f->n > 0)
		svg_shut(s);
	svg_draw(s,
	    &(struct svg_pen){.stroke = colour,
		.fill = f->hollow ? "#ffffff" : colour,
		.width = r / 3},
	    tip);
}

/* One name at x and y, unless it is only measured; its width. */
static int32_t
put_name(struct chart_view *v, size_t line, int32_t x, int32_t y, bool draw)
{
	static const struct svg_font font = {
	    .size = CHART_SMALL, .fill = CHART_INK};
	struct svg_pen pen = chart_pen(line);
	struct span text;

	v->word.len = 0;
	svg_fit(&v->word, v->c->names[line], CHART_SMALL, MOST);
	text = (struct span){v->word.at, v->word.len};
	if (draw) {
		svg_move(&v->svg, x, y - 400);
		svg_to(&v->svg, x + SAMPLE, y - 400);
		svg_draw(&v->svg, &pen, span_of(""));
		chart_point(
		    &v->svg, line, x + SAMPLE / 2, y - 400, 350, span_of(""));
		svg_text(&v->svg, x + SAMPLE + GAP, y, &font, text);
	}
	return SAMPLE + GAP + svg_width(text, CHART_SMALL);
}

static int32_t
walk(struct chart_view *v, int32_t y, bool draw)
{
	int32_t x = CHART_MARGIN, begin = y;

	for (size_t i = 0; i < v->c->nname; i++) {
		int32_t width = put_name(v, i, 0, 0, false);

		if (x > CHART_MARGIN && x + width > v->width - CHART_MARGIN) {
			x = CHART_MARGIN;
			y += ROW;
		}
		if (draw)
			put_name(v, i, x, y, true);
		x += width + BETWEEN;
	}
	return y + ROW + AFTER - begin;
}

int32_t
chart_legend_height(struct chart_view *v)
{
	return v->c->nname > 1 ? walk(v, 0, false) : 0;
}

void
chart_legend(struct chart_view *v)
{
	if (v->c->nname > 1)
		walk(v, v->legend, true);
}
