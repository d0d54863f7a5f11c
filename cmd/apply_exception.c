#include "base/diag.h"
#include "base/mem.h"
#include "base/turns.h"
#include "cmd/apply_out.h"
#include "value/currency.h"

#define SHOWN 5    /* candidates; of more it is only said that there are */
#define PIECE 1024 /* exceptions that a thread writes at a time */

static void
head(const struct apply *a, struct csvout *w)
{
	static const struct {
		const char *name;
		enum csv_kind kind;
	} columns[] = {
	    {"doc", CSV_TEXT},
	    {"customer", CSV_TEXT},
	    {"date", CSV_TEXT},
	    {"amount", CSV_AMOUNT},
	    {"currency", CSV_TEXT},
	    {"open", CSV_AMOUNT},
	    {"cause", CSV_TEXT},
	    {"candidates", CSV_TEXT},
	    {"next_step", CSV_TEXT},
	    {"entity", CSV_TEXT},
	};
	size_t n = sizeof columns / sizeof *columns;

	for (size_t i = 0; i < (a->has_entity ? n : n - 1); i++)
		csvout_column(w, span_of(columns[i].name), columns[i].kind);
}

static void
put_money(struct buf *to, int128 minor, int currency)
{
	char text[MONEY_CHARS];

	buf_add(
	    to, text, money_format(text, minor, currency_exponent(currency)));
}

/* "INV-1 500.00", with its owner where that is not the receipt's. */
static void
put_item(struct buf *to, const struct apply *a, const struct apply_fund *f,
    uint32_t item)
{
	struct span owner = apply_customer(a, item);

	buf_span(to, apply_doc(a, item));
	if (span_equal(owner, apply_owner(a, f)))
		return;
	buf_text(to, " of ");
	buf_span(to, owner);
}

/* "INV-1 500.00 + INV-2 20.00 (discount 0.40) - CM-3 5.00" */
static void
put_answer(struct buf *to, const struct apply *a, const struct apply_fund *f,
    const struct apply_answer *answer)
{
	for (uint32_t i = 0; i < answer->npick; i++) {
		const struct apply_pick *p = &answer->pick[i];
		const struct ledger_item *item =
		    ledger_item(a->ledger, p->item);
		bool credit = item->side == SIDE_CREDIT && !f->returned;

		if (credit)
			buf_text(to, i > 0 ? " - " : "- ");
		else if (i > 0)
			buf_text(to, " + ");
		put_item(to, a, f, p->item);
		buf_byte(to, ' ');
		put_money(to, p->amount, item->currency);
		if (p->discount == 0)
			continue;
		buf_text(to, " (discount ");
		put_money(to, p->discount, item->currency);
		buf_byte(to, ')');
	}
}

static void
put_twin(struct buf *to, const struct apply *a, uint32_t twin)
{
	char day[DATE_CHARS];

	date_format(day, ledger_item(a->ledger, twin)->date);
	buf_span(to, apply_doc(a, twin));
	buf_text(to, " of ");
	buf_text(to, day);
}

void
apply_candidates(
    struct buf *to, const struct apply *a, const struct apply_fund *f)
{
	size_t begin = to->len;

	if (f->cause == CAUSE_DUPLICATE)
		put_twin(to, a, f->left->twin);
	else if (f->cause == CAUSE_PAYER)
		buf_span(to, apply_payer_candidates(a, f->item));
	for (uint32_t i = 0; i < f->left->nanswer && i < SHOWN; i++) {
		if (to->len > begin)
			buf_text(to, " | ");
		put_answer(to, a, f, &f->left->answer[i]);
	}
	if (f->left->nanswer > SHOWN)
		buf_text(to, " | ...");
}

void
apply_next_step(struct buf *to, const struct apply_fund *f)
{
	buf_text(to, match_next_step((enum match_cause)f->cause));
	if (f->left->number.len == 0)
		return;
	buf_text(to, ": ");
	buf_span(to, f->left->number);
}

static void
put(const struct apply *a, struct csvout *w, const struct apply_fund *f,
    struct buf *text)
{
	const struct ledger_item *item = ledger_item(a->ledger, f->item);
	int exponent = currency_exponent(item->currency);
	int sign = f->returned ? -1 : 1;

	csvout_text(w, ledger_text(a->ledger, item->doc));
	csvout_text(w, apply_owner(a, f));
	csvout_date(w, f->date);
	csvout_money(w, (int128)f->received * sign, exponent);
	csvout_string(w, currency_code(item->currency));
	csvout_money(w, (int128)f->open * sign, exponent);
	csvout_string(w, match_cause_name((enum match_cause)f->cause));
	text->len = 0;
	apply_candidates(text, a, f);
	csvout_text(w, (struct span){text->at, text->len});
	text->len = 0;
	apply_next_step(text, f);
	csvout_text(w, (struct span){text->at, text->len});
	if (a->has_entity)
		csvout_text(w, ledger_text(a->ledger, item->entity));
	csvout_row(w);
}

static void
tell(struct apply *a, size_t nreceipt, size_t nreturn)
{
	if (nreceipt > 0)
		diag_say("%zu receipt%s left open%s", nreceipt,
		    nreceipt == 1 ? " is" : "s are",
		    a->exceptions_file == NULL ? ": --exceptions FILE tells why"
					       : "");
	if (nreturn > 0)
		diag_say("%zu bank return%s not resolved", nreturn,
		    nreturn == 1 ? " is" : "s are");
	a->exceptions = nreceipt + nreturn > 0;
	if (a->exceptions)
		a->tool.findings = true;
}

/* One thread's writer; with a single thread it is that of all. */
struct leaving {
	struct apply *a;
	struct csvout *all, *rows;
	struct buf text;
};

static void
print_piece(void *context, uint64_t piece)
{
	struct leaving *l = context;
	uint64_t from = piece * PIECE, to = from + PIECE;

	for (; from < to && from < l->a->nleft; from++) {
		apply_left_ahead(l->a, from);
		put(l->a, l->rows, l->a->left[from], &l->text);
	}
}

static void
join_piece(void *context, uint64_t piece)
{
	struct leaving *l = context;

	(void)piece;
	if (l->rows != l->all)
		csvout_join(l->all, l->rows);
}

static void
print(struct apply *a, struct csvout *w)
{
	uint32_t n = csvout_has_parts(w) ? tool_threads(&a->tool) : 1;
	struct leaving *l = mem_array(n, sizeof *l);
	void **context = mem_array(n, sizeof *context);

	head(a, w);
	for (uint32_t i = 0; i < n; i++) {
		l[i] = (struct leaving){.a = a, .all = w};
		l[i].rows = n == 1 ? w : csvout_part(w);
		context[i] = &l[i];
	}
	turns_run(n, ((uint64_t)a->nleft + PIECE - 1) / PIECE, print_piece,
	    join_piece, context);
	for (uint32_t i = 0; i < n; i++) {
		if (l[i].rows != w)
			csvout_part_free(l[i].rows);
		buf_free(&l[i].text);
	}
	mem_free(context);
	mem_free(l);
}

void
apply_exceptions(struct apply *a, struct csvout *w)
{
	size_t n[2] = {0};

	if (w != NULL)
		print(a, w);
	for (size_t i = 0; i < a->nleft; i++)
		n[a->left[i]->returned]++;
	tell(a, n[0], n[1]);
}
