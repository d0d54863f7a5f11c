#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/opts.h"
#include "cmd/invoice.h"
#include "value/currency.h"
#include "value/date.h"

#define SLOTS_FIRST 1024

/* The texts that are kept, and whose cells they are. */
static const enum line_column cell_of[TEXTS] = {
    [TEXT_CUSTOMER] = LINE_CUSTOMER,
    [TEXT_ENTITY] = LINE_ENTITY,
    [TEXT_ACCOUNT] = LINE_ACCOUNT,
    [TEXT_TERMS] = LINE_TERMS,
    [TEXT_ORDER] = LINE_ORDER,
    [TEXT_PO] = LINE_PO,
    [TEXT_SHIP_TO] = LINE_SHIP_TO,
    [TEXT_REF] = LINE_REF,
    [TEXT_MEMO] = LINE_MEMO,
};

/* What a blank cell stands for is the same as what is written out. */
static uint64_t
meant(const char *name, const struct invoice_line *l)
{
	return !strcmp(name, "currency") ? (uint64_t)l->line.currency
	       : !strcmp(name, "date")   ? (uint32_t)l->date
					 : l->terms;
}

static bool
is_plain(const char *name)
{
	return strcmp(name, "currency") != 0 && strcmp(name, "date") != 0 &&
	       strcmp(name, "terms") != 0;
}

/* A name of --group must be a column of the input. */
static void
key_add(struct invoice *v, struct span name, bool needed)
{
	char *text = mem_copy(name.at, name.len);
	size_t cap = v->key.n;

	if (!source_has(&v->source, text) && is_plain(text)) {
		if (needed)
			diag_fail("--group: there is no column \"%s\"", text);
		mem_free(text);
		return;
	}
	v->key_names =
	    mem_grow(v->key_names, &cap, v->key.n + 1, sizeof *v->key_names);
	v->key_names[v->key.n++] = text;
}

void
invoice_group_open(struct invoice *v)
{
	const char *list = v->group_by;
	struct span name;
	size_t n;

	v->key.n = 0;
	if (list == NULL)
		list = v->contracts_file != NULL
			   ? "customer,currency,date,order,po"
			   : "customer,currency,order,po";
	while (opts_item(&list, &name))
		key_add(v, name, v->group_by != NULL);
	if (v->key.n == 0)
		diag_fail("--group: by which columns?");
	n = v->key.n;
	columns_open(&v->key, v->source.map, v->key_names, n);
	v->key_plain = mem_array(n, sizeof *v->key_plain);
	for (size_t i = 0; i < n; i++)
		v->key_plain[i] = is_plain(v->key_names[i]);
	v->nslot = SLOTS_FIRST;
	v->slots = mem_array(v->nslot, sizeof *v->slots);
	memset(v->slots, 0xff, v->nslot * sizeof *v->slots);
	v->last = INVOICE_NONE;
}

/* Credits are on documents of their own, one for each invoice credited. */
static struct hash
key_of(const struct invoice *v, const struct batch *b, uint32_t row,
    const struct invoice_line *l)
{
	struct hash h = hash_pair_number(HASH_SEED, l->line.credit);

	for (size_t i = 0; i < v->key.n; i++)
		h = v->key_plain[i]
			? hash_pair(h, columns_cell(&v->key, b, row, i))
			: hash_pair_number(h, meant(v->key_names[i], l));
	if (l->line.credit)
		h = hash_pair(h, l->line.text[LINE_REF]);
	return h;
}

static uint64_t
hash_text(uint64_t seed, struct span s)
{
	return hash_bytes(seed, s.at, s.len);
}

/* Of what a document has one. */
static uint64_t
hash_shared(const struct invoice_line *l)
{
	const struct span *text = l->line.text;
	uint64_t h = hash_text(1, text[LINE_CUSTOMER]);

	h = hash_text(h, text[LINE_ENTITY]);
	h = hash_text(h, text[LINE_ACCOUNT]);
	h = hash_fold(
	    h ^ (uint64_t)(uint32_t)l->date << 32 ^ (uint32_t)l->line.due,
	    HASH_K5);
	return hash_fold(
	    h ^ (uint64_t)l->terms << 32 ^ (uint32_t)l->line.currency, HASH_K6);
}

static uint64_t
hash_agreed(const struct line *l)
{
	uint64_t h = 2;

	for (int i = TEXT_ORDER; i < TEXTS; i++)
		if (l->text[cell_of[i]].len > 0)
			h = hash_text(h + (uint64_t)i, l->text[cell_of[i]]);
	return h;
}

struct span
invoice_text(const struct invoice *v, const struct invoice_group *g,
    enum invoice_text text)
{
	const char *p = v->texts.at + g->texts;
	uint32_t end[TEXTS + 1] = {0};

	memcpy(end + 1, p, TEXTS * sizeof *end);
	p += TEXTS * sizeof *end;
	if (g->differ >> text & 1)
		return (struct span){"", 0};
	return (struct span){p + end[text], end[text + 1] - end[text]};
}

static size_t
add_texts(struct invoice *v, const struct invoice_line *l)
{
	struct span text[TEXTS];
	uint32_t end[TEXTS], n = 0;
	size_t at = v->texts.len;

	for (int i = 0; i < TEXTS; i++) {
		text[i] = i == TEXT_TERMS ? invoice_terms_text(v, l)
					  : l->line.text[cell_of[i]];
		end[i] = n += (uint32_t)text[i].len;
	}
	buf_add(&v->texts, (const char *)end, sizeof end);
	for (int i = 0; i < TEXTS; i++)
		buf_span(&v->texts, text[i]);
	return at;
}

static void
place(struct invoice *v, uint32_t group)
{
	uint32_t mask = v->nslot - 1;
	uint32_t at = (uint32_t)v->groups[group].key.a & mask;

	while (v->slots[at] != INVOICE_NONE)
		at = (at + 1) & mask;
	v->slots[at] = group;
}

static void
grow(struct invoice *v)
{
	if (v->ngroup > INVOICE_NONE / 4)
		diag_fail("too many documents for one run");
	v->nslot *= 2;
	mem_free(v->slots);
	v->slots = mem_array(v->nslot, sizeof *v->slots);
	memset(v->slots, 0xff, v->nslot * sizeof *v->slots);
	for (uint32_t i = 0; i < v->ngroup; i++)
		place(v, i);
}

static uint32_t
find(const struct invoice *v, struct hash key)
{
	uint32_t mask = v->nslot - 1;
	uint32_t at = (uint32_t)key.a & mask;

	for (; v->slots[at] != INVOICE_NONE; at = (at + 1) & mask) {
		const struct invoice_group *g = &v->groups[v->slots[at]];

		if (g->key.a == key.a && g->key.b == key.b)
			return v->slots[at];
	}
	return INVOICE_NONE;
}

static uint32_t
make(struct invoice *v, struct hash key, const struct invoice_line *l)
{
	struct invoice_group *g;

	if (v->ngroup + v->ngroup / 2 >= v->nslot)
		grow(v);
	v->groups = mem_spread(
	    v->groups, &v->group_cap, v->ngroup + 1, sizeof *v->groups);
	g = &v->groups[v->ngroup];
	*g = (struct invoice_group){
	    .key = key,
	    .first = l->line.at,
	    .texts = add_texts(v, l),
	    .shared = hash_shared(l),
	    .agreed = hash_agreed(&l->line),
	    .sum = INVOICE_NONE,
	    .terms = l->terms,
	    .date = l->date,
	    .due = l->line.due,
	    .currency = (uint16_t)l->line.currency,
	    .credit_lines = l->line.credit,
	};
	place(v, v->ngroup);
	return v->ngroup++;
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
				       : l->line.text[cell_of[texts[i]]];
		struct span its = invoice_text(v, g, texts[i]);

		if (span_equal(mine, its))
			continue;
		column = cell_of[texts[i]];
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
		if (!span_equal(l->text[cell_of[i]],
			invoice_text(v, g, (enum invoice_text)i)))
			g->differ |= (uint16_t)(1U << i);
}

uint32_t
invoice_group(struct invoice *v, struct batch *b, uint32_t row,
    const struct invoice_line *l)
{
	struct hash key = key_of(v, b, row, l);
	struct invoice_group *g;

	if (v->last == INVOICE_NONE || v->groups[v->last].key.a != key.a ||
	    v->groups[v->last].key.b != key.b)
		v->last = find(v, key);
	if (v->last == INVOICE_NONE)
		return v->last = make(v, key, l);
	g = &v->groups[v->last];
	if (hash_shared(l) != g->shared) {
		refuse(v, b, row, l, g);
		return INVOICE_NONE;
	}
	if (hash_agreed(&l->line) != g->agreed)
		compare(v, &l->line, g);
	return v->last;
}
