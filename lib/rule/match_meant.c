/* Numbers that several items have mean the one that is open: as others are
   paid, or given back, that changes. */
#include "rule/match_in.h"

/* How many of them are open, in the receipt's pool or in others; *item is
   the last of these. */
static uint32_t
count_open(const struct match *m, const struct match_cite *c, bool in_pool,
    uint32_t *item)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < c->nmeant; i++) {
		const struct match_item *it = &m->items[c->meant[i]];

		if ((it->pool == match_at(m)->pool) != in_pool ||
		    match_open(it) == 0)
			continue;
		*item = c->meant[i];
		n++;
	}
	return n;
}

static void
choose(const struct match *m, struct match_cite *c)
{
	uint32_t n;

	if (c->nmeant == 0)
		return;
	c->item = MATCH_NONE;
	n = count_open(m, c, true, &c->item);
	if (n == 0)
		n = count_open(m, c, false, &c->item);
	c->found = n == 1  ? FOUND_ITEM
		   : n > 1 ? FOUND_AMBIGUOUS
			   : FOUND_SETTLED;
	if (n != 1)
		c->item = MATCH_NONE;
}

/* Each item that a number could mean is an answer. */
static void
answer(struct match *m, const struct match_cite *c)
{
	for (uint32_t i = 0; i < c->nmeant && c->found == FOUND_AMBIGUOUS;
	     i++) {
		const struct match_item *it = &m->items[c->meant[i]];

		if (it->pool != match_at(m)->pool || match_open(it) == 0)
			continue;
		match_aim_none(m);
		match_aim(m, c->meant[i]);
		match_answer(m);
	}
}

void
match_answer_meant(struct match *m)
{
	struct match_fund *f = match_at(m);

	match_forget_answers(m);
	match_choose_meant(m);
	for (uint32_t i = 0; i < f->nline; i++)
		answer(m, &f->line[i].cite);
	for (uint32_t i = 0; i < f->ncite; i++)
		answer(m, &f->cite[i]);
}

void
match_choose_meant(struct match *m)
{
	struct match_fund *f = match_at(m);

	for (uint32_t i = 0; i < f->nline; i++)
		choose(m, &f->line[i].cite);
	for (uint32_t i = 0; i < f->ncite; i++)
		choose(m, &f->cite[i]);
}
