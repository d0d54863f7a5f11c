#include <stdlib.h>

#include "base/mem.h"
#include "book/openbook_in.h"
#include "book/posting.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

void
openbook_open(struct openbook_writer *o, const struct openbook_plan *plan,
    struct csvout *w)
{
	*o = (struct openbook_writer){.plan = plan, .w = w};
	openbook_names(o);
	columns_open(
	    &o->columns, plan->map, (const char *const *)o->names, o->n);
	o->cells = mem_array(o->n, sizeof *o->cells);
	o->own = mem_array(o->n, sizeof *o->own);
	o->ids.keys = intern_new();
	o->parts.keys = intern_new();
	for (size_t i = 0; i < o->n; i++)
		csvout_column(w, span_of(o->names[i]), CSV_TEXT);
}

static void
fetch(struct openbook_writer *o, uint64_t line)
{
	const struct csv_header *h;
	struct span raw = keep_find(o->plan->keep, line, &h);

	csvin_record(&o->batch, raw, h, &o->plan->map->dialect);
	columns_bind(&o->columns, h);
	for (size_t i = 0; i < o->n; i++)
		o->cells[i] = columns_cell(&o->columns, &o->batch, 0, i);
}

struct span *
openbook_cell(struct openbook_writer *o, enum posting_column column)
{
	static struct span nowhere;

	if (o->place[column] >= 0)
		return &o->cells[o->place[column]];
	nowhere = (struct span){"", 0};
	return &nowhere;
}

static bool
is_date(uint8_t column)
{
	return column == POSTING_DATE || column == POSTING_DUE ||
	       column == POSTING_DOC_DATE || column == POSTING_REF_DUE ||
	       column == POSTING_DISCOUNT_DATE || column == POSTING_INTEREST_TO;
}

static bool
is_amount(uint8_t column)
{
	return column == POSTING_AMOUNT || column == POSTING_REF_AMOUNT ||
	       column == POSTING_DISCOUNT || column == POSTING_TAX ||
	       column == POSTING_DEDUCTION || column == POSTING_FEE ||
	       column == POSTING_INTEREST;
}

static int
exponent_of(struct span code)
{
	int currency = currency_find(code);

	return currency_exponent(currency == CURRENCY_BAD ? 0 : currency);
}

/* The exponent of an amount of the row at hand. */
static int
exponent_at(struct openbook_writer *o, uint8_t column)
{
	struct span code = *openbook_cell(o, POSTING_CURRENCY);
	struct span other = *openbook_cell(o, POSTING_REF_CURRENCY);

	return exponent_of(
	    column == POSTING_REF_AMOUNT && other.len > 0 ? other : code);
}

/* A cell in the book's own notation, whatever the map's was. */
static struct span
own_notation(struct openbook_writer *o, size_t i)
{
	const struct map_section *map = o->plan->map;
	struct span s = o->cells[i];
	char *text = o->own[i];
	int64_t minor;
	int32_t date;

	if (s.len == 0)
		return s;
	if (map->date_layout != NULL && is_date(o->column[i]) &&
	    date_parse_as(s, map->date_layout, &date))
		return (struct span){text, date_format(text, date)};
	if (is_amount(o->column[i])) {
		int exponent = exponent_at(o, o->column[i]);

		if (money_parse(s, exponent, &map->money, &minor) == MONEY_OK)
			return (struct span){
			    text, money_format(text, minor, exponent)};
	}
	return s;
}

void
openbook_fetch(struct openbook_writer *o, uint64_t line)
{
	fetch(o, line);
	for (size_t i = 0; i < o->n; i++)
		o->cells[i] = own_notation(o, i);
}

void
openbook_put(struct openbook_writer *o)
{
	for (size_t i = 0; i < o->n; i++)
		csvout_text(o->w, o->cells[i]);
	csvout_row(o->w);
}

int32_t
openbook_date(struct openbook_writer *o, uint64_t line)
{
	const char *layout = o->plan->map->date_layout;
	int32_t date = DATE_NONE;
	struct span s;

	fetch(o, line);
	s = *openbook_cell(o, POSTING_DATE);
	if (layout == NULL)
		date_parse(s, &date);
	else
		date_parse_as(s, layout, &date);
	return date;
}

void
openbook_row(struct openbook_writer *o, uint64_t line, const char *amount)
{
	struct openbook_held row = {.at = o->held.len};

	openbook_fetch(o, line);
	row.type = (uint8_t)posting_type_find(*openbook_cell(o, POSTING_TYPE));
	if (amount != NULL)
		*openbook_cell(o, POSTING_AMOUNT) = span_of(amount);
	for (size_t i = 0; i < o->n; i++) {
		buf_span(&o->held, o->cells[i]);
		buf_byte(&o->held, '\0');
	}
	row.len = o->held.len - row.at;
	o->rows = mem_grow(o->rows, &o->row_cap, o->nrow + 1, sizeof *o->rows);
	o->rows[o->nrow++] = row;
}

static const char *sorting; /* qsort has no argument to spare */

/* The date is the first cell. */
static int
by_date(const void *x, const void *y)
{
	const struct openbook_held *a = x, *b = y;
	struct span p = {sorting + a->at, a->len},
		    q = {sorting + b->at, b->len};
	int c = strcmp(p.at, q.at);

	if (c == 0)
		c = a->type - b->type;
	return c != 0 ? c : span_compare(p, q);
}

void
openbook_close(struct openbook_writer *o)
{
	sorting = o->held.at;
	if (o->nrow > 0)
		qsort(o->rows, o->nrow, sizeof *o->rows, by_date);
	for (size_t i = 0; i < o->nrow; i++) {
		const char *cell = o->held.at + o->rows[i].at;

		for (size_t k = 0; k < o->n; k++) {
			o->cells[k] = span_of(cell);
			cell += o->cells[k].len + 1;
		}
		openbook_put(o);
	}
	columns_free(&o->columns);
	batch_free(&o->batch);
	intern_free(o->ids.keys);
	intern_free(o->parts.keys);
	mem_free(o->ids.count);
	mem_free(o->parts.count);
	for (size_t i = 0; i < o->n; i++)
		mem_free(o->names[i]);
	mem_free(o->names);
	mem_free(o->column);
	mem_free(o->cells);
	mem_free(o->own);
	mem_free(o->rows);
	buf_free(&o->held);
	buf_free(&o->key);
	buf_free(&o->inherited);
}
