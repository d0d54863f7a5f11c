#include <string.h>

#include "base/mem.h"
#include "format/camt_in.h"
#include "value/date.h"

int64_t
camt_signed(const struct camt_entry *e)
{
	return e->credit ? e->amount : -e->amount;
}

int64_t
camt_detail_signed(const struct camt_entry *e, const struct camt_detail *d)
{
	bool credit = d->has_sign ? d->credit : e->credit;

	return credit ? d->amount : -d->amount;
}

static void
document_free(struct camt_document *d)
{
	buf_free(&d->number);
	buf_free(&d->reason);
	buf_free(&d->text);
}

static void
code_free(struct camt_code *c)
{
	buf_free(&c->domain);
	buf_free(&c->family);
	buf_free(&c->kind);
	buf_free(&c->own);
}

static void
detail_free(struct camt_detail *d)
{
	for (size_t i = 0; i < d->ndocument; i++)
		document_free(&d->documents[i]);
	mem_free(d->documents);
	code_free(&d->code);
	buf_free(&d->ref);
	buf_free(&d->end_to_end);
	buf_free(&d->cheque);
	buf_free(&d->payer);
	buf_free(&d->account);
	buf_free(&d->text);
	buf_free(&d->returned);
}

void
camt_details_drop(struct camt_entry *e)
{
	for (size_t i = 0; i < e->ndetail; i++)
		detail_free(&e->details[i]);
	e->ndetail = e->ndocument = 0;
}

/* Its strings by name, so that none is forgotten. */
#define ENTRY_BUFS(e)                                                          \
	{                                                                      \
		&(e)->status, &(e)->ref, &(e)->service_ref, &(e)->text,        \
		    &(e)->code.domain, &(e)->code.family, &(e)->code.kind,     \
		    &(e)->code.own                                             \
	}
#define NBUF 8

void
camt_entry_clear(struct camt_entry *e)
{
	struct buf *const bufs[NBUF] = ENTRY_BUFS(e);

	camt_details_drop(e);
	for (size_t i = 0; i < NBUF; i++)
		bufs[i]->len = 0;
	e->amount = e->batch_count = e->batch_total = 0;
	e->has_amount = e->has_sign = e->credit = e->reversal = false;
	e->has_batch_count = e->has_batch_total = false;
	e->charges = 0;
	e->currency = -1;
	e->booked = e->value = DATE_NONE;
}

void
camt_entry_free(struct camt_entry *e)
{
	struct buf *const bufs[NBUF] = ENTRY_BUFS(e);

	camt_entry_clear(e);
	for (size_t i = 0; i < NBUF; i++)
		buf_free(bufs[i]);
	mem_free(e->details);
}
