#include "base/mem.h"
#include "base/turns.h"
#include "cmd/apply_in.h"

/*
 * Before customers are laid out in groups it must be known who belongs
 * together: whose receipts name whose documents.  What a receipt names is
 * kept; what is nobody's in its family is looked for among all documents,
 * once, and then read again.
 */

static void
link_to(struct apply_desk *d, uint32_t customer, uint32_t item)
{
	const struct apply_world *w = d->apply->world;
	uint32_t a = w->family[customer];
	uint32_t b = w->family[apply_customer_of(d->apply, item)];

	if (a == b)
		return;
	d->link =
	    mem_grow(d->link, &d->link_cap, d->nlink + 1, sizeof *d->link);
	d->link[d->nlink][0] = a;
	d->link[d->nlink++][1] = b;
}

static void
link_cited(struct apply_desk *d, uint32_t customer)
{
	for (size_t i = 0; i < d->ncited; i++)
		if (d->cited[i].found == FOUND_ITEM ||
		    d->cited[i].found == FOUND_CREDIT)
			link_to(d, customer, d->cited[i].item);
}

static uint32_t
causes_of(const struct apply *a, const struct apply_money *m)
{
	struct span cells[APPLY_CELLS];

	apply_money_cells(a, m, cells);
	return cells[CELL_MEMO].len > 0 ? cites_cause(cells[CELL_MEMO]) : 0;
}

/* Copies what was named to where it stays. */
static void
fill_said(struct apply_desk *d, struct apply_said *s)
{
	struct apply_cited *to =
	    apply_room_take(&d->kept, d->ncited * sizeof *to);

	if (d->ncited > 0)
		memcpy(to, d->cited, d->ncited * sizeof *to);
	s->cite = to;
	s->ncite = (uint32_t)d->ncited;
}

/* Those of one customer are read by one thread, in the order of its list. */
static void
keep_said(struct apply_desk *d, const struct apply_money *m, bool again)
{
	struct apply_world *w = d->apply->world;
	uint32_t causes = causes_of(d->apply, m);
	struct apply_said *s;

	if (d->ncited == 0 && causes == 0 && !again)
		return;
	s = apply_room_take(&d->kept, sizeof *s);
	*s = (struct apply_said){
	    .item = m->item, .causes = causes, .again = again};
	fill_said(d, s);
	if (w->said[m->customer] == NULL)
		w->said[m->customer] = s;
	else
		w->last[m->customer]->next = s;
	w->last[m->customer] = s;
}

void
apply_scan_money(struct apply_desk *d, const struct apply_money *m)
{
	size_t before = d->nwant;

	apply_cites(d, m);
	link_cited(d, m->customer);
	keep_said(d, m, d->nwant > before);
}

/* A receipt that may be returned brings those together that it paid. */
static void
scan_return(struct apply_desk *d, uint32_t customer, uint32_t item)
{
	const struct apply *a = d->apply;
	const struct apply_made *made;
	size_t n = apply_made_of(a->notes, item, &made);

	for (uint32_t i = ledger_item(a->ledger, item)->move; i != LEDGER_NONE;
	     i = ledger_move(a->ledger, i)->next)
		if (ledger_move(a->ledger, i)->type == TYPE_APPLY)
			link_to(d, customer, ledger_move(a->ledger, i)->other);
	for (size_t i = 0; i < n; i++)
		link_to(
		    d, customer, ledger_move(a->ledger, made[i].move)->item);
}

static void
scan_returns(struct apply_desk *d, uint32_t customer)
{
	const struct apply_world *w = d->apply->world;

	for (uint32_t i = w->start[customer]; i < w->start[customer + 1]; i++)
		if (ledger_item(d->apply->ledger, w->list[i])->kind ==
		    TYPE_RECEIPT)
			scan_return(d, customer, w->list[i]);
}

static void
scan_customer(struct apply_desk *d, uint32_t customer)
{
	struct apply_world *w = d->apply->world;
	bool back = false, money = false;

	apply_ahead(d, customer);
	for (uint32_t i = w->start[customer]; i < w->start[customer + 1]; i++) {
		struct apply_money m;

		if (ledger_item(d->apply->ledger, w->list[i])->side !=
		    SIDE_CREDIT) {
			back |= apply_is_return(d->apply, w->list[i]) &&
				apply_open(d, w->list[i]) > 0;
			continue;
		}
		if (!apply_money(d, w->list[i], &m) || m.open == 0)
			continue;
		money = true;
		m.customer = customer;
		if (m.receipt && apply_block(d->apply, &m) == BLOCK_NOT)
			apply_scan_money(d, &m);
	}
	if (back)
		scan_returns(d, customer);
	if (back || money)
		w->active[w->family[customer]] = true;
}

static void
scan_piece(void *context, uint64_t piece)
{
	struct apply_desk *d = context;
	const struct apply_world *w = d->apply->world;
	const struct apply_share *s = &d->apply->world->shares[piece];

	for (uint32_t f = s->first; f < s->end; f++)
		for (uint32_t m = w->first[f]; m < w->first[f + 1]; m++)
			scan_customer(d, w->member[m]);
}

/* Reads the receipts of a customer again whose numbers may be anyone's. */
static void
again_customer(struct apply_desk *d, uint32_t customer)
{
	struct apply_world *w = d->apply->world;

	for (struct apply_said *s = w->said[customer]; s != NULL; s = s->next) {
		struct apply_money m;

		if (!s->again || !apply_money(d, s->item, &m))
			continue;
		m.customer = customer;
		apply_cites(d, &m);
		link_cited(d, customer);
		fill_said(d, s);
	}
}

static void
again_piece(void *context, uint64_t piece)
{
	struct apply_desk *d = context;
	const struct apply_world *w = d->apply->world;
	const struct apply_share *s = &w->shares[piece];

	d->said.wide = true;
	for (uint32_t f = s->first; f < s->end; f++)
		for (uint32_t m = w->first[f]; m < w->first[f + 1]; m++)
			again_customer(d, w->member[m]);
}

static void
no_turn(void *context, uint64_t piece)
{
	(void)context;
	(void)piece;
}

void
apply_scan(struct apply *a, struct apply_desk *desks, uint32_t n)
{
	struct apply_world *w = a->world;
	void **context = mem_array(n, sizeof *context);
	size_t nwant = 0;

	for (uint32_t i = 0; i < n; i++)
		context[i] = &desks[i];
	w->last = mem_array(w->n, sizeof(void *));
	turns_run(n, w->nshare, scan_piece, no_turn, context);
	apply_payers_want(&desks[0]);
	for (uint32_t i = 0; i < n; i++)
		nwant += desks[i].nwant;
	if (nwant > 0)
		apply_search(a, desks, n);
	apply_payers(&desks[0]);
	if (nwant > 0)
		turns_run(n, w->nshare, again_piece, no_turn, context);
	mem_free(w->last);
	mem_free(context);
}
