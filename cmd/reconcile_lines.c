#include "cmd/reconcile_lines.h"

#include "book/posting.h"

static const char *const names[LINES] = {
#define LINE_NAME(code, name) [LINE_##code] = (name),
    RECONCILE_LINES(LINE_NAME)
#undef LINE_NAME
};

const char *
reconcile_line_name(enum reconcile_line l)
{
	return names[l];
}

static bool
is_charge(struct span reason)
{
	return span_is(reason, "interest") || span_is(reason, "fee");
}

static enum reconcile_line
of_writeoff(const struct recon_entry *e, struct span reason)
{
	return e->amount > 0 || span_is(reason, "recovery") ? LINE_RECOVERIES
							    : LINE_WRITEOFFS;
}

enum reconcile_line
reconcile_line_of(const struct recon_entry *e, struct span reason)
{
	static const uint8_t plain[TYPES] = {
	    [TYPE_INVOICE] = LINE_INVOICES,
	    [TYPE_DEBIT] = LINE_DEBITS,
	    [TYPE_CREDIT] = LINE_CREDITS,
	    [TYPE_RECEIPT] = LINE_RECEIPTS,
	    [TYPE_DISCOUNT] = LINE_DISCOUNTS,
	    [TYPE_ADJUST] = LINE_ADJUSTMENTS,
	    [TYPE_FX] = LINE_FX,
	    [TYPE_REFUND] = LINE_REFUNDS,
	    [TYPE_REVERSE] = LINE_REVERSALS,
	    [TYPE_TRANSFER] = LINE_TRANSFERS,
	    [TYPE_APPLY] = LINE_CROSS,
	};

	if (e->type == TYPE_DEBIT && is_charge(reason))
		return LINE_CHARGES;
	if (e->type == TYPE_REVERSE && span_is(reason, "void"))
		return LINE_VOIDS;
	if (e->type == TYPE_WRITEOFF)
		return of_writeoff(e, reason);
	if (e->type == TYPE_RECEIPT && e->amount > 0)
		return LINE_RETURNS; /* the bank took it back */
	return plain[e->type];
}
