#include "base/intern.h"
#include "base/mem.h"
#include "cmd/invoice_check.h"
#include "value/currency.h"

/* What a number names, as far as a ref tells: the debit item. */
struct name {
	uint16_t currency;
	struct span customer, entity, number;
};

static struct span
key_of(struct buf *key, const struct name *name)
{
	key->len = 0;
	buf_add(key, (const char *)&name->currency, sizeof name->currency);
	buf_span(key, name->customer);
	buf_byte(key, '\0');
	buf_span(key, name->entity);
	buf_byte(key, '\0');
	buf_span(key, name->number);
	return (struct span){key->at, key->len};
}

static uint32_t
add(struct invoice *v, const struct name *name)
{
	struct invoice_refs *r = &v->checks->refs;
	uint32_t before = intern_count(r->keys);
	uint32_t id = intern_add(r->keys, key_of(&v->checks->key, name));

	r->at = mem_grow(r->at, &r->cap, (size_t)id + 1, sizeof *r->at);
	if (id == before)
		r->at[id] = (struct invoice_ref){.there = false};
	return id;
}

void
invoice_ref_begin(struct invoice *v)
{
	v->checks->refs.keys = intern_new();
}

void
invoice_ref_row(struct invoice *v, const struct posting *p)
{
	const struct name name = {
	    (uint16_t)p->currency, p->customer, p->entity, p->ref};
	uint32_t id;

	if (p->type != TYPE_CREDIT || p->ref.len == 0)
		return;
	id = add(v, &name); /* may move them all */
	v->checks->refs.at[id].credited -= p->amount;
}

static void
want(struct invoice *v, uint32_t group)
{
	const struct invoice_group *g = &v->groups[group];
	const struct name name = {g->currency,
	    invoice_text(v, g, TEXT_CUSTOMER), invoice_text(v, g, TEXT_ENTITY),
	    invoice_text(v, g, TEXT_REF)};

	v->checks->refs.ref[group] =
	    g->credit && name.number.len > 0 ? add(v, &name) : INVOICE_NONE;
}

/* What a transfer brings from another item has been billed, there; what it
   moves within the item is here already. */
static void
look(struct invoice *v, uint32_t i)
{
	const struct ledger *l = v->checks->book->ledger;
	const struct ledger_item *item = ledger_item(l, i);
	const struct name name = {item->currency,
	    ledger_text(l, item->customer), ledger_text(l, item->entity),
	    ledger_text(l, item->doc)};
	struct invoice_refs *r = &v->checks->refs;
	uint32_t id;

	if (item->side != SIDE_DEBIT || item->anonymous)
		return;
	id = intern_find(r->keys, key_of(&v->checks->key, &name));
	if (id == INTERN_NONE)
		return;
	for (uint32_t k = item->piece; k != LEDGER_NONE;
	     k = ledger_piece(l, k)->next) {
		r->at[id].there = true;
		if (ledger_piece(l, k)->source != i)
			r->at[id].billed += ledger_piece(l, k)->amount;
	}
}

void
invoice_ref_open(struct invoice *v)
{
	const struct ledger *l = v->checks->book->ledger;
	struct invoice_refs *r = &v->checks->refs;

	r->ref = mem_array(v->ngroup, sizeof *r->ref);
	for (uint32_t i = 0; i < v->ngroup; i++)
		want(v, i);
	if (intern_count(r->keys) == 0)
		return;
	for (uint32_t i = 0; i < ledger_items(l); i++)
		look(v, i);
}

static void
say_unknown(struct invoice *v, uint32_t group)
{
	const struct invoice_group *g = &v->groups[group];
	struct buf found = {0};

	buf_span(&found, invoice_text(v, g, TEXT_REF));
	invoice_find(v, FINDING_UNKNOWN_REF, group, g->first, span_of(""), "",
	    buf_string(&found));
	buf_free(&found);
}

/* Of what was credited too much, nothing is left. */
static void
compare(struct invoice *v, uint32_t group, int128 left, int128 credit)
{
	const struct invoice_group *g = &v->groups[group];
	int exponent = currency_exponent(g->currency);
	char most[MONEY_CHARS], own[MONEY_CHARS];

	if (left < 0)
		left = 0;
	if (credit <= left)
		return;
	money_format(most, left, exponent);
	money_format(own, credit, exponent);
	invoice_find(
	    v, FINDING_OVER_CREDIT, group, g->first, span_of(""), most, own);
}

/* What is held has credited nothing, and leaves room for others. */
void
invoice_ref_document(struct invoice *v, uint32_t group)
{
	const struct invoice_group *g = &v->groups[group];
	int128 credit = -((int128)g->net + g->tax);
	struct invoice_refs *r = &v->checks->refs;
	struct invoice_ref *ref;

	if (r->ref[group] == INVOICE_NONE)
		return;
	ref = &r->at[r->ref[group]];
	if (!ref->there)
		say_unknown(v, group);
	else
		compare(v, group, ref->billed - ref->credited, credit);
	if (!g->held)
		ref->credited += credit;
}
