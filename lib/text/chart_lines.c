#include "text/chart_in.h"

#define SIZE  1050 /* of a value's label */
#define CROWD 3    /* lines that can all have their labels */
#define ROOMY 3500 /* where each x has room for one */

/* What is drawn in one panel. */
struct plot {
	struct chart_view *v;
	const struct chart_panel *panel;
	const struct chart_axis *axis;
	struct svg_box box;
	struct chart_room room;
	struct chart_form form;
	int32_t radius;
};

static const struct chart_value *
value_at(const struct plot *p, size_t line, size_t i)
{
	return &p->panel->at[line * p->v->c->nx + i];
}

static int32_t
height(const struct plot *p, size_t line, size_t i)
{
	return chart_y(p->axis, p->box, value_at(p, line, i)->n);
}

/* From one known value to the next; a gap is left where there is none. */
static void
stroke(struct plot *p, size_t line)
{
	struct svg_pen pen = chart_pen(line);
	size_t n = p->v->c->nx;
	bool any = false, going = false;

	for (size_t i = 0; i < n; i++) {
		int32_t x = chart_x(p->v, i), y;

		if (!value_at(p, line, i)->known) {
			going = false;
			continue;
		}
		y = height(p, line, i);
		if (going) {
			svg_to(&p->v->svg, x, y);
			chart_take_stroke(&p->room, chart_x(p->v, i - 1),
			    height(p, line, i - 1), x, y);
			any = true;
		} else if (i + 1 < n && value_at(p, line, i + 1)->known) {
			svg_move(&p->v->svg, x, y);
		}
		going = true;
	}
	if (any)
		svg_draw(&p->v->svg, &pen, span_of(""));
}

static struct span
tip(struct plot *p, size_t line, size_t i)
{
	struct chart_view *v = p->v;

	v->word.len = 0;
	if (v->c->names[line].len > 0) {
		buf_span(&v->word, v->c->names[line]);
		buf_text(&v->word, ", ");
	}
	buf_span(&v->word, v->c->x[i]);
	buf_text(&v->word, ": ");
	chart_exact(&v->word, value_at(p, line, i)->n, p->panel);
	return (struct span){v->word.at, v->word.len};
}

static void
points(struct plot *p, size_t line)
{
	int32_t r = p->radius;

	for (size_t i = 0; i < p->v->c->nx; i++) {
		int32_t x = chart_x(p->v, i), y;

		if (!value_at(p, line, i)->known)
			continue;
		y = height(p, line, i);
		chart_point(&p->v->svg, line, x, y, r, tip(p, line, i));
		chart_take(
		    &p->room, (struct svg_box){x - r, y - r, x + r, y + r});
	}
}

/* Where a label may stand: behind the point (of the last one only); above it,
   below it; and there with an end over the point. */
enum { BEHIND, FIRST, PLACES = 7 };

static struct svg_box
beside(const struct plot *p, int32_t x, int32_t y, int32_t width, int where)
{
	int32_t far = p->radius + 250;
	bool above = where % 2 == 1;
	int32_t left = where < 3   ? x - width / 2
		       : where < 5 ? x - width + p->radius
				   : x - p->radius;

	if (where == BEHIND)
		return (struct svg_box){
		    x + far, y - SIZE / 2, x + far + width, y + SIZE / 2};
	return (struct svg_box){left, above ? y - far - SIZE : y + far,
	    left + width, above ? y - far : y + far + SIZE};
}

static void
label(struct plot *p, size_t line, size_t i, bool last)
{
	struct chart_view *v = p->v;
	struct svg_font font = {.size = SIZE,
	    .fill = chart_pen(line).stroke,
	    .anchor = SVG_MIDDLE,
	    .bold = last};
	struct span text;
	int32_t width;

	v->word.len = 0;
	chart_label_text(
	    &v->word, value_at(p, line, i)->n, p->panel->places, p->form);
	text = (struct span){v->word.at, v->word.len};
	width = svg_width(text, last ? SIZE * 11 / 10 : SIZE);
	for (int where = last ? BEHIND : FIRST; where < PLACES; where++) {
		struct svg_box b =
		    beside(p, chart_x(v, i), height(p, line, i), width, where);

		if (!chart_is_free(&p->room, b))
			continue;
		chart_take(&p->room, b);
		chart_label(v, b, &font, text);
		return;
	}
}

/* The ends and the extremes of a line: what is asked for first. */
struct marks {
	size_t first, last, low, high;
	bool any;
};

static struct marks
find_marks(const struct plot *p, size_t line)
{
	struct marks m = {.any = false};

	for (size_t i = 0; i < p->v->c->nx; i++) {
		int128 n = value_at(p, line, i)->n;

		if (!value_at(p, line, i)->known)
			continue;
		if (!m.any)
			m.first = m.low = m.high = i;
		m.any = true;
		m.last = i;
		if (n < value_at(p, line, m.low)->n)
			m.low = i;
		if (n > value_at(p, line, m.high)->n)
			m.high = i;
	}
	return m;
}

/* One point may be several of them. */
static bool
is_labelled(const size_t *order, int turn)
{
	for (int i = 0; i < turn; i++)
		if (order[i] == order[turn])
			return true;
	return false;
}

/* The last value of each line first, then its extremes, then the first. */
static void
label_marks(struct plot *p, int turn)
{
	for (size_t line = 0; line < p->v->c->nname; line++) {
		struct marks m = find_marks(p, line);
		size_t order[] = {m.last, m.high, m.low, m.first};

		if (m.any && !is_labelled(order, turn))
			label(p, line, order[turn], turn == 0);
	}
}

static void
label_others(struct plot *p)
{
	for (size_t line = 0; line < p->v->c->nname; line++) {
		struct marks m = find_marks(p, line);

		for (size_t i = 0; i < p->v->c->nx; i++)
			if (value_at(p, line, i)->known && i != m.first &&
			    i != m.last && i != m.low && i != m.high)
				label(p, line, i, false);
	}
}

static void
plot(struct chart_view *v, size_t panel, struct svg_box box)
{
	struct plot p = {.v = v,
	    .panel = &v->c->panels[panel],
	    .axis = &v->axes[panel],
	    .box = box};
	int32_t slot = (v->right - v->left) / (int32_t)v->c->nx;
	int128 lo, hi;

	chart_range(v, p.panel, &lo, &hi);
	p.form = chart_form_short(hi > -lo ? hi : lo, p.panel->places);
	p.radius = slot > 1800 ? 350 : slot > 900 ? 250 : 150;
	p.room.within = (struct svg_box){v->left, box.y0 - 1600, v->width - 400,
	    box.y1 + (p.axis->low != 0 ? 1600 : 400)};
	for (size_t line = 0; line < v->c->nname; line++)
		stroke(&p, line);
	for (size_t line = 0; line < v->c->nname; line++)
		points(&p, line);
	/* more would be read as belonging to the wrong line */
	for (int turn = 0; turn < (v->c->nname > CROWD ? 1 : 4); turn++)
		label_marks(&p, turn);
	if (v->c->nname <= CROWD && slot > ROOMY)
		label_others(&p);
	chart_room_free(&p.room);
}

void
chart_lines(const struct chart *c, struct buf *to)
{
	struct chart_view v = {.c = c};

	chart_draw(&v, to, false, plot);
}
