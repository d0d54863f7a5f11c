#include <stdlib.h>

#include "base/mem.h"
#include "book/payments.h"
#include "cmd/dun_in.h"
#include "value/currency.h"

/* The open debts of the day, with what was noticed of them before. */

/* What policy a customer has, found once. */
struct owner {
	const struct policy *policy;
	enum dun_held held;
};

struct listing {
	struct dun *d;
	const struct policies *policies;
	struct owner *owners;
	size_t nowner, owner_cap;
	uint32_t *places; /* by ledger_text of the customer: 1 and up, in
			     owners; most texts are those of documents */
	struct holds *holds;
	size_t cap;
};

static const struct owner *
owner_of(struct listing *s, uint32_t customer)
{
	struct owner *o;

	if (s->places[customer] > 0)
		return &s->owners[s->places[customer] - 1];
	s->owners = mem_grow(
	    s->owners, &s->owner_cap, s->nowner + 1, sizeof *s->owners);
	o = &s->owners[s->nowner++];
	o->policy = dun_policy(
	    s->d, s->policies, ledger_text(s->d->ledger, customer), &o->held);
	s->places[customer] = (uint32_t)s->nowner;
	return o;
}

/* What is asked for of what is open. */
static int64_t
asked(const struct policy *policy, int64_t open, int64_t disputed)
{
	if (disputed == 0 || policy == NULL)
		return open - disputed;
	switch (policy_rules(policy)->disputed) {
	case POLICY_PART:
		return open - disputed;
	case POLICY_WHOLE:
		return 0;
	case POLICY_ALL:
		break;
	}
	return open;
}

static void
put(struct listing *s, uint32_t item, const struct ledger_part *part,
    const struct ledger_piece *first)
{
	struct dun *d = s->d;
	const struct ledger_item *i = ledger_item(d->ledger, item);
	const struct owner *o = owner_of(s, i->customer);
	struct dun_part *p;

	d->parts = mem_grow(d->parts, &s->cap, d->npart + 1, sizeof *d->parts);
	p = &d->parts[d->npart++];
	*p = (struct dun_part){.item = item,
	    .row = first,
	    .policy = o->policy,
	    .held = o->held,
	    .until = DATE_NONE,
	    .promised = DATE_NONE,
	    .open = part->open,
	    .disputed = part->disputed,
	    .debt = {.was_on = DATE_NONE},
	    .noticed = LEDGER_NONE,
	    .charged_on = DATE_NONE};
	p->due = payments_ages_from(ledger_piece(d->ledger, part->piece));
	p->charge = dun_is_charge(d->note, p->row->origin);
}

/* Parts of one due date are one installment, and remembered as one. */
static bool
join(struct dun *d, uint32_t item, const struct ledger_part *part)
{
	const struct ledger_piece *row = ledger_piece(d->ledger, part->piece);
	struct dun_part *last;

	if (d->npart == 0)
		return false;
	last = &d->parts[d->npart - 1];
	if (last->item != item || last->row->due != row->due)
		return false;
	last->open += part->open;
	last->disputed += part->disputed;
	if (payments_ages_from(row) < last->due)
		last->due = payments_ages_from(row);
	return true;
}

/* What follows from the whole of an installment. */
static void
complete(const struct dun *d, struct dun_part *p)
{
	p->debt.due = p->interest_from = p->due;
	p->days = (int64_t)d->asof - p->due;
	p->late = p->policy != NULL
		      ? dunning_is_late(p->policy, p->due, d->asof)
		      : p->days > 0;
	p->amount = asked(p->policy, p->open, p->disputed);
}

bool
dun_passes(const struct dun *d, uint32_t item, const struct ledger_piece *p)
{
	struct span cells[CARRIED_MOST];
	struct fields_view v;

	if (d->where.n == 0)
		return true;
	v = carry_view(
	    &d->note->carry, d->ledger, ledger_item(d->ledger, item), p, cells);
	return fields_pass(&d->where, &v, d->customers);
}

static void
list_item(struct listing *s, uint32_t item)
{
	struct dun *d = s->d;
	bool debit = ledger_item(d->ledger, item)->side == SIDE_DEBIT;
	const struct ledger_piece *first = NULL;
	const struct ledger_part *parts;
	size_t n = ledger_parts(d->ledger, item, d->asof, &parts);
	int128 *beside = &d->beside[ledger_item(d->ledger, item)->currency];

	for (size_t i = 0; i < n; i++) {
		const struct ledger_piece *p =
		    ledger_piece(d->ledger, parts[i].piece);

		if (!dun_passes(d, item, p)) {
			*beside += parts[i].open;
			continue;
		}
		if (first == NULL || first->due != p->due)
			first = p;
		if (parts[i].open < 0)
			dun_credits_add(d->credits, d, item, &parts[i]);
		if (!debit || parts[i].open <= 0)
			*beside += parts[i].open;
		else if (!join(d, item, &parts[i]))
			put(s, item, &parts[i], first);
	}
}

/* Holds and promises of the day, where nothing else holds a part already. */
static void
hold(const struct listing *s, struct dun_part *p, int32_t promised)
{
	p->promised = promised;
	if (p->held == DUN_FREE && holds_item(s->holds, p->item, &p->until))
		p->held = DUN_HOLD;
	if (p->held == DUN_FREE && p->amount == 0)
		p->held = DUN_DISPUTED;
	if (p->held == DUN_FREE && p->promised != DATE_NONE) {
		p->held = DUN_PROMISE;
		p->until = p->promised;
	}
}

/* The parts of an item, from `first` on, by what happened to it. */
static void
add_events(const struct listing *s, size_t first)
{
	struct dun *d = s->d;
	size_t n = d->npart - first;
	struct dun_part *parts;
	int32_t promised;

	if (n == 0)
		return;
	parts = d->parts + first;
	promised = dun_promised(d, parts->item);
	for (size_t i = 0; i < n; i++) {
		complete(d, &parts[i]);
		hold(s, &parts[i], promised);
	}
	if (ledger_item(d->ledger, parts->item)->event != LEDGER_NONE)
		dun_past(d, parts, n);
}

void
dun_parts(struct dun *d, const struct policies *policies)
{
	struct listing s = {.d = d, .policies = policies};

	mem_free(d->parts);
	d->parts = NULL;
	d->npart = 0;
	mem_free(d->beside);
	d->beside = mem_array((size_t)currency_count(), sizeof *d->beside);
	s.places = mem_array(ledger_texts(d->ledger), sizeof *s.places);
	s.holds = holds_new(d->ledger, d->asof);
	for (uint32_t i = 0; i < ledger_items(d->ledger); i++) {
		size_t first = d->npart;

		ledger_ahead(d->ledger, i);
		list_item(&s, i);
		add_events(&s, first);
	}
	holds_free(s.holds);
	mem_free(s.owners);
	mem_free(s.places);
}
