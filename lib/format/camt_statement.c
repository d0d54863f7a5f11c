#include <string.h>

#include "base/mem.h"
#include "format/camt_in.h"
#include "value/currency.h"
#include "value/date.h"

static bool
is_booked(const struct camt_entry *e)
{
	struct span status = buf_bytes(&e->status);

	return status.len == 0 || span_is(status, "BOOK");
}

static bool
is_whole(struct camt *c, const struct camt_entry *e)
{
	if (!e->has_amount || !e->has_sign) {
		import_fault(c->in, e->line, "Ntry", "an entry without %s",
		    e->has_amount ? "CdtDbtInd" : "an amount (Amt)");
		return false;
	}
	if (c->copy.len > 0) {
		import_skip(c->in, e->line,
		    "of a statement that is a copy or duplicate (CpyDplctInd)");
		return false;
	}
	return true;
}

static void
count(struct camt_found *f, const struct camt_entry *e)
{
	f->n[!e->credit]++;
	f->total[!e->credit] += e->amount;
}

/* A reversal waits until the balance tells which way it goes. */
static void
hold(struct camt *c)
{
	if (c->nheld == CAMT_HELD) {
		import_fault(c->in, c->entry.line, "RvslInd",
		    "more than %d reversals in one statement", CAMT_HELD);
		return;
	}
	c->held =
	    mem_grow(c->held, &c->held_cap, c->nheld + 1, sizeof *c->held);
	c->held[c->nheld++] = c->entry;
	memset(&c->entry, 0, sizeof c->entry);
}

static void
end_entry(struct camt *c)
{
	struct camt_entry *e = &c->entry;

	if (!is_whole(c, e))
		return;
	count(&c->listed, e);
	if (!is_booked(e)) {
		import_skip(c->in, e->line,
		    "pending or for information, not booked (Sts)");
		return;
	}
	count(&c->booked, e);
	if (c->currency >= 0 && e->currency != c->currency) {
		c->mixed = true;
		import_finding(c->in, e->line,
		    "an entry in %s on an account in %s",
		    currency_code(e->currency), currency_code(c->currency));
	}
	if (e->booked == DATE_NONE)
		e->booked = e->value != DATE_NONE ? e->value : c->date;
	if (e->booked == DATE_NONE) {
		import_fault(c->in, e->line, "BookgDt",
		    "an entry without a date, in a statement without one");
		return;
	}
	c->moved += camt_signed(e);
	if (e->reversal) {
		c->reversed += camt_signed(e);
		hold(c);
	} else {
		camt_pay(c, e, 1);
	}
}

static void
end_statement(struct camt *c)
{
	int flip;

	if (c->copy.len > 0) {
		import_finding(c->in, c->line,
		    "a copy or duplicate of a statement: not imported");
		return;
	}
	camt_check_sums(c);
	flip = camt_check_balance(c);
	for (size_t i = 0; i < c->nheld; i++) {
		camt_pay(c, &c->held[i], flip);
		camt_entry_free(&c->held[i]);
	}
	c->nheld = 0;
}

static void
statement_field(struct camt *c, const struct camt_element *e)
{
	enum camt_name name = e->up[0], around = e->up[1];

	if (name == CAMT_CpyDplctInd)
		camt_add(&c->copy, e->text);
	else if (name == CAMT_Ccy && around == CAMT_Acct)
		c->currency = currency_find(e->text);
	else if (name == CAMT_IBAN || (name == CAMT_Id && around == CAMT_Othr))
		camt_add(
		    &c->account, c->account.len > 0 ? span_of("") : e->text);
	else if (name == CAMT_CreDtTm)
		camt_date(e->text, &c->date);
}

/* Inside of which of these an element stands, the innermost first. */
static enum camt_name
place(const struct camt_element *e)
{
	for (size_t i = 1; i < CAMT_DEEP && e->up[i] != CAMT_Document; i++)
		if (e->up[i] == CAMT_Ntry || e->up[i] == CAMT_Bal ||
		    e->up[i] == CAMT_TxsSummry || camt_is_statement(e->up[i]) ||
		    e->up[i] == CAMT_GrpHdr)
			return e->up[i];
	return CAMT_OTHER;
}

void
camt_end(struct camt *c, const struct camt_element *e)
{
	enum camt_name in = place(e);

	if (camt_is_statement(e->up[0]))
		end_statement(c);
	else if (e->up[0] == CAMT_Ntry)
		end_entry(c);
	else if (e->up[0] == CAMT_Bal)
		camt_balance_end(c);
	else if (in == CAMT_Ntry)
		camt_field(c, e);
	else if (in == CAMT_Bal)
		camt_balance_field(c, e);
	else if (in == CAMT_TxsSummry)
		camt_sum_field(c, e);
	else if (camt_is_statement(in))
		statement_field(c, e);
	else if (in == CAMT_GrpHdr && e->up[0] == CAMT_LastPgInd &&
		 span_is(e->text, "false"))
		import_finding(c->in, e->line,
		    "a page of a message of several: import all of them");
}

void
camt_free(struct camt *c)
{
	for (size_t i = 0; i < c->nheld; i++)
		camt_entry_free(&c->held[i]);
	mem_free(c->held);
	camt_entry_free(&c->entry);
	buf_free(&c->account);
	buf_free(&c->copy);
	buf_free(&c->balance.kind);
}
