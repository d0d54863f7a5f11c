/* Rule 1: what the payer's remittance says, line by line. */
#include "rule/match_in.h"

static bool
sums_up(const struct match_fund *f)
{
	int128 sum = 0;

	for (uint32_t i = 0; i < f->nline; i++)
		sum += f->line[i].amount;
	return sum == f->received;
}

static struct match_target *
target_of(struct match *m, const struct match_line *line)
{
	struct match_room *r = m->room;
	struct match_target *t;

	for (size_t i = 0; i < r->ntarget; i++)
		if (r->target[i].item == line->cite.item &&
		    r->target[i].due == line->due)
			return &r->target[i];
	t = match_aim(m, line->cite.item);
	t->due = line->due;
	t->cite = &line->cite;
	t->line = line;
	t->pay = 0;
	return t;
}

/* Whether the line pays an item that can be paid; if not, why. */
static bool
can_pay(struct match *m, const struct match_line *line)
{
	const struct match_item *i;

	switch ((enum match_found)line->cite.found) {
	case FOUND_ITEM:
		i = &m->items[line->cite.item];
		if (i->later)
			match_blame(m, CAUSE_UNKNOWN);
		else if (i->held)
			match_blame(m, CAUSE_HELD);
		else if (i->pool != match_at(m)->pool)
			match_blame(m, CAUSE_CURRENCY);
		else
			return true;
		return false;
	case FOUND_AMBIGUOUS:
		match_blame(m, CAUSE_NUMBER);
		return false;
	case FOUND_SETTLED:
		match_blame(m, CAUSE_SETTLED);
		return false;
	case FOUND_CREDIT:
	case FOUND_UNKNOWN:
		break;
	}
	match_blame(m, CAUSE_UNKNOWN);
	return false;
}

static void
gather_debit(struct match *m, const struct match_line *line)
{
	struct match_target *t;

	if (!can_pay(m, line))
		return;
	t = target_of(m, line);
	t->pay += line->amount;
	t->discount += line->discount;
	t->deduction += line->deduction;
}

/* What a credit of this remittance has already been used for in it. */
static int64_t
credit_used(const struct match *m, uint32_t fund)
{
	const struct match_fund *f = match_at(m);
	int64_t used = 0;

	for (uint32_t i = 0; i < f->nline; i++) {
		const struct match_line *l = &f->line[i];
		bool again = false;

		if (l->amount <= 0 || l->cite.found != FOUND_ITEM)
			continue;
		for (uint32_t k = 0; k < i; k++)
			again |= f->line[k].amount > 0 &&
				 f->line[k].cite.found == FOUND_ITEM &&
				 f->line[k].cite.item == l->cite.item;
		if (!again)
			used += match_applied(m, fund, l->cite.item, DATE_NONE);
	}
	return used;
}

static void
gather_credit(struct match *m, const struct match_line *line)
{
	const struct match_cite *c = &line->cite;
	int64_t rest, open;

	if (c->found == FOUND_SETTLED)
		return;
	if (c->found != FOUND_CREDIT ||
	    m->funds[c->fund].block == BLOCK_LATER ||
	    m->funds[c->fund].pool != match_at(m)->pool ||
	    c->fund == m->room->fund) {
		match_blame(m,
		    c->found == FOUND_AMBIGUOUS ? CAUSE_NUMBER : CAUSE_UNKNOWN);
		return;
	}
	rest = -line->amount - credit_used(m, c->fund);
	open = m->funds[c->fund].open;
	if (rest > 0)
		match_take_credit(m, c->fund, rest < open ? rest : open);
}

/* What of a line is not yet done: by this receipt, or by the credits that
   its remittance takes. */
static int64_t
done(const struct match *m, const struct match_target *t)
{
	const struct match_fund *f = match_at(m);
	int64_t sum = match_applied(m, m->room->fund, t->item, t->due);

	for (uint32_t i = 0; i < f->nline; i++) {
		const struct match_cite *c = &f->line[i].cite;

		if (f->line[i].amount < 0 && c->fund != MATCH_NONE)
			sum += match_applied(m, c->fund, t->item, t->due);
	}
	return sum;
}

/* Lowers each target to what is to be paid now; leaves out the rest. */
static void
settle_targets(struct match *m)
{
	struct match_room *r = m->room;
	size_t n = 0;

	for (size_t i = 0; i < r->ntarget; i++) {
		struct match_target t = r->target[i];
		int64_t before = done(m, &t);
		int64_t rest = t.pay > before ? t.pay - before : 0;
		int64_t open = match_open_due(&m->items[t.item], t.due);

		if (rest > open)
			match_blame(m,
			    open == 0 ? match_settled(m, t.item) : CAUSE_OVER);
		t.pay = rest < open ? rest : open;
		if (t.pay > 0)
			r->target[n++] = t;
	}
	r->ntarget = n;
}

static void
gather(struct match *m)
{
	const struct match_fund *f = match_at(m);

	match_aim_none(m);
	for (uint32_t i = 0; i < f->nline; i++)
		if (f->line[i].amount > 0)
			gather_debit(m, &f->line[i]);
	for (uint32_t i = 0; i < f->nline; i++)
		if (f->line[i].amount < 0)
			gather_credit(m, &f->line[i]);
	settle_targets(m);
}

static enum match_verdict
fire(struct match *m)
{
	struct match_room *r = m->room;
	size_t source = 0;

	match_sort_targets(m);
	for (size_t i = 0; i < r->ntarget; i++) {
		struct match_target t = r->target[i];
		struct match_due due = match_due_of(m, &t);
		uint8_t score = match_level_score(t.cite);

		match_pay(m, &t, &source, NULL, score);
		match_reduce(m, &t, &due, score);
	}
	if (match_at(m)->open > 0)
		match_blame(m, CAUSE_OVER);
	match_say(m, true, "%zu items of the remittance", r->ntarget);
	return VERDICT_FIRED;
}

enum match_verdict
match_remit(struct match *m)
{
	const struct match_fund *f = match_at(m);

	if (f->nline == 0) {
		match_say(m, false, "no remittance lines");
		return VERDICT_NOT;
	}
	if (!sums_up(f)) {
		match_blame(m, CAUSE_MISMATCH);
		match_say(m, false, "the lines do not sum to the receipt");
		return VERDICT_NOT;
	}
	if (f->nline == 1 && f->line[0].cite.found == FOUND_ITEM &&
	    m->items[f->line[0].cite.item].pool != f->pool)
		return match_cross(m, &f->line[0].cite);
	gather(m);
	if (m->room->ntarget == 0) {
		match_say(m, false, "no line has something left to pay");
		return VERDICT_NOT;
	}
	if (match_aimed(m) > f->open + match_credit(m)) {
		match_blame(m, CAUSE_UNKNOWN);
		match_say(m, false, "not all credits taken are there");
		return VERDICT_NOT;
	}
	return fire(m);
}
