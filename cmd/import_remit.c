/* What a payment is for, as a format tells of it. */
#include <stdio.h>

#include "cmd/import.h"
#include "value/date.h"

static struct span
made(const struct buf *b)
{
	return (struct span){b->at, b->len};
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
	char number[32];

	if (!in->last.there) { /* what is wrong was said of the payment */
		import_skip(in, r->line, "a remittance of no payment");
		return;
	}
	if (!import_scale(in, r->line, row.currency, &row.amount) ||
	    !import_scale(in, r->line, row.currency, &row.discount) ||
	    !import_scale(in, r->line, row.currency, &row.deduction))
		return;
	if (!in->last.skipped)
		import_count(in, COUNTED_REMIT, row.currency, row.amount);
	if (in->raw || in->last.skipped)
		return;
	in->text.len = 0;
	buf_span(&in->text, made(&in->last.id));
	buf_add(&in->text, number,
	    (size_t)snprintf(number, sizeof number, "/%llu",
		(unsigned long long)++in->last.nremit));
	row.id = made(&in->text);
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
