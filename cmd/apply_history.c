#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"
#include "value/date.h"

/* What a fund was used for before, as rows of the book say. */

/* A row beside what it is sorted by: type, number, customer, part, reason. */
struct used {
	struct span doc;
	struct match_made row;
};

static int
by_number(const struct used *a, const struct used *b)
{
	int c = span_compare(a->doc, b->doc);

	if (c == 0)
		c = (a->row.item > b->row.item) - (a->row.item < b->row.item);
	if (c == 0)
		c = (a->row.due > b->row.due) - (a->row.due < b->row.due);
	return c;
}

static int
by_row(const void *x, const void *y)
{
	const struct used *a = x, *b = y;
	const char *p = a->row.reason, *q = b->row.reason;
	int c = (a->row.type > b->row.type) - (a->row.type < b->row.type);

	if (c == 0)
		c = by_number(a, b);
	return c != 0 ? c : strcmp(p != NULL ? p : "", q != NULL ? q : "");
}

/* Sums those that are equal, leaves out what comes to nothing. */
static uint32_t
sum_up(struct used *u, uint32_t n)
{
	uint32_t sums = 0, out = 0;

	if (n > 1)
		qsort(u, n, sizeof *u, by_row);
	for (uint32_t i = 0; i < n; i++)
		if (sums > 0 && by_row(&u[sums - 1], &u[i]) == 0)
			u[sums - 1].row.amount += u[i].row.amount;
		else
			u[sums++] = u[i];
	for (uint32_t i = 0; i < sums; i++)
		if (u[i].row.amount != 0)
			u[out++] = u[i];
	return out;
}

static struct used
used_on(const struct apply_desk *d, const struct match_fund *f, uint32_t item,
    const struct ledger_move *v)
{
	bool self = item == f->tag;
	uint32_t place = self ? MATCH_NONE : apply_map_get(&d->items, item);

	return (struct used){
	    apply_doc(d->apply, item), {.item = place,
					   .due = v->due,
					   .type = v->type,
					   .amount = v->amount}};
}

/* Money of it that is on items of the group, by item and part. */
static void
add_applied(struct apply_desk *d, struct match_fund *f)
{
	const struct ledger *l = d->apply->ledger;
	struct used *u;
	uint32_t n = 0;

	for (uint32_t i = ledger_item(l, f->tag)->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next)
		n++;
	u = apply_room_take(&d->room, n * sizeof *u);
	n = 0;
	for (uint32_t i = ledger_item(l, f->tag)->move; i != LEDGER_NONE;
	     i = ledger_move(l, i)->next) {
		const struct ledger_move *v = ledger_move(l, i);

		if (v->type != TYPE_APPLY || v->date > d->apply->asof)
			continue;
		u[n] = used_on(d, f, v->other, ledger_move(l, i + 1));
		n += u[n].row.item != MATCH_NONE;
	}
	n = sum_up(u, n);
	f->applied = apply_room_take(&d->room, n * sizeof *f->applied);
	f->napplied = n;
	for (uint32_t i = 0; i < n; i++)
		f->applied[i] = (struct match_applied){
		    u[i].row.item, u[i].row.due, -u[i].row.amount};
}

/* Rows that were made with it. */
static void
add_made(struct apply_desk *d, struct match_fund *f)
{
	const struct apply *a = d->apply;
	const struct apply_made *made;
	size_t all = apply_made_of(a->notes, f->tag, &made);
	struct used *u = apply_room_take(&d->room, all * sizeof *u);
	uint32_t n = 0;

	for (size_t i = 0; i < all; i++) {
		const struct ledger_move *v =
		    ledger_move(a->ledger, made[i].move);

		if (v->date > a->asof)
			continue;
		u[n] = used_on(d, f, v->item, v);
		u[n].row.reason = made[i].reason;
		n += u[n].row.item != MATCH_NONE || v->item == f->tag;
	}
	n = sum_up(u, n);
	f->made = apply_room_take(&d->room, n * sizeof *f->made);
	f->nmade = n;
	for (uint32_t i = 0; i < n; i++)
		f->made[i] = u[i].row;
}

/* Only what was used before can be used again, or given back. */
void
apply_lay_history(struct apply_desk *d, struct match_fund *f)
{
	if (f->open == f->received)
		return;
	add_applied(d, f);
	add_made(d, f);
}
