#include "book/payments.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/date.h"

void
payments_free(struct payments *p)
{
	mem_free(p->at);
	mem_free(p->part);
}

int32_t
payments_ages_from(const struct ledger_piece *p)
{
	if (p->due != DATE_NONE)
		return p->due;
	return p->doc_date != DATE_NONE ? p->doc_date : p->date;
}

/* What is posted later changes nothing of what was first before. */
static int
by_day(const struct ledger *l, const struct ledger_piece *p,
    const struct ledger_piece *q)
{
	int32_t x = payments_ages_from(p), y = payments_ages_from(q);
	int c = (p->date > q->date) - (p->date < q->date);

	if (c == 0)
		c = (x > y) - (x < y);
	if (c == 0)
		c = (p->due > q->due) - (p->due < q->due);
	if (c == 0)
		c = span_compare(
		    ledger_text(l, p->part), ledger_text(l, q->part));
	if (c == 0)
		c = (p->amount > q->amount) - (p->amount < q->amount);
	return c != 0 ? c : (p->line > q->line) - (p->line < q->line);
}

const struct ledger_piece *
payments_first(const struct ledger *l, uint32_t item)
{
	uint32_t i = ledger_item(l, item)->piece;
	const struct ledger_piece *first = NULL;

	for (; i != LEDGER_NONE; i = ledger_piece(l, i)->next) {
		const struct ledger_piece *p = ledger_piece(l, i);

		if (first == NULL || by_day(l, p, first) < 0)
			first = p;
	}
	return first;
}

int32_t
payments_money_day(const struct ledger_piece *p)
{
	return (p->transferred || p->opening) && p->doc_date != DATE_NONE
		   ? p->doc_date
		   : p->date;
}

int32_t
payments_receipt_day(const struct ledger *l, uint32_t receipt)
{
	return payments_money_day(payments_first(l, receipt));
}

static int
by_receipt(const void *a, const void *b)
{
	const struct payment *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->receipt != y->receipt)
		return x->receipt < y->receipt ? -1 : 1;
	return (x->due > y->due) - (x->due < y->due);
}

static void
put(struct payments *p, const struct ledger *l, const struct ledger_move *m)
{
	p->at = mem_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
	p->at[p->n++] = (struct payment){
	    .receipt = m->other,
	    .date = m->date,
	    .day = payments_receipt_day(l, m->other),
	    .due = m->due,
	    .amount = -(int128)m->amount,
	};
}

void
payments_find(
    struct payments *p, const struct ledger *l, uint32_t item, int32_t until)
{
	uint32_t i = ledger_item(l, item)->move;

	p->n = 0;
	for (; i != LEDGER_NONE; i = ledger_move(l, i)->next) {
		const struct ledger_move *m = ledger_move(l, i);

		if (m->type == TYPE_APPLY && m->date <= until &&
		    ledger_item(l, m->other)->kind == TYPE_RECEIPT)
			put(p, l, m);
	}
	if (p->n > 1)
		qsort(p->at, p->n, sizeof *p->at, by_receipt);
}

/* The end of what the receipt of payment i paid, and how much that is. */
static size_t
end_of(const struct payments *p, size_t i, int128 *sum)
{
	uint32_t receipt = p->at[i].receipt;

	for (*sum = 0; i < p->n && p->at[i].receipt == receipt; i++)
		*sum += p->at[i].amount;
	return i;
}

/* Payments of one receipt and due date become one. */
static size_t
join(struct payments *p, size_t from, size_t end, size_t out)
{
	p->at[out] = p->at[from];
	for (size_t i = from + 1; i < end; i++)
		if (p->at[out].due == p->at[i].due)
			p->at[out].amount += p->at[i].amount;
		else
			p->at[++out] = p->at[i];
	return out + 1;
}

int128
payments_net(struct payments *p)
{
	size_t out = 0, end;
	int128 sum = 0, one;

	for (size_t i = 0; i < p->n; i = end) {
		end = end_of(p, i, &one);
		if (one <= 0)
			continue;
		sum += one;
		out = join(p, i, end, out);
	}
	p->n = out;
	return sum;
}
