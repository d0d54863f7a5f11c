#include "text/svg.h"

#include <stdio.h>
#include <stdlib.h>

/* Hundredths as the shortest decimal. */
static void
number(struct buf *to, int32_t v)
{
	char text[16];
	int whole = abs(v / 100), rest = abs(v % 100);
	int n = snprintf(
	    text, sizeof text, "%s%d.%02d", v < 0 ? "-" : "", whole, rest);

	while (text[n - 1] == '0')
		n--;
	if (text[n - 1] == '.')
		n--;
	buf_add(to, text, (size_t)n);
}

static void
set(struct svg *s, const char *name, const char *value)
{
	if (value != NULL)
		xml_attribute(&s->x, name, span_of(value));
}

static void
set_number(struct svg *s, const char *name, int32_t v)
{
	s->word.len = 0;
	number(&s->word, v);
	xml_attribute(&s->x, name, (struct span){s->word.at, s->word.len});
}

static void
set_view(struct svg *s, int32_t width, int32_t height)
{
	s->word.len = 0;
	buf_text(&s->word, "0 0 ");
	number(&s->word, width);
	buf_byte(&s->word, ' ');
	number(&s->word, height);
	xml_attribute(&s->x, "viewBox", (struct span){s->word.at, s->word.len});
}

void
svg_start(struct svg *s, struct buf *to, int32_t width, int32_t height,
    struct span title, struct span desc)
{
	*s = (struct svg){.path = {0}};
	xml_start(&s->x, to);
	xml_open(&s->x, "svg");
	set(s, "xmlns", "http://www.w3.org/2000/svg");
	set_number(s, "width", width);
	set_number(s, "height", height);
	set_view(s, width, height);
	set(s, "role", "img");
	set(s, "font-family", "sans-serif");
	xml_leaf(&s->x, "title", title);
	xml_leaf(&s->x, "desc", desc);
	svg_rect(s, (struct svg_box){0, 0, width, height});
	svg_draw(s, &(struct svg_pen){.fill = "#ffffff"}, span_of(""));
}

void
svg_end(struct svg *s)
{
	xml_close(&s->x);
	buf_free(&s->path);
	buf_free(&s->word);
}

static void
step(struct svg *s, char how, int32_t x, int32_t y)
{
	buf_byte(&s->path, how);
	number(&s->path, x);
	buf_byte(&s->path, ' ');
	number(&s->path, y);
}

void
svg_move(struct svg *s, int32_t x, int32_t y)
{
	step(s, 'M', x, y);
}

void
svg_to(struct svg *s, int32_t x, int32_t y)
{
	step(s, 'L', x, y);
}

void
svg_shut(struct svg *s)
{
	buf_byte(&s->path, 'Z');
}

void
svg_rect(struct svg *s, struct svg_box b)
{
	svg_move(s, b.x0, b.y0);
	svg_to(s, b.x1, b.y0);
	svg_to(s, b.x1, b.y1);
	svg_to(s, b.x0, b.y1);
	svg_shut(s);
}

/* Two half circles, from left to right and back. */
void
svg_circle(struct svg *s, int32_t x, int32_t y, int32_t r)
{
	svg_move(s, x - r, y);
	for (int half = 0; half < 2; half++) {
		step(s, 'A', r, r);
		buf_text(&s->path, " 0 1 1 ");
		number(&s->path, half == 0 ? x + r : x - r);
		buf_byte(&s->path, ' ');
		number(&s->path, y);
	}
	svg_shut(s);
}

void
svg_draw(struct svg *s, const struct svg_pen *pen, struct span tip)
{
	xml_open(&s->x, "path");
	xml_attribute(&s->x, "d", (struct span){s->path.at, s->path.len});
	set(s, "fill", pen->fill != NULL ? pen->fill : "none");
	if (pen->stroke != NULL) {
		set(s, "stroke", pen->stroke);
		set_number(s, "stroke-width", pen->width);
		set(s, "stroke-dasharray", pen->dash);
	}
	if (tip.len > 0)
		xml_leaf(&s->x, "title", tip);
	xml_close(&s->x);
	s->path.len = 0;
}

void
svg_text(struct svg *s, int32_t x, int32_t y, const struct svg_font *font,
    struct span text)
{
	static const char *const anchors[] = {NULL, "middle", "end"};

	if (text.len == 0)
		return;
	xml_open(&s->x, "text");
	set_number(s, "x", x);
	set_number(s, "y", y);
	set_number(s, "font-size", font->size);
	set(s, "text-anchor", anchors[font->anchor]);
	set(s, "font-weight", font->bold ? "bold" : NULL);
	set(s, "fill", font->fill);
	xml_text(&s->x, text);
	xml_close(&s->x);
}
