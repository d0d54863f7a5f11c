#include "base/diag.h"
#include "base/mem.h"
#include "cli/opts.h"
#include "cmd/invoice.h"
#include "value/date.h"

const enum line_column invoice_cells[TEXTS] = {
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
static struct invoice_key_part
part_of(struct span name)
{
	struct invoice_key_part part = {KEY_TEXT, LINE_NCOLUMN};

	for (int i = 0; i < LINE_NCOLUMN; i++)
		if (span_is(name, line_names[i]))
			part = (struct invoice_key_part){
			    KEY_LINE, (enum line_column)i};
	if (part.column == LINE_CURRENCY)
		part.kind = KEY_CURRENCY;
	else if (part.column == LINE_DATE)
		part.kind = KEY_DATE;
	else if (part.column == LINE_TERMS)
		part.kind = KEY_TERMS;
	return part;
}

static bool
is_cell(struct invoice_key_part part)
{
	return part.kind == KEY_TEXT || part.kind == KEY_LINE;
}

static void
add_name(struct invoice *v, struct span name)
{
	struct invoice_key *k = &v->key;

	k->names = mem_grow(k->names, &k->cap, k->n + 1, sizeof *k->names);
	k->names[k->n++] = mem_copy(name.at, name.len);
}

/* Files may differ in their columns: only when all headers are known can one
   be missed. */
void
invoice_key_check(const struct invoice *v)
{
	for (size_t i = 0; i < v->key.n && v->group_by != NULL; i++)
		if (is_cell(v->key.parts[i]) &&
		    !source_met(&v->source, v->key.names[i]))
			diag_fail("--group: there is no column \"%s\"",
			    v->key.names[i]);
}

static bool
is_grouped(const struct invoice_key *k, enum line_column column)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->parts[i].kind == KEY_LINE &&
		    k->parts[i].column == column)
			return true;
	return false;
}

/* What the lines of a group must or may have in common, besides its key. */
static void
find_common(struct invoice_key *k)
{
	for (int i = 0; i < TEXTS; i++)
		if (i == TEXT_TERMS || is_grouped(k, invoice_cells[i]))
			continue;
		else if (i < TEXT_TERMS)
			k->shared[k->nshared++] = invoice_cells[i];
		else
			k->agreed[k->nagreed++] = invoice_cells[i];
}

void
invoice_key_open(struct invoice *v)
{
	struct invoice_key *k = &v->key;
	const char *list = v->group_by;
	struct span name;

	if (list == NULL)
		list = v->contracts_file != NULL
			   ? "customer,currency,date,order,po"
			   : "customer,currency,order,po";
	while (opts_item(&list, &name))
		if (name.len > 0)
			add_name(v, name);
	if (k->n == 0)
		diag_fail("--group: by which columns?");
	k->parts = mem_array(k->n, sizeof *k->parts);
	for (size_t i = 0; i < k->n; i++)
		k->parts[i] = part_of(span_of(k->names[i]));
	find_common(k);
}

void
invoice_key_columns(const struct invoice *v, struct invoice_key_columns *c)
{
	columns_open(&c->columns, v->source.map, v->key.names, v->key.n);
}

static size_t
those_there(const struct line_reader *r, const enum line_column *from, size_t n,
    enum line_column *to)
{
	size_t there = 0;

	for (size_t i = 0; i < n; i++)
		if (columns_have(&r->columns, from[i]))
			to[there++] = from[i];
	return there;
}

void
invoice_key_bind(const struct invoice *v, struct invoice_key_columns *c,
    const struct line_reader *r)
{
	const struct invoice_key *k = &v->key;

	if (c->columns.header == r->columns.header)
		return;
	columns_bind(&c->columns, r->columns.header);
	c->nshared = those_there(r, k->shared, k->nshared, c->shared);
	c->nagreed = those_there(r, k->agreed, k->nagreed, c->agreed);
}

/* A part that is blank is left out: the others count their places. */
static struct hash
hash_place(struct hash h, size_t place, struct span s)
{
	if (s.len == 0)
		return h;
	h.a += place;
	h.b += place;
	return hash_part(h, s);
}

static struct hash
hash_part_number(struct hash h, uint64_t number)
{
	return hash_part_ends(h, number, 0, sizeof number);
}

/* Credits are on documents of their own, one for each invoice credited. */
static struct hash
key_of(const struct invoice *v, const struct columns *c, const struct batch *b,
    uint32_t row, const struct invoice_line *l)
{
	struct hash h = hash_part_number(HASH_SEED, l->line.credit);

	for (size_t i = 0; i < v->key.n; i++)
		switch (v->key.parts[i].kind) {
		case KEY_TEXT:
			h = hash_place(h, i, columns_cell(c, b, row, i));
			break;
		case KEY_LINE:
			h = hash_place(
			    h, i, l->line.text[v->key.parts[i].column]);
			break;
		case KEY_CURRENCY:
			h = hash_part_number(h, (uint64_t)l->line.currency);
			break;
		case KEY_DATE:
			h = hash_part_number(h, (uint32_t)l->date);
			break;
		case KEY_TERMS:
			h = hash_place(h, i, invoice_terms_meant(v, l));
			break;
		}
	if (l->line.credit)
		h = hash_part(h, l->line.text[LINE_REF]);
	return hash_join(HASH_SEED, h);
}

/* Which of the texts is blank counts, or they would change places. */
static uint64_t
hash_texts(
    uint64_t h, const struct line *l, const enum line_column *column, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct span s = l->text[column[i]];

		if (s.len > 0)
			h = hash_bytes(h + column[i], s.at, s.len);
	}
	return h;
}

void
invoice_key_of(const struct invoice *v, const struct invoice_key_columns *c,
    const struct batch *b, uint32_t row, struct invoice_line *l)
{
	uint64_t days =
	    (uint64_t)(uint32_t)l->date << 32 | (uint32_t)l->line.due;

	l->key = key_of(v, &c->columns, b, row, l);
	l->shared = hash_texts(1, &l->line, c->shared, c->nshared);
	l->shared = hash_fold(l->shared ^ HASH_K5, days ^ HASH_K6);
	l->agreed = hash_texts(1, &l->line, c->agreed, c->nagreed);
}
