#include "text/chart_in.h"

#include <stdio.h>

#define WIDEST 7000

static struct chart_form
form_of(struct chart_view *v, const struct chart_panel *p, int32_t slot)
{
	int128 lo = 0, hi = 0, most;
	struct chart_form form;
	bool fits = true;

	chart_range(v, p, &lo, &hi);
	most = hi > -lo ? hi : lo;
	form = chart_form_whole(most, p->places);
	for (size_t i = 0; i < v->c->nx; i++) {
		v->word.len = 0;
		chart_number(&v->word, p->at[i].n, p->places, form);
		fits = fits && svg_width((struct span){v->word.at, v->word.len},
				   CHART_SMALL) < slot - 300;
	}
	return fits ? form : chart_form_short(most, p->places);
}

/* The older, the darker. */
static void
shade(char colour[8], size_t i, size_t n)
{
	static const int light[] = {0xb9, 0xcf, 0xe6},
			 dark[] = {0x12, 0x35, 0x5b};
	int c[3];

	for (int k = 0; k < 3; k++)
		c[k] = n < 2 ? light[k]
			     : light[k] +
				   (dark[k] - light[k]) * (int)i / (int)(n - 1);
	snprintf(colour, 8, "#%02x%02x%02x", (unsigned)c[0] & 0xff,
	    (unsigned)c[1] & 0xff, (unsigned)c[2] & 0xff);
}

static void
bar(struct chart_view *v, const struct chart_panel *p, size_t i,
    struct svg_box b)
{
	size_t apart = v->c->apart;
	struct svg_pen pen = {.stroke = "#12355b", .width = 80};
	char colour[8];

	shade(colour, i, apart);
	pen.fill = i < apart ? colour : "#ffffff";
	pen.dash = i < apart ? NULL : "3 2";
	v->word.len = 0;
	buf_span(&v->word, v->c->x[i]);
	buf_text(&v->word, ": ");
	chart_exact(&v->word, p->at[i].n, p);
	svg_rect(&v->svg, b);
	svg_draw(&v->svg, &pen, (struct span){v->word.at, v->word.len});
}

/* Above the bar, or below it where it hangs down. */
static void
label(struct chart_view *v, const struct chart_panel *p, size_t i,
    struct chart_form form, int32_t x, int32_t y)
{
	static const struct svg_font font = {
	    .size = CHART_SMALL, .fill = CHART_INK, .anchor = SVG_MIDDLE};
	int32_t top = p->at[i].n < 0 ? y + 200 : y - 200 - CHART_SMALL, half;
	struct span text;

	v->word.len = 0;
	chart_label_text(&v->word, p->at[i].n, p->places, form);
	text = (struct span){v->word.at, v->word.len};
	half = svg_width(text, CHART_SMALL) / 2;
	chart_label(v,
	    (struct svg_box){x - half, top, x + half, top + CHART_SMALL}, &font,
	    text);
}

static void
plot(struct chart_view *v, size_t panel, struct svg_box box)
{
	const struct chart_panel *p = &v->c->panels[panel];
	const struct chart_axis *a = &v->axes[panel];
	int32_t slot = (v->right - v->left) / (int32_t)v->c->nx;
	int32_t half = slot * 7 / 20 < WIDEST / 2 ? slot * 7 / 20 : WIDEST / 2;
	int32_t zero = chart_y(a, box, 0);
	struct chart_form form = form_of(v, p, slot);

	for (size_t i = 0; i < v->c->nx; i++) {
		int32_t x = chart_x(v, i), y;

		if (!p->at[i].known)
			continue;
		y = chart_y(a, box, p->at[i].n);
		if (p->at[i].n != 0)
			bar(v, p, i,
			    (struct svg_box){x - half, y < zero ? y : zero,
				x + half, y < zero ? zero : y});
		label(v, p, i, form, x, y);
	}
}

void
chart_bars(const struct chart *c, struct buf *to)
{
	struct chart_view v = {.c = c};

	chart_draw(&v, to, true, plot);
}
