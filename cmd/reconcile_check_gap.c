#include <stdlib.h>

#include "base/diag.h"
#include "base/fault.h"
#include "base/mem.h"
#include "cmd/reconcile_check.h"
#include "value/date.h"
#include "value/serial.h"

/* A document that has a number in a series. */
struct number {
	uint64_t n;
	uint32_t series; /* entity, type and what stands before the digits */
	uint32_t piece;
	int width;
};

struct numbers {
	struct number *at;
	size_t n, cap;
	struct intern *series;
	size_t nsparse; /* series of which less than half is there */
};

/* What has a number that we gave: no receipts, nor balances brought forward,
   of which the numbers between are paid and gone. */
static bool
is_numbered(const struct check *c, const struct ledger_piece *p)
{
	return !p->dropped && !p->transferred && !p->opening && !p->returned &&
	       p->date <= c->asof && p->kind != TYPE_RECEIPT;
}

static void
add(const struct check *c, struct numbers *all, uint32_t piece, struct buf *key)
{
	const struct ledger *l = c->r->ledger;
	const struct ledger_piece *p = ledger_piece(l, piece);
	const struct ledger_item *it = ledger_item(l, p->item);
	struct serial s;

	if (!serial_parse(ledger_text(l, it->doc), &s))
		return;
	key->len = 0;
	buf_add(key, (const char *)&it->entity, sizeof it->entity);
	buf_byte(key, (char)p->kind);
	buf_text(key, s.prefix);
	all->at = mem_grow(all->at, &all->cap, all->n + 1, sizeof *all->at);
	all->at[all->n++] = (struct number){.n = s.number,
	    .series = intern_add(all->series, (struct span){key->at, key->len}),
	    .piece = piece,
	    .width = s.width};
}

static int
by_number(const void *a, const void *b)
{
	const struct number *x = a, *y = b;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	if (x->width != y->width)
		return x->width - y->width;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return (x->piece > y->piece) - (x->piece < y->piece);
}

static void
gather(const struct check *c, struct numbers *all)
{
	const struct ledger *l = c->r->ledger;
	struct buf key = {0};

	all->series = intern_new();
	for (uint32_t i = 0; i < ledger_pieces(l); i++)
		if (is_numbered(c, ledger_piece(l, i)))
			add(c, all, i, &key);
	if (all->n > 1)
		qsort(all->at, all->n, sizeof *all->at, by_number);
	buf_free(&key);
}

static struct span
doc_of(const struct check *c, const struct number *n)
{
	const struct ledger *l = c->r->ledger;

	return ledger_text(
	    l, ledger_item(l, ledger_piece(l, n->piece)->item)->doc);
}

/* Whether b goes on where a ends: of one length, or from 99 to 100 with
   either of them there. */
static bool
goes_on(const struct number *a, const struct number *b)
{
	uint64_t first = 1;

	if (a->series != b->series)
		return false;
	if (a->width == b->width)
		return true;
	for (int i = 0; i < a->width; i++)
		first *= 10;
	return b->width == a->width + 1 &&
	       (b->n == first || (a->n == first - 1 && b->n > first));
}

/* "INV-7", or "INV-7..INV-9". */
static const char *
name_gap(struct check *c, const struct number *a, uint64_t missing)
{
	char first[SERIAL_CHARS], last[SERIAL_CHARS];
	struct serial s;

	serial_parse(doc_of(c, a), &s);
	serial_format(first, &s, 1);
	serial_format(last, &s, missing);
	return missing == 1 ? check_text(c, "%s", first)
			    : check_text(c, "%s..%s", first, last);
}

/* Between two numbers some are missing; the rows are those around them. */
static void
add_gap(struct check *c, const struct number *a, const struct number *b)
{
	const struct ledger *l = c->r->ledger;
	const struct ledger_piece *before = ledger_piece(l, a->piece);
	const struct ledger_piece *after = ledger_piece(l, b->piece);
	const struct ledger_item *it = ledger_item(l, before->item);
	const uint64_t lines[2] = {
	    before->line < after->line ? before->line : after->line,
	    before->line < after->line ? after->line : before->line};
	uint64_t missing = b->n - a->n - 1;
	struct check_found f = {.class = RECON_NUMBER_GAP,
	    .entity = ledger_text(l, it->entity),
	    .text = name_gap(c, a, missing),
	    .step = check_text(c,
		"%llu missing in the series of type %s: void, lost, or in "
		"another book?",
		(unsigned long long)missing, posting_type_name(before->kind)),
	    .currency = it->currency,
	    .date = before->date,
	    .other_date = after->date,
	    .lines = lines,
	    .n = 2};

	check_add(c, &f);
}

/* How many of a series there are, repeats counted once, and gaps. */
static void
count(const struct number *at, size_t n, uint64_t *there, size_t *gaps)
{
	*there = 1;
	*gaps = 0;
	for (size_t i = 1; i < n; i++) {
		*there += at[i].n != at[i - 1].n;
		*gaps += at[i].n > at[i - 1].n + 1;
	}
}

static void
say_sparse(const struct check *c, struct numbers *all, const struct number *at,
    size_t n, uint64_t there)
{
	struct span first = doc_of(c, at), last = doc_of(c, &at[n - 1]);
	unsigned long long most = at[n - 1].n - at->n + 1;

	if (all->nsparse++ < FAULT_SHOWN)
		diag_say("no series: of \"%.*s\" to \"%.*s\" (%s) only %llu of "
			 "%llu numbers are there",
		    (int)first.len, first.at, (int)last.len, last.at,
		    posting_type_name(
			ledger_piece(c->r->ledger, at->piece)->kind),
		    (unsigned long long)there, most);
}

static void
check_series(
    struct check *c, struct numbers *all, const struct number *at, size_t n)
{
	uint64_t there, most = at[n - 1].n - at->n + 1;
	size_t gaps;

	count(at, n, &there, &gaps);
	if (there < most - there) {
		say_sparse(c, all, at, n, there);
		return;
	}
	for (size_t i = 1; gaps > 0 && i < n; i++)
		if (at[i].n > at[i - 1].n + 1)
			add_gap(c, &at[i - 1], &at[i]);
}

void
check_gaps(struct check *c)
{
	struct numbers all = {0};
	size_t from = 0;

	gather(c, &all);
	for (size_t i = 1; i <= all.n; i++) {
		if (i < all.n && goes_on(&all.at[i - 1], &all.at[i]))
			continue;
		check_series(c, &all, &all.at[from], i - from);
		from = i;
	}
	if (all.nsparse > FAULT_SHOWN)
		diag_say("... and %zu more", all.nsparse - FAULT_SHOWN);
	intern_free(all.series);
	mem_free(all.at);
}
