#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/* Bank returns: which receipt was it? */

struct span
apply_return_ref(const struct apply *a, uint32_t item)
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
	if (!m->receipt || m->returned || m->back || m->pool != back->pool ||
	    a->world->place[m->customer] != back->customer)
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
	struct span ref = apply_return_ref(d->apply, back->tag);
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
	struct span ref = apply_return_ref(d->apply, back->tag);
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

static bool
is_whole(const struct match_item *i)
{
	int64_t open = 0;

	for (uint32_t p = 0; p < i->npart; p++)
		open += i->part[p].open;
	return open == i->amount;
}

static void
take_back(struct apply_desk *d, size_t money, int64_t amount)
{
	struct apply_money *m = &d->money[money];

	m->used = true;
	m->back = m->received == amount;
	/* what was moved in this run has paid nothing yet */
	if (m->transfer == 0)
		add_paid(d, m->item);
}

static int
by_doc(const void *a, const void *b, const struct apply_desk *d)
{
	const struct match_item *x =
	    item_at(d, ((const struct apply_back *)a)->item);
	const struct match_item *y =
	    item_at(d, ((const struct apply_back *)b)->item);
	int c;

	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	c = span_compare(x->doc, y->doc);
	return c != 0 ? c : (x->pool > y->pool) - (x->pool < y->pool);
}

/* There are few. */
static void
sort_returns(struct apply_desk *d)
{
	for (size_t i = 1; i < d->nback; i++) {
		struct apply_back b = d->back[i];
		size_t k = i;

		for (; k > 0 && by_doc(&d->back[k - 1], &b, d) > 0; k--)
			d->back[k] = d->back[k - 1];
		d->back[k] = b;
	}
}

/* What one return takes is no other's, who may then know which is his: so a
   run on its own output finds nothing more. */
void
apply_gather_returns(struct apply_desk *d)
{
	if (!d->apply->policy.rule[MATCH_OWN])
		d->nback = 0; /* none is given back */
	sort_returns(d);
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < d->nback; i++) {
			struct apply_back *b = &d->back[i];
			struct match_item item = *item_at(d, b->item);

			if (b->n == 1 || !is_whole(&item))
				continue;
			b->n = candidates(d, &item, &b->money);
			if (b->n != 1)
				continue;
			take_back(d, b->money, item.amount);
			again = true;
		}
	}
}

void
apply_lay_returns(struct apply_desk *d)
{
	struct match *m = &d->match;

	for (size_t i = 0; i < d->nback; i++) {
		const struct apply_back *b = &d->back[i];
		struct match_return *r;

		m->returns = mem_grow(m->returns, &d->return_cap,
		    (size_t)m->nreturn + 1, sizeof *m->returns);
		r = &m->returns[m->nreturn++];
		*r = (struct match_return){
		    .item = apply_map_get(&d->items, b->item),
		    .nfund = b->n,
		    .fund = MATCH_NONE};
		if (b->n == 1)
			r->fund =
			    apply_map_get(&d->funds, d->money[b->money].item);
	}
}
