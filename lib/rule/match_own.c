/* Rule 0: what needs no payer's word: credit memos that say what they credit,
   and receipts that the bank took back. */
#include <string.h>

#include "rule/match_in.h"

/* A receipt of which something is still to be done takes these credits. */
static void
claim(struct match *m, const struct match_fund *f)
{
	for (uint32_t i = 0; i < f->nline; i++)
		if (f->line[i].cite.found == FOUND_CREDIT)
			m->room->claimed[f->line[i].cite.fund] = true;
	for (uint32_t i = 0; i < f->ncite && f->nline == 0; i++)
		if (f->cite[i].found == FOUND_CREDIT)
			m->room->claimed[f->cite[i].fund] = true;
}

void
match_find_claimed(struct match *m)
{
	if (m->room->nmemo == 0)
		return;
	memset(m->room->claimed, 0, m->nfund * sizeof *m->room->claimed);
	for (uint32_t i = 0; i < m->nfund; i++)
		if (m->funds[i].receipt && m->funds[i].open > 0 &&
		    m->funds[i].block == BLOCK_NOT)
			claim(m, &m->funds[i]);
}

bool
match_own_credit(struct match *m, uint32_t fund)
{
	struct match_fund *f = &m->funds[fund];
	const struct match_item *i;
	struct match_target t = {0};

	if (f->open == 0 || f->own == MATCH_NONE || f->block != BLOCK_NOT ||
	    m->room->claimed[fund])
		return false;
	i = &m->items[f->own];
	if (i->pool != f->pool || i->held || i->later || match_open(i) == 0)
		return false;
	m->room->fund = fund;
	t.item = f->own;
	t.due = DATE_NONE;
	t.pay = match_open(i) < f->open ? match_open(i) : f->open;
	match_apply(m, fund, &t, t.pay, "credit ref", 100);
	return true;
}

/* What the receipt has open once all that was done with it is undone; none
   of that is this run's. */
static int128
all_undone(const struct match_fund *f)
{
	int128 sum = f->open;

	for (uint32_t i = 0; i < f->napplied; i++)
		sum += f->applied[i].amount;
	for (uint32_t i = 0; i < f->nmade; i++)
		if (f->made[i].item == MATCH_NONE)
			sum += f->made[i].amount;
	return sum;
}

static bool
can_raise(const struct match_item *i)
{
	return !i->later && !i->past;
}

/* Whether undoing a row would leave an item with less than nothing; and of
   what is less than nothing already, nobody can tell what is left. */
static bool
can_mirror(const struct match *m, const struct match_fund *f)
{
	if (f->past)
		return false;
	for (uint32_t i = 0; i < f->nmade; i++)
		if (f->made[i].item != MATCH_NONE &&
		    (f->made[i].amount > 0 ||
			!can_raise(&m->items[f->made[i].item])))
			return false;
	for (uint32_t i = 0; i < f->napplied; i++)
		if (f->applied[i].amount < 0 ||
		    !can_raise(&m->items[f->applied[i].item]))
			return false;
	return true;
}

static void
give_back(struct match *m, struct match_return *r)
{
	struct match_fund *f = &m->funds[r->fund];
	struct match_target t = {.item = r->item, .due = DATE_NONE};

	for (uint32_t i = 0; i < f->napplied; i++) {
		t.item = f->applied[i].item;
		t.due = f->applied[i].due;
		match_unapply(m, r->fund, &t, f->applied[i].amount);
	}
	for (uint32_t i = 0; i < f->nmade; i++)
		match_undo(m, r->fund, &f->made[i]);
	f->napplied = f->nmade = 0;
	t.item = r->item;
	t.due = DATE_NONE;
	t.pay = match_open(&m->items[r->item]);
	match_apply(m, r->fund, &t, t.pay, "bank return", 100);
	r->done = true;
}

bool
match_give_back(struct match *m, struct match_return *r)
{
	const struct match_item *i = &m->items[r->item];
	struct match_fund *f;

	if (r->done || r->nfund != 1)
		return false;
	f = &m->funds[r->fund];
	if (match_open(i) != i->amount || f->received != i->amount ||
	    f->block == BLOCK_LATER || i->later || !can_mirror(m, f) ||
	    all_undone(f) < i->amount)
		return false;
	m->room->fund = r->fund;
	give_back(m, r);
	return true;
}
