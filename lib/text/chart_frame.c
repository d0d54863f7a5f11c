#include "text/chart_in.h"

#include "base/mem.h"

static const struct svg_font small = {
    .size = CHART_ACROSS, .fill = CHART_INK, .anchor = SVG_MIDDLE};

static void
head(struct chart_view *v)
{
	static const struct svg_font title = {
	    .size = 1800, .fill = CHART_INK, .bold = true};
	static const struct svg_font under = {
	    .size = CHART_SMALL, .fill = CHART_GREY};

	v->word.len = 0;
	svg_fit(&v->word, v->c->title, 2000, v->width - 2 * CHART_MARGIN);
	svg_text(&v->svg, CHART_MARGIN, 3000, &title,
	    (struct span){v->word.at, v->word.len});
	v->word.len = 0;
	svg_fit(
	    &v->word, v->c->subtitle, CHART_SMALL, v->width - 2 * CHART_MARGIN);
	svg_text(&v->svg, CHART_MARGIN, 5000, &under,
	    (struct span){v->word.at, v->word.len});
}

/* The title, and what is left for the note. */
static void
panel_title(struct chart_view *v, const struct chart_panel *p, int32_t y)
{
	static const struct svg_font title = {
	    .size = 1300, .fill = CHART_INK, .bold = true};
	static const struct svg_font note = {
	    .size = 1100, .fill = CHART_GREY, .anchor = SVG_END};
	int32_t room = v->width - 2 * CHART_MARGIN, used;

	v->word.len = 0;
	svg_fit(&v->word, p->title, 1450, room); /* bold is wider */
	used = svg_width((struct span){v->word.at, v->word.len}, 1450);
	svg_text(&v->svg, CHART_MARGIN, y, &title,
	    (struct span){v->word.at, v->word.len});
	if (room - used < 6000)
		return;
	v->word.len = 0;
	svg_fit(&v->word, p->note, note.size, room - used - 2000);
	svg_text(&v->svg, v->width - CHART_MARGIN, y, &note,
	    (struct span){v->word.at, v->word.len});
}

static void
ticks(struct chart_view *v, const struct chart_axis *a, struct svg_box box)
{
	static const struct svg_font font = {
	    .size = CHART_SMALL, .fill = CHART_GREY, .anchor = SVG_END};
	struct chart_form form = chart_form_ticks(a);

	for (int i = 0; i < a->n; i++) {
		int128 n = a->low + a->step * i;
		bool base = n == 0; /* else it only looks like the ground */
		int32_t y = chart_y(a, box, n);

		svg_move(&v->svg, box.x0, y);
		svg_to(&v->svg, box.x1, y);
		svg_draw(&v->svg,
		    &(struct svg_pen){.stroke = base ? CHART_GREY : CHART_GRID,
			.width = base ? 100 : 80},
		    span_of(""));
		v->word.len = 0;
		chart_tick(&v->word, n, a->places, form);
		svg_text(&v->svg, box.x0 - 700, y + 420, &font,
		    (struct span){v->word.at, v->word.len});
	}
}

static void
labels(struct chart_view *v, int32_t y)
{
	size_t step = chart_every(v);

	for (size_t i = (v->c->nx + step - 1) % step; i < v->c->nx; i += step) {
		v->word.len = 0;
		svg_fit(&v->word, v->c->x[i], CHART_ACROSS, CHART_LABEL);
		svg_text(&v->svg, chart_x(v, i), y, &small,
		    (struct span){v->word.at, v->word.len});
	}
}

void
chart_label(struct chart_view *v, struct svg_box box,
    const struct svg_font *font, struct span text)
{
	svg_rect(&v->svg, box);
	svg_draw(&v->svg, &(struct svg_pen){.fill = "#ffffff"}, span_of(""));
	svg_text(&v->svg, (box.x0 + box.x1) / 2, box.y1 - font->size / 7, font,
	    text);
}

static void
put_panel(struct chart_view *v, size_t i,
    void (*plot)(struct chart_view *v, size_t panel, struct svg_box box))
{
	const struct chart_spot *at = &v->spots[i];

	panel_title(v, &v->c->panels[i], at->title);
	if (v->axes[i].n == 0) {
		svg_text(&v->svg, (v->left + v->right) / 2,
		    (at->box.y0 + at->box.y1) / 2, &small,
		    span_of("no value in any of these periods"));
		return;
	}
	ticks(v, &v->axes[i], at->box);
	labels(v, at->labels);
	plot(v, i, at->box);
}

void
chart_draw(struct chart_view *v, struct buf *to, bool bars,
    void (*plot)(struct chart_view *v, size_t panel, struct svg_box box))
{
	struct buf desc = {0};

	chart_lay(v, bars);
	chart_describe(v->c, bars, &desc);
	svg_start(&v->svg, to, v->width, v->height, v->c->title,
	    (struct span){desc.at, desc.len});
	head(v);
	chart_legend(v);
	for (size_t i = 0; i < v->c->npanel; i++)
		put_panel(v, i, plot);
	if (v->c->npanel == 0)
		svg_text(&v->svg, v->width / 2, v->legend + 3000, &small,
		    span_of("nothing to draw"));
	svg_end(&v->svg);
	buf_free(&desc);
	buf_free(&v->word);
	mem_free(v->axes);
	mem_free(v->spots);
}
