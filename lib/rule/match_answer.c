#include "base/mem.h"
#include "rule/match_in.h"

void
match_forget_answers(struct match *m)
{
	match_at(m)->answer = MATCH_NONE;
	match_at(m)->nanswer = 0;
}

static void
pick(struct match *m, struct match_pick p)
{
	m->picks = mem_grow(
	    m->picks, &m->pick_cap, (size_t)m->npick + 1, sizeof *m->picks);
	m->picks[m->npick++] = p;
}

/* At the end of the receipt's list. */
static void
link_answer(struct match *m, uint32_t answer)
{
	uint32_t *at = &match_at(m)->answer;

	while (*at != MATCH_NONE)
		at = &m->answers[*at].next;
	*at = answer;
}

void
match_answer(struct match *m)
{
	struct match_room *r = m->room;
	uint32_t first = m->npick;

	if (match_at(m)->nanswer++ >= MATCH_ANSWERS)
		return;
	for (size_t i = 0; i < r->ntarget; i++)
		pick(m, (struct match_pick){r->target[i].item, MATCH_NONE,
			    r->target[i].pay, r->target[i].discount,
			    r->target[i].count});
	for (size_t i = 0; i < r->ncredit; i++)
		pick(m, (struct match_pick){MATCH_NONE, r->credit[i].fund,
			    r->credit[i].left, 0, 0});
	m->answers = mem_grow(m->answers, &m->answer_cap,
	    (size_t)m->nanswer + 1, sizeof *m->answers);
	m->answers[m->nanswer] =
	    (struct match_answer){first, m->npick - first, MATCH_NONE};
	link_answer(m, m->nanswer++);
}

/* What match_answer kept is what the targets still are, but for answers of
   which several were tried. */
void
match_aim_answer(struct match *m)
{
	const struct match_answer *a = &m->answers[match_at(m)->answer];

	match_aim_none(m);
	for (uint32_t i = a->pick; i < a->pick + a->npick; i++) {
		const struct match_pick *p = &m->picks[i];
		struct match_target *t;

		if (p->item == MATCH_NONE) {
			match_take_credit(m, p->credit, p->amount);
			continue;
		}
		t = match_aim(m, p->item);
		t->pay = p->amount;
		t->discount = p->discount;
		t->count = p->count;
	}
}

enum match_verdict
match_several(struct match *m)
{
	match_blame(m, CAUSE_SEVERAL);
	match_say(m, false, "%u answers", match_at(m)->nanswer);
	return VERDICT_WAIT;
}
