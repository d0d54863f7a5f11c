#include <string.h>

#include "format/ofx_in.h"
#include "value/date.h"

/* The first eight digits are the day; the zone is not converted. */
int32_t
ofx_date(struct span s)
{
	int32_t date;

	s.len = s.len < 8 ? s.len : 8;
	return import_date(s, "YYYYMMDD", &date) ? date : DATE_NONE;
}

/* Its strings by name, so that none is forgotten. */
#define BUFS(t)                                                                \
	{                                                                      \
		&(t)->amount, &(t)->id, &(t)->number, &(t)->reference,         \
		    &(t)->name, &(t)->memo, &(t)->kind, &(t)->corrects,        \
		    &(t)->currency, &(t)->to_bank, &(t)->to                    \
	}
#define NBUF 11

void
ofx_begin(struct ofx_file *f, uint64_t line)
{
	struct ofx_transaction *t = &f->t;
	struct buf *const bufs[NBUF] = BUFS(t);

	t->open = true;
	t->line = line;
	t->inner = "";
	t->posted = t->other = DATE_NONE;
	for (size_t i = 0; i < NBUF; i++)
		bufs[i]->len = 0;
}

void
ofx_free(struct ofx_file *f)
{
	struct buf *const bufs[NBUF] = BUFS(&f->t);

	for (size_t i = 0; i < NBUF; i++)
		buf_free(bufs[i]);
}

/* Keeps a text by its name, and the aggregate in which it must stand; false
   where it is none. */
static bool
keep_text(struct ofx_transaction *t, const struct ofx_event *e)
{
	const struct {
		const char *name, *inner;
		struct buf *to;
	} known[] = {{"TRNAMT", NULL, &t->amount}, {"FITID", NULL, &t->id},
	    {"CHECKNUM", NULL, &t->number}, {"REFNUM", NULL, &t->reference},
	    {"NAME", NULL, &t->name}, {"EXTDNAME", NULL, &t->name},
	    {"MEMO", NULL, &t->memo}, {"TRNTYPE", NULL, &t->kind},
	    {"CORRECTFITID", NULL, &t->corrects},
	    {"CURSYM", "CURRENCY", &t->currency},
	    {"BANKID", "BANKACCTTO", &t->to_bank},
	    {"ACCTID", "BANKACCTTO", &t->to}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(e->name, known[i].name) &&
		    (known[i].inner == NULL ||
			!strcmp(t->inner, known[i].inner))) {
			buf_set(known[i].to, e->value);
			return true;
		}
	return false;
}

/* Only these two hold what an aggregate elsewhere holds as well. */
static void
take_inner(struct ofx_transaction *t, const struct ofx_event *e)
{
	static const char *const known[] = {
	    "CURRENCY", "ORIGCURRENCY", "BANKACCTTO", NULL};

	for (const char *const *k = known; *k != NULL; k++)
		if (!strcmp(e->name, *k))
			t->inner = e->kind == OFX_BEGIN ? *k : "";
}

void
ofx_take(struct ofx_file *f, const struct ofx_event *e)
{
	struct ofx_transaction *t = &f->t;

	if (e->kind != OFX_VALUE) {
		take_inner(t, e);
		return;
	}
	if (keep_text(t, e))
		return;
	if (!strcmp(e->name, "DTPOSTED"))
		t->posted = ofx_date(e->value);
	else if (!strcmp(e->name, "DTUSER") || !strcmp(e->name, "DTAVAIL"))
		t->other = ofx_date(e->value);
}
