#include <stdio.h>

#include "base/hash.h"
#include "base/mem.h"
#include "book/openbook.h"
#include "book/openbook_in.h"
#include "book/posting.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

/* Columns that an opening row has whatever the input had. */
static bool
always(size_t column)
{
	return column == POSTING_DATE || column == POSTING_TYPE ||
	       column == POSTING_DOC || column == POSTING_CUSTOMER ||
	       column == POSTING_AMOUNT || column == POSTING_DUE ||
	       column == POSTING_DOC_DATE || column == POSTING_ID ||
	       column == POSTING_REASON;
}

static bool
named(const struct openbook_writer *o, struct span name)
{
	for (size_t i = 0; i < o->n; i++)
		if (span_equal(name, span_of(o->names[i])))
			return true;
	return false;
}

/* Whether a header of the input stands for a column of the book. */
static bool
stands_for_known(const struct map_section *map, struct span header)
{
	for (size_t i = 0; i < POSTING_NCOLUMN; i++)
		if (span_equal(header, map_header(map, posting_names[i])))
			return true;
	return false;
}

static void
add_name(struct openbook_writer *o, size_t *cap, const char *name)
{
	o->names = mem_grow(o->names, cap, o->n + 1, sizeof *o->names);
	o->names[o->n++] = name;
}

static bool
any_header_has(const struct openbook_plan *plan, const char *name)
{
	struct span wanted = map_header(plan->map, name), raw;
	const struct csv_header *h, *last = NULL;
	uint64_t line;

	if (map_default(plan->map, name).at != NULL)
		return true;
	for (size_t i = 0; keep_at(plan->keep, i, &line, &raw, &h); i++) {
		if (h == last)
			continue;
		last = h;
		for (uint32_t c = 0; c < h->ncol; c++)
			if (span_equal(h->names[c], wanted))
				return true;
	}
	return false;
}

static void
collect_names(struct openbook_writer *o)
{
	const struct openbook_plan *plan = o->plan;
	const struct csv_header *h, *last = NULL;
	struct span raw;
	uint64_t line;
	size_t cap = 0;

	for (size_t i = 0; i < POSTING_NCOLUMN; i++)
		if (always(i) || any_header_has(plan, posting_names[i]))
			add_name(o, &cap, posting_names[i]);
	for (size_t i = 0; keep_at(plan->keep, i, &line, &raw, &h); i++) {
		if (h == last)
			continue;
		last = h;
		for (uint32_t c = 0; c < h->ncol; c++)
			if (!stands_for_known(plan->map, h->names[c]) &&
			    !named(o, h->names[c]))
				add_name(o, &cap, h->names[c].at);
	}
}

void
openbook_open(struct openbook_writer *o, const struct openbook_plan *plan,
    struct csvout *w)
{
	*o = (struct openbook_writer){.plan = plan, .w = w};
	collect_names(o);
	columns_open(&o->columns, plan->map, o->names, o->n);
	o->cells = mem_array(o->n, sizeof *o->cells);
	o->ids = intern_new();
	for (size_t i = 0; i < o->n; i++)
		csvout_column(w, span_of(o->names[i]), CSV_TEXT);
}

void
openbook_close(struct openbook_writer *o)
{
	columns_free(&o->columns);
	batch_free(&o->batch);
	intern_free(o->ids);
	mem_free(o->cells);
	mem_free(o->names);
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

static struct span *
cell(struct openbook_writer *o, enum posting_column column)
{
	static struct span nowhere;

	for (size_t i = 0; i < o->n; i++)
		if (!strcmp(o->names[i], posting_names[column]))
			return &o->cells[i];
	nowhere = (struct span){"", 0};
	return &nowhere;
}

static bool
is_date(const char *name)
{
	static const enum posting_column dates[] = {POSTING_DATE, POSTING_DUE,
	    POSTING_DOC_DATE, POSTING_REF_DUE, POSTING_DISCOUNT_DATE,
	    POSTING_INTEREST_TO};

	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
		if (!strcmp(name, posting_names[dates[i]]))
			return true;
	return false;
}

static bool
is_amount(const char *name)
{
	static const enum posting_column amounts[] = {POSTING_AMOUNT,
	    POSTING_REF_AMOUNT, POSTING_DISCOUNT, POSTING_TAX,
	    POSTING_DEDUCTION, POSTING_FEE, POSTING_INTEREST};

	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
		if (!strcmp(name, posting_names[amounts[i]]))
			return true;
	return false;
}

/* A cell in the book's own notation, whatever the map's was. */
static void
put_cell(struct openbook_writer *o, size_t i, int exponent)
{
	const struct map_section *map = o->plan->map;
	struct span s = o->cells[i];
	char text[MONEY_CHARS];
	int64_t minor;
	int32_t date;

	if (s.len > 0 && map->date_layout != NULL && is_date(o->names[i]) &&
	    date_parse_as(s, map->date_layout, &date))
		csvout_date(o->w, date);
	else if (s.len > 0 && is_amount(o->names[i]) &&
		 money_parse(s, exponent, &map->money, &minor) == MONEY_OK)
		csvout_text(o->w,
		    (struct span){text, money_format(text, minor, exponent)});
	else
		csvout_text(o->w, s);
}

static int
exponent_of(struct openbook_writer *o)
{
	int currency = currency_find(*cell(o, POSTING_CURRENCY));

	return currency_exponent(currency == CURRENCY_BAD ? 0 : currency);
}

static void
put_row(struct openbook_writer *o)
{
	int exponent = exponent_of(o);

	for (size_t i = 0; i < o->n; i++)
		put_cell(o, i, exponent);
	csvout_row(o->w);
}

int32_t
openbook_date(struct openbook_writer *o, uint64_t line)
{
	const char *layout = o->plan->map->date_layout;
	int32_t date = DATE_NONE;
	struct span s;

	fetch(o, line);
	s = *cell(o, POSTING_DATE);
	if (layout == NULL)
		date_parse(s, &date);
	else
		date_parse_as(s, layout, &date);
	return date;
}

void
openbook_row(struct openbook_writer *o, uint64_t line, const char *amount)
{
	fetch(o, line);
	if (amount != NULL)
		*cell(o, POSTING_AMOUNT) = span_of(amount);
	put_row(o);
}

/* A name for the row: the same item, day and part get the same one. */
static const char *
make_id(struct openbook_writer *o, const struct ledger_item *item,
    const struct ledger_piece *p, char *text, size_t size)
{
	const struct ledger *l = o->plan->ledger;
	uint64_t h = hash_bytes(item->side, currency_code(item->currency), 3);
	struct span names[] = {ledger_text(l, item->entity),
	    ledger_text(l, item->customer), ledger_text(l, item->doc),
	    ledger_text(l, p->part)};
	char day[DATE_CHARS];
	uint32_t before = intern_count(o->ids), n = 1;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		h = hash_bytes(h, names[i].at, names[i].len);
	h = hash_fold(h ^ HASH_K1, (uint64_t)p->due ^ HASH_K2);
	date_format(day, o->plan->asof);
	do {
		snprintf(text, size, "opening-%s-%016llx-%u", day,
		    (unsigned long long)h, n++);
		intern_add(o->ids, span_of(text));
	} while (intern_count(o->ids) == before);
	return text;
}

/* What the amount no longer covers is not brought forward. */
static void
blank(struct openbook_writer *o, bool touched)
{
	static const enum posting_column gone[] = {POSTING_REF_DUE,
	    POSTING_REF_CUSTOMER, POSTING_REF_ENTITY, POSTING_REF_CURRENCY,
	    POSTING_REF_AMOUNT};
	static const enum posting_column share[] = {
	    POSTING_TAX, POSTING_DISCOUNT, POSTING_DISCOUNT_DATE};
	struct span none = {"", 0};

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		*cell(o, gone[i]) = none;
	for (size_t i = 0; touched && i < sizeof share / sizeof *share; i++)
		*cell(o, share[i]) = none;
}

/* Terms and rate of a transferred item are those it was billed under. */
static void
inherit(struct openbook_writer *o, const struct ledger_piece *p, char *rate,
    char *terms, size_t size)
{
	struct span *from;

	fetch(o, p->origin);
	from = cell(o, POSTING_RATE);
	snprintf(rate, size, "%.*s", (int)from->len, from->at);
	from = cell(o, POSTING_TERMS);
	snprintf(terms, size, "%.*s", (int)from->len, from->at);
	fetch(o, p->line);
	*cell(o, POSTING_REF) = (struct span){"", 0};
	if (cell(o, POSTING_RATE)->len == 0)
		*cell(o, POSTING_RATE) = span_of(rate);
	if (cell(o, POSTING_TERMS)->len == 0)
		*cell(o, POSTING_TERMS) = span_of(terms);
}

struct texts {
	char date[DATE_CHARS], due[DATE_CHARS], doc_date[DATE_CHARS];
	char amount[MONEY_CHARS], id[96], rate[256], terms[256];
};

void
openbook_part(struct openbook_writer *o, const struct ledger_part *part)
{
	const struct ledger *l = o->plan->ledger;
	const struct ledger_piece *p = ledger_piece(l, part->piece);
	const struct ledger_item *i = ledger_item(l, p->item);
	struct texts t;

	if (p->transferred)
		inherit(o, p, t.rate, t.terms, sizeof t.rate);
	else
		fetch(o, p->line);
	blank(o, part->open != p->amount);
	date_format(t.date, o->plan->asof);
	date_format(t.due, p->due);
	date_format(
	    t.doc_date, p->doc_date != DATE_NONE ? p->doc_date : p->date);
	money_format(t.amount, part->open, currency_exponent(i->currency));
	*cell(o, POSTING_DATE) = span_of(t.date);
	*cell(o, POSTING_TYPE) =
	    span_of(posting_type_name((enum posting_type)i->kind));
	*cell(o, POSTING_DOC) = ledger_text(l, i->doc);
	*cell(o, POSTING_CUSTOMER) = ledger_text(l, i->customer);
	*cell(o, POSTING_ENTITY) = ledger_text(l, i->entity);
	*cell(o, POSTING_ACCOUNT) = ledger_text(l, p->account);
	*cell(o, POSTING_AMOUNT) = span_of(t.amount);
	*cell(o, POSTING_DUE) = span_of(t.due);
	*cell(o, POSTING_DOC_DATE) = span_of(t.doc_date);
	*cell(o, POSTING_REASON) = span_of("opening");
	*cell(o, POSTING_ID) = span_of(make_id(o, i, p, t.id, sizeof t.id));
	put_row(o);
}
