/*
 * Pictures as SVG: what is drawn, in hundredths of a pixel, and text whose
 * room is known before it is set.  One file for itself: no script, no style
 * sheet, no font but the reader's sans-serif.
 *
 *	svg_start(&s, to, 80000, 60000, title, desc);
 *	svg_move(&s, 1000, 1000);
 *	svg_to(&s, 2000, 1550);
 *	svg_draw(&s, &(struct svg_pen){.stroke = "#333", .width = 100}, none);
 *	svg_end(&s);
 */
#ifndef TEXT_SVG_H
#define TEXT_SVG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"
#include "text/xml.h"

struct svg {
	struct xml x;
	struct buf path, word;
};

/* Top left and bottom right. */
struct svg_box {
	int32_t x0, y0, x1, y1;
};

struct svg_pen {
	const char *stroke, *fill; /* colours, or NULL */
	const char *dash;          /* lengths in pixels, "6 3"; NULL: solid */
	int32_t width;
};

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

struct svg_font {
	int32_t size;
	const char *fill;
	enum svg_anchor anchor;
	bool bold;
};

/* A picture on white; title and desc are what a screen reader tells of it. */
void svg_start(struct svg *s, struct buf *to, int32_t width, int32_t height,
    struct span title, struct span desc);
void svg_end(struct svg *s);

/* Go on with the path: from here; a straight line to here; back to where it
   began; a rectangle; a circle. */
void svg_move(struct svg *s, int32_t x, int32_t y);
void svg_to(struct svg *s, int32_t x, int32_t y);
void svg_shut(struct svg *s);
void svg_rect(struct svg *s, struct svg_box b);
void svg_circle(struct svg *s, int32_t x, int32_t y, int32_t r);

/* Draws the path, and begins a new one; `tip` (may be empty) is shown where
   the reader points at it. */
void svg_draw(struct svg *s, const struct svg_pen *pen, struct span tip);

/* Sets one line of text on a base line. */
void svg_text(struct svg *s, int32_t x, int32_t y, const struct svg_font *font,
    struct span text);

/*
 * How wide the text will be at most, about: there is no telling which font
 * a reader has, so this goes by the wider ones.  UTF-8.
 */
int32_t svg_width(struct span text, int32_t size);

/* Appends the text, cut with an ellipsis where it is wider than that; what
   controls the line is made a space. */
void svg_fit(struct buf *to, struct span text, int32_t size, int32_t width);

#endif
