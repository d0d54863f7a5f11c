#include "base/mem.h"
#include "cmd/apply_group.h"

/* What payers named, in the places of a group. */

/* Receipts by number, with their places: for cites, and what they say. */
static void
map_funds(struct apply_desk *d)
{
	apply_map_clear(&d->funds, d->match.nfund);
	for (uint32_t i = 0; i < d->match.nfund; i++)
		apply_map_put(&d->funds, d->match.funds[i].tag, i);
}

/* Those of them that are open, or may be opened again, in the order of items
   however the book has them. */
static void
lay_meant(
    struct apply_desk *d, const struct apply_cited *c, struct match_cite *to)
{
	uint32_t *meant = apply_room_take(&d->room, c->nmeant * sizeof *meant);

	for (uint32_t i = 0; i < c->nmeant; i++) {
		uint32_t item = apply_map_get(&d->items, c->meant[i]);
		uint32_t at = to->nmeant;

		if (item == MATCH_NONE)
			continue;
		for (; at > 0 && meant[at - 1] > item; at--)
			meant[at] = meant[at - 1];
		meant[at] = item;
		to->nmeant++;
	}
	to->meant = meant;
}

static struct match_cite
cite_of(struct apply_desk *d, const struct apply_cited *c, struct span text)
{
	struct match_cite to = {.text = text,
	    .item = MATCH_NONE,
	    .fund = MATCH_NONE,
	    .found = c->found,
	    .level = c->level,
	    .less = c->less,
	    .firm = c->firm};

	if (c->nmeant > 0)
		lay_meant(d, c, &to);
	/* What is settled may be opened again by a bank return. */
	if (c->found == FOUND_ITEM || c->found == FOUND_SETTLED)
		to.item = apply_map_get(&d->items, c->item);
	if (c->found == FOUND_CREDIT || c->found == FOUND_SETTLED)
		to.fund = apply_map_get(&d->funds, c->item);
	if (to.item != MATCH_NONE)
		to.found = FOUND_ITEM;
	else if (to.fund != MATCH_NONE)
		to.found = FOUND_CREDIT;
	else if (c->found != FOUND_UNKNOWN && c->found != FOUND_AMBIGUOUS)
		to.found = FOUND_SETTLED;
	return to;
}

static void
lay_memo(struct apply_desk *d, struct match_fund *f, const struct apply_said *s,
    struct span memo)
{
	f->ncite = s->ncite;
	f->cite = apply_room_take(&d->room, s->ncite * sizeof *f->cite);
	for (uint32_t i = 0; i < s->ncite; i++) {
		const struct apply_cited *c = &s->cite[i];
		struct span text = {memo.at + c->at, c->len};

		f->cite[i] = cite_of(d, c, text);
	}
}

static struct match_line
line_of(const struct apply_line *l)
{
	struct match_line to = {.due = l->remit->due,
	    .amount = l->amount,
	    .discount = l->remit->discount,
	    .deduction = l->remit->deduction,
	    .reason = l->remit->reason};

	return to;
}

/* An order may be several items: a line that pays it pays all of them, or it
   does not tell which. */
static void
lay_order(struct apply_desk *d, struct match_fund *f, uint32_t first)
{
	struct match_line *line = &f->line[first];
	uint32_t n = f->nline - first;
	int64_t left = line->amount;

	for (uint32_t i = 0; i < n; i++)
		if (line[i].cite.found == FOUND_ITEM)
			left -= match_open(&d->match.items[line[i].cite.item]);
	if (left != 0) {
		line->cite.found = FOUND_AMBIGUOUS;
		line->cite.item = MATCH_NONE;
		f->nline = first + 1;
		return;
	}
	for (uint32_t i = 0; i < n; i++) {
		line[i].amount = match_open(&d->match.items[line[i].cite.item]);
		if (i > 0)
			line[i].discount = line[i].deduction = 0;
	}
}

static void
lay_lines(
    struct apply_desk *d, struct match_fund *f, const struct apply_said *s)
{
	uint32_t end;

	f->line = apply_room_take(&d->room, s->ncite * sizeof *f->line);
	for (uint32_t i = 0; i < s->ncite; i = end) {
		uint32_t first = f->nline;

		for (end = i;
		     end < s->ncite && s->cite[end].at == s->cite[i].at;
		     end++) {
			const struct apply_line *l = &d->line[s->cite[end].at];
			struct span ref;

			apply_kept(d->apply->notes, l->remit->ref, &ref, 1);
			f->line[f->nline] = line_of(l);
			f->line[f->nline++].cite =
			    cite_of(d, &s->cite[end], ref);
		}
		if (end - i > 1)
			lay_order(d, f, first);
	}
}

static void
lay_said(
    struct apply_desk *d, struct match_fund *f, const struct apply_money *m)
{
	f->causes = m->said.causes;
	if (m->said.ncite == 0)
		return;
	apply_lines(d, m);
	if (d->nline > 0) {
		lay_lines(d, f, &m->said);
		return;
	}
	lay_memo(d, f, &m->said, apply_money_memo(d->apply, m));
}

void
apply_lay_cites(struct apply_desk *d)
{
	map_funds(d);
	for (uint32_t i = 0; i < d->match.nfund; i++)
		lay_said(d, &d->match.funds[i], &d->money[d->fund[i]]);
}
