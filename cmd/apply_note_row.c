#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/currency.h"

/* Columns that the ledger does not look at. */
enum note_column {
	NOTE_DISCOUNT_DATE,
	NOTE_DISCOUNT,
	NOTE_TERMS,
	NOTE_PO,
	NOTE_MEMO,
	NOTE_DEDUCTION,
	NOTE_COLUMNS
};

static const char *const names[NOTE_COLUMNS] = {
    "discount_date", "discount", "terms", "po", "memo", "deduction"};

struct place {
	const struct columns *columns;
	const struct batch *b;
	uint32_t row;
};

static struct span
cell(const struct place *in, enum note_column column)
{
	return columns_cell(in->columns, in->b, in->row, column);
}

void
apply_note_open(struct apply *a)
{
	a->notes = apply_notes_new();
	columns_open(&a->notes->columns, a->source.map, names, NOTE_COLUMNS);
}

static size_t
list_length(struct span s)
{
	size_t n = s.len > 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == ';';
	return n;
}

/* Every discount has its last day. */
static bool
check_tiers(struct apply_notes *n, uint64_t line, const struct span *cells)
{
	static const struct span none;

	if (list_length(cells[CELL_DISCOUNT]) ==
	    list_length(cells[CELL_DISCOUNT_DATE]))
		return true;
	fault_add(&n->faults, FAULT_NUMBER, line,
	    columns_name(&n->columns, NOTE_DISCOUNT), cells[CELL_DISCOUNT],
	    "a list as long as that of its dates", none);
	return false;
}

/* Rows come in their order: the line is that of the first. */
static void
note_text(struct apply_notes *n, struct span text, uint64_t line)
{
	uint32_t before = intern_count(n->term_texts);
	uint32_t id = intern_add(n->term_texts, text);

	if (id != before)
		return;
	n->term_line =
	    mem_grow(n->term_line, &n->term_cap, id + 1, sizeof *n->term_line);
	n->term_line[id] = line;
}

static void
note_terms(struct apply_notes *n, const struct place *in, uint64_t line,
    struct span *cells)
{
	cells[CELL_DISCOUNT_DATE] = cell(in, NOTE_DISCOUNT_DATE);
	cells[CELL_DISCOUNT] = cell(in, NOTE_DISCOUNT);
	if (!check_tiers(n, line, cells))
		cells[CELL_DISCOUNT] = cells[CELL_DISCOUNT_DATE] =
		    (struct span){"", 0};
	cells[CELL_TERMS] = cell(in, NOTE_TERMS);
	cells[CELL_PO] = cell(in, NOTE_PO);
	if (cells[CELL_TERMS].len > 0)
		note_text(n, cells[CELL_TERMS], line);
	n->has_orders |= cells[CELL_PO].len > 0;
	n->has_discounts |=
	    cells[CELL_DISCOUNT].len + cells[CELL_TERMS].len > 0;
}

/* Whether there are columns that rows of debts have cells in. */
static bool
has_terms(const struct columns *c)
{
	return columns_have(c, NOTE_DISCOUNT_DATE) ||
	       columns_have(c, NOTE_DISCOUNT) || columns_have(c, NOTE_TERMS) ||
	       columns_have(c, NOTE_PO);
}

static uint32_t
note_opening(
    struct apply_notes *n, const struct place *in, const struct posting *p)
{
	struct span cells[APPLY_CELLS];
	bool money = p->type == TYPE_RECEIPT || p->type == TYPE_CREDIT;

	if (!money && !n->terms_there)
		return 0;
	for (size_t i = 0; i < APPLY_CELLS; i++)
		cells[i] = (struct span){"", 0};
	if (money)
		cells[CELL_REF] = p->ref;
	if (p->type == TYPE_RECEIPT)
		cells[CELL_MEMO] = cell(in, NOTE_MEMO);
	if (!money)
		note_terms(n, in, p->line, cells);
	return apply_keep(n, cells, APPLY_CELLS);
}

/* An amount that posting_read has checked; of a list, nothing. */
static int64_t
amount_of(const struct place *in, enum note_column column, int currency)
{
	struct span s = cell(in, column);
	int64_t minor;

	if (s.len == 0 || money_parse(s, currency_exponent(currency),
			      &in->columns->map->money, &minor) != MONEY_OK)
		return 0;
	return minor > 0 ? minor : 0;
}

static void
note_remit(
    struct apply_notes *n, const struct place *in, const struct posting *p)
{
	struct apply_remit *m;
	const char *known = cite_reason(p->reason);

	n->remits =
	    mem_grow(n->remits, &n->remit_cap, n->nremit + 1, sizeof *m);
	m = &n->remits[n->nremit++];
	*m = (struct apply_remit){.line = p->line,
	    .ref = apply_keep(n, &p->ref, 1),
	    .due = p->ref_due,
	    .discount = amount_of(in, NOTE_DISCOUNT, p->currency),
	    .deduction = amount_of(in, NOTE_DEDUCTION, p->currency),
	    .reason = known != NULL ? known : apply_reason(n, p->reason)};
}

static void
note_act(struct apply_notes *n, const struct posting *p)
{
	struct span whose[] = {p->customer, p->doc, p->entity};

	if (p->doc.len == 0)
		return;
	n->acts = mem_grow(n->acts, &n->act_cap, n->nact + 1, sizeof *n->acts);
	n->acts[n->nact++] = (struct apply_act){
	    .line = p->line,
	    .reason = apply_reason(n, p->reason),
	    .names = apply_keep(n, whose, 3),
	    .currency = p->currency,
	};
}

uint32_t
apply_note(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row)
{
	struct apply *a = arg;
	struct apply_notes *n = a->notes;
	struct place in = {&n->columns, b, row};

	if (n->columns.header != b->header) {
		columns_bind(&n->columns, b->header);
		n->terms_there = has_terms(&n->columns);
	}
	if (a->source.keep != NULL)
		keep_add(a->source.keep, b, row);
	switch (p->type) {
	case TYPE_INVOICE:
	case TYPE_DEBIT:
	case TYPE_CREDIT:
	case TYPE_RECEIPT:
	case TYPE_TRANSFER:
		return note_opening(n, &in, p);
	case TYPE_REMIT:
		note_remit(n, &in, p);
		break;
	case TYPE_DISCOUNT:
	case TYPE_WRITEOFF:
	case TYPE_ADJUST:
	case TYPE_FX:
		note_act(n, p);
		break;
	case TYPE_APPLY:
	case TYPE_REFUND:
	case TYPE_REVERSE:
	case TYPE_DISPUTE:
	case TYPE_RESOLVE:
	case TYPE_PROMISE:
	case TYPE_HOLD:
	case TYPE_RELEASE:
	case TYPE_NOTICE:
	case TYPE_NOTE:
	case TYPES:
		break;
	}
	return 0;
}
