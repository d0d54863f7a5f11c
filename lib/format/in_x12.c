/*
 * X12 as files: an interchange (ISA), in it groups (GS), in them transactions
 * (ST), of which the 820, the 823 and the 835 tell of payments.
 */
#include <string.h>

#include "format/edi_pay.h"
#include "value/date.h"

/* Where we are, and what each envelope has said and held so far. */
struct envelope {
	struct edi_source source;
	struct edi_payment pay;
	struct buf interchange, group, transaction; /* their numbers */
	int128 groups, transactions, segments;
	bool inside, known; /* known: a transaction that tells of payments */
	bool lockbox;
	int32_t day;         /* of the group, or of the deposit */
	uint64_t met, begun; /* transactions; the line where one began */
};

/* A count that a trailer states; real files are often wrong in it. */
static void
check_count(struct envelope *e, const struct edi_segment *seg, const char *what,
    int128 found)
{
	int64_t said;

	if (import_cents(edi_element(seg, 1), &said))
		import_control(
		    e->source.in, seg->line, what, said, found, -1, false);
	else
		import_unchecked(e->source.in, seg->line, what);
}

/* The number of a trailer is that of its header. */
static void
check_number(struct envelope *e, const struct edi_segment *seg,
    const char *what, const struct buf *begun)
{
	struct span said = edi_element(seg, 2);

	if (begun->len == said.len &&
	    (said.len == 0 || !memcmp(begun->at, said.at, said.len)))
		return;
	import_finding(e->source.in, seg->line,
	    "the %s ends with number %.*s, and began with %.*s", what,
	    (int)(said.len < 20 ? said.len : 20), said.at,
	    (int)(begun->len < 20 ? begun->len : 20),
	    begun->at != NULL ? begun->at : "");
}

static void
tell(struct envelope *e)
{
	if (e->pay.any)
		edi_payment_tell(&e->pay, e->day, !e->lockbox);
	else if (e->pay.n > 0 || !e->lockbox)
		import_fault(e->source.in, e->begun, "BPR",
		    "a transaction without a payment");
	edi_payment_begin(&e->pay, &e->source);
}

/* What has no end is cut off, or lost. */
static void
still_inside(struct envelope *e, const struct edi_segment *seg)
{
	if (e->inside)
		import_fault(e->source.in, seg->line, "SE",
		    "the transaction of line %llu has not ended",
		    (unsigned long long)e->begun);
	e->inside = e->known = false;
}

static void
begin_transaction(struct envelope *e, const struct edi_segment *seg)
{
	struct span set = edi_element(seg, 1);

	still_inside(e, seg);
	e->inside = true;
	e->begun = seg->line;
	e->segments = 1;
	e->transactions++;
	buf_set(&e->transaction, edi_element(seg, 2));
	e->lockbox = span_is(set, "823");
	e->known = e->lockbox || span_is(set, "820") || span_is(set, "835");
	e->met += e->known;
	edi_payment_begin(&e->pay, &e->source);
	if (!e->known)
		import_finding(e->source.in, seg->line,
		    "a transaction %.*s is passed over: 820, 823 and 835 are "
		    "read",
		    (int)(set.len < 8 ? set.len : 8), set.at);
}

static void
end_transaction(struct envelope *e, const struct edi_segment *seg)
{
	if (!e->inside) {
		import_fault(e->source.in, seg->line, "SE",
		    "the end of a transaction that never began");
		return;
	}
	if (e->known)
		tell(e);
	check_count(e, seg, "segments of transaction", e->segments);
	check_number(e, seg, "transaction", &e->transaction);
	e->inside = e->known = false;
}

/* A lockbox file tells of many payments in one transaction; each begins with
   its BPR, and all were deposited on the day of the deposit (DEP). */
static void
take_inside(struct envelope *e, const struct edi_segment *seg)
{
	if (!e->inside)
		import_skip(e->source.in, seg->line,
		    "a segment outside of transactions");
	if (!e->known)
		return;
	if (e->lockbox && edi_is(seg, "DEP"))
		e->day = edi_date(edi_element(seg, 2));
	if (edi_is(seg, "BPR") && e->pay.any)
		tell(e);
	edi_payment_take(&e->pay, seg);
}

static void
take(struct envelope *e, const struct edi_segment *seg)
{
	e->segments++;
	if (edi_is(seg, "ISA")) {
		still_inside(e, seg);
		if (e->interchange.len > 0)
			import_fault(e->source.in, seg->line, "ISA",
			    "an interchange begins inside of another");
		buf_set(&e->interchange, edi_element(seg, 13));
		e->groups = 0;
	} else if (edi_is(seg, "GS")) {
		buf_set(&e->group, edi_element(seg, 6));
		e->groups++;
		e->transactions = 0;
		e->day = edi_date(edi_element(seg, 4));
		edi_payment_take(&e->pay, seg);
	} else if (edi_is(seg, "ST")) {
		begin_transaction(e, seg);
	} else if (edi_is(seg, "SE")) {
		end_transaction(e, seg);
	} else if (edi_is(seg, "GE")) {
		still_inside(e, seg);
		check_count(e, seg, "transactions of group", e->transactions);
		check_number(e, seg, "group", &e->group);
	} else if (edi_is(seg, "IEA")) {
		check_count(e, seg, "groups of interchange", e->groups);
		check_number(e, seg, "interchange", &e->interchange);
		e->interchange.len = 0;
	} else {
		take_inside(e, seg);
	}
}

static void
finish(struct envelope *e)
{
	if (e->inside)
		import_fault(e->source.in, e->source.line, "SE",
		    "the file ends inside of a transaction");
	else if (e->interchange.len > 0)
		import_fault(e->source.in, e->source.line, "IEA",
		    "the file ends inside of an interchange");
	else if (e->met == 0)
		import_finding(e->source.in, 0, "no payment in it");
	edi_payment_free(&e->pay);
	buf_free(&e->interchange);
	buf_free(&e->group);
	buf_free(&e->transaction);
}

static void
read_x12(struct import *in)
{
	struct envelope e = {.day = DATE_NONE};
	struct edi_segment seg;

	if (edi_open(&e.source, in)) {
		edi_payment_begin(&e.pay, &e.source);
		while (edi_next(&e.source, &seg)) {
			edi_raw(&e.source, &seg);
			take(&e, &seg);
		}
		finish(&e);
	}
	edi_done(&e.source);
}

static bool
is_x12(struct span head)
{
	while (head.len > 0 && ((unsigned char)*head.at <= ' ' ||
				   (unsigned char)*head.at >= 0xBB))
		head.at++, head.len--;
	return head.len > 3 && !memcmp(head.at, "ISA", 3);
}

const struct format format_x12 = {
    .name = "x12",
    .summary = "ANSI X12 820, 823 and 835",
    .is = is_x12,
    .read = read_x12,
};
