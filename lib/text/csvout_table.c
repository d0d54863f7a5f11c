#include "base/mem.h"
#include "text/csvout_in.h"
#include "text/width.h"

/* A control character would break the line or steer the terminal. */
static size_t
control(const char *p, size_t n)
{
	unsigned char c = (unsigned char)p[0];

	if (c < 0x20 || c == 0x7f)
		return 1;
	if (c == 0xc2 && n > 1 && (unsigned char)p[1] < 0xa0)
		return 2;
	return 0;
}

void
csvout_hold(struct csvout *w, struct span s)
{
	size_t done = 0;

	for (size_t i = 0; i < s.len;) {
		size_t n = control(s.at + i, s.len - i);

		if (n == 0) {
			i++;
			continue;
		}
		buf_add(&w->held, s.at + done, i - done);
		buf_byte(&w->held, '?');
		done = i += n;
	}
	buf_add(&w->held, s.at + done, s.len - done);
	w->ends = mem_grow(w->ends, &w->capend, w->nend + 1, sizeof *w->ends);
	w->ends[w->nend++] = w->held.len;
}

static struct span
held(const struct csvout *w, size_t i)
{
	size_t start = i > 0 ? w->ends[i - 1] : 0;

	/* All cells may be empty, and nothing held. */
	if (w->ends[i] == start)
		return (struct span){"", 0};
	return (struct span){w->held.at + start, w->ends[i] - start};
}

static void
fill(struct buf *b, char c, size_t n)
{
	if (n == 0)
		return;
	buf_room(b, n);
	memset(b->at + b->len, c, n);
	b->len += n;
}

static void
line_end(struct buf *b, size_t start)
{
	while (b->len > start && b->at[b->len - 1] == ' ')
		b->len--;
	buf_byte(b, '\n');
}

static void
line(struct csvout *w, size_t first, const size_t *widths)
{
	size_t start = w->line.len;

	for (size_t c = 0; c < w->ncol; c++) {
		struct span s = held(w, first + c);
		size_t pad = widths[c] - width_of(s);
		bool right = w->columns[c].kind != CSV_TEXT;

		fill(&w->line, ' ', c > 0 ? 2 : 0);
		fill(&w->line, ' ', right ? pad : 0);
		buf_span(&w->line, s);
		fill(&w->line, ' ', right ? 0 : pad);
	}
	line_end(&w->line, start);
}

static void
rule(struct csvout *w, const size_t *widths)
{
	size_t start = w->line.len;

	for (size_t c = 0; c < w->ncol; c++) {
		fill(&w->line, ' ', c > 0 ? 2 : 0);
		fill(&w->line, '-', widths[c]);
	}
	line_end(&w->line, start);
}

void
csvout_table(struct csvout *w)
{
	size_t *widths = mem_array(w->ncol, sizeof *widths);

	for (size_t i = 0; i < w->nend; i++) {
		size_t n = width_of(held(w, i));

		if (n > widths[i % w->ncol])
			widths[i % w->ncol] = n;
	}
	for (size_t i = 0; i < w->nend; i += w->ncol) {
		line(w, i, widths);
		if (i == 0)
			rule(w, widths);
		csvout_flush(w, CSVOUT_FLUSH);
	}
	mem_free(widths);
}
