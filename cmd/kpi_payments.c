#include <stdlib.h>

#include "base/mem.h"
#include "cmd/kpi_in.h"

/* What receipts paid on the item at hand. */

static int
by_receipt(const void *a, const void *b)
{
	const struct kpi_payment *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->receipt != y->receipt)
		return x->receipt < y->receipt ? -1 : 1;
	return (x->due > y->due) - (x->due < y->due);
}

static void
put(struct kpi_work *w, const struct ledger_move *m)
{
	w->payments = mem_grow(
	    w->payments, &w->payment_cap, w->npayment + 1, sizeof *w->payments);
	w->payments[w->npayment++] = (struct kpi_payment){
	    .receipt = m->other,
	    .date = m->date,
	    .day = kpi_receipt_day(w->world->ledger, m->other),
	    .due = m->due,
	    .amount = -(int128)m->amount,
	};
}

void
kpi_payments_find(struct kpi_work *w, int32_t until)
{
	const struct ledger *l = w->world->ledger;
	uint32_t i = w->item.row->move;

	w->npayment = 0;
	for (; i != LEDGER_NONE; i = ledger_move(l, i)->next) {
		const struct ledger_move *m = ledger_move(l, i);

		if (m->type == TYPE_APPLY && m->date <= until &&
		    ledger_item(l, m->other)->kind == TYPE_RECEIPT)
			put(w, m);
	}
	if (w->npayment > 1)
		qsort(
		    w->payments, w->npayment, sizeof *w->payments, by_receipt);
}

/* The end of what the receipt of payment i paid, and how much that is. */
static size_t
end_of(const struct kpi_work *w, size_t i, int128 *sum)
{
	uint32_t receipt = w->payments[i].receipt;

	for (*sum = 0; i < w->npayment && w->payments[i].receipt == receipt;
	     i++)
		*sum += w->payments[i].amount;
	return i;
}

/* Payments of one receipt and due date become one. */
static size_t
join(struct kpi_work *w, size_t from, size_t end, size_t out)
{
	w->payments[out] = w->payments[from];
	for (size_t i = from + 1; i < end; i++)
		if (w->payments[out].due == w->payments[i].due)
			w->payments[out].amount += w->payments[i].amount;
		else
			w->payments[++out] = w->payments[i];
	return out + 1;
}

int128
kpi_payments_net(struct kpi_work *w)
{
	size_t out = 0, end;
	int128 sum = 0, one;

	for (size_t i = 0; i < w->npayment; i = end) {
		end = end_of(w, i, &one);
		if (one <= 0)
			continue;
		sum += one;
		out = join(w, i, end, out);
	}
	w->npayment = out;
	return sum;
}
