/* What the files chart*.c share. */
#ifndef TEXT_CHART_IN_H
#define TEXT_CHART_IN_H

#include "text/chart.h"
#include "text/svg.h"

/*
 * An upright axis: n ticks (2 at least) from `low` on, `step` apart, which is
 * 1, 2, 2.5 or 5 times a power of ten.  All in units of the last decimal.
 */
struct chart_axis {
	int128 low, step;
	int n, places;
};

/* The axis for values from lo to hi, with at most `most` ticks (3 or more);
   where both are equal it goes from 0, or by one whole. */
struct chart_axis chart_ticks(int128 lo, int128 hi, int places, int most);

/* How numbers are written: shortened by 10^power (0, 3 k, 6 M, 9 bn, 12 tn),
   then rounded to so many decimals. */
struct chart_form {
	int power, decimals;
};

/* For the ticks: exact.  For values up to `most`: three or four digits, or
   all whole ones. */
struct chart_form chart_form_ticks(const struct chart_axis *a);
struct chart_form chart_form_short(int128 most, int places);
struct chart_form chart_form_whole(int128 most, int places);

/* Appends n / 10^places: thousands apart by a space that does not break. */
void chart_number(struct buf *to, int128 n, int places, struct chart_form form);

/* The same for a tick: zero is a plain 0. */
void chart_tick(struct buf *to, int128 n, int places, struct chart_form form);

/* And for a label in a panel of this form: where that shortens, each as it
   needs it, so that none but 0 looks like nothing. */
void chart_label_text(
    struct buf *to, int128 n, int places, struct chart_form of_panel);

/* The same, exact, with the unit. */
void chart_exact(struct buf *to, int128 n, const struct chart_panel *p);

/* What is taken, so that nothing is written over it. */
struct chart_room {
	struct svg_box within;
	struct svg_box *boxes;
	size_t nbox, box_cap;
	struct svg_box *strokes; /* from one end to the other, x0 <= x1 */
	size_t nstroke, stroke_cap;
};

void chart_take(struct chart_room *r, struct svg_box box);
void chart_take_stroke(
    struct chart_room *r, int32_t x0, int32_t y0, int32_t x1, int32_t y1);
bool chart_is_free(const struct chart_room *r, struct svg_box box);
void chart_room_free(struct chart_room *r);

#define CHART_INK   "#222222"
#define CHART_GREY  "#595959"
#define CHART_GRID  "#d9d9d9"
#define CHART_SMALL 1200 /* size of most text */

#define CHART_ACROSS 1100  /* size of the labels across */
#define CHART_LABEL  16000 /* their greatest width */
#define CHART_MARGIN 2000  /* around all */

/* Where a panel stands: base lines of its title and of the labels across;
   the box between the lowest and the highest tick. */
struct chart_spot {
	int32_t title, labels;
	struct svg_box box;
};

/* A chart on its way to paper. */
struct chart_view {
	const struct chart *c;
	struct svg svg;
	/* of the panels; an axis without ticks: no value is known */
	struct chart_axis *axes;
	struct chart_spot *spots;
	int32_t width, height, legend;
	int32_t left, right; /* ends of the plots */
	struct buf word;     /* for what is written next */
};

/* The smallest and largest value of a panel; false if none is known. */
bool chart_range(const struct chart_view *v, const struct chart_panel *p,
    int128 *lo, int128 *hi);

/* Lays all out; chart_draw frees what it makes. */
void chart_lay(struct chart_view *v, bool bars);

/* Where x and a value stand. */
int32_t chart_x(const struct chart_view *v, size_t i);
int32_t chart_y(const struct chart_axis *a, struct svg_box box, int128 n);

/* Of labels across that would touch only some are written: every second, third,
   ... twelfth, counted from the last. */
size_t chart_every(const struct chart_view *v);

/* Draws what all charts have, and calls plot() for each panel that has
   values. */
void chart_draw(struct chart_view *v, struct buf *to, bool bars,
    void (*plot)(struct chart_view *v, size_t panel, struct svg_box box));

/* A value's label on a white ground, between these ends, centred. */
void chart_label(struct chart_view *v, struct svg_box box,
    const struct svg_font *font, struct span text);

/* Lines by number: the pen, and the shape of its points. */
struct svg_pen chart_pen(size_t line);
void chart_point(struct svg *s, size_t line, int32_t x, int32_t y, int32_t r,
    struct span tip);

/* The legend: its height for this width, and on paper. */
int32_t chart_legend_height(struct chart_view *v);
void chart_legend(struct chart_view *v);

/* Everything in words, for who can't see it. */
void chart_describe(const struct chart *c, bool bars, struct buf *to);

#endif
