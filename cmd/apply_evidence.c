#include "base/mem.h"
#include "book/aliases.h"
#include "cmd/apply_payer.h"

bool
apply_payer_any(const struct apply *a)
{
	const struct apply_world *w = a->world;

	return w->unidentified != APPLY_NONE && a->policy.rule[MATCH_PAYER] &&
	       w->start[w->unidentified] < w->start[w->unidentified + 1];
}

bool
apply_payer_open(struct apply_desk *d, uint32_t item, struct apply_money *m)
{
	return ledger_item(d->apply->ledger, item)->side == SIDE_CREDIT &&
	       apply_money(d, item, m) && m->receipt && m->open > 0 &&
	       !m->later;
}

/* Calls take() for the numbers that name documents: of remittance lines, or
   the sure ones of the memo. */
static void
each_line(struct apply_desk *d, const struct apply_money *m,
    void (*take)(void *arg, const struct apply_number *n), void *arg)
{
	apply_lines(d, m);
	for (size_t i = 0; i < d->nline; i++) {
		struct apply_number n;
		struct span ref;

		apply_kept(d->apply->notes, d->line[i].remit->ref, &ref, 1);
		apply_number_of(ref, &n);
		take(arg, &n);
	}
}

static void
each_cite(struct apply_desk *d, struct span memo,
    void (*take)(void *arg, const struct apply_number *n), void *arg)
{
	if (memo.len == 0)
		return;
	cites_find(memo, &d->cites);
	for (size_t i = 0; i < d->cites.n; i++) {
		const struct cite *c = &d->cites.list[i];
		struct apply_number n;

		if (!c->firm)
			continue;
		apply_number_of(c->text, &n);
		apply_number_cited(c, &n);
		take(arg, &n);
	}
}

static void
want(void *arg, const struct apply_number *n)
{
	apply_want(arg, n);
}

void
apply_payers_want(struct apply_desk *d)
{
	const struct apply *a = d->apply;
	const struct apply_world *w = a->world;

	if (!apply_payer_any(a))
		return;
	for (uint32_t i = w->start[w->unidentified];
	     i < w->start[w->unidentified + 1]; i++) {
		struct span cells[APPLY_CELLS];
		struct apply_money m;

		if (!apply_payer_open(d, w->list[i], &m))
			continue;
		apply_money_cells(a, &m, cells);
		each_line(d, &m, want, d);
		each_cite(d, cells[CELL_MEMO], want, d);
	}
}

/* A document says whose it is, if all of its number are one customer's. */
static void
take_document(void *arg, const struct apply_number *n)
{
	struct apply_search_payer *s = arg;
	struct apply_desk *d = s->desk;
	struct apply_ask ask = {.number = n,
	    .want = WANT_DEBIT,
	    .customer = d->apply->world->unidentified,
	    .entity = d->said.entity,
	    .self = LEDGER_NONE};
	uint32_t owner;

	apply_look_anyone(d, &ask);
	if (d->hits.n == 0 || d->hits.rank > apply_rank(n, 2, NUMBER_LETTERED))
		return;
	owner = apply_customer_of(d->apply, d->hits.item[0]);
	for (size_t i = 1; i < d->hits.n; i++)
		if (apply_customer_of(d->apply, d->hits.item[i]) != owner)
			return;
	apply_evidence_name(s, owner, n->text);
}

#define ACCOUNTS 16

static void
take_accounts(struct apply_search_payer *s)
{
	const struct apply *a = s->desk->apply;
	uint32_t found[ACCOUNTS];
	size_t n;

	if (a->aliases == NULL || s->memo.len == 0)
		return;
	n = aliases_accounts(a->aliases, s->memo, found, ACCOUNTS);
	for (size_t i = 0; i < n && i < ACCOUNTS; i++) {
		struct alias alias = aliases_at(a->aliases, found[i]);

		apply_evidence_name(s,
		    apply_customer_find(a->world, alias.customer), alias.value);
	}
}

static void
take_names(struct apply_search_payer *s)
{
	if (s->names == NULL || s->memo.len == 0)
		return;
	payers_find(s->names, s->memo, &s->found);
	if (s->found.strength == PAYER_NONE)
		return;
	for (size_t i = 0; i < s->found.n; i++)
		apply_evidence_name(s, s->found.numbers[i], s->found.where);
}

void
apply_payer_near(struct apply_search_payer *s)
{
	uint32_t numbers[3];
	size_t n;

	if (s->names == NULL || s->memo.len == 0)
		return;
	n = payers_near(s->names, s->memo, numbers, 3);
	s->suspects.n = 0;
	for (size_t i = 0; i < n; i++) {
		struct apply_evidence *e = &s->suspects;

		e->customer = mem_grow(
		    e->customer, &e->cap, e->n + 1, sizeof *e->customer);
		e->customer[e->n++] = numbers[i];
	}
}

void
apply_evidence(struct apply_search_payer *s, const struct apply_money *m)
{
	struct apply_desk *d = s->desk;
	struct span cells[APPLY_CELLS];

	apply_money_cells(d->apply, m, cells);
	s->memo = cells[CELL_MEMO];
	d->said.entity = d->apply->world->pools[m->pool].entity;
	s->now = KIND_REMIT;
	each_line(d, m, take_document, s);
	s->now = KIND_MEMO;
	each_cite(d, s->memo, take_document, s);
	s->now = KIND_ACCOUNT;
	take_accounts(s);
	s->now = KIND_CUSTOMER;
	apply_evidence_tokens(s, false);
	apply_evidence_tokens(s, true);
	s->now = KIND_NAME;
	take_names(s);
}

static void
add_names(struct apply_search_payer *s)
{
	const struct apply *a = s->desk->apply;
	const struct apply_world *w = a->world;
	uint32_t column = CUSTOMERS_NONE, n;

	if (a->customers != NULL)
		column = customers_column(a->customers, span_of("name"));
	n = column != CUSTOMERS_NONE ? customers_count(a->customers) : 0;
	for (uint32_t i = 0; i < n; i++) {
		struct span id = customers_at(a->customers, i);

		payers_add(s->names, customers_cell(a->customers, id, column),
		    apply_customer_find(w, id));
	}
	n = a->aliases != NULL ? aliases_count(a->aliases) : 0;
	for (uint32_t i = 0; i < n; i++) {
		struct alias alias = aliases_at(a->aliases, i);

		if (alias.kind == ALIAS_NAME)
			payers_add(s->names, alias.value,
			    apply_customer_find(w, alias.customer));
	}
}

void
apply_evidence_open(struct apply_search_payer *s)
{
	const struct apply *a = s->desk->apply;

	if (a->customers == NULL && a->aliases == NULL)
		return;
	s->names = payers_new();
	add_names(s);
	payers_close(s->names);
}

void
apply_evidence_close(struct apply_search_payer *s)
{
	for (int k = 0; k < APPLY_KINDS; k++)
		mem_free(s->kind[k].customer);
	mem_free(s->suspects.customer);
	payers_done(&s->found);
	payers_free(s->names);
}
