/* Rows of a ledger, as a format tells of them. */
#include "cmd/import.h"
#include "value/date.h"

static struct span
made(const struct buf *b)
{
	return (struct span){b->at, b->len};
}

/* Receipts may have the numbers of checks, which repeat; other documents keep
   what they are called. */
static void
name_doc(struct import *in, const struct import_item *i)
{
	in->last.doc.len = 0;
	if (!strcmp(i->type, "receipt") || i->doc.len == 0)
		import_name_doc(in, i->customer, &in->last.doc);
	else
		import_plain(&in->last.doc, i->doc);
}

void
import_item(struct import *in, const struct import_item *i)
{
	const struct pay p = {.line = i->line,
	    .amount = i->amount,
	    .currency = i->currency,
	    .date = i->date,
	    .ref = i->doc,
	    .account = span_of(i->type),
	    .payer = i->customer,
	    .memo = i->memo};
	struct import_row row = {.date = i->date,
	    .type = i->type,
	    .doc_date = i->doc_date == i->date ? DATE_NONE : i->doc_date,
	    .due = i->due,
	    .amount = i->amount,
	    .currency = i->currency,
	    .customer = i->customer,
	    .ref = i->ref,
	    .terms = i->terms,
	    .po = i->po,
	    .reason = i->reason};

	in->last.there = false;
	if (!import_check(
		in, i->line, i->currency, i->date, i->date, &row.amount))
		return;
	if (i->customer.len == 0) {
		import_fault(in, i->line, "customer", "blank");
		return;
	}
	import_count(in, COUNTED_ITEM, i->currency, row.amount);
	if (in->raw)
		return;
	import_name_begin(in, &p, row.amount);
	import_name_id(in, &in->last.id);
	if (in->held != NULL &&
	    intern_find(in->held, made(&in->last.id)) != INTERN_NONE) {
		import_count(in, COUNTED_SKIPPED, i->currency, row.amount);
		import_name_forget(in);
		return;
	}
	name_doc(in, i);
	row.doc = made(&in->last.doc);
	row.id = made(&in->last.id);
	in->memo.len = 0;
	import_plain(&in->memo, i->memo);
	row.memo = made(&in->memo);
	import_row(in, &row);
}
