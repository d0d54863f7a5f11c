#include <stdio.h>

#include "base/hash.h"
#include "base/mem.h"
#include "book/openbook_in.h"
#include "book/posting.h"
#include "value/currency.h"
#include "value/date.h"

struct texts {
	char date[DATE_CHARS], due[DATE_CHARS], doc_date[DATE_CHARS];
	char amount[MONEY_CHARS], id[96];
};

/* How often the key has been met, this time included. */
static uint32_t
nth(struct openbook_tally *t, struct span key)
{
	uint32_t id = intern_add(t->keys, key);

	t->count = mem_grow(
	    t->count, &t->cap, intern_count(t->keys), sizeof *t->count);
	if (id == t->n) {
		t->count[id] = 0;
		t->n++;
	}
	return ++t->count[id];
}

/* A name for the row: the same item, day and part get the same one. */
static void
make_id(struct openbook_writer *o, const struct ledger_item *item,
    const struct ledger_piece *p, struct texts *t)
{
	const struct ledger *l = o->plan->ledger;
	struct span names[] = {span_of(currency_code(item->currency)),
	    ledger_text(l, item->entity), ledger_text(l, item->customer),
	    ledger_text(l, item->doc), ledger_text(l, p->part)};
	uint64_t h = item->side;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		h = hash_bytes(h, names[i].at, names[i].len);
	h = hash_fold(h ^ HASH_K1, (uint64_t)p->due ^ HASH_K2);
	snprintf(t->id, sizeof t->id, "opening-%s-%016llx-%u", t->date,
	    (unsigned long long)h,
	    nth(&o->ids, (struct span){(const char *)&h, sizeof h}));
}

/*
 * Transfers may have put several parts of one due date and line into an
 * item, which opening rows may not be: those after the first get a line.
 */
static struct span
make_line(struct openbook_writer *o, const struct ledger_piece *p)
{
	struct span line = ledger_text(o->plan->ledger, p->part);
	char text[40];
	size_t from;
	uint32_t n;

	o->key.len = 0;
	snprintf(text, sizeof text, "%lu %ld ", (unsigned long)p->item,
	    (long)p->due);
	buf_text(&o->key, text);
	from = o->key.len;
	buf_span(&o->key, line);
	n = nth(&o->parts, (struct span){o->key.at, o->key.len});
	snprintf(text, sizeof text, "#%06u", n);
	if (n > 1)
		buf_text(&o->key, text);
	return (struct span){o->key.at + from, o->key.len - from};
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
		*openbook_cell(o, gone[i]) = none;
	for (size_t i = 0; touched && i < sizeof share / sizeof *share; i++)
		*openbook_cell(o, share[i]) = none;
}

/* Terms and rate of a transferred item are those it was billed under. */
static void
fetch_transferred(struct openbook_writer *o, const struct ledger_piece *p)
{
	static const enum posting_column columns[] = {
	    POSTING_RATE, POSTING_TERMS};
	struct span rest;

	openbook_fetch(o, p->origin);
	o->inherited.len = 0;
	for (size_t i = 0; i < 2; i++) {
		buf_span(&o->inherited, *openbook_cell(o, columns[i]));
		buf_byte(&o->inherited, '\0');
	}
	openbook_fetch(o, p->line);
	*openbook_cell(o, POSTING_REF) = (struct span){"", 0};
	rest = (struct span){o->inherited.at, 0};
	for (size_t i = 0; i < 2; i++) {
		rest = span_of(rest.at);
		if (openbook_cell(o, columns[i])->len == 0)
			*openbook_cell(o, columns[i]) = rest;
		rest.at += rest.len + 1;
	}
}

static void
fill(struct openbook_writer *o, const struct ledger_part *part,
    const struct texts *t)
{
	const struct ledger *l = o->plan->ledger;
	const struct ledger_piece *p = ledger_piece(l, part->piece);
	const struct ledger_item *i = ledger_item(l, p->item);

	*openbook_cell(o, POSTING_DATE) = span_of(t->date);
	*openbook_cell(o, POSTING_TYPE) =
	    span_of(posting_type_name((enum posting_type)i->kind));
	*openbook_cell(o, POSTING_DOC) =
	    i->anonymous ? span_of(t->id) : ledger_text(l, i->doc);
	*openbook_cell(o, POSTING_CUSTOMER) = ledger_text(l, i->customer);
	*openbook_cell(o, POSTING_ENTITY) = ledger_text(l, i->entity);
	*openbook_cell(o, POSTING_ACCOUNT) = ledger_text(l, p->account);
	*openbook_cell(o, POSTING_LINE) = make_line(o, p);
	*openbook_cell(o, POSTING_AMOUNT) = span_of(t->amount);
	*openbook_cell(o, POSTING_DUE) = span_of(t->due);
	*openbook_cell(o, POSTING_DOC_DATE) = span_of(t->doc_date);
	*openbook_cell(o, POSTING_REASON) = span_of("opening");
	*openbook_cell(o, POSTING_ID) = span_of(t->id);
}

void
openbook_part(struct openbook_writer *o, const struct ledger_part *part)
{
	const struct ledger_piece *p =
	    ledger_piece(o->plan->ledger, part->piece);
	const struct ledger_item *i = ledger_item(o->plan->ledger, p->item);
	struct texts t;

	if (p->transferred)
		fetch_transferred(o, p);
	else
		openbook_fetch(o, p->line);
	blank(o, part->open != p->amount);
	date_format(t.date, o->plan->asof);
	date_format(t.due, p->due);
	date_format(
	    t.doc_date, p->doc_date != DATE_NONE ? p->doc_date : p->date);
	money_format(t.amount, part->open, currency_exponent(i->currency));
	make_id(o, i, p, &t);
	fill(o, part, &t);
	openbook_put(o);
}
