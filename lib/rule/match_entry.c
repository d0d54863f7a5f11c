#include <assert.h>

#include "base/mem.h"
#include "rule/match_in.h"

static void
put_entry(struct match *m, struct match_entry e)
{
	m->entries = mem_grow(m->entries, &m->entry_cap, (size_t)m->nentry + 1,
	    sizeof *m->entries);
	m->entries[m->nentry] = e;
	m->funds[e.fund].fired |= 1U << e.rule;
	m->room->fired = true;
	m->nentry++;
}

/* What a fund has paid of an item, before and in this run. */
int64_t
match_applied(const struct match *m, uint32_t fund, uint32_t item, int32_t due)
{
	const struct match_fund *f = &m->funds[fund];
	int64_t sum = 0;

	for (uint32_t i = 0; i < f->napplied; i++)
		if (f->applied[i].item == item &&
		    (due == DATE_NONE || due == f->applied[i].due))
			sum += f->applied[i].amount;
	for (uint32_t p = m->room->put[fund]; p != MATCH_NONE;
	     p = m->room->puts[p].next) {
		const struct match_put *put = &m->room->puts[p];

		if (put->item == item && (due == DATE_NONE || due == put->due))
			sum += put->amount;
	}
	return sum;
}

enum match_cause
match_settled(const struct match *m, uint32_t item)
{
	return match_applied(m, m->room->fund, item, DATE_NONE) > 0
		   ? CAUSE_OVER
		   : CAUSE_SETTLED;
}

static void
remember(
    struct match *m, uint32_t fund, uint32_t item, int32_t due, int64_t amount)
{
	struct match_room *r = m->room;

	r->puts = mem_grow(
	    r->puts, &r->put_cap, (size_t)r->nput + 1, sizeof *r->puts);
	r->puts[r->nput] = (struct match_put){item, r->put[fund], due, amount};
	r->put[fund] = r->nput++;
}

/* What is open of a customer has changed: who is compared with it, those
   above included, has another turn. */
static void
touch(struct match *m, const struct match_item *i, bool raised)
{
	struct match_room *r = m->room;
	uint32_t c = i->customer;

	if (match_open(i) > 0) {
		r->change = mem_grow(r->change, &r->change_cap,
		    (size_t)r->nchange + 1, sizeof *r->change);
		r->change[r->nchange++] = (uint32_t)(i - m->items);
	}

	for (; c != MATCH_NONE; c = m->customers[c].parent) {
		r->version[c]++;
		r->raised[c] += raised;
	}
}

static struct span
text_of(const struct match_target *t)
{
	return t->cite != NULL ? t->cite->text : (struct span){"", 0};
}

void
match_apply(struct match *m, uint32_t fund, const struct match_target *t,
    int64_t amount, const char *way, uint8_t score)
{
	struct match_fund *f = &m->funds[fund];
	struct match_item *i = &m->items[t->item];

	assert(amount > 0 && amount <= f->open);
	match_lower(i, t->due, amount);
	f->open -= amount;
	if (!f->receipt) {
		i->credits -= amount;
		/* its owner's receipts are compared with it as well */
		m->room->version[f->customer]++;
	}
	touch(m, i, false);
	remember(m, fund, t->item, t->due, amount);
	put_entry(m, (struct match_entry){.fund = fund,
			 .item = t->item,
			 .type = TYPE_APPLY,
			 .rule = m->room->rule,
			 .score = score,
			 .due = t->due,
			 .amount = amount,
			 .ref_amount = amount,
			 .way = way,
			 .text = text_of(t)});
}

/* Amounts are > 0 here; rows that lower the item have them negative. */
void
match_act(struct match *m, enum posting_type type, const struct match_target *t,
    int64_t amount, const char *reason, const char *way, uint8_t score)
{
	struct match_item *i = &m->items[t->item];
	bool lowers = type != TYPE_DISPUTE;

	if (amount <= 0)
		return;
	if (lowers)
		match_lower(i, t->due, amount);
	else
		i->disputed = true;
	if (type == TYPE_DISCOUNT)
		i->taken += amount;
	touch(m, i, false);
	amount = lowers ? -amount : amount;
	put_entry(m, (struct match_entry){.fund = m->room->fund,
			 .item = t->item,
			 .type = (uint8_t)type,
			 .rule = m->room->rule,
			 .score = score,
			 .due = lowers ? t->due : DATE_NONE,
			 .amount = amount,
			 .ref_amount = amount,
			 .reason = reason,
			 .way = way,
			 .text = text_of(t)});
}

/* Takes back what the book has of the receipt on an item. */
void
match_unapply(struct match *m, uint32_t fund, const struct match_target *t,
    int64_t amount)
{
	struct match_item *i = &m->items[t->item];

	if (amount <= 0)
		return;
	match_raise(i, t->due, amount);
	m->funds[fund].open += amount;
	touch(m, i, true);
	remember(m, fund, t->item, t->due, -amount);
	put_entry(m, (struct match_entry){.fund = fund,
			 .item = t->item,
			 .type = TYPE_APPLY,
			 .rule = MATCH_OWN,
			 .score = 100,
			 .due = t->due,
			 .amount = -amount,
			 .ref_amount = -amount,
			 .way = "bank return",
			 .text = {"", 0}});
}

static void
undo_on_item(struct match *m, const struct match_made *made)
{
	struct match_item *i = &m->items[made->item];

	match_raise(i, made->due, -made->amount);
	if (made->type == TYPE_DISCOUNT)
		i->taken =
		    i->taken > -made->amount ? i->taken + made->amount : 0;
	touch(m, i, true);
}

/* The row that undoes another of the same kind. */
void
match_undo(struct match *m, uint32_t fund, const struct match_made *made)
{
	if (made->amount == 0)
		return;
	if (made->item == MATCH_NONE)
		m->funds[fund].open += made->amount;
	else
		undo_on_item(m, made);
	put_entry(m, (struct match_entry){.fund = fund,
			 .item = made->item,
			 .type = made->type,
			 .rule = MATCH_OWN,
			 .score = 100,
			 .due = made->due,
			 .amount = -made->amount,
			 .ref_amount = -made->amount,
			 .reason = made->reason,
			 .way = "bank return",
			 .text = {"", 0}});
}

void
match_refuse_discount(struct match *m, const struct match_target *t,
    int64_t amount, uint8_t score)
{
	bool give = m->policy->always_discount;
	uint8_t rule = m->room->rule;

	m->room->rule = MATCH_SHORT;
	match_act(m, give ? TYPE_DISCOUNT : TYPE_DISPUTE, t, amount,
	    "discount-unearned", "late discount", score);
	m->room->rule = rule;
}

/* The row acts on the receipt: of a name that an invoice of the customer
   has as well, nobody could tell which is meant. */
void
match_write_over(struct match *m, uint8_t score)
{
	struct match_fund *f = match_at(m);

	if (f->open > 0 && f->shared)
		match_blame(m, CAUSE_OVER);
	if (f->open == 0 || f->shared)
		return;
	put_entry(m, (struct match_entry){.fund = m->room->fund,
			 .item = MATCH_NONE,
			 .type = TYPE_ADJUST,
			 .rule = MATCH_TOLERANCE,
			 .score = score,
			 .due = DATE_NONE,
			 .amount = f->open,
			 .ref_amount = f->open,
			 .reason = "small-balance",
			 .way = "over",
			 .text = {"", 0}});
	f->open = 0;
}

/* All of the receipt for all of an item in another currency. */
void
match_exchange(struct match *m, const struct match_target *t, uint8_t score)
{
	struct match_fund *f = match_at(m);
	struct match_item *i = &m->items[t->item];

	match_lower(i, DATE_NONE, t->pay);
	touch(m, i, false);
	remember(m, m->room->fund, t->item, DATE_NONE, f->open);
	put_entry(m, (struct match_entry){.fund = m->room->fund,
			 .item = t->item,
			 .type = TYPE_APPLY,
			 .rule = m->room->rule,
			 .score = score,
			 .due = DATE_NONE,
			 .amount = f->open,
			 .ref_amount = t->pay,
			 .way = "currency",
			 .text = text_of(t)});
	f->open = 0;
}
