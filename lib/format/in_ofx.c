/*
 * OFX, and QFX, which is the same: statements of accounts and of credit cards,
 * for programs of households and small firms.
 */
#include <string.h>

#include "base/mem.h"
#include "format/ofx_in.h"
#include "value/date.h"

static void
begin_statement(struct ofx_file *f, bool card)
{
	f->statements++;
	f->card = card;
	f->from = f->to = DATE_NONE;
	f->account.len = f->bank.len = f->currency.len = 0;
}

static void
value(struct ofx_file *f, const struct ofx_event *e)
{
	if (!strcmp(e->name, "CURDEF"))
		buf_set(&f->currency, e->value);
	else if (!strcmp(e->name, "ACCTID") && f->account.len == 0)
		buf_set(&f->account, e->value);
	else if (!strcmp(e->name, "BANKID") && f->bank.len == 0)
		buf_set(&f->bank, e->value);
	else if (!strcmp(e->name, "DTSTART"))
		f->from = ofx_date(e->value);
	else if (!strcmp(e->name, "DTEND"))
		f->to = ofx_date(e->value);
	else if (!strcmp(e->name, "BALAMT"))
		import_unchecked(f->in, e->line, "balance");
}

/* An aggregate that ends a transaction: what is not closed ends where another
   begins. */
static void
take_aggregate(struct ofx_file *f, const struct ofx_event *e)
{
	bool card = !strcmp(e->name, "CCSTMTRS"),
	     statement = card || !strcmp(e->name, "STMTRS"),
	     transaction = !strcmp(e->name, "STMTTRN"),
	     pending = !strcmp(e->name, "STMTTRNP");

	if (transaction || statement || pending ||
	    !strcmp(e->name, "BANKTRANLIST") || !strcmp(e->name, "OFX"))
		ofx_end(f);
	if (e->kind == OFX_END) {
		f->closed |= !strcmp(e->name, "OFX");
		return;
	}
	if (statement)
		begin_statement(f, card);
	else if (transaction)
		ofx_begin(f, e->line);
	else if (pending)
		import_skip(f->in, e->line, "pending, not booked (STMTTRNP)");
}

static void
take(struct ofx_file *f, const struct ofx_event *e)
{
	if (e->kind != OFX_VALUE)
		take_aggregate(f, e);
	if (f->t.open)
		ofx_take(f, e);
	else if (e->kind == OFX_VALUE)
		value(f, e);
}

static void
raw(struct ofx_file *f, const struct ofx_event *e)
{
	if (e->kind == OFX_BEGIN || (e->kind == OFX_VALUE && !f->any))
		import_record(
		    f->in, e->line, e->kind == OFX_BEGIN ? e->name : "OFX");
	f->any = f->any || e->kind != OFX_END;
	if (e->kind == OFX_VALUE)
		import_raw(f->in, e->name, e->value);
}

static void
finish(struct ofx_file *f)
{
	if (f->t.open)
		import_fault(f->in, f->t.line, "STMTTRN",
		    "the file ends inside of this transaction");
	else if (f->statements == 0)
		import_finding(f->in, 0, "no statement in it");
	else if (!f->closed)
		import_finding(
		    f->in, 0, "the file ends without </OFX>: is it whole?");
	ofx_free(f);
	buf_free(&f->account);
	buf_free(&f->bank);
	buf_free(&f->currency);
	known_free(f->ids);
	known_free(f->others);
	mem_free(f->money);
}

static void
read_ofx(struct import *in)
{
	struct ofx_file f = {.in = in,
	    .ids = known_new(),
	    .others = known_new(),
	    .from = DATE_NONE,
	    .to = DATE_NONE};
	struct ofx_reader r = {.in = in, .line = 1};
	struct ofx_event e;

	while (ofx_next(&r, &e)) {
		raw(&f, &e);
		take(&f, &e);
	}
	finish(&f);
	ofx_done(&r);
}

static bool
is_ofx(struct span head)
{
	for (size_t i = 0; i + 5 <= head.len; i++)
		if (!memcmp(head.at + i, "<OFX>", 5) ||
		    !memcmp(head.at + i, "<?OFX", 5) ||
		    !memcmp(head.at + i, "OFXHE", 5))
			return true;
	return false;
}

const struct format format_ofx = {
    .name = "ofx",
    .summary = "OFX and QFX statements, versions 1 and 2",
    .is = is_ofx,
    .read = read_ofx,
};
