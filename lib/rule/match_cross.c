/* A payment in one currency for an item in another, at the day's rate. */
#include "rule/match_in.h"

uint8_t
match_level_score(const struct match_cite *c)
{
	static const uint8_t scores[] = {100, 99, 97, 98, 96};

	return scores[c->level];
}

static bool
is_close(struct match *m, const struct match_item *i, int64_t open)
{
	const struct match_fund *f = match_at(m);
	int64_t expected, gap;

	if (m->convert == NULL ||
	    !m->convert(m->arg, f->pool, i->pool, f->date, f->open, &expected))
		return false;
	gap = expected > open ? expected - open : open - expected;
	return gap <= match_tolerance(m, i->pool, open);
}

enum match_verdict
match_cross(struct match *m, const struct match_cite *c)
{
	struct match_target t = {.item = c->item, .due = DATE_NONE, .cite = c};
	struct match_item *i = &m->items[c->item];
	int64_t open = match_open(i);

	if (i->held || i->later || open == 0 || !is_close(m, i, open)) {
		match_blame(m, open == 0
				   ? CAUSE_SETTLED
				   : (i->held ? CAUSE_HELD : CAUSE_CURRENCY));
		match_say(m, false,
		    "an item in another currency, at a rate "
		    "that is not the day's");
		return VERDICT_NOT;
	}
	t.pay = open;
	match_exchange(m, &t, 90);
	match_say(m, true, "an item in another currency");
	return VERDICT_FIRED;
}
