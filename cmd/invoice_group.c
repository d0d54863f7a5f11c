#include "base/mem.h"
#include "cmd/invoice.h"
#include "value/currency.h"
#include "value/date.h"

struct span
invoice_text(const struct invoice *v, const struct invoice_group *g,
    enum invoice_text text)
{
	const char *p = v->texts.at + g->texts;
	uint32_t from = 0, to;

	if (g->differ >> text & 1)
		return (struct span){"", 0};
	memcpy(&to, p + text * sizeof to, sizeof to);
	if (text > 0)
		memcpy(&from, p + (text - 1U) * sizeof from, sizeof from);
	return (struct span){p + TEXTS * sizeof to + from, to - from};
}

static size_t
add_texts(struct invoice *v, const struct invoice_line *l)
{
	struct span text[TEXTS];
	uint32_t end[TEXTS], n = 0;
	size_t at = v->texts.len;
	char *to;

	for (int i = 0; i < TEXTS; i++) {
		text[i] = i == TEXT_TERMS ? invoice_terms_text(v, l)
					  : l->line.text[invoice_cells[i]];
		end[i] = n += (uint32_t)text[i].len;
	}
	buf_room(&v->texts, sizeof end + n);
	to = v->texts.at + at;
	memcpy(to, end, sizeof end);
	to += sizeof end;
	for (int i = 0; i < TEXTS; to += text[i++].len)
		if (text[i].len > 0)
			word_copy(to, text[i].at, text[i].len);
	v->texts.len = at + sizeof end + n;
	return at;
}

/* The number of the terms depends on what was met before. */
static uint64_t
shared_of(const struct invoice_line *l)
{
	uint64_t both = (uint64_t)l->line.currency << 32 | l->terms;

	return hash_fold(l->shared ^ HASH_K1, both ^ HASH_K2);
}

static void
make(struct invoice *v, const struct invoice_line *l)
{
	v->groups = mem_spread(
	    v->groups, &v->group_cap, v->ngroup + 1, sizeof *v->groups);
	v->groups[v->ngroup++] = (struct invoice_group){
	    .first = l->line.at,
	    .texts = add_texts(v, l),
	    .shared = shared_of(l),
	    .agreed = l->agreed,
	    .sum = INVOICE_NONE,
	    .terms = l->terms,
	    .date = l->date,
	    .due = l->line.due,
	    .currency = (uint16_t)l->line.currency,
	    .credit_lines = l->line.credit,
	};
}

/* Says in which of the things that are one the line differs. */
static void
refuse(struct invoice *v, struct batch *b, uint32_t row,
    const struct invoice_line *l, const struct invoice_group *g)
{
	static const enum invoice_text texts[] = {
	    TEXT_CUSTOMER, TEXT_ENTITY, TEXT_ACCOUNT, TEXT_TERMS};
	enum line_column column = LINE_CURRENCY;
	struct buf other = {0};
	char day[DATE_CHARS];

	buf_text(&other, currency_code(g->currency));
	if (g->date != l->date || g->due != l->line.due) {
		column = g->date != l->date ? LINE_DATE : LINE_DUE;
		date_format(day, g->date != l->date ? g->date : g->due);
		other.len = 0;
		buf_text(&other, day);
	}
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct span mine = texts[i] == TEXT_TERMS
				       ? invoice_terms_text(v, l)
				       : l->line.text[invoice_cells[texts[i]]];
		struct span its = invoice_text(v, g, texts[i]);

		if (span_equal(mine, its))
			continue;
		column = invoice_cells[texts[i]];
		other.len = 0;
		buf_span(&other, its);
		break;
	}
	invoice_wrong(v, b, row, FAULT_ONE_PER_GROUP, column,
	    other.len > 0 ? buf_string(&other) : "none");
	buf_free(&other);
}

/* Blanks of the document what its lines do not agree in. */
static void
compare(struct invoice *v, const struct line *l, struct invoice_group *g)
{
	for (int i = TEXT_ORDER; i < TEXTS; i++)
		if (!span_equal(l->text[invoice_cells[i]],
			invoice_text(v, g, (enum invoice_text)i)))
			g->differ |= (uint16_t)(1U << i);
}

uint32_t
invoice_group(struct invoice *v, struct batch *b, uint32_t row,
    const struct invoice_line *l)
{
	struct invoice_group *g;

	if (v->ngroup == 0 || v->last_key.a != l->key.a ||
	    v->last_key.b != l->key.b)
		v->last = known_add(v->known, l->key);
	v->last_key = l->key;
	if (v->last == v->ngroup) {
		make(v, l);
		return v->last;
	}
	g = &v->groups[v->last];
	if (shared_of(l) != g->shared) {
		refuse(v, b, row, l, g);
		return INVOICE_NONE;
	}
	if (l->agreed != g->agreed)
		compare(v, &l->line, g);
	return v->last;
}
