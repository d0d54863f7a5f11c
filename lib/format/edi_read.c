#include <string.h>

#include "format/edi_in.h"
#include "value/date.h"

#define SEGMENT_MOST ((size_t)1 << 20)

/* The next byte of the source, or -1. */
int
edi_byte(struct edi_source *s)
{
	int c;

	if (s->memory.len == 0 &&
	    (s->whole || !import_bytes(s->in, &s->memory)))
		return -1;
	if (s->memory.len == 0)
		return -1;
	c = (unsigned char)*s->memory.at++;
	s->memory.len--;
	s->line += c == '\n';
	return c;
}

bool
edi_is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The byte that a text ends with is the last of the mark, and those before it
   as well. */
bool
edi_ends(const struct buf *b, struct edi_mark m)
{
	return m.len > 0 && b->len >= m.len &&
	       !memcmp(b->at + b->len - m.len, m.at, m.len);
}

static bool
stands(struct edi_mark m, const struct buf *b, size_t i)
{
	return m.len > 0 && b->len - i >= m.len &&
	       !memcmp(b->at + i, m.at, m.len);
}

static void
split(struct edi_source *s, struct edi_segment *seg)
{
	size_t from = 0, n = s->text.len;

	while (n > 0 && edi_is_space((unsigned char)s->text.at[n - 1]) &&
	       !edi_ends(&s->text, s->part))
		n--;
	seg->n = 0;
	for (size_t i = 0; i <= n; i++) {
		if (i < n && !stands(s->part, &s->text, i))
			continue;
		if (seg->n < EDI_ELEMENTS)
			seg->at[seg->n] =
			    (struct span){s->text.at + from, i - from};
		seg->n++;
		from = i + s->part.len;
		i = from > i ? from - 1 : i;
	}
	if (seg->n > EDI_ELEMENTS) {
		import_finding(s->in, seg->line,
		    "a segment of %zu elements: those behind the %dth are "
		    "passed over",
		    seg->n, EDI_ELEMENTS - 1);
		seg->n = EDI_ELEMENTS;
	}
}

/* Line ends behind a segment's end belong to nobody. */
static bool
read_segment(struct edi_source *s, struct edi_segment *seg)
{
	int c;

	seg->line = s->line;
	while ((c = edi_byte(s)) >= 0) {
		if (s->text.len == 0 && edi_is_space(c)) {
			seg->line = s->line;
			continue;
		}
		buf_byte(&s->text, (char)c);
		if (edi_ends(&s->text, s->end)) {
			s->text.len -= s->end.len;
			return true;
		}
		if (s->text.len > SEGMENT_MOST) {
			import_fault(s->in, seg->line, NULL,
			    "a segment of more than 1 MiB");
			return false;
		}
	}
	return s->text.len > 0;
}

bool
edi_next(struct edi_source *s, struct edi_segment *seg)
{
	seg->line = s->line;
	if (!s->held) {
		s->text.len = 0;
		if (!read_segment(s, seg))
			return false;
	}
	s->held = false;
	split(s, seg);
	return true;
}

void
edi_done(struct edi_source *s)
{
	buf_free(&s->text);
}

bool
edi_is(const struct edi_segment *seg, const char *name)
{
	return span_is(seg->at[0], name);
}

struct span
edi_component(const struct edi_source *s, struct span element, size_t i)
{
	struct span one = span_of("");

	for (size_t k = 0; k <= i; k++) {
		if (s->component.len != 1)
			return k == i ? element : span_of("");
		one = element.len > 0 ? span_cut(&element, s->component.at[0])
				      : span_of("");
	}
	return one;
}

void
edi_raw(const struct edi_source *s, const struct edi_segment *seg)
{
	char name[16] = "?", field[24];
	size_t n = seg->at[0].len < 8 ? seg->at[0].len : 8;

	memcpy(name, seg->at[0].at, n);
	name[n] = '\0';
	import_record(s->in, seg->line, name);
	if (import_option(s->in, "raw") == NULL)
		return;
	for (size_t i = 1; i < seg->n; i++) {
		field[0] = (char)('0' + i / 10);
		field[1] = (char)('0' + i % 10);
		field[2] = '\0';
		import_raw(s->in, field, import_text(s->in, seg->at[i]));
	}
}

bool
edi_amount(const struct edi_source *s, const struct edi_segment *seg, size_t i,
    int exponent, int64_t *amount)
{
	struct span cell = edi_element(seg, i);

	*amount = 0;
	if (cell.len == 0 || import_decimal(cell, '.', exponent, amount))
		return true;
	import_fault(s->in, seg->line, NULL,
	    "%.*s%02zu: \"%.*s\" is not an amount",
	    (int)(seg->at[0].len < 8 ? seg->at[0].len : 8), seg->at[0].at, i,
	    (int)(cell.len < 40 ? cell.len : 40), cell.at);
	return false;
}

int32_t
edi_date(struct span element)
{
	int32_t date;

	if (import_date(
		element, element.len == 6 ? "YYMMDD" : "YYYYMMDD", &date))
		return date;
	return DATE_NONE;
}
