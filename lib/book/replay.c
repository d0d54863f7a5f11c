#include "book/replay.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "book/replay_in.h"
#include "value/date.h"

struct replay {
	struct ledger_view view;
	const struct ledger_item *item;
	int32_t *starts; /* the days from which pieces count, in order */
	size_t nstart, start_cap, started;
	const struct ledger_move **moves; /* by day */
	size_t nmove, move_cap, moved;
	struct ledger_share *fresh; /* those that count, as they were opened */
	size_t nfresh, fresh_cap;
	size_t nnamed; /* of view.named */
	int128 pool;   /* all changes, in the sign of the item */
	int128 opened, raised;
	struct replay_claims claims;
};

struct replay *
replay_new(const struct ledger *l)
{
	struct replay *r = mem_array(1, sizeof *r);

	r->view.l = l;
	return r;
}

void
replay_free(struct replay *r)
{
	if (r == NULL)
		return;
	ledger_view_close(&r->view);
	replay_claims_free(&r->claims);
	mem_free(r->starts);
	mem_free(r->moves);
	mem_free(r->fresh);
	mem_free(r);
}

static int
by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static int
by_date(const void *a, const void *b)
{
	return by_day(&(*(const struct ledger_move *const *)a)->date,
	    &(*(const struct ledger_move *const *)b)->date);
}

static void
list_pieces(struct replay *r)
{
	const struct ledger *l = r->view.l;

	r->nstart = r->started = r->nfresh = 0;
	for (uint32_t i = r->item->piece; i != LEDGER_NONE;
	     i = l->pieces[i].next) {
		r->starts = mem_grow(
		    r->starts, &r->start_cap, r->nstart + 1, sizeof *r->starts);
		r->starts[r->nstart++] = l->pieces[i].date;
	}
	if (r->nstart > 1)
		qsort(r->starts, r->nstart, sizeof *r->starts, by_day);
}

static void
list_moves(struct replay *r)
{
	const struct ledger *l = r->view.l;

	r->nmove = r->moved = 0;
	for (uint32_t i = r->item->move; i != LEDGER_NONE;
	     i = l->moves[i].next) {
		r->moves = mem_grow(
		    r->moves, &r->move_cap, r->nmove + 1, sizeof(void *));
		r->moves[r->nmove++] = &l->moves[i];
	}
	if (r->nmove > 1)
		qsort(r->moves, r->nmove, sizeof(void *), by_date);
}

static int
by_due(const void *a, const void *b)
{
	const struct ledger_change *x = a, *y = b;

	return (x->due > y->due) - (x->due < y->due);
}

/* The due dates that changes name, each once, nothing changed so far. */
static void
list_named(struct replay *r)
{
	struct ledger_view *v = &r->view;
	size_t n = 0;

	r->nnamed = 0;
	for (size_t i = 0; i < r->nmove; i++) {
		if (r->moves[i]->due == DATE_NONE)
			continue;
		v->named =
		    mem_grow(v->named, &v->named_cap, n + 1, sizeof *v->named);
		v->named[n++] = (struct ledger_change){r->moves[i]->due, 0};
	}
	if (n > 1)
		qsort(v->named, n, sizeof *v->named, by_due);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || v->named[i].due != v->named[i - 1].due)
			v->named[r->nnamed++] = v->named[i];
}

void
replay_begin(struct replay *r, uint32_t item)
{
	r->item = ledger_item(r->view.l, item);
	r->pool = r->opened = r->raised = 0;
	list_pieces(r);
	list_moves(r);
	list_named(r);
	replay_claims_begin(&r->claims, r->view.l, item);
}

/* Where pieces begin to count, all of them are put in order anew. */
static void
take_pieces(struct replay *r, int32_t day)
{
	size_t before = r->started;

	while (r->started < r->nstart && r->starts[r->started] <= day)
		r->started++;
	if (r->started == before)
		return;
	r->nfresh = ledger_gather(&r->view, r->item, day);
	r->fresh =
	    mem_grow(r->fresh, &r->fresh_cap, r->nfresh, sizeof *r->fresh);
	memcpy(r->fresh, r->view.shares, r->nfresh * sizeof *r->fresh);
	r->opened = 0;
	for (size_t i = 0; i < r->nfresh; i++)
		r->opened += r->fresh[i].row->amount;
}

static void
take_moves(struct replay *r, int32_t day)
{
	int128 sign = ledger_sign(r->item);

	for (; r->moved < r->nmove; r->moved++) {
		const struct ledger_move *m = r->moves[r->moved];
		struct ledger_change key = {m->due, 0}, *named;

		if (m->date > day)
			return;
		r->pool += sign * m->amount;
		if (m->amount > 0)
			r->raised += m->amount;
		if (m->due == DATE_NONE)
			continue;
		named =
		    bsearch(&key, r->view.named, r->nnamed, sizeof key, by_due);
		if (named != NULL)
			named->change += sign * m->amount;
	}
}

size_t
replay_parts(struct replay *r, int32_t day, const struct ledger_part **parts)
{
	int128 disputed;

	take_pieces(r, day);
	take_moves(r, day);
	disputed = replay_claims_on(&r->claims, day, r->opened + r->raised);
	if (r->nfresh == 0)
		return 0;
	memcpy(r->view.shares, r->fresh, r->nfresh * sizeof *r->fresh);
	ledger_fill(&r->view, r->nfresh, r->nnamed, r->pool);
	ledger_publish(&r->view, r->item, disputed, r->nfresh);
	*parts = r->view.parts;
	return r->nfresh;
}
