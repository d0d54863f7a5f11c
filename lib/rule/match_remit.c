/* Rule 1: what the payer's remittance says, line by line. */
#include "rule/match_in.h"

/* The cause is that of the line which is worst, whatever their order. */
static void
blame(struct match *m, enum match_cause cause)
{
	static const uint8_t rank[CAUSES] = {[CAUSE_HELD] = 1,
	    [CAUSE_OVER] = 2,
	    [CAUSE_SETTLED] = 3,
	    [CAUSE_CURRENCY] = 4,
	    [CAUSE_NUMBER] = 5,
	    [CAUSE_UNKNOWN] = 6};
	struct match_fund *f = match_at(m);

	if (rank[cause] > rank[f->cause])
		f->cause = (uint8_t)cause;
}

static bool
sums_up(const struct match_fund *f)
{
	int128 sum = 0;

	for (uint32_t i = 0; i < f->nline; i++)
		sum += f->line[i].amount;
	return sum == f->received;
}

/* Amounts of a payer may be anything. */
static int64_t
add_capped(int64_t a, int64_t b)
{
	int64_t sum;

	return money_add(a, b, &sum) ? sum : INT64_MAX;
}

static struct match_target *
target_of(struct match *m, const struct match_line *line)
{
	struct match_room *r = m->room;
	bool again = match_mark(m, line->cite.item);
	struct match_target *t;

	for (size_t i = 0; i < r->ntarget && again; i++)
		if (r->target[i].item == line->cite.item &&
		    r->target[i].due == line->due)
			return &r->target[i];
	r->twice |= again;
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
			blame(m, CAUSE_UNKNOWN);
		else if (i->held)
			blame(m, CAUSE_HELD);
		else if (i->pool != match_at(m)->pool)
			blame(m, CAUSE_CURRENCY);
		else
			return true;
		return false;
	case FOUND_AMBIGUOUS:
		blame(m, CAUSE_NUMBER);
		return false;
	case FOUND_SETTLED:
		blame(m, CAUSE_SETTLED);
		return false;
	case FOUND_CREDIT:
	case FOUND_UNKNOWN:
		break;
	}
	blame(m, CAUSE_UNKNOWN);
	return false;
}

static void
gather_debit(struct match *m, const struct match_line *line)
{
	struct match_target *t;

	if (!can_pay(m, line))
		return;
	t = target_of(m, line);
	if (t->deduction == 0 && line->deduction > 0)
		t->line = line; /* of which the reason is */
	t->pay = add_capped(t->pay, line->amount);
	t->discount = add_capped(t->discount, line->discount);
	t->deduction = add_capped(t->deduction, line->deduction);
}

/* Whether the credit that a line takes may be used. */
static bool
can_take(const struct match *m, const struct match_cite *c)
{
	const struct match_fund *credit = &m->funds[c->fund];

	return credit->block != BLOCK_LATER &&
	       credit->pool == match_at(m)->pool && c->fund != m->room->fund;
}

static void
gather_credit(struct match *m, const struct match_line *line)
{
	const struct match_cite *c = &line->cite;
	struct match_room *r = m->room;
	bool can;
	size_t i = 0;

	if (c->found == FOUND_SETTLED)
		return;
	can = c->found == FOUND_CREDIT && can_take(m, c);
	if (!can)
		blame(m,
		    c->found == FOUND_AMBIGUOUS ? CAUSE_NUMBER : CAUSE_UNKNOWN);
	if (c->found != FOUND_CREDIT || c->fund == r->fund)
		return;
	match_take_credit(m, c->fund, 0);
	while (r->credit[i].fund != c->fund)
		i++;
	if (can)
		r->credit[i].left =
		    add_capped(r->credit[i].left, -line->amount);
}

/* What a credit of this remittance has already been used for in it: the items
   named are marked. */
static int64_t
credit_used(const struct match *m, uint32_t fund)
{
	const struct match_fund *f = &m->funds[fund];
	int64_t used = 0;

	for (uint32_t i = 0; i < f->napplied; i++)
		if (match_is_marked(m, f->applied[i].item))
			used += f->applied[i].amount;
	for (uint32_t p = m->room->put[fund]; p != MATCH_NONE;
	     p = m->room->puts[p].next)
		if (match_is_marked(m, m->room->puts[p].item))
			used += m->room->puts[p].amount;
	return used;
}

/* Lowers each credit to what may be used of it now; leaves out the rest. */
static void
settle_credits(struct match *m)
{
	struct match_room *r = m->room;
	size_t n = 0;

	for (size_t i = 0; i < r->ncredit; i++) {
		struct match_source c = r->credit[i];
		int64_t open = m->funds[c.fund].open;

		if (c.left > 0)
			c.left -= credit_used(m, c.fund);
		c.left = c.left < open ? c.left : open;
		if (c.left > 0)
			r->credit[n++] = c;
	}
	r->ncredit = n;
}

/* What of a line is not yet done: by this receipt, or by the credits that
   its remittance takes. */
static int64_t
done(const struct match *m, const struct match_target *t)
{
	const struct match_room *r = m->room;
	int64_t sum = match_applied(m, r->fund, t->item, t->due);

	for (size_t i = 0; i < r->ncredit; i++)
		sum += match_applied(m, r->credit[i].fund, t->item, t->due);
	return sum;
}

/* What lines that name an installment leave of the item for one that does
   not. */
static int64_t
left_for(const struct match *m, const struct match_target *t)
{
	const struct match_room *r = m->room;
	int64_t open = match_open_due(&m->items[t->item], t->due);

	for (size_t i = 0; i < r->ntarget && r->twice; i++)
		if (t->due == DATE_NONE && r->target[i].due != DATE_NONE &&
		    r->target[i].item == t->item)
			open -= r->target[i].pay;
	return open;
}

/* Lowers targets to what is to be paid now: those that name an installment, or
   those that do not. */
static void
settle_targets(struct match *m, bool named)
{
	struct match_room *r = m->room;

	for (size_t i = 0; i < r->ntarget; i++) {
		struct match_target *t = &r->target[i];
		int64_t before, rest, open;

		if ((t->due != DATE_NONE) != named)
			continue;
		before = done(m, t);
		rest = t->pay > before ? t->pay - before : 0;
		open = left_for(m, t);
		if (rest > open)
			blame(m,
			    open == 0 ? match_settled(m, t->item) : CAUSE_OVER);
		t->pay = rest < open ? rest : open;
		t->discount = t->discount < open ? t->discount : open;
	}
}

static void
drop_unpaid(struct match_room *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->ntarget; i++)
		if (r->target[i].pay > 0)
			r->target[n++] = r->target[i];
	r->ntarget = n;
}

static void
gather(struct match *m)
{
	const struct match_fund *f = match_at(m);

	match_aim_none(m);
	m->room->twice = false;
	match_unmark(m);
	for (uint32_t i = 0; i < f->nline; i++)
		if (f->line[i].amount > 0)
			gather_debit(m, &f->line[i]);
	for (uint32_t i = 0; i < f->nline; i++)
		if (f->line[i].amount < 0)
			gather_credit(m, &f->line[i]);
	settle_targets(m, true);
	settle_targets(m, false);
	settle_credits(m);
	drop_unpaid(m->room);
}

static enum match_verdict
fire(struct match *m)
{
	struct match_room *r = m->room;

	match_sort_targets(m);
	for (size_t i = 0; i < r->ntarget; i++) {
		struct match_target t = r->target[i];
		int64_t open = match_open_due(&m->items[t.item], t.due);
		uint8_t score = match_level_score(t.cite);
		struct match_due due;

		/* another line's discount may have taken some of it */
		t.pay = t.pay < open ? t.pay : open;
		if (t.pay == 0)
			continue;
		due = match_due_of(m, &t);
		match_pay(m, &t, NULL, score);
		match_reduce(m, &t, &due, score);
	}
	if (match_at(m)->open > 0)
		match_blame(m, CAUSE_OVER);
	match_say(m, true, "%zu item%s of the remittance", r->ntarget,
	    r->ntarget == 1 ? "" : "s");
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
		match_blame(
		    m, f->open < f->received ? CAUSE_OVER : CAUSE_SETTLED);
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
