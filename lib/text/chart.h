/*
 * Charts for a report that is printed, as SVG: panels one below the other on
 * one axis across, each with its own upright axis in round numbers.  Lines
 * are told apart by dashes and points, not by colour alone; labels that would
 * lie on each other are left out, or cut; every value can be read exactly by
 * pointing at it.
 */
#ifndef TEXT_CHART_H
#define TEXT_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "value/int128.h"

#define CHART_LINES 8 /* that can be told apart */

/* In units of the panel's last decimal; one that is not known is a gap. */
struct chart_value {
	int128 n;
	bool known;
};

/* Whether it is small enough to be drawn, 10^36 either way. */
bool chart_fits(int128 n);

/* Appends n / 10^places as charts write exact values: 1 234 567.89, with
   spaces that do not break. */
void chart_value_text(struct buf *to, int128 n, int places);

struct chart_panel {
	struct span title;            /* "dso, days" */
	struct span note;             /* smaller, to its right; may be empty */
	struct span unit;             /* behind exact values; may be empty */
	int places;                   /* of its values, 0 to 9 */
	const struct chart_value *at; /* a row of nx for each line */
};

struct chart {
	struct span title, subtitle;
	const struct span *x; /* labels of the axis across */
	size_t nx;
	size_t apart; /* bars: the first that stands apart; nx: none does */
	const struct span *names; /* of the lines */
	size_t nname;             /* at most CHART_LINES */
	const struct chart_panel *panels;
	size_t npanel;
};

/* A line for each name over the periods x. */
void chart_lines(const struct chart *c, struct buf *to);

/* A bar for each x; nname is 1. */
void chart_bars(const struct chart *c, struct buf *to);

#endif
