#include "base/mem.h"
#include "base/turns.h"
#include "cmd/apply_proof.h"
#include "value/currency.h"

#define PIECE 1024 /* funds that a thread writes at a time */

/* One thread's writers; with a single thread they are those of all. */
struct printing {
	struct apply *a;
	struct apply_proof *proof;
	struct csvout *all, *all_waiting;
	struct csvout *rows, *waiting;
	uint64_t nwaiting;
	struct apply_numbers numbers;
	/* the fund whose rows are written */
	const struct apply_fund *fund;
	struct span entity, customer, doc;
	int currency;
};

static void
put(struct printing *p, const struct apply_row *r, bool wait)
{
	apply_row_put(p->a, wait ? p->waiting : p->rows, r, wait);
}

static void
put_transfer(struct printing *p, const struct apply_transfer *t)
{
	const struct apply_row r = {.type = TYPE_TRANSFER,
	    .doc = p->doc,
	    .customer = t->customer,
	    .payer = t->customer,
	    .entity = p->entity,
	    .currency = p->currency,
	    .ref = p->doc,
	    .ref_customer = apply_customer(p->a, t->item),
	    .amount = -t->amount,
	    .ref_currency = p->currency,
	    .ref_due = DATE_NONE,
	    .number =
		apply_note_rows(p->a, t->item, t->item, TYPE_TRANSFER) + 1,
	    .rule = MATCH_PAYER,
	    .way = t->way,
	    .text = t->text,
	    .score = t->score};

	put(p, &r, false);
}

/* The item of an entry: a dispute is its owner's, all else the payer's. */
static void
set_ref(const struct printing *p, struct apply_row *r, uint32_t item)
{
	const struct ledger_item *to = ledger_item(p->a->ledger, item);
	struct span owner = ledger_text(p->a->ledger, to->customer);

	r->ref = ledger_text(p->a->ledger, to->doc);
	r->ref_currency = to->currency;
	if (r->type == TYPE_DISPUTE)
		r->customer = owner;
	else if (!span_equal(owner, p->customer))
		r->ref_customer = owner;
}

static void
put_entry(struct printing *p, const struct apply_entry *e, uint32_t number)
{
	struct apply_row r = {.type = (enum posting_type)e->type,
	    .doc = p->doc,
	    .customer = p->customer,
	    .payer = p->customer,
	    .entity = p->entity,
	    .currency = p->currency,
	    .ref = p->doc,
	    .amount = e->amount,
	    .ref_amount = e->ref_amount,
	    .ref_currency = p->currency,
	    .ref_due = e->due,
	    .number = number,
	    .reason = e->reason,
	    .rule = (enum match_rule)e->rule,
	    .way = e->way,
	    .text = {e->text, e->text_len},
	    .score = e->score};
	bool wait = p->waiting != NULL && apply_must_wait(p->a, p->fund, e);

	if (e->item != LEDGER_NONE)
		set_ref(p, &r, e->item);
	put(p, &r, wait);
	p->nwaiting += wait;
}

static void
put_fund(struct printing *p, const struct apply_fund *f)
{
	const struct apply *a = p->a;
	const struct ledger_item *item = ledger_item(a->ledger, f->item);

	if (f->nentry == 0 && f->transfer == 0)
		return;
	p->fund = f;
	p->entity = ledger_text(a->ledger, item->entity);
	p->doc = ledger_text(a->ledger, item->doc);
	p->currency = item->currency;
	p->customer = apply_owner(a, f);
	if (f->transfer > 0)
		put_transfer(p, &a->transfers[f->transfer - 1]);
	apply_number_entries(&p->numbers, a, f);
	for (uint32_t i = 0; i < f->nentry; i++)
		put_entry(p, &f->entry[i], p->numbers.at[i]);
}

static void
print_piece(void *context, uint64_t piece)
{
	struct printing *p = context;
	uint64_t from = piece * PIECE, to = from + PIECE;

	for (; from < to && from < p->a->nfund; from++) {
		apply_funds_ahead(p->a, from);
		apply_proof_ahead(p->proof, from + 12);
		apply_proof_add(p->proof, p->a->funds[from]);
		put_fund(p, p->a->funds[from]);
	}
}

static void
join_piece(void *context, uint64_t piece)
{
	struct printing *p = context;

	(void)piece;
	if (p->rows != p->all)
		csvout_join(p->all, p->rows);
	if (p->waiting != p->all_waiting)
		csvout_join(p->all_waiting, p->waiting);
}

static void
printing_open(struct printing *p, struct apply *a, struct csvout *w,
    struct csvout *pending, bool alone)
{
	*p = (struct printing){.a = a, .all = w, .all_waiting = pending};
	p->rows = alone ? w : csvout_part(w);
	p->waiting = alone || pending == NULL ? pending : csvout_part(pending);
}

static uint64_t
printing_close(struct printing *p)
{
	if (p->rows != p->all)
		csvout_part_free(p->rows);
	if (p->waiting != p->all_waiting)
		csvout_part_free(p->waiting);
	apply_numbers_free(&p->numbers);
	return p->nwaiting;
}

/* Funds are written by all threads, and put together in their order; what
   they come to is added up on the way. */
void
apply_rows(struct apply *a, struct csvout *w, struct csvout *pending)
{
	uint32_t n = csvout_has_parts(w) ? tool_threads(&a->tool) : 1;
	struct printing *p = mem_array(n, sizeof *p);
	void **context = mem_array(n, sizeof *context);
	uint64_t nwaiting = 0;

	apply_proof_open(a, n);
	apply_columns(a, w, false);
	if (pending != NULL)
		apply_columns(a, pending, true);
	for (uint32_t i = 0; i < n; i++) {
		printing_open(&p[i], a, w, pending, n == 1);
		p[i].proof = &a->proofs[i];
		context[i] = &p[i];
	}
	turns_run(n, ((uint64_t)a->nfund + PIECE - 1) / PIECE, print_piece,
	    join_piece, context);
	for (uint32_t i = 0; i < n; i++)
		nwaiting += printing_close(&p[i]);
	apply_tell_waiting(a, nwaiting);
	mem_free(context);
	mem_free(p);
}
