/* Rule 2: numbers that the memo cites.  Whether what they come to is the
   receipt is match_fit.c's; what is short or over is match_odd.c's. */
#include "rule/match_in.h"

/* What the memo cites. */
struct cited {
	bool firm;    /* every item was surely meant */
	bool loose;   /* some item was not */
	bool unknown; /* a firm number that is none */
	bool strange; /* some item is of another family */
	bool wrong;   /* one that can't be used: the cause is given */
};

/* Of a customer outside of the family: perhaps only a slip of the pen. */
static bool
is_strange(const struct match *m, uint32_t item)
{
	return match_head(m, m->items[item].customer) !=
	       match_head(m, match_at(m)->customer);
}

static void
cite_item(struct match *m, const struct match_cite *c, struct cited *all)
{
	const struct match_item *i = &m->items[c->item];

	if (match_open(i) == 0 && is_strange(m, c->item)) {
		all->unknown |= c->firm;
		return;
	}
	if (match_open(i) == 0) {
		if (c->firm)
			match_blame(m, match_settled(m, c->item));
		return;
	}
	if (i->held || i->later) {
		match_blame(m, i->held ? CAUSE_HELD : CAUSE_UNKNOWN);
		all->wrong = true;
		return;
	}
	if (match_mark(m, c->item))
		return;
	match_aim(m, c->item)->cite = c;
	all->loose |= !c->firm;
	all->strange |= is_strange(m, c->item);
}

static void
cite_one(struct match *m, const struct match_cite *c, struct cited *all)
{
	switch ((enum match_found)c->found) {
	case FOUND_ITEM:
		cite_item(m, c, all);
		break;
	case FOUND_CREDIT:
		if (m->funds[c->fund].open > 0 && c->fund != m->room->fund &&
		    m->funds[c->fund].pool == match_at(m)->pool &&
		    m->funds[c->fund].block != BLOCK_LATER)
			match_take_credit(m, c->fund, m->funds[c->fund].open);
		break;
	case FOUND_SETTLED:
		/* by what is left of it, if it was used before */
		if (c->firm)
			match_blame(m, match_at(m)->open < match_at(m)->received
					   ? CAUSE_OVER
					   : CAUSE_SETTLED);
		break;
	case FOUND_AMBIGUOUS:
		if (c->firm)
			match_blame(m, CAUSE_NUMBER);
		all->wrong |= c->firm;
		break;
	case FOUND_UNKNOWN:
		all->unknown |= c->firm;
		break;
	}
}

static struct cited
gather(struct match *m, bool only_firm)
{
	const struct match_fund *f = match_at(m);
	struct cited all = {0};

	match_aim_none(m);
	match_unmark(m);
	for (uint32_t i = 0; i < f->ncite; i++)
		if (f->cite[i].firm || !only_firm)
			cite_one(m, &f->cite[i], &all);
	all.firm = m->room->ntarget > 0 && !all.loose;
	return all;
}

/* All in one pool; across currencies only one item alone. */
static bool
is_foreign(const struct match *m)
{
	const struct match_room *r = m->room;

	for (size_t i = 0; i < r->ntarget; i++)
		if (m->items[r->target[i].item].pool != match_at(m)->pool)
			return true;
	return false;
}

static enum match_verdict
judge(struct match *m, bool only_firm)
{
	struct cited all = gather(m, only_firm);
	enum match_verdict v;

	if (all.wrong || m->room->ntarget == 0)
		return VERDICT_NOT;
	if (is_foreign(m)) {
		match_blame(m, CAUSE_CURRENCY);
		return m->room->ntarget == 1 && m->room->ncredit == 0
			   ? match_cross(m, m->room->target[0].cite)
			   : VERDICT_NOT;
	}
	v = match_fit(m);
	if (v == VERDICT_NOT && all.loose && !only_firm)
		return judge(m, true);
	if (v != VERDICT_NOT)
		return v;
	if (all.unknown || all.strange)
		match_blame(m, CAUSE_UNKNOWN);
	/* loose numbers that did not fit speak for nothing but themselves, and
	   a stranger's only by the cent */
	return all.firm && !only_firm && !all.strange
		   ? match_odd(m, all.unknown)
		   : v;
}

enum match_verdict
match_text(struct match *m)
{
	enum match_verdict v = VERDICT_NOT;
	const struct match_fund *f = match_at(m);

	match_forget_answers(m);
	if (f->nline == 0 && f->ncite > 0)
		v = judge(m, false);
	if (v == VERDICT_FIRED)
		match_say(m, true, "%zu item%s that the memo cites",
		    m->room->ntarget, m->room->ntarget == 1 ? "" : "s");
	else if (v == VERDICT_NOT)
		match_say(m, false,
		    f->ncite == 0 || f->nline > 0
			? "the memo cites no number"
			: "what the memo cites is not what was paid");
	for (uint32_t i = 0; i < f->ncite && v == VERDICT_NOT; i++)
		if (f->cite[i].firm && f->cite[i].found == FOUND_UNKNOWN)
			match_blame(m, CAUSE_UNKNOWN);
	return v;
}
