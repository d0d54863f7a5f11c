/* Rule 9: the oldest items first, for those who ask for it. */
#include "rule/match_in.h"

static void
pay_seen(struct match *m)
{
	struct match_room *r = m->room;
	struct match_fund *f = match_at(m);
	size_t source = 0;

	match_aim_none(m);
	for (size_t i = 0; i < r->nseen; i++)
		match_aim(m, r->seen[i]);
	match_sort_targets(m);
	for (size_t i = 0; i < r->ntarget && f->open > 0; i++) {
		struct match_target t = r->target[i];

		t.pay = t.pay < f->open ? t.pay : f->open;
		match_pay(m, &t, &source, "first", 50);
	}
}

/* The customer's own items, then those of its children. */
enum match_verdict
match_oldest(struct match *m)
{
	int64_t before = match_at(m)->open;

	match_look(m, false);
	pay_seen(m);
	if (match_at(m)->open > 0 && m->room->above[match_at(m)->customer]) {
		match_look(m, true);
		pay_seen(m);
	}
	match_say(m, match_at(m)->open < before, "the oldest items first");
	return match_at(m)->open < before ? VERDICT_FIRED : VERDICT_NOT;
}
