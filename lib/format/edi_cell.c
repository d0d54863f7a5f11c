/* What stands in the elements of a segment. */
#include <stdarg.h>
#include <string.h>

#include "format/edi_read.h"
#include "value/date.h"

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

void
edi_wrong(struct edi_source *s, uint64_t line, const char *field,
    const char *format, ...)
{
	struct buf text = {0};
	va_list ap;

	va_start(ap, format);
	buf_vformat(&text, format, ap);
	va_end(ap);
	if (s->whole && field != NULL)
		import_finding(s->in, line, "%s: %s", field, buf_string(&text));
	else if (s->whole)
		import_finding(s->in, line, "%s", buf_string(&text));
	else
		import_fault(s->in, line, field, "%s", buf_string(&text));
	s->spoilt = true;
	buf_free(&text);
}

bool
edi_amount(struct edi_source *s, const struct edi_segment *seg, size_t i,
    int exponent, int64_t *amount)
{
	struct span cell = edi_element(seg, i);

	*amount = 0;
	if (cell.len == 0 || import_decimal(cell, '.', exponent, amount))
		return true;
	edi_wrong(s, seg->line, NULL, "%.*s%02zu: \"%.*s\" is not an amount",
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
