#include "book/openbook.h"

#include <stdlib.h>

#include "base/mem.h"
#include "book/openbook_in.h"
#include "value/date.h"

/*
 * Items are linked by the rows that touch two of them.  A group in which an
 * item closed lately is kept whole: a bank return may still reopen it.  So is
 * one in which a row lately reduced an item of several parts: taking it back
 * goes to the part it came from, which what is open no longer tells.
 */
static uint32_t
group_of(struct openbook_chooser *c, uint32_t item)
{
	while (c->group[item] != item) {
		c->group[item] = c->group[c->group[item]];
		item = c->group[item];
	}
	return item;
}

static void
link_groups(struct openbook_chooser *c)
{
	for (uint32_t i = 0; i < ledger_items(c->l); i++)
		c->group[i] = i;
	for (uint32_t i = 0; i < ledger_moves(c->l); i++) {
		const struct ledger_move *m = ledger_move(c->l, i);

		if (!m->dropped && m->other != LEDGER_NONE &&
		    m->date <= c->plan->asof)
			c->group[group_of(c, m->item)] = group_of(c, m->other);
	}
}

static int32_t
last_move(const struct openbook_chooser *c, uint32_t item)
{
	uint32_t i = ledger_item(c->l, item)->move;
	int32_t last = DATE_NONE;

	for (; i != LEDGER_NONE; i = ledger_move(c->l, i)->next) {
		const struct ledger_move *m = ledger_move(c->l, i);

		if (m->date <= c->plan->asof && m->date > last)
			last = m->date;
	}
	return last;
}

/* Whether the item, n parts of which count, calls for its group's rows. */
static bool
calls_for_group(const struct openbook_chooser *c, uint32_t item,
    const struct ledger_part *parts, size_t n)
{
	int32_t last = last_move(c, item);

	if (c->plan->since == DATE_NONE || n == 0 ||
	    ledger_item(c->l, item)->anonymous)
		return false;
	if (n > 1 && last >= c->plan->since)
		return true;
	for (size_t k = 0; k < n; k++) {
		int32_t date = ledger_piece(c->l, parts[k].piece)->date;

		if (date > last)
			last = date;
	}
	return !c->open[item] && last >= c->plan->since;
}

static void
judge_items(struct openbook_chooser *c)
{
	for (uint32_t i = 0; i < ledger_items(c->l); i++) {
		const struct ledger_part *parts;
		size_t n = ledger_parts(c->l, i, c->plan->asof, &parts);

		c->touched[i] = last_move(c, i) != DATE_NONE;
		for (size_t k = 0; k < n; k++)
			c->open[i] = c->open[i] || parts[k].open != 0;
		if (calls_for_group(c, i, parts, n))
			c->whole[group_of(c, i)] = true;
	}
}

bool
openbook_is_whole(struct openbook_chooser *c, uint32_t item)
{
	return c->whole[group_of(c, item)];
}

void
openbook_want(struct openbook_chooser *c, uint64_t line)
{
	c->lines = mem_grow(c->lines, &c->cap, c->nline + 1, sizeof *c->lines);
	c->lines[c->nline++] = line;
}

/* The rows of groups that are kept whole. */
static void
want_groups(struct openbook_chooser *c)
{
	int32_t asof = c->plan->asof;

	for (uint32_t i = 0; i < ledger_items(c->l); i++) {
		uint32_t p = ledger_item(c->l, i)->piece;

		for (; p != LEDGER_NONE && openbook_is_whole(c, i);
		     p = ledger_piece(c->l, p)->next)
			if (ledger_piece(c->l, p)->date <= asof)
				openbook_want(c, ledger_piece(c->l, p)->line);
	}
	for (uint32_t i = 0; i < ledger_moves(c->l); i++) {
		const struct ledger_move *m = ledger_move(c->l, i);

		if (!m->dropped && m->date <= asof &&
		    openbook_is_whole(c, m->item))
			openbook_want(c, m->line);
	}
}

static int
by_line(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
put_rows(struct openbook_chooser *c, struct openbook_writer *o)
{
	if (c->nline > 0)
		qsort(c->lines, c->nline, sizeof *c->lines, by_line);
	for (size_t i = 0; i < c->nline; i++)
		if (i == 0 || c->lines[i] != c->lines[i - 1])
			openbook_row(o, c->lines[i], NULL);
}

/* Rows dated by the day that count only after it. */
static size_t
count_early(struct openbook_chooser *c, struct openbook_writer *o)
{
	int32_t asof = c->plan->asof;
	uint64_t last = 0;
	size_t n = 0;

	for (uint32_t i = 0; i < ledger_moves(c->l); i++) {
		const struct ledger_move *m = ledger_move(c->l, i);

		if (m->dropped || m->date <= asof || m->line == last)
			continue;
		last = m->line;
		n += openbook_date(o, m->line) <= asof;
	}
	for (uint32_t i = 0; i < ledger_events(c->l); i++) {
		const struct ledger_event *e = ledger_event(c->l, i);

		if (!e->dropped && e->date > asof)
			n += openbook_date(o, e->line) <= asof;
	}
	return n;
}

size_t
openbook_write(const struct openbook_plan *plan, struct csvout *w)
{
	uint32_t n = ledger_items(plan->ledger);
	struct openbook_chooser c = {.plan = plan, .l = plan->ledger};
	struct openbook_writer o;
	size_t early;

	c.group = mem_array(n, sizeof *c.group);
	c.whole = mem_array(n, sizeof *c.whole);
	c.open = mem_array(n, sizeof *c.open);
	c.touched = mem_array(n, sizeof *c.touched);
	link_groups(&c);
	judge_items(&c);
	want_groups(&c);
	openbook_want_events(&c);
	openbook_open(&o, plan, w);
	openbook_items(&c, &o);
	put_rows(&c, &o);
	early = count_early(&c, &o);
	openbook_close(&o);
	mem_free(c.group);
	mem_free(c.whole);
	mem_free(c.open);
	mem_free(c.touched);
	mem_free(c.lines);
	return early;
}
