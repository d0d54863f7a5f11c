#include <string.h>

#include "base/mem.h"
#include "format/camt_in.h"
#include "value/date.h"

bool
camt_is_statement(enum camt_name n)
{
	return n == CAMT_Stmt || n == CAMT_Ntfctn || n == CAMT_Rpt;
}

static void
begin_statement(struct camt *c, uint64_t line)
{
	c->statements = true;
	c->account.len = c->copy.len = 0;
	c->line = line;
	c->currency = -1;
	c->date = DATE_NONE;
	c->opened = c->closed = false;
	memset(c->sums, 0, sizeof c->sums);
	c->moved = c->reversed = 0;
	c->mixed = false;
	memset(&c->listed, 0, sizeof c->listed);
	memset(&c->booked, 0, sizeof c->booked);
}

static void
begin_detail(struct camt *c, uint64_t line)
{
	struct camt_entry *e = &c->entry;

	if (e->ndetail == CAMT_HELD) {
		import_fault(c->in, line, "TxDtls",
		    "more than %d transactions of one entry", CAMT_HELD);
		camt_details_drop(e);
	}
	e->details = mem_grow(
	    e->details, &e->detail_cap, e->ndetail + 1, sizeof *e->details);
	e->details[e->ndetail++] =
	    (struct camt_detail){.line = line, .currency = -1};
}

static void
begin_document(struct camt *c, uint64_t line)
{
	struct camt_entry *e = &c->entry;
	struct camt_detail *d;

	if (e->ndocument++ == CAMT_HELD) {
		import_fault(c->in, line, "Strd",
		    "more than %d documents of one entry", CAMT_HELD);
		camt_details_drop(e);
		begin_detail(c, line);
	}
	d = &e->details[e->ndetail - 1];
	d->documents = mem_grow(d->documents, &d->document_cap,
	    d->ndocument + 1, sizeof *d->documents);
	d->documents[d->ndocument++] =
	    (struct camt_document){.line = line, .date = DATE_NONE};
}

void
camt_begin(struct camt *c, const enum camt_name *up, uint64_t line)
{
	if (up[0] != CAMT_OTHER && camt_record(up) == up[0])
		import_record(c->in, line, camt_name_text(up[0]));
	if (camt_is_statement(up[0])) {
		begin_statement(c, line);
	} else if (up[0] == CAMT_Ntry) {
		camt_entry_clear(&c->entry);
		c->entry.line = line;
	} else if (up[0] == CAMT_TxDtls) {
		begin_detail(c, line);
	} else if (up[0] == CAMT_Strd && c->entry.ndetail > 0) {
		begin_document(c, line);
	} else if (up[0] == CAMT_Bal) {
		c->balance.kind.len = 0;
		c->balance.has_amount = c->balance.debit = false;
		c->balance.date = DATE_NONE;
		c->balance.line = line;
	}
}
