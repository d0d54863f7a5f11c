#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/* Bank returns: which receipt was it? */

/* The ref of the return row, or blank. */
static struct span
ref_of(const struct apply *a, uint32_t item)
{
	struct span cells[APPLY_CELLS], ref = {"", 0};

	for (uint32_t i = ledger_item(a->ledger, item)->piece; i != LEDGER_NONE;
	     i = ledger_piece(a->ledger, i)->next)
		if (ledger_piece(a->ledger, i)->returned) {
			apply_kept(a->notes, ledger_piece(a->ledger, i)->tag,
			    cells, APPLY_CELLS);
			ref = cells[CELL_REF];
		}
	return ref;
}

static bool
may_be(const struct apply *a, const struct match_item *back,
    const struct apply_money *m, struct span ref)
{
	if (!m->receipt || m->returned || m->pool != back->pool ||
	    m->transfer != 0 || a->world->place[m->customer] != back->customer)
		return false;
	if (ref.len > 0)
		return span_equal(apply_doc(a, m->item), ref);
	return m->received == back->amount &&
	       m->date <= ledger_item(a->ledger, back->tag)->date;
}

/* The receipts that could be meant; *one is the last of them. */
static uint32_t
candidates(
    const struct apply_desk *d, const struct match_item *back, size_t *one)
{
	struct span ref = ref_of(d->apply, back->tag);
	uint32_t n = 0;

	for (size_t i = 0; i < d->nmoney; i++)
		if (may_be(d->apply, back, &d->money[i], ref)) {
			*one = i;
			n++;
		}
	return n;
}

struct meant {
	int32_t date;
	struct span doc;
	const struct apply_money *money;
};

static int
by_date(const void *a, const void *b)
{
	const struct meant *x = a, *y = b;
	int c = (x->date > y->date) - (x->date < y->date);

	return c != 0 ? c : span_compare(x->doc, y->doc);
}

#define ANSWERS 6 /* one more than are shown */

uint16_t
apply_return_answers(struct apply_desk *d, const struct match_item *back,
    const struct apply_answer **answers)
{
	struct span ref = ref_of(d->apply, back->tag);
	struct meant *all = mem_array(d->nmoney, sizeof *all);
	struct apply_answer *to =
	    apply_room_take(&d->kept, ANSWERS * sizeof *to);
	size_t n = 0;

	for (size_t i = 0; i < d->nmoney; i++) {
		const struct apply_money *m = &d->money[i];

		if (may_be(d->apply, back, m, ref))
			all[n++] = (struct meant){
			    m->date, apply_doc(d->apply, m->item), m};
	}
	if (n > 1)
		qsort(all, n, sizeof *all, by_date);
	n = n < ANSWERS ? n : ANSWERS;
	for (size_t i = 0; i < n; i++) {
		struct apply_pick *pick =
		    apply_room_take(&d->kept, sizeof *pick);

		*pick = (struct apply_pick){
		    all[i].money->item, all[i].money->received, 0};
		to[i] = (struct apply_answer){pick, 1};
	}
	mem_free(all);
	*answers = to;
	return (uint16_t)n;
}

/* Items that a returned receipt had paid are open again. */
static void
add_item(struct apply_desk *d, uint32_t item)
{
	struct match_item *i;

	for (uint32_t k = 0; k < d->match.nitem; k++)
		if (d->match.items[k].tag == item)
			return;
	i = apply_group_item(d);
	if (!apply_item(d, item, true, i))
		return;
	i->customer = d->apply->world->place[apply_customer_of(d->apply, item)];
	d->match.nitem++;
}

static void
add_paid(struct apply_desk *d, uint32_t receipt)
{
	const struct ledger *l = d->apply->ledger;
	const struct apply_made *made;
	size_t n = apply_made_of(d->apply->notes, receipt, &made);

	for (uint32_t i = ledger_item(l, receipt)->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next)
		if (ledger_move(l, i)->type == TYPE_APPLY)
			add_item(d, ledger_move(l, i)->other);
	for (size_t i = 0; i < n; i++)
		if (ledger_move(l, made[i].move)->item != receipt)
			add_item(d, ledger_move(l, made[i].move)->item);
}

static const struct match_item *
item_at(const struct apply_desk *d, uint32_t item)
{
	uint32_t i = 0;

	while (d->match.items[i].tag != item)
		i++;
	return &d->match.items[i];
}

void
apply_gather_returns(struct apply_desk *d)
{
	size_t one = 0;

	for (size_t i = 0; i < d->nback; i++) {
		struct match_item back = *item_at(d, d->back[i]);

		if (candidates(d, &back, &one) != 1)
			continue;
		d->money[one].used = d->money[one].back = true;
		add_paid(d, d->money[one].item);
	}
}

void
apply_lay_returns(struct apply_desk *d)
{
	struct match *m = &d->match;

	for (size_t i = 0; i < d->nback; i++) {
		uint32_t item = apply_map_get(&d->items, d->back[i]);
		struct match_return *r;
		size_t one = 0;

		m->returns = mem_grow(m->returns, &d->return_cap,
		    (size_t)m->nreturn + 1, sizeof *m->returns);
		r = &m->returns[m->nreturn++];
		*r = (struct match_return){.item = item, .fund = MATCH_NONE};
		r->nfund = candidates(d, &m->items[item], &one);
		if (r->nfund == 1)
			r->fund = apply_map_get(&d->funds, d->money[one].item);
	}
}
