#include "text/chart_in.h"

static void
value(struct buf *to, const struct chart_panel *p, const struct chart_value *at)
{
	if (at->known)
		chart_exact(to, at->n, p);
	else
		buf_text(to, "none");
}

static void
bars(const struct chart *c, const struct chart_panel *p, struct buf *to)
{
	for (size_t i = 0; i < c->nx; i++) {
		buf_text(to, i == 0 ? ": " : ", ");
		buf_span(to, c->x[i]);
		buf_byte(to, ' ');
		value(to, p, &p->at[i]);
	}
}

/* Of a line its ends tell most. */
static void
lines(const struct chart *c, const struct chart_panel *p, struct buf *to)
{
	for (size_t i = 0; i < c->nname; i++) {
		const struct chart_value *row = &p->at[i * c->nx];

		buf_text(to, i == 0 ? ": " : "; ");
		if (c->names[i].len > 0) {
			buf_span(to, c->names[i]);
			buf_byte(to, ' ');
		}
		value(to, p, &row[0]);
		if (c->nx == 1)
			continue;
		buf_text(to, " to ");
		value(to, p, &row[c->nx - 1]);
	}
}

void
chart_describe(const struct chart *c, bool is_bars, struct buf *to)
{
	buf_span(to, c->subtitle);
	buf_byte(to, '.');
	for (size_t i = 0; i < c->npanel; i++) {
		const struct chart_panel *p = &c->panels[i];

		buf_byte(to, ' ');
		buf_span(to, p->title);
		if (c->nx > 0 && is_bars)
			bars(c, p, to);
		else if (c->nx > 0)
			lines(c, p, to);
		buf_byte(to, '.');
	}
}
