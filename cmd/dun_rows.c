#include <stdio.h>

#include "base/mem.h"
#include "cmd/dun_in.h"
#include "cmd/dun_row.h"

/* Rows of the book: a notice for each debt that is asked for and, with
   --book-fees, what that costs. */

/* What was charged further ahead stays charged. */
static int32_t
interest_to(const struct dun *d, const struct dun_part *part)
{
	if (!part->bears)
		return DATE_NONE;
	return part->interest_from > d->asof ? part->interest_from : d->asof;
}

static void
put_notice(struct dun_printing *p, const struct dun_letter *l,
    const struct dun_part *part, int64_t fee)
{
	const struct policy_level *rules = policy_level(
	    part->policy, part->debt.level, dun_names(p->d, part).currency);
	struct span ref = dun_names(p->d, part).doc;
	struct dun_row r = {.type = TYPE_NOTICE,
	    .what = "notice",
	    .doc = span_of(l->number),
	    .part = part,
	    .amount = part->amount,
	    .fee = fee,
	    .interest = part->interest,
	    .interest_to = interest_to(p->d, part),
	    .level = part->debt.level,
	    .rule = part->debt.level,
	    .due = l->deadline,
	    .ref = ref,
	    .ref_due = part->row->due,
	    .reason = rules->action.len > 0 ? rules->action : rules->channel};

	dun_row_put(p, &r);
}

/* A debit of its own, of which the letter's number is the beginning. */
static void
put_debit(struct dun_printing *p, const struct dun_letter *l,
    const struct dun_part *part, const char *what, uint32_t n, int64_t amount)
{
	bool fee = *what == 'f';
	struct dun_row r = {.type = TYPE_DEBIT,
	    .what = what,
	    .part = part,
	    .amount = amount,
	    .interest_to = DATE_NONE,
	    .due = l->deadline,
	    .ref_due = DATE_NONE,
	    .reason = span_of(what),
	    .rule = fee ? l->level : part->debt.level};
	struct buf doc = {0};
	char mark[16];

	buf_text(&doc, l->number);
	snprintf(mark, sizeof mark, "-%c%u", fee ? 'F' : 'I', (unsigned)n);
	buf_text(&doc, mark);
	r.doc = (struct span){doc.at, doc.len};
	if (!fee)
		r.ref = dun_names(p->d, part).doc;
	else
		r.ref = (struct span){"", 0};
	dun_row_put(p, &r);
	buf_free(&doc);
}

static void
put_debits(struct dun_printing *p, const struct dun_letter *l)
{
	const struct dun_part *at = &p->d->parts[l->first], *first = NULL;
	int64_t *interest = dun_interest(p->d, l);
	uint32_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (at[i].held != DUN_FREE)
			continue;
		first = first == NULL ? &at[i] : first;
		if (interest[i] > 0)
			put_debit(p, l, &at[i], "interest", ++n, interest[i]);
	}
	if (l->fee > 0 && first != NULL)
		put_debit(p, l, first, "fee", 1, l->fee);
	mem_free(interest);
}

static void
put_letter(struct dun_printing *p, const struct dun_letter *l)
{
	int64_t fee = l->fee;

	for (size_t i = l->first; i < l->first + l->n; i++) {
		if (p->d->parts[i].held != DUN_FREE)
			continue;
		put_notice(p, l, &p->d->parts[i], fee);
		fee = 0;
	}
	if (p->d->book_fees)
		put_debits(p, l);
}

void
dun_rows(struct dun *d, struct csvout *w)
{
	struct dun_printing p = {.d = d, .w = w};

	dun_row_columns(&p);
	for (size_t i = 0; i < d->nletter; i++)
		if (d->letters[i].notices > 0)
			put_letter(&p, &d->letters[i]);
	dun_row_free(&p);
}
