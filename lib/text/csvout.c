#include "text/csvout.h"

#include <assert.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/witness.h"
#include "base/word.h"
#include "text/csvout_in.h"
#include "text/json.h"
#include "value/date.h"
#include "value/money.h"

static const char *const formats[] = {
    [CSV_CSV] = "csv",
    [CSV_TSV] = "tsv",
    [CSV_JSON] = "json",
    [CSV_JSONL] = "jsonl",
    [CSV_TABLE] = "table",
};

bool
csvout_format(const char *name, enum csv_format *format)
{
	for (int i = CSV_CSV; i <= CSV_TABLE; i++)
		if (strcmp(name, formats[i]) == 0) {
			*format = (enum csv_format)i;
			return true;
		}
	return false;
}

struct csvout *
csvout_new(struct out *o, enum csv_format format)
{
	struct csvout *w = mem_array(1, sizeof *w);

	w->out = o;
	w->format = format;
	w->delimiter = format == CSV_CSV   ? ','
		       : format == CSV_TSV ? '\t'
					   : '\0';
	buf_room(&w->line, CSVOUT_FLUSH + CSVOUT_FLUSH / 2);
	return w;
}

void
csvout_column(struct csvout *w, struct span name, enum csv_kind kind)
{
	struct csvout_column *c;

	assert(!w->headed);
	for (size_t i = 0; i < w->ncol; i++)
		if (span_equal(name, span_of(w->columns[i].name)))
			diag_fail("two columns of the output are named "
				  "\"%.*s\"",
			    (int)name.len, name.at);
	w->columns = mem_grow(w->columns, &w->cap, w->ncol + 1, sizeof *c);
	c = &w->columns[w->ncol++];
	*c = (struct csvout_column){.kind = kind, .len = name.len};
	c->name = mem_copy(name.at, name.len);
	json_string(&c->key, name);
	buf_byte(&c->key, ':');
}

/* What stands before a cell. */
static void
separate(struct csvout *w)
{
	const struct buf *key = &w->columns[w->at].key;
	bool first = w->at == 0;

	if (w->delimiter != '\0') {
		if (!first)
			csvout_put(&w->line, &w->delimiter, 1);
		return;
	}
	if (w->format == CSV_TABLE)
		return;
	if (w->format == CSV_JSON && first)
		csvout_put(&w->line, w->nrow == 0 ? "[\n" : ",\n", 2);
	csvout_put(&w->line, first ? "{" : ",", 1);
	csvout_put(&w->line, key->at, key->len);
}

static void
cell(struct csvout *w, struct span s)
{
	assert(w->at < w->ncol);
	separate(w);
	switch (w->format) {
	case CSV_CSV:
		csvout_quoted(&w->line, s, w->ncol == 1);
		break;
	case CSV_TSV:
		csvout_escaped(&w->line, s);
		break;
	case CSV_JSON:
	case CSV_JSONL:
		csvout_json(&w->line, s, w->columns[w->at].kind);
		break;
	case CSV_TABLE:
		csvout_hold(w, s);
		break;
	}
	w->at++;
}

/* The header: for JSON there is none, the names are in every object. */
static void
head(struct csvout *w)
{
	w->headed = true;
	if (w->format == CSV_JSON || w->format == CSV_JSONL)
		return;
	for (size_t i = 0; i < w->ncol; i++)
		cell(w, (struct span){w->columns[i].name, w->columns[i].len});
	if (w->format != CSV_TABLE)
		buf_byte(&w->line, '\n');
	w->at = 0;
}

/* A cell of CSV or TSV that stands as it is. */
static inline void
plain(struct csvout *w, const char *p, size_t n)
{
	struct buf *b = &w->line;

	assert(w->at < w->ncol);
	if (b->cap - b->len < n + 1)
		buf_room(b, n + 1);
	b->at[b->len] = w->delimiter;
	b->len += w->at++ > 0;
	if (n > 0)
		word_copy(b->at + b->len, p, n);
	b->len += n;
}

void
csvout_text(struct csvout *w, struct span s)
{
	if (!w->headed)
		head(w);
	if (w->format != CSV_CSV)
		cell(w, s.len > 0 ? s : span_of(""));
	else if (s.len == 0 ? w->ncol > 1 : !csvout_special(s))
		plain(w, s.at, s.len);
	else
		cell(w, s);
}

void
csvout_string(struct csvout *w, const char *s)
{
	csvout_text(w, span_of(s));
}

/* A cell of digits, in which CSV and TSV have nothing to escape. */
static void
digits(struct csvout *w, const char *text, size_t n)
{
	if (!w->headed || w->delimiter == '\0' || n == 0)
		csvout_text(w, (struct span){text, n});
	else
		plain(w, text, n);
}

void
csvout_money(struct csvout *w, int128 minor, int exponent)
{
	char text[MONEY_CHARS];

	digits(w, text, money_format(text, minor, exponent));
}

void
csvout_count(struct csvout *w, int64_t n)
{
	char text[2] = {(char)('0' + n / 10), (char)('0' + n % 10)};

	if (n >= 0 && n < 100)
		digits(w, text + (n < 10), n < 10 ? 1 : 2);
	else
		csvout_money(w, n, 0);
}

void
csvout_date(struct csvout *w, int32_t date)
{
	struct csvout_day *day = &w->days[(uint32_t)date & (CSVOUT_DAYS - 1)];

	if (day->date != date || day->len == 0) {
		day->date = date;
		day->len = (uint32_t)date_format(day->text, date);
	}
	digits(w, day->text, day->len);
}

void
csvout_flush(struct csvout *w, size_t enough)
{
	if (w->line.len < enough || w->out == NULL)
		return;
	out_add(w->out, w->line.at, w->line.len);
	w->line.len = 0;
}

void
csvout_row(struct csvout *w)
{
	assert(w->ncol > 0 && w->at == w->ncol);
	w->at = 0;
	w->nrow++;
	if (w->format == CSV_JSON || w->format == CSV_JSONL)
		buf_byte(&w->line, '}');
	if (w->format != CSV_JSON && w->format != CSV_TABLE)
		buf_byte(&w->line, '\n');
	csvout_flush(w, CSVOUT_FLUSH);
}

bool
csvout_has_parts(const struct csvout *w)
{
	return w->format != CSV_JSON && w->format != CSV_TABLE;
}

struct csvout *
csvout_part(const struct csvout *w)
{
	struct csvout *part = mem_array(1, sizeof *part);

	assert(csvout_has_parts(w));
	*part = *w;
	part->out = NULL;
	part->headed = true;
	part->nrow = 0;
	part->line = part->made = (struct buf){0};
	buf_room(&part->line, CSVOUT_FLUSH);
	return part;
}

void
csvout_join(struct csvout *w, struct csvout *part)
{
	assert(part->at == 0 && part->out == NULL);
	if (!w->headed)
		head(w);
	csvout_flush(w, 1);
	out_add(w->out, part->line.at, part->line.len);
	part->line.len = 0;
	w->nrow += part->nrow;
	part->nrow = 0;
}

void
csvout_part_free(struct csvout *part)
{
	if (part != NULL) {
		buf_free(&part->line);
		buf_free(&part->made);
	}
	mem_free(part);
}

void
csvout_end(struct csvout *w)
{
	assert(w->at == 0);
	if (!w->headed)
		head(w);
	if (w->format == CSV_JSON)
		buf_text(&w->line, w->nrow == 0 ? "[]\n" : "\n]\n");
	if (w->format == CSV_TABLE)
		csvout_table(w);
	csvout_flush(w, 1);
	witness_rows(out_witness(w->out), w->nrow);
	for (size_t i = 0; i < w->ncol; i++) {
		mem_free(w->columns[i].name);
		buf_free(&w->columns[i].key);
	}
	mem_free(w->columns);
	mem_free(w->ends);
	buf_free(&w->held);
	buf_free(&w->line);
	buf_free(&w->made);
	mem_free(w);
}
