#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_group.h"

/* What came of a group, with the names of the ledger: a group is forgotten. */

static uint32_t
tag_of(const struct match *m, uint32_t item)
{
	return item == MATCH_NONE ? LEDGER_NONE : m->items[item].tag;
}

static struct apply_entry
entry_of(struct apply_desk *d, const struct match_entry *e)
{
	return (struct apply_entry){.item = tag_of(&d->match, e->item),
	    .due = e->due,
	    .amount = e->amount,
	    .ref_amount = e->ref_amount,
	    .reason = e->reason,
	    .way = e->way,
	    .text = e->text.at,
	    .text_len = (uint32_t)e->text.len,
	    .type = e->type,
	    .rule = e->rule,
	    .score = e->score};
}

/* Entries by fund, each in the order they were made; at[f] is where those of
   fund f end. */
static const struct apply_entry *
keep_entries(struct apply_desk *d, uint32_t *at)
{
	const struct match *m = &d->match;
	struct apply_entry *to =
	    apply_room_take(&d->kept, m->nentry * sizeof *to);
	uint32_t sum = 0;

	for (uint32_t i = 0; i < m->nentry; i++)
		at[m->entries[i].fund]++;
	for (uint32_t f = 0; f < m->nfund; f++) {
		uint32_t n = at[f];

		at[f] = sum;
		sum += n;
	}
	for (uint32_t i = 0; i < m->nentry; i++)
		to[at[m->entries[i].fund]++] = entry_of(d, &m->entries[i]);
	return to;
}

/* Of more answers than are told of, match keeps the first. */
static uint32_t
count_answers(const struct match *m, const struct match_fund *f)
{
	uint32_t n = 0;

	for (uint32_t at = f->nanswer > 0 ? f->answer : MATCH_NONE;
	     at != MATCH_NONE; at = m->answers[at].next)
		n++;
	return n;
}

static const struct apply_answer *
keep_answers(struct apply_desk *d, const struct match_fund *f, uint32_t n)
{
	const struct match *m = &d->match;
	struct apply_answer *to = apply_room_take(&d->kept, n * sizeof *to);
	uint32_t at = f->answer;

	for (uint32_t i = 0; i < n; i++) {
		const struct match_answer *from = &m->answers[at];
		struct apply_pick *pick =
		    apply_room_take(&d->kept, from->npick * sizeof *pick);

		for (uint32_t k = 0; k < from->npick; k++) {
			const struct match_pick *p = &m->picks[from->pick + k];

			pick[k] = (struct apply_pick){
			    p->item != MATCH_NONE ? m->items[p->item].tag
						  : m->funds[p->credit].tag,
			    p->amount, p->discount};
		}
		to[i] = (struct apply_answer){pick, from->npick};
		at = from->next;
	}
	return to;
}

/* The first number that is what the cause says. */
static struct span
number_of(const struct apply_desk *d, const struct match_fund *f)
{
	enum match_found found = FOUND_ITEM;
	uint32_t n = f->nline > 0 ? f->nline : f->ncite;

	if (f->cause == CAUSE_UNKNOWN)
		found = FOUND_UNKNOWN;
	else if (f->cause == CAUSE_NUMBER)
		found = FOUND_AMBIGUOUS;
	else if (f->cause == CAUSE_SETTLED)
		found = FOUND_SETTLED;
	else if (f->cause != CAUSE_HELD)
		return (struct span){"", 0};
	for (uint32_t i = 0; i < n; i++) {
		const struct match_cite *c =
		    f->nline > 0 ? &f->line[i].cite : &f->cite[i];

		if (c->found == found &&
		    (found != FOUND_ITEM || d->match.items[c->item].held))
			return c->text;
	}
	return (struct span){"", 0};
}

static const struct apply_left *
keep_left(struct apply_desk *d, struct apply_left left)
{
	struct apply_left *to = apply_room_take(&d->kept, sizeof *to);

	*to = left;
	return to;
}

static void
keep(struct apply_desk *d, struct apply_fund fund)
{
	struct apply_fund *to = apply_room_take(&d->kept, sizeof *to);

	*to = fund;
	d->result =
	    mem_grow(d->result, &d->result_cap, d->nresult + 1, sizeof(void *));
	d->result[d->nresult++] = to;
}

static const struct apply_left *
left_of(struct apply_desk *d, const struct match_fund *f)
{
	uint32_t nanswer = count_answers(&d->match, f);

	return keep_left(d, (struct apply_left){.number = number_of(d, f),
				.answer = keep_answers(d, f, nanswer),
				.nanswer = nanswer,
				.twin = f->twin});
}

/* Not of a credit memo, or receipt that was used up, of which nothing came. */
static void
keep_fund(struct apply_desk *d, uint32_t i, const struct apply_entry *entry,
    uint32_t nentry, uint32_t nunpaid)
{
	const struct match_fund *f = &d->match.funds[i];
	const struct apply_money *m = &d->money[d->fund[i]];

	if (nentry == 0 && (!f->receipt || m->open == 0))
		return;
	keep(d, (struct apply_fund){.item = f->tag,
		    .transfer = m->transfer,
		    .date = f->date,
		    .nentry = nentry,
		    .received = f->received,
		    .before = m->open,
		    .open = f->open,
		    .entry = entry,
		    .left = f->receipt && f->open > 0 ? left_of(d, f) : NULL,
		    .nunpaid = nunpaid,
		    .fired = (uint16_t)f->fired,
		    .cause = f->cause,
		    .receipt = f->receipt});
}

/* A bank return of which nothing came. */
static void
keep_return(struct apply_desk *d, const struct match_return *r)
{
	const struct match_item *i = &d->match.items[r->item];
	struct apply_left left = {.nanswer = 0};
	int64_t open = match_open(i);

	if (r->done || i->later || open != i->amount)
		return;
	if (r->nfund > 1)
		left.nanswer = apply_return_answers(d, i, &left.answer);
	keep(d, (struct apply_fund){.item = i->tag,
		    .date = ledger_item(d->apply->ledger, i->tag)->date,
		    .received = i->amount,
		    .before = open,
		    .open = open,
		    .left = keep_left(d, left),
		    .cause = r->nfund > 1 ? CAUSE_RETURNS : CAUSE_RETURN,
		    .returned = true});
}

void
apply_keep_results(struct apply_desk *d)
{
	const struct match *m = &d->match;
	uint32_t *at = apply_room_take(&d->room, m->nfund * sizeof *at);
	const struct apply_entry *entry;
	size_t before = d->nresult;

	if (m->nfund > 0)
		memset(at, 0, m->nfund * sizeof *at);
	entry = keep_entries(d, at);
	for (uint32_t i = 0; i < m->nfund; i++) {
		uint32_t first = i > 0 ? at[i - 1] : 0;
		uint32_t nunpaid = d->apply->stats_file != NULL
				       ? apply_unpaid(d, i, entry, at)
				       : 0;

		keep_fund(d, i, entry + first, at[i] - first, nunpaid);
	}
	for (uint32_t i = 0; i < m->nreturn; i++)
		keep_return(d, &m->returns[i]);
	apply_sort_group(d, before);
}

void
apply_share_begin(struct apply_desk *d, uint64_t share, bool alone)
{
	d->run = mem_grow(d->run, &d->run_cap, d->nrun + 1, sizeof *d->run);
	d->run[d->nrun++] = (struct apply_run){.share = share,
	    .first = d->nresult,
	    .desk = d,
	    .alone = alone,
	    .sorted = true};
}

void
apply_share_end(struct apply_desk *d)
{
	struct apply_run *r = &d->run[d->nrun - 1];

	r->n = d->nresult - r->first;
}
