#include "base/intern.h"
#include "base/mem.h"
#include "cmd/invoice_check.h"

/* What a document of this run, or one of the book, is known by. */
struct likeness {
	bool credit;
	uint16_t currency;
	int64_t amount;
	struct span customer, entity;
};

static struct span
key_of(struct buf *key, const struct likeness *k, char what, struct span more)
{
	key->len = 0;
	buf_byte(key, what);
	buf_byte(key, k->credit);
	buf_add(key, (const char *)&k->currency, sizeof k->currency);
	buf_add(key, (const char *)&k->amount, sizeof k->amount);
	buf_span(key, k->customer);
	buf_byte(key, '\0');
	buf_span(key, k->entity);
	buf_byte(key, '\0');
	buf_span(key, more);
	return (struct span){key->at, key->len};
}

/* So much billed on one day; or for one order of the customer. */
static struct span
key_of_day(struct buf *key, const struct likeness *k, const int32_t *date)
{
	return key_of(
	    key, k, 'd', (struct span){(const char *)date, sizeof *date});
}

static struct span
key_of_po(struct buf *key, const struct likeness *k, struct span po)
{
	return key_of(key, k, 'p', po);
}

static uint32_t
add(struct invoice_twins *t, struct span key)
{
	uint32_t id = intern_add(t->keys, key);

	t->found =
	    mem_grow(t->found, &t->cap, (size_t)id + 1, sizeof *t->found);
	t->found[id] = LEDGER_NONE;
	return id;
}

static void
want(struct invoice *v, uint32_t group)
{
	const struct invoice_group *g = &v->groups[group];
	struct invoice_twins *t = &v->checks->twins;
	struct span po = invoice_text(v, g, TEXT_PO);
	const struct likeness k = {invoice_is_credit(g), g->currency,
	    g->net + g->tax, invoice_text(v, g, TEXT_CUSTOMER),
	    invoice_text(v, g, TEXT_ENTITY)};

	t->days[group] = add(t, key_of_day(&v->checks->key, &k, &g->date));
	t->pos[group] = po.len > 0 ? add(t, key_of_po(&v->checks->key, &k, po))
				   : INVOICE_NONE;
}

/* Money that came in is no credit memo, nor is a late fee an invoice; what
   was transferred was billed elsewhere. */
static bool
is_bill(const struct ledger_item *item, const struct ledger_piece *p)
{
	return !p->transferred &&
	       p->kind ==
		   (item->side == SIDE_DEBIT ? TYPE_INVOICE : TYPE_CREDIT);
}

/* What the item was billed at; false when it never was. */
static bool
billed(const struct ledger *l, const struct ledger_item *item, int64_t *amount)
{
	int128 sum = 0;
	bool any = false;

	for (uint32_t i = item->piece; i != LEDGER_NONE;
	     i = ledger_piece(l, i)->next) {
		const struct ledger_piece *p = ledger_piece(l, i);

		if (!is_bill(item, p))
			continue;
		sum += p->amount;
		any = true;
	}
	*amount = (int64_t)sum;
	return any && sum == *amount;
}

/* Of several rows the first in the book is told. */
static void
meet(struct invoice *v, struct span key, uint32_t piece)
{
	const struct ledger *l = v->checks->book->ledger;
	struct invoice_twins *t = &v->checks->twins;
	uint32_t id = intern_find(t->keys, key);

	if (id != INTERN_NONE && (t->found[id] == LEDGER_NONE ||
				     ledger_piece(l, piece)->line <
					 ledger_piece(l, t->found[id])->line))
		t->found[id] = piece;
}

static void
look(struct invoice *v, const struct ledger_item *item)
{
	const struct ledger *l = v->checks->book->ledger;
	struct buf *key = &v->checks->key;
	struct likeness k = {item->side == SIDE_CREDIT, item->currency, 0,
	    ledger_text(l, item->customer), ledger_text(l, item->entity)};

	if (!billed(l, item, &k.amount))
		return;
	for (uint32_t i = item->piece; i != LEDGER_NONE;
	     i = ledger_piece(l, i)->next) {
		const struct ledger_piece *p = ledger_piece(l, i);
		struct span po = intern_text(v->checks->book->pos, p->tag);

		if (!is_bill(item, p))
			continue;
		meet(v, key_of_day(key, &k, &p->date), i);
		if (po.len > 0)
			meet(v, key_of_po(key, &k, po), i);
	}
}

void
invoice_twin_open(struct invoice *v)
{
	const struct ledger *l = v->checks->book->ledger;
	struct invoice_twins *t = &v->checks->twins;

	t->keys = intern_new();
	t->days = mem_array(v->ngroup, sizeof *t->days);
	t->pos = mem_array(v->ngroup, sizeof *t->pos);
	for (uint32_t i = 0; i < v->ngroup; i++)
		want(v, i);
	for (uint32_t i = 0; i < ledger_items(l); i++)
		look(v, ledger_item(l, i));
}

/* The row that tells of a document in the book, or LEDGER_NONE. */
static uint32_t
twin_of(const struct invoice *v, uint32_t group)
{
	const struct ledger *l = v->checks->book->ledger;
	const struct invoice_twins *t = &v->checks->twins;
	uint32_t day = t->found[t->days[group]];
	uint32_t po = t->pos[group] != INVOICE_NONE ? t->found[t->pos[group]]
						    : LEDGER_NONE;

	if (day == LEDGER_NONE || po == LEDGER_NONE)
		return day == LEDGER_NONE ? po : day;
	return ledger_piece(l, day)->line < ledger_piece(l, po)->line ? day
								      : po;
}

void
invoice_twin_document(struct invoice *v, uint32_t group)
{
	const struct invoice_group *g = &v->groups[group];
	const struct ledger *l = v->checks->book->ledger;
	uint32_t piece = twin_of(v, group);
	struct buf doc = {0};

	if (piece == LEDGER_NONE)
		return;
	buf_span(&doc,
	    ledger_text(l, ledger_item(l, ledger_piece(l, piece)->item)->doc));
	invoice_find(v, FINDING_TWIN, group, g->first, span_of(""), "",
	    buf_string(&doc));
	buf_free(&doc);
}
