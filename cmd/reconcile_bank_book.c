/*
 * Cash in the book: receipts, receipts that the bank took back, refunds, and
 * receipts that were undone, by the day from which they count.  What the
 * ledger does not keep of their rows is noted as they are read.
 */
#include "base/mem.h"
#include "cli/tables.h"
#include "cmd/reconcile_bank.h"
#include "value/date.h"

enum { NOTE_MEMO, NOTES };

static const char *const names[NOTES] = {"memo"};

/* What is noted of a row of cash; texts by number, RECON_NONE: blank. */
struct note {
	uint64_t line;
	uint32_t doc, id, ref, memo, account;
};

struct notes {
	struct columns columns;
	struct intern *texts;
	struct note *at; /* in the order of their lines */
	size_t n, cap;
};

static uint32_t
text(struct notes *n, struct span s)
{
	return s.len > 0 ? intern_add(n->texts, s) : RECON_NONE;
}

static void
note_row(struct reconcile_run *r, const struct posting *p,
    const struct batch *b, uint32_t row)
{
	struct notes *n = r->also_arg;

	if (p->type != TYPE_RECEIPT && p->type != TYPE_REFUND &&
	    p->type != TYPE_REVERSE)
		return;
	columns_bind(&n->columns, b->header);
	n->at = mem_grow(n->at, &n->cap, n->n + 1, sizeof *n->at);
	n->at[n->n++] = (struct note){.line = p->line,
	    .doc = text(n, p->doc),
	    .id = text(n, p->id),
	    .ref = text(n, p->ref),
	    .memo = text(n, columns_cell(&n->columns, b, row, NOTE_MEMO)),
	    .account = text(n, p->account)};
}

static const struct note *
find(const struct notes *n, uint64_t line)
{
	static const struct note none = {
	    0, RECON_NONE, RECON_NONE, RECON_NONE, RECON_NONE, RECON_NONE};
	size_t from = 0, to = n->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (n->at[mid].line < line)
			from = mid + 1;
		else
			to = mid;
	}
	return from < n->n && n->at[from].line == line ? &n->at[from] : &none;
}

static struct span
text_of(const struct notes *n, uint32_t number)
{
	static const struct span none;

	return number != RECON_NONE ? intern_text(n->texts, number) : none;
}

/* References in the order of their rank, none left out between them. */
static void
add_ref(struct reconcile_bank *b, struct bank_entry *e, struct span ref)
{
	if (ref.len == 0)
		return;
	for (int i = 0; i < 3; i++)
		if (e->refs[i] == RECON_NONE) {
			e->refs[i] = reconcile_name(b->r, ref);
			return;
		}
}

/* Rows of one memo were deposited together, or else those of one account. */
static void
add_note(struct reconcile_bank *b, const struct notes *n, struct bank_entry *e)
{
	const struct note *note = find(n, e->line);
	struct span memo = text_of(n, note->memo);

	add_ref(b, e, text_of(n, note->doc));
	add_ref(b, e, text_of(n, note->id));
	add_ref(b, e, text_of(n, note->ref));
	e->memo = reconcile_bank_text(b, memo);
	e->batch = reconcile_name(
	    b->r, memo.len > 0 ? memo : text_of(n, note->account));
}

static void
add(struct reconcile_bank *b, const struct notes *n, uint64_t line,
    int32_t date, int64_t amount, uint32_t item)
{
	struct reconcile_run *r = b->r;
	const struct ledger_item *it = ledger_item(r->ledger, item);
	struct span customer = ledger_text(r->ledger, it->customer);
	struct bank_entry e = {.amount = amount,
	    .line = line,
	    .refs = {RECON_NONE, RECON_NONE, RECON_NONE},
	    .customer = reconcile_name(r, customer),
	    .date = date,
	    .payer = reconcile_bank_customer(b, customer),
	    .code = customer};

	e.unit = reconcile_unit(r, ledger_text(r->ledger, it->entity),
	    (struct span){"", 0}, it->currency);
	add_note(b, n, &e);
	if (e.refs[0] == RECON_NONE)
		add_ref(b, &e, ledger_text(r->ledger, it->doc));
	reconcile_bank_add(b, RECON_BOOK, &e);
}

/* Money that was there before the book began came to the bank before. */
static void
add_pieces(struct reconcile_bank *b, const struct notes *n)
{
	const struct ledger *l = b->r->ledger;

	for (uint32_t i = 0; i < ledger_pieces(l); i++) {
		const struct ledger_piece *p = ledger_piece(l, i);

		if (!p->dropped && !p->transferred && !p->opening &&
		    (p->kind == TYPE_RECEIPT || p->returned))
			add(b, n, p->line, p->date, -p->amount, p->item);
	}
}

static bool
is_cash(const struct ledger *l, const struct ledger_move *m)
{
	const struct ledger_item *it = ledger_item(l, m->item);

	if (m->dropped)
		return false;
	return m->type == TYPE_REFUND ||
	       (m->type == TYPE_REVERSE &&
		   (it->kind == TYPE_RECEIPT ||
		       ledger_piece(l, it->piece)->returned));
}

static void
add_moves(struct reconcile_bank *b, const struct notes *n)
{
	const struct ledger *l = b->r->ledger;

	for (uint32_t i = 0; i < ledger_moves(l); i++) {
		const struct ledger_move *m = ledger_move(l, i);

		if (is_cash(l, m))
			add(b, n, m->line, m->date, -m->amount, m->item);
	}
}

void
reconcile_bank_book(struct reconcile_bank *b)
{
	struct reconcile_run *r = b->r;
	struct notes n = {.texts = intern_new()};

	columns_open(&n.columns, &r->tool.map->of[MAP_BOOK], names, NOTES);
	r->also = note_row;
	r->also_arg = &n;
	reconcile_load(r);
	if (r->customers != NULL)
		b->customer_name =
		    customers_column(r->customers, span_of("name"));
	add_pieces(b, &n);
	add_moves(b, &n);
	columns_free(&n.columns);
	intern_free(n.texts);
	mem_free(n.at);
}
