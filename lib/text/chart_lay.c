#include "text/chart_in.h"

#include "base/mem.h"

#define WIDTH   80000
#define HEAD    7000 /* title and subtitle */
#define TITLE   2000 /* of a panel */
#define ABOVE   1600 /* for labels over the highest tick */
#define BELOW   1600 /* and under the lowest */
#define ACROSS  2000 /* labels of the axis across */
#define BETWEEN 1600 /* panels */
#define BEHIND  4600 /* for the label of the last point */
#define BAR     5200 /* narrowest room for one */

bool
chart_range(const struct chart_view *v, const struct chart_panel *p, int128 *lo,
    int128 *hi)
{
	bool any = false;

	for (size_t i = 0; i < v->c->nname * v->c->nx; i++) {
		const struct chart_value *at = &p->at[i];

		if (!at->known)
			continue;
		*lo = !any || at->n < *lo ? at->n : *lo;
		*hi = !any || at->n > *hi ? at->n : *hi;
		any = true;
	}
	return any;
}

/* So much of its greatest value an axis covers at least: a ripple must not
   look like a cliff. */
static int128
ripple(int128 most)
{
	return most / 4;
}

/* Bars and single points stand on 0; lines may float, but not where 0 is as
   near as they are far apart. */
static struct chart_axis
axis(const struct chart_view *v, const struct chart_panel *p, bool bars)
{
	int128 lo = 0, hi = 0;
	bool grounded;

	if (!chart_range(v, p, &lo, &hi))
		return (struct chart_axis){.n = 0};
	grounded = bars || v->c->nx == 1;
	if (lo > 0 && (grounded || lo / 2 <= hi - lo))
		lo = 0;
	if (hi < 0 && (grounded || -(hi / 2) <= hi - lo))
		hi = 0;
	if (lo > 0 && lo < hi && hi - lo < ripple(hi))
		lo = hi - ripple(hi);
	if (hi < 0 && lo < hi && hi - lo < -ripple(lo))
		hi = lo - ripple(lo);
	return chart_ticks(lo, hi, p->places, bars ? 7 : 6);
}

static int32_t
tick_width(struct chart_view *v, const struct chart_axis *a)
{
	int32_t most = 0;

	for (int i = 0; i < a->n; i++) {
		int32_t width;

		v->word.len = 0;
		chart_tick(&v->word, a->low + a->step * i, a->places,
		    chart_form_ticks(a));
		width = svg_width(
		    (struct span){v->word.at, v->word.len}, CHART_SMALL);
		most = width > most ? width : most;
	}
	return most;
}

static int32_t
label_width(const struct chart_view *v)
{
	int32_t most = 0;

	for (size_t i = 0; i < v->c->nx; i++) {
		int32_t width = svg_width(v->c->x[i], CHART_ACROSS);

		most = width > most ? width : most;
	}
	return most < CHART_LABEL ? most : CHART_LABEL;
}

/* From the lowest tick to the labels across: nothing is written under 0. */
static int32_t
below(const struct chart_axis *a)
{
	return a->low != 0 ? BELOW : 400;
}

/* Many bars make a wider picture, many lines do not. */
static void
lay_across(struct chart_view *v, int32_t ticks, bool bars)
{
	int32_t room = label_width(v) + 800;
	int32_t behind = bars ? 0 : BEHIND;

	room = room > BAR ? room : BAR;
	v->left = CHART_MARGIN + ticks + 800;
	v->right = WIDTH - CHART_MARGIN - behind;
	if (bars && v->left + room * (int32_t)v->c->nx > v->right)
		v->right = v->left + room * (int32_t)v->c->nx;
	v->width = v->right + behind + CHART_MARGIN;
}

static int32_t
lay_panel(struct chart_view *v, size_t i, int32_t y, bool bars)
{
	struct chart_spot *s = &v->spots[i];
	int32_t top = y + TITLE + ABOVE;

	s->title = y + 1300;
	s->box = (struct svg_box){
	    v->left, top, v->right, top + (bars ? 16000 : 12500)};
	s->labels = s->box.y1 + below(&v->axes[i]) + 1400;
	return s->box.y1 + below(&v->axes[i]) + ACROSS + BETWEEN;
}

void
chart_lay(struct chart_view *v, bool bars)
{
	int32_t ticks = 0, y = HEAD;

	v->axes = mem_array(v->c->npanel, sizeof *v->axes);
	v->spots = mem_array(v->c->npanel, sizeof *v->spots);
	for (size_t i = 0; i < v->c->npanel; i++) {
		int32_t width;

		v->axes[i] = axis(v, &v->c->panels[i], bars);
		width = tick_width(v, &v->axes[i]);
		ticks = width > ticks ? width : ticks;
	}
	lay_across(v, ticks, bars);
	v->legend = y + 600;
	y += chart_legend_height(v);
	for (size_t i = 0; i < v->c->npanel; i++)
		y = lay_panel(v, i, y, bars);
	v->height = y + (v->c->npanel == 0 ? 4 * ACROSS : 400);
}

size_t
chart_every(const struct chart_view *v)
{
	static const size_t steps[] = {1, 2, 3, 4, 6, 12, 24, 36, 60};
	int64_t room = label_width(v) + 800;
	size_t n = sizeof steps / sizeof *steps, i;

	for (i = 0; i < n; i++)
		if ((int64_t)steps[i] * (v->right - v->left) >=
		    room * (int64_t)v->c->nx)
			return steps[i];
	for (i = 120;
	     (int64_t)i * (v->right - v->left) < room * (int64_t)v->c->nx;)
		i *= 2;
	return i;
}

int32_t
chart_x(const struct chart_view *v, size_t i)
{
	int64_t width = v->right - v->left;

	return v->left + (int32_t)(width * (int64_t)(2 * i + 1) /
				   (int64_t)(2 * v->c->nx));
}
