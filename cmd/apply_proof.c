#include "cmd/apply_proof.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/turns.h"
#include "value/currency.h"

#define PIECE 65536 /* items that a thread looks at at a time */

static void broken(const struct apply *a, uint32_t item, const char *what)
    __attribute__((noreturn));

static void
broken(const struct apply *a, uint32_t item, const char *what)
{
	struct span doc = apply_doc(a, item), owner = apply_customer(a, item);

	diag_fail("the proof does not hold: \"%.*s\" of customer \"%.*s\": %s: "
		  "please report this book",
	    (int)(doc.len < 60 ? doc.len : 60), doc.at,
	    (int)(owner.len < 60 ? owner.len : 60), owner.at, what);
}

/* Said once all rows are there. */
static void
doubt(struct apply_proof *p, uint32_t item, const char *what)
{
	if (p->doubt != NULL)
		return;
	p->doubt = what;
	p->doubted = item;
}

static void
change(struct apply_proof *p, uint32_t item, int128 by)
{
	int64_t sum, less = (int64_t)by;

	if (by != less ||
	    !money_add(atomic_fetch_add_explicit(
			   &p->items[item].change, less, memory_order_relaxed),
		less, &sum))
		doubt(p, item, "more than can be counted");
}

/* What a row does to its item, and to the fund; both as the book has it. */
static void
add_entry(struct apply_proof *p, const struct apply_fund *f,
    const struct apply_entry *e, int128 *fund)
{
	uint32_t target = apply_target(f, e);
	struct apply_sums *to = &p->sums[apply_currency(p->a, target)];
	struct apply_sums *from = &p->sums[apply_currency(p->a, f->item)];

	if (e->type == TYPE_DISPUTE)
		return;
	if (e->type == TYPE_APPLY) {
		*fund += e->amount;
		change(p, target, -(int128)e->ref_amount);
		from->applied += e->amount;
		to->reached += e->ref_amount;
		return;
	}
	if (e->item == LEDGER_NONE)
		*fund += e->amount;
	else
		change(p, target, e->amount);
	to->waiting += apply_must_wait(p->a, f, e) ? e->amount : 0;
	if (e->item == LEDGER_NONE)
		to->over += e->amount;
	else if (e->type == TYPE_DISCOUNT)
		to->discounts += e->amount;
	else
		to->writeoffs += e->amount;
}

void
apply_proof_add(struct apply_proof *p, const struct apply_fund *f)
{
	struct apply_sums *s = &p->sums[apply_currency(p->a, f->item)];
	int128 by = 0;

	if (f->returned)
		return;
	for (uint32_t i = 0; i < f->nentry; i++)
		add_entry(p, f, &f->entry[i], &by);
	change(p, f->item, by);
	atomic_store_explicit(
	    &p->items[f->item].left, f->open + 1, memory_order_relaxed);
	if (f->open < 0 || f->before - by != f->open)
		doubt(p, f->item,
		    "what was applied and what is left are not the whole");
	if (f->transfer > 0 &&
	    p->a->transfers[f->transfer - 1].amount != f->before)
		doubt(p, f->item, "not all of it was transferred");
	if (f->receipt && f->before > 0) {
		s->nreceipt++;
		s->nleft += f->open > 0;
	}
	if (apply_is_exception(f) && f->cause == CAUSE_NONE)
		doubt(p, f->item, "left open without a cause");
}

/* What one thread finds the items to be. */
struct walk {
	struct apply_proof *p;
	struct ledger_view *view;
	int128 *side[2]; /* what is open before, by currency */
	int128 *after;   /* of credit items, with the rows; positive */
};

/* What is open of an item after the rows. */
static void
walk_item(struct walk *w, uint32_t item)
{
	const struct apply *a = w->p->a;
	const struct ledger_item *it = ledger_item(a->ledger, item);
	const struct ledger_part *parts;
	int64_t by = w->p->items[item].change, left = w->p->items[item].left;
	int128 before = 0, open;
	size_t n = ledger_view_parts(w->view, item, a->asof, &parts);
	for (size_t i = 0; i < n; i++)
		before += parts[i].open;
	w->side[it->side][it->currency] += before;
	open = before + by;
	if (open != (int64_t)open)
		broken(a, item, "more than can be counted");
	if (it->side == SIDE_CREDIT)
		w->after[it->currency] -= open;
	if (it->side == SIDE_DEBIT ? by < 0 && open < 0 : by > 0 && open > 0)
		broken(a, item, "driven past zero");
	if (left > 0 && open != 1 - left)
		broken(a, item, "open is not what the book says");
}

/* The rows of the book without items are summed beside: that is the first
   piece. */
static void
walk_piece(void *context, uint64_t piece)
{
	struct walk *w = context;
	uint64_t from = (piece - 1) * PIECE, to = from + PIECE;
	struct apply_proof *p = w->p;

	if (piece == 0) {
		ledger_sum(p->a->ledger, p->a->asof, p->book, p->cross);
		return;
	}

	for (; from < to && from < ledger_items(w->p->a->ledger); from++)
		walk_item(w, (uint32_t)from);
}

static void
walk_done(void *context, uint64_t piece)
{
	(void)context;
	(void)piece;
}

static void
walk_open(struct walk *w, struct apply_proof *p)
{
	size_t n = (size_t)currency_count();

	*w = (struct walk){.p = p, .view = ledger_view_new(p->a->ledger)};
	w->side[0] = mem_array(n, sizeof(int128));
	w->side[1] = mem_array(n, sizeof(int128));
	w->after = mem_array(n, sizeof(int128));
}

static void
walk_close(struct walk *w)
{
	for (int c = 0; c < currency_count(); c++) {
		w->p->sums[c].debit += w->side[SIDE_DEBIT][c];
		w->p->sums[c].credit += w->side[SIDE_CREDIT][c];
		w->p->sums[c].before -= w->side[SIDE_CREDIT][c];
		w->p->sums[c].after += w->after[c];
	}
	ledger_view_free(w->view);
	mem_free(w->side[0]);
	mem_free(w->side[1]);
	mem_free(w->after);
}

static void
walk_items(struct apply_proof *p)
{
	uint32_t n = tool_threads(&p->a->tool);
	struct walk *w = mem_array(n, sizeof *w);
	void **context = mem_array(n, sizeof *context);

	for (uint32_t i = 0; i < n; i++) {
		walk_open(&w[i], p);
		context[i] = &w[i];
	}
	turns_run(n,
	    1 + ((uint64_t)ledger_items(p->a->ledger) + PIECE - 1) / PIECE,
	    walk_piece, walk_done, context);
	for (uint32_t i = 0; i < n; i++)
		walk_close(&w[i]);
	mem_free(context);
	mem_free(w);
}

/* The rows of the book without items, and its items, come to the same. */
static void
prove_sums(struct apply_proof *p)
{
	size_t n = (size_t)currency_count();

	for (size_t c = 0; c < n; c++) {
		struct apply_sums *s = &p->sums[c];

		s->book = p->book[c] + p->cross[c];
		if (s->book != s->debit + s->credit ||
		    s->before - s->applied - s->over != s->after)
			diag_fail("the proof does not hold: %s: please report "
				  "this book",
			    c == CURRENCY_UNNAMED ? "sums"
						  : currency_code((int)c));
	}
}

void
apply_proof_ahead(const struct apply_proof *p, size_t at)
{
	const struct apply_fund *f;

	if (at >= p->a->nfund)
		return;
	f = p->a->funds[at];
	__builtin_prefetch(&p->items[f->item], 1);
	if (f->nentry > 0 && f->entry->item != LEDGER_NONE)
		__builtin_prefetch(&p->items[f->entry->item], 1);
}

void
apply_proof_close(struct apply *a)
{
	if (a->nproof > 0)
		mem_free(a->proofs[0].items);
	for (uint32_t i = 0; i < a->nproof; i++)
		mem_free(a->proofs[i].sums);
	mem_free(a->proofs);
	a->proofs = NULL;
	a->nproof = 0;
}

void
apply_proof_open(struct apply *a, uint32_t n)
{
	size_t ncurrency = (size_t)currency_count();
	struct apply_stand *items =
	    mem_array(ledger_items(a->ledger), sizeof *items);

	apply_proof_close(a); /* of rows that were printed before */
	a->proofs = mem_array(n, sizeof *a->proofs);
	a->nproof = n;
	for (uint32_t i = 0; i < n; i++)
		a->proofs[i] = (struct apply_proof){.a = a,
		    .sums = mem_array(ncurrency, sizeof(struct apply_sums)),
		    .items = items};
}

static void
add_sums(struct apply_sums *to, const struct apply_sums *s)
{
	to->applied += s->applied;
	to->reached += s->reached;
	to->discounts += s->discounts;
	to->writeoffs += s->writeoffs;
	to->over += s->over;
	to->waiting += s->waiting;
	to->nreceipt += s->nreceipt;
	to->nleft += s->nleft;
}

void
apply_prove(struct apply *a)
{
	struct apply_proof *p;

	if (a->nproof == 0) {
		apply_proof_open(a, 1);
		for (size_t i = 0; i < a->nfund; i++)
			apply_proof_add(a->proofs, a->funds[i]);
	}
	p = &a->proofs[0];
	for (uint32_t i = 0; i < a->nproof; i++)
		if (a->proofs[i].doubt != NULL)
			broken(a, a->proofs[i].doubted, a->proofs[i].doubt);
	for (uint32_t i = 1; i < a->nproof; i++)
		for (int c = 0; c < currency_count(); c++)
			add_sums(&p->sums[c], &a->proofs[i].sums[c]);
	p->book = mem_array((size_t)currency_count(), sizeof(int128));
	p->cross = mem_array((size_t)currency_count(), sizeof(int128));
	walk_items(p);
	prove_sums(p);
	mem_free(p->book);
	mem_free(p->cross);
	if (a->tool.proof)
		apply_proof_say(p);
	apply_proof_close(a);
}
