#include "book/openbook.h"

#include <stdlib.h>

#include "base/mem.h"
#include "book/openbook_in.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

/*
 * Items are linked by the rows that touch two of them.  A group in which an
 * item closed lately is kept whole: a bank return may still reopen it.
 */
struct chooser {
	const struct openbook_plan *plan;
	struct ledger *l;
	uint32_t *group; /* of each item: a link towards the group's name */
	bool *whole;     /* by name of group: kept as it was */
	bool *open;      /* by item: something is open */
	uint64_t *lines; /* kept rows to print */
	size_t nline, cap;
};

static uint32_t
group_of(struct chooser *c, uint32_t item)
{
	while (c->group[item] != item) {
		c->group[item] = c->group[c->group[item]];
		item = c->group[item];
	}
	return item;
}

static void
link_groups(struct chooser *c)
{
	for (uint32_t i = 0; i < ledger_items(c->l); i++)
		c->group[i] = i;
	for (uint32_t i = 0; i < ledger_moves(c->l); i++) {
		const struct ledger_move *m = ledger_move(c->l, i);

		if (m->other != LEDGER_NONE && m->date <= c->plan->asof)
			c->group[group_of(c, m->item)] = group_of(c, m->other);
	}
}

static int32_t
last_change(const struct chooser *c, uint32_t item)
{
	const struct ledger_item *it = ledger_item(c->l, item);
	int32_t last = DATE_NONE, asof = c->plan->asof;

	for (uint32_t i = it->piece; i != LEDGER_NONE;) {
		const struct ledger_piece *p = ledger_piece(c->l, i);

		if (p->date <= asof && p->date > last)
			last = p->date;
		i = p->next;
	}
	for (uint32_t i = it->move; i != LEDGER_NONE;) {
		const struct ledger_move *m = ledger_move(c->l, i);

		if (m->date <= asof && m->date > last)
			last = m->date;
		i = m->next;
	}
	return last;
}

static void
judge_items(struct chooser *c)
{
	for (uint32_t i = 0; i < ledger_items(c->l); i++) {
		const struct ledger_part *parts;
		size_t n = ledger_parts(c->l, i, c->plan->asof, &parts);

		for (size_t k = 0; k < n; k++)
			c->open[i] = c->open[i] || parts[k].open != 0;
		if (n > 0 && !c->open[i] && c->plan->since != DATE_NONE &&
		    last_change(c, i) >= c->plan->since)
			c->whole[group_of(c, i)] = true;
	}
}

static bool
is_whole(struct chooser *c, uint32_t item)
{
	return c->whole[group_of(c, item)];
}

static void
want(struct chooser *c, uint64_t line)
{
	c->lines = mem_grow(c->lines, &c->cap, c->nline + 1, sizeof *c->lines);
	c->lines[c->nline++] = line;
}

/* The rows of groups that are kept whole. */
static void
want_groups(struct chooser *c)
{
	int32_t asof = c->plan->asof;

	for (uint32_t i = 0; i < ledger_items(c->l); i++) {
		uint32_t p = ledger_item(c->l, i)->piece;

		for (; p != LEDGER_NONE && is_whole(c, i);
		     p = ledger_piece(c->l, p)->next)
			if (ledger_piece(c->l, p)->date <= asof)
				want(c, ledger_piece(c->l, p)->line);
	}
	for (uint32_t i = 0; i < ledger_moves(c->l); i++) {
		const struct ledger_move *m = ledger_move(c->l, i);

		if (!m->dropped && m->date <= asof && is_whole(c, m->item))
			want(c, m->line);
	}
}

/* A release by the day ends an earlier hold of the same item or customer. */
static bool
released(const struct chooser *c, const struct ledger_event *hold)
{
	for (uint32_t i = 0; i < ledger_events(c->l); i++) {
		const struct ledger_event *e = ledger_event(c->l, i);

		if (e->type == TYPE_RELEASE && !e->dropped &&
		    e->date <= c->plan->asof && e->date >= hold->date &&
		    e->item == hold->item && e->customer == hold->customer)
			return true;
	}
	return false;
}

static bool
receipt_untouched(const struct chooser *c, uint32_t item)
{
	uint32_t i = ledger_item(c->l, item)->move;

	for (; i != LEDGER_NONE; i = ledger_move(c->l, i)->next)
		if (ledger_move(c->l, i)->date <= c->plan->asof)
			return false;
	return c->open[item];
}

/* Whether an event still matters after the day; disputes are told apart. */
static bool
alive(const struct chooser *c, const struct ledger_event *e)
{
	bool lasts = e->due == DATE_NONE || e->due >= c->plan->asof;
	bool owed = e->item == LEDGER_NONE || c->open[e->item];

	if (e->type == TYPE_HOLD)
		return lasts && owed && !released(c, e);
	if (e->type == TYPE_PROMISE)
		return lasts && owed;
	if (e->type == TYPE_REMIT)
		return receipt_untouched(c, e->item);
	return owed && (e->type == TYPE_NOTICE || e->type == TYPE_NOTE);
}

static void
want_events(struct chooser *c)
{
	for (uint32_t i = 0; i < ledger_events(c->l); i++) {
		const struct ledger_event *e = ledger_event(c->l, i);
		bool whole = e->item != LEDGER_NONE && is_whole(c, e->item);

		if (!e->dropped && e->date <= c->plan->asof &&
		    (whole || alive(c, e)))
			want(c, e->line);
	}
}

static int
by_line(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
put_rows(struct chooser *c, struct openbook_writer *o)
{
	if (c->nline > 0)
		qsort(c->lines, c->nline, sizeof *c->lines, by_line);
	for (size_t i = 0; i < c->nline; i++)
		if (i == 0 || c->lines[i] != c->lines[i - 1])
			openbook_row(o, c->lines[i], NULL);
}

/* What is left of each dispute, under its number and its first day. */
static void
put_claims(struct chooser *c, struct openbook_writer *o, uint32_t item)
{
	struct ledger_claim *claims;
	size_t n = ledger_claims(c->l, item, c->plan->asof, &claims);
	int exponent = currency_exponent(ledger_item(c->l, item)->currency);

	for (size_t i = 0; i < n; i++) {
		char amount[MONEY_CHARS] = "";

		if (claims[i].left == 0)
			continue;
		if (claims[i].left != claims[i].full)
			money_format(amount, claims[i].left, exponent);
		openbook_row(o, claims[i].line, amount);
	}
	mem_free(claims);
}

static const struct ledger *sorting; /* qsort has no argument to spare */

static int
by_name(const void *x, const void *y)
{
	const struct ledger_item *a =
	    ledger_item(sorting, *(const uint32_t *)x);
	const struct ledger_item *b =
	    ledger_item(sorting, *(const uint32_t *)y);
	int c = span_compare(
	    ledger_text(sorting, a->entity), ledger_text(sorting, b->entity));

	if (c == 0)
		c = span_compare(ledger_text(sorting, a->customer),
		    ledger_text(sorting, b->customer));
	if (c == 0)
		c = span_compare(
		    ledger_text(sorting, a->doc), ledger_text(sorting, b->doc));
	if (c == 0)
		c = a->side - b->side;
	return c != 0 ? c
		      : strcmp(currency_code(a->currency),
			    currency_code(b->currency));
}

/* The open items, in order of their names. */
static void
put_items(struct chooser *c, struct openbook_writer *o)
{
	uint32_t n = ledger_items(c->l);
	uint32_t *order = mem_array(n, sizeof *order);

	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	sorting = c->l;
	qsort(order, n, sizeof *order, by_name);
	for (uint32_t i = 0; i < n; i++) {
		const struct ledger_part *parts;
		size_t np;

		if (!c->open[order[i]] || is_whole(c, order[i]))
			continue;
		np = ledger_parts(c->l, order[i], c->plan->asof, &parts);
		for (size_t k = 0; k < np; k++)
			if (parts[k].open != 0)
				openbook_part(o, &parts[k]);
		put_claims(c, o, order[i]);
	}
	mem_free(order);
}

/* Rows dated by the day that count only after it. */
static size_t
count_early(struct chooser *c, struct openbook_writer *o)
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
	struct chooser c = {.plan = plan, .l = plan->ledger};
	struct openbook_writer o;
	size_t early;

	c.group = mem_array(n, sizeof *c.group);
	c.whole = mem_array(n, sizeof *c.whole);
	c.open = mem_array(n, sizeof *c.open);
	link_groups(&c);
	judge_items(&c);
	want_groups(&c);
	want_events(&c);
	openbook_open(&o, plan, w);
	put_items(&c, &o);
	put_rows(&c, &o);
	early = count_early(&c, &o);
	openbook_close(&o);
	mem_free(c.group);
	mem_free(c.whole);
	mem_free(c.open);
	mem_free(c.lines);
	return early;
}
