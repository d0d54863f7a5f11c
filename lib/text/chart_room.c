#include "text/chart_in.h"

#include "base/mem.h"

void
chart_take(struct chart_room *r, struct svg_box box)
{
	r->boxes =
	    mem_grow(r->boxes, &r->box_cap, r->nbox + 1, sizeof *r->boxes);
	r->boxes[r->nbox++] = box;
}

void
chart_take_stroke(
    struct chart_room *r, int32_t x0, int32_t y0, int32_t x1, int32_t y1)
{
	r->strokes = mem_grow(
	    r->strokes, &r->stroke_cap, r->nstroke + 1, sizeof *r->strokes);
	r->strokes[r->nstroke++] = (struct svg_box){x0, y0, x1, y1};
}

static bool
meet(struct svg_box a, struct svg_box b)
{
	return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/* The height at x of a stroke that is not upright. */
static int64_t
height_at(struct svg_box s, int32_t x)
{
	return s.y0 + (int64_t)(s.y1 - s.y0) * (x - s.x0) / (s.x1 - s.x0);
}

static bool
crosses(struct svg_box s, struct svg_box b)
{
	int64_t p, q;

	if (s.x1 <= b.x0 || s.x0 >= b.x1)
		return false;
	p = s.x0 > b.x0 ? s.y0 : height_at(s, b.x0);
	q = s.x1 < b.x1 ? s.y1 : height_at(s, b.x1);
	return (p < q ? p : q) < b.y1 && (p < q ? q : p) > b.y0;
}

bool
chart_is_free(const struct chart_room *r, struct svg_box box)
{
	if (box.x0 < r->within.x0 || box.x1 > r->within.x1 ||
	    box.y0 < r->within.y0 || box.y1 > r->within.y1)
		return false;
	for (size_t i = 0; i < r->nbox; i++)
		if (meet(r->boxes[i], box))
			return false;
	for (size_t i = 0; i < r->nstroke; i++)
		if (crosses(r->strokes[i], box))
			return false;
	return true;
}

void
chart_room_free(struct chart_room *r)
{
	mem_free(r->boxes);
	mem_free(r->strokes);
}
