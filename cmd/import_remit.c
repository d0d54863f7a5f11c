/* What a payment is for, as a format tells of it. */
#include <stdio.h>

#include "cmd/import.h"
#include "value/date.h"

static struct span
made(const struct buf *b)
{
	return (struct span){b->at, b->len};
}

/* The id of the next line, in in->text: that of the payment, and its number. */
static struct span
next_id(struct import *in)
{
	char number[32];

	in->text.len = 0;
	buf_span(&in->text, made(&in->last.id));
	buf_add(&in->text, number,
	    (size_t)snprintf(number, sizeof number, "/%llu",
		(unsigned long long)++in->last.nremit));
	return made(&in->text);
}

/* Whether the book has the line: of a payment that it has, or, where payments
   are another file's, itself. */
static bool
is_held(struct import *in, const struct import_row *row)
{
	if (in->last.skipped)
		return true;
	if (!in->remit_only || in->held == NULL ||
	    intern_find(in->held, row->id) == INTERN_NONE)
		return false;
	import_count(in, COUNTED_SKIPPED, row->currency, row->amount);
	return true;
}

void
import_remit(struct import *in, const struct remit *r)
{
	struct import_row row = {.date = in->last.date,
	    .type = "remit",
	    .doc_date = r->doc_date,
	    .due = DATE_NONE,
	    .amount = r->amount,
	    .discount = r->discount,
	    .deduction = r->deduction,
	    .currency = in->last.currency,
	    .reason = r->reason,
	    .remit = true};

	if (!in->last.there) { /* what is wrong was said of the payment */
		import_skip(in, r->line, "a remittance of no payment");
		return;
	}
	if (!import_scale(in, r->line, row.currency, &row.amount) ||
	    !import_scale(in, r->line, row.currency, &row.discount) ||
	    !import_scale(in, r->line, row.currency, &row.deduction))
		return;
	row.id = next_id(in);
	if (is_held(in, &row))
		return;
	import_count(in, COUNTED_REMIT, row.currency, row.amount);
	if (in->raw)
		return;
	row.doc = made(&in->last.doc);
	row.customer = made(&in->last.customer);
	in->payer.len = 0;
	import_plain(&in->payer, r->ref);
	row.ref = made(&in->payer);
	in->memo.len = 0;
	import_plain(&in->memo, r->memo);
	row.memo = made(&in->memo);
	import_row(in, &row);
}
