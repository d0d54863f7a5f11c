#include <stdlib.h>

#include "base/mem.h"
#include "book/aliases.h"
#include "cmd/apply_payer.h"

/* Rule 3: whose the money of UNIDENTIFIED is. */

/* A kind of evidence adds the customers that it names. */
static void
name(struct apply_evidence *e, uint32_t customer, struct span text)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->customer[i] == customer)
			return;
	if (e->n == 0)
		e->text = text;
	e->customer =
	    mem_grow(e->customer, &e->cap, e->n + 1, sizeof *e->customer);
	e->customer[e->n++] = customer;
}

void
apply_evidence_name(
    struct apply_search_payer *s, uint32_t customer, struct span text)
{
	if (customer != s->desk->apply->world->unidentified)
		name(&s->kind[s->now], customer, text);
}

static bool
same_family(const struct apply *a, uint32_t x, uint32_t y)
{
	return a->world->family[x] == a->world->family[y];
}

static void
suspect(struct apply_search_payer *s, const struct apply_evidence *e)
{
	for (size_t i = 0; i < e->n; i++)
		name(&s->suspects, e->customer[i], e->text);
}

/* The first kind that says something; APPLY_KINDS when none does. */
static enum apply_kind
first_kind(const struct apply_search_payer *s)
{
	int k = 0;

	while (k < APPLY_KINDS && s->kind[k].n == 0)
		k++;
	return (enum apply_kind)k;
}

/* Documents name who owes, all else who pays.  False: they contradict. */
static bool
weigh(struct apply_search_payer *s, enum apply_kind *kind)
{
	const struct apply *a = s->desk->apply;
	enum apply_kind first = *kind;
	uint32_t who = s->kind[first].customer[0];
	bool settled = first > KIND_MEMO;

	for (int k = (int)first + 1; k < APPLY_KINDS; k++) {
		const struct apply_evidence *e = &s->kind[k];

		if (e->n != 1 || e->customer[0] == who)
			continue;
		if (!same_family(a, who, e->customer[0])) {
			suspect(s, &s->kind[first]);
			suspect(s, e);
			return false;
		}
		if (!settled && k > KIND_MEMO) {
			*kind = (enum apply_kind)k;
			settled = true;
		}
	}
	return true;
}

static bool
is_taken(const struct apply *a, const struct apply_money *m, uint32_t customer)
{
	const struct ledger_item *i = ledger_item(a->ledger, m->item);

	return ledger_look(a->ledger, SIDE_CREDIT,
		   apply_name(a->world, customer),
		   ledger_text(a->ledger, i->doc),
		   ledger_text(a->ledger, i->entity),
		   i->currency) != LEDGER_NONE;
}

static void
put(struct apply_search_payer *s, const struct apply_money *m,
    enum apply_kind kind)
{
	static const char *const ways[] = {
	    "remit", "number", "account", "customer", "name"};
	static const uint8_t scores[] = {97, 95, 99, 98, 90};
	struct apply *a = s->desk->apply;
	uint32_t who = s->kind[kind].customer[0];

	a->transfers = mem_grow(a->transfers, &s->transfer_cap,
	    a->ntransfer + 1, sizeof *a->transfers);
	a->transfers[a->ntransfer++] = (struct apply_transfer){.item = m->item,
	    .customer = apply_name(a->world, who),
	    .amount = m->open,
	    .way = ways[kind],
	    .text = apply_room_text(&s->desk->kept, s->kind[kind].text),
	    .score = scores[kind]};
}

static void
decide(struct apply_search_payer *s, const struct apply_money *m)
{
	enum apply_kind kind = first_kind(s);

	if (kind == APPLY_KINDS) {
		apply_payer_near(s);
		return;
	}
	if (s->kind[kind].n > 1) {
		suspect(s, &s->kind[kind]);
		return;
	}
	if (!weigh(s, &kind))
		return;
	if (is_taken(s->desk->apply, m, s->kind[kind].customer[0])) {
		suspect(s, &s->kind[kind]);
		return;
	}
	put(s, m, kind);
}

#define SUSPECTS 5 /* most that an exception lists */

static void
keep_suspects(struct apply_search_payer *s, uint32_t item)
{
	struct apply *a = s->desk->apply;
	struct buf text = {0};

	if (s->suspects.n == 0)
		return;
	for (size_t i = 0; i < s->suspects.n && i < SUSPECTS; i++) {
		buf_text(&text, i > 0 ? " | " : "");
		buf_span(&text, apply_name(a->world, s->suspects.customer[i]));
	}
	a->suspects = mem_grow(
	    a->suspects, &s->suspect_cap, a->nsuspect + 1, sizeof *a->suspects);
	a->suspects[a->nsuspect++] = (struct apply_suspects){item,
	    apply_room_text(&s->desk->kept, (struct span){text.at, text.len})};
	buf_free(&text);
}

static void
find_payer(struct apply_search_payer *s, const struct apply_money *m)
{
	for (int k = 0; k < APPLY_KINDS; k++)
		s->kind[k].n = 0;
	s->suspects.n = 0;
	apply_evidence(s, m);
	decide(s, m);
	keep_suspects(s, m->item);
}

static int
by_customer(const void *a, const void *b)
{
	const struct apply_moved *x = a, *y = b;

	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	return (x->transfer > y->transfer) - (x->transfer < y->transfer);
}

/* From now on they are receipts of the customers who were found. */
static void
move(struct apply *a)
{
	struct apply_world *w = a->world;

	w->moved = mem_array(a->ntransfer, sizeof *w->moved);
	w->nmoved = a->ntransfer;
	for (size_t i = 0; i < a->ntransfer; i++)
		w->moved[i] = (struct apply_moved){
		    apply_customer_find(w, a->transfers[i].customer),
		    (uint32_t)i + 1};
	if (w->nmoved > 0)
		qsort(w->moved, w->nmoved, sizeof *w->moved, by_customer);
	for (size_t i = 0; i < w->nmoved; i++)
		w->late[w->family[w->moved[i].customer]] = true;
	if (w->nmoved > 0)
		w->late[w->family[w->unidentified]] = true;
}

void
apply_payers(struct apply_desk *d)
{
	const struct apply *a = d->apply;
	const struct apply_world *w = a->world;
	struct apply_search_payer s = {.desk = d};
	uint32_t *returns = NULL;
	size_t nreturn;

	if (!apply_payer_any(a))
		return;
	nreturn = apply_returns_of(d, w->unidentified, &returns);
	apply_evidence_open(&s);
	d->said.wide = true;
	for (uint32_t i = w->start[w->unidentified];
	     i < w->start[w->unidentified + 1]; i++) {
		struct apply_money m;

		if (apply_payer_open(d, w->list[i], &m) &&
		    !apply_wants_back(d, &m, returns, nreturn))
			find_payer(&s, &m);
	}
	mem_free(returns);
	apply_evidence_close(&s);
	move(d->apply);
}

struct span
apply_payer_candidates(const struct apply *a, uint32_t receipt)
{
	size_t low = 0, high = a->nsuspect;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (a->suspects[mid].item < receipt)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < a->nsuspect && a->suspects[low].item == receipt)
		return a->suspects[low].text;
	return (struct span){"", 0};
}

uint32_t
apply_transfer_of(const struct apply *a, uint32_t item)
{
	size_t low = 0, high = a->ntransfer;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (a->transfers[mid].item < item)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < a->ntransfer && a->transfers[low].item == item)
		return (uint32_t)low + 1;
	return 0;
}
