#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "format/ach_in.h"

static bool
is_ctx(const struct ach_batch *b)
{
	return span_is(buf_bytes(&b->kind), "CTX");
}

/* The bank and the number of the account, a slash between. */
static void
keep_account(struct ach_entry *e, const struct ach_record *a)
{
	buf_set(&e->account, fixed_text(&a->fixed, 4, 9));
	if (e->account.len > 0)
		buf_byte(&e->account, '/');
	buf_span(&e->account, fixed_text(&a->fixed, 13, 17));
}

/* Traces ascend within a batch. */
static void
check_trace(struct import *in, struct ach_batch *b, const struct ach_record *a)
{
	int64_t trace = fixed_number(&a->fixed, 80, 15);

	if (trace >= 0 && trace <= b->trace)
		import_finding(in, a->line,
		    "the entry's trace number is not above that before it");
	b->trace = trace;
}

/* Of CTX, the number of addenda stands where others have the name. */
void
ach_entry_begin(struct import *in, struct ach_entry *e, struct ach_batch *b,
    const struct ach_record *a)
{
	check_trace(in, b, a);
	keep_account(e, a);
	e->open = true;
	e->line = a->line;
	e->code = (int)fixed_number(&a->fixed, 2, 2);
	e->amount = fixed_number(&a->fixed, 30, 10);
	buf_set(&e->number, fixed_text(&a->fixed, 40, 15));
	buf_set(&e->trace, fixed_text(&a->fixed, 80, 15));
	buf_set(&e->name, is_ctx(b) ? fixed_text(&a->fixed, 59, 16)
				    : fixed_text(&a->fixed, 55, 22));
	e->told = is_ctx(b) ? fixed_number(&a->fixed, 55, 4) : -1;
	e->payload.len = e->reason.len = e->original.len = 0;
	e->addenda = 0;
	e->npiece = 0;
	e->unordered = false;
	e->some = span_is(fixed_cell(&a->fixed, 79, 1), "1");
	e->returned = e->changed = false;
}

#define ADDENDA_MOST 9999 /* of an entry, by Nacha's rules */

static size_t
characters(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return n;
}

/* The payloads of addenda are one text, whatever they are cut in the middle
   of: none is trimmed, and those that were are filled up again. */
static void
add_payload(struct import *in, struct ach_entry *e, const struct ach_record *a)
{
	struct span s = fixed_cell(&a->fixed, 4, 80);
	struct ach_piece p = {
	    fixed_number(&a->fixed, 84, 4), e->payload.len, 0};

	if (p.sequence >= 0 && p.sequence != (int64_t)e->npiece + 1) {
		import_finding(in, a->line,
		    "addenda record %lld is the %zuth of its entry",
		    (long long)p.sequence, e->npiece + 1);
		e->unordered = true;
	}
	buf_span(&e->payload, s);
	for (size_t i = characters(s); i < 80; i++)
		buf_byte(&e->payload, ' ');
	p.len = e->payload.len - p.at;
	e->pieces = mem_grow(
	    e->pieces, &e->piece_cap, e->npiece + 1, sizeof *e->pieces);
	e->pieces[e->npiece++] = p;
}

/* By their numbers; equal ones as they came. */
static int
by_sequence(const void *a, const void *b)
{
	const struct ach_piece *x = a, *y = b;

	if (x->sequence != y->sequence)
		return x->sequence < y->sequence ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

void
ach_entry_order(struct ach_entry *e)
{
	struct buf all = {0};

	if (!e->unordered)
		return;
	qsort(e->pieces, e->npiece, sizeof *e->pieces, by_sequence);
	for (size_t i = 0; i < e->npiece; i++)
		buf_add(
		    &all, e->payload.at + e->pieces[i].at, e->pieces[i].len);
	buf_free(&e->payload);
	e->payload = all;
}

/* The addenda name their entry by the end of its trace. */
static void
check_entry(
    struct import *in, const struct ach_entry *e, const struct ach_record *a)
{
	struct span of = fixed_text(&a->fixed, 88, 7),
		    trace = {e->trace.at, e->trace.len};

	if (of.len == 7 && trace.len > 7 &&
	    memcmp(of.at, trace.at + trace.len - 7, 7) != 0)
		import_finding(in, a->line,
		    "an addenda record of another entry (%.*s) than that "
		    "before it",
		    (int)of.len, of.at);
}

void
ach_entry_add(
    struct import *in, struct ach_entry *e, const struct ach_record *a)
{
	struct span kind = fixed_cell(&a->fixed, 2, 2);

	if (!e->open) {
		import_fault(
		    in, a->line, "7", "an addenda record behind no entry");
		return;
	}
	if (++e->addenda > ADDENDA_MOST) {
		if (e->addenda == ADDENDA_MOST + 1)
			import_fault(in, a->line, "7",
			    "more than 9999 addenda of one entry");
		return;
	}
	if (span_is(kind, "05")) {
		check_entry(in, e, a);
		add_payload(in, e, a);
	} else if (span_is(kind, "99") || span_is(kind, "98")) {
		e->returned = span_is(kind, "99");
		e->changed = !e->returned;
		buf_set(&e->reason, fixed_cell(&a->fixed, 4, 3));
		buf_set(&e->original, fixed_text(&a->fixed, 7, 15));
	} else {
		import_finding(in, a->line,
		    "an addenda record of type %.*s is passed over",
		    (int)kind.len, kind.at);
	}
}

void
ach_entry_free(struct ach_entry *e)
{
	buf_free(&e->trace);
	buf_free(&e->number);
	buf_free(&e->name);
	buf_free(&e->payload);
	buf_free(&e->reason);
	buf_free(&e->original);
	buf_free(&e->account);
	mem_free(e->pieces);
}
