#include "text/csvout_in.h"

/* Cells that are made bit by bit. */

static bool
in_place(const struct csvout *w)
{
	return w->format == CSV_CSV && w->ncol > 1;
}

/* In CSV where the cell will stand: there it seldom needs quotes. */
struct buf *
csvout_make(struct csvout *w)
{
	w->made.len = 0;
	if (!in_place(w))
		return &w->made;
	csvout_text(w, (struct span){"", 0});
	w->making = w->line.len;
	return &w->line;
}

void
csvout_made(struct csvout *w)
{
	struct buf *made = &w->made;
	struct span s;

	if (in_place(w)) {
		s = (struct span){
		    w->line.at + w->making, w->line.len - w->making};
		if (!csvout_special(s))
			return;
		buf_span(made, s);
		w->line.len = w->making;
		s = (struct span){made->at, made->len};
		csvout_quoted(&w->line, s, false);
	} else {
		csvout_text(w, (struct span){made->at, made->len});
	}
}
