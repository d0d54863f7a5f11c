#include <stdlib.h>

#include "base/mem.h"
#include "cmd/age.h"
#include "value/date.h"

/* A receipt applied to the item after the day, net of what was taken back. */
struct payment {
	int128 paid;
	int32_t date;
	struct span doc;
};

struct payments {
	struct payment *at;
	size_t n, cap;
};

static int
by_date(const void *x, const void *y)
{
	const struct payment *a = x, *b = y;

	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return span_compare(a->doc, b->doc);
}

static int
by_doc(const void *x, const void *y)
{
	const struct payment *a = x, *b = y;
	int c = span_compare(a->doc, b->doc);

	return c != 0 ? c : (a->date > b->date) - (a->date < b->date);
}

/* Each receipt once, on its last day; one that was taken back paid nothing. */
static void
join_receipts(struct payments *p)
{
	size_t n = 0, left = 0;

	if (p->n > 0)
		qsort(p->at, p->n, sizeof *p->at, by_doc);
	for (size_t i = 0; i < p->n; i++) {
		if (i == 0 || !span_equal(p->at[i].doc, p->at[n - 1].doc)) {
			p->at[n++] = p->at[i];
			continue;
		}
		p->at[n - 1].paid += p->at[i].paid;
		if (p->at[i].paid > 0)
			p->at[n - 1].date = p->at[i].date;
	}
	for (size_t i = 0; i < n; i++)
		if (p->at[i].paid > 0)
			p->at[left++] = p->at[i];
	p->n = left;
	if (p->n > 0)
		qsort(p->at, p->n, sizeof *p->at, by_date);
}

static bool
is_later_receipt(const struct age *a, const struct ledger_move *m)
{
	return m->type == TYPE_APPLY && m->date > a->policy.asof &&
	       m->date <= a->paid_until &&
	       ledger_item(a->ledger, m->other)->kind == TYPE_RECEIPT;
}

void
age_find_later(const struct age *a, uint32_t item, struct age_later *later)
{
	uint32_t i = ledger_item(a->ledger, item)->move;
	struct payments p = {0};

	*later = (struct age_later){
	    .item = item, .date = DATE_NONE, .receipts = later->receipts};
	later->receipts.len = 0;
	for (; i != LEDGER_NONE; i = ledger_move(a->ledger, i)->next) {
		const struct ledger_move *m = ledger_move(a->ledger, i);
		uint32_t doc;

		if (!is_later_receipt(a, m))
			continue;
		doc = ledger_item(a->ledger, m->other)->doc;
		p.at = mem_grow(p.at, &p.cap, p.n + 1, sizeof *p.at);
		p.at[p.n++] = (struct payment){
		    -(int128)m->amount, m->date, ledger_text(a->ledger, doc)};
	}
	join_receipts(&p);
	for (size_t k = 0; k < p.n; k++) {
		later->rest += p.at[k].paid;
		later->date = p.at[k].date;
		if (k > 0)
			buf_byte(&later->receipts, ';');
		buf_span(&later->receipts, p.at[k].doc);
	}
	mem_free(p.at);
}

/* What is open of a piece on --paid-until, as the parts of that day tell. */
static int128
open_then(const struct ledger_part *parts, size_t n, uint32_t piece)
{
	for (size_t i = 0; i < n; i++)
		if (parts[i].piece == piece)
			return parts[i].open;
	return 0;
}

static void
give(struct age_entry *at, size_t n, uint32_t piece, int128 paid)
{
	for (size_t i = 0; i < n; i++)
		if (at[i].piece == piece)
			at[i].paid += paid;
}

/* Each part gets what it lost by then, in the order in which parts are paid;
   what was paid beyond all of them stands on the last. */
static void
share(struct age *a, struct age_entry *at, size_t n, int128 rest)
{
	const struct ledger_part *now, *parts;
	size_t nthen = ledger_parts(a->ledger, at->item, a->paid_until, &parts);
	struct ledger_part *then = mem_array(nthen, sizeof *then);
	size_t nnow;

	memcpy(then, parts, nthen * sizeof *then);
	nnow = ledger_parts(a->ledger, at->item, a->policy.asof, &now);
	for (size_t i = 0; i < nnow; i++) {
		int128 lost =
		    now[i].open - open_then(then, nthen, now[i].piece);
		int128 part = lost < 0 ? 0 : lost < rest ? lost : rest;

		give(at, n, now[i].piece, part);
		rest -= part;
	}
	if (nnow > 0)
		give(at, n, now[nnow - 1].piece, rest);
	mem_free(then);
}

void
age_share_later(struct age *a, struct age_entry *at, size_t n)
{
	struct age_later later = {0};

	age_find_later(a, at->item, &later);
	if (later.rest > 0)
		share(a, at, n, later.rest);
	buf_free(&later.receipts);
}
