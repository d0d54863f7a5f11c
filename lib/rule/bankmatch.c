#include "rule/bankmatch.h"

#include <stdlib.h>

#include "rule/bankmatch_in.h"

/* Of the rows beside one that was taken out, to each side of it, what they
   could be may have become plain. */
static void
pend_beside(struct bankmatch *m, const struct lanes *l, uint32_t slot,
    enum bankmatch_level a, enum bankmatch_level b)
{
	const struct lane *lane = &l->lane[l->at[slot].lane];
	uint32_t from = slot < lane->mid ? lane->from : lane->mid;
	uint32_t to = slot < lane->mid ? lane->mid : lane->to;
	uint32_t rank = lanes_rank(l, slot);

	if (rank > lanes_rank(l, from)) {
		bankmatch_pend(m, a, lanes_nth(l, rank - 1));
		bankmatch_pend(m, b, lanes_nth(l, rank - 1));
	}
	if (rank < lanes_rank(l, to)) {
		bankmatch_pend(m, a, lanes_nth(l, rank));
		bankmatch_pend(m, b, lanes_nth(l, rank));
	}
}

static void
pend_names(struct bankmatch *m, enum bankmatch_level level, uint32_t row)
{
	const struct row *r = &m->row[row];

	for (uint32_t i = 0; i < r->nname; i++)
		bankmatch_pend(m, level, m->name[r->name + i].by_payer);
}

/*
 * By this name the other side's rows that had only the one taken out now have
 * none: that may settle what they are by another of their names.  Each is met
 * once.
 */
static void
pend_lonely(struct bankmatch *m, uint32_t slot, enum bankmatch_level level)
{
	const struct lanes *l = &m->payers;
	const struct lane *lane = &l->lane[l->at[slot].lane];
	int64_t date = l->at[slot].date;
	int64_t w = level == LEVEL_PAYER ? m->in->window : 0;
	int64_t from = date - w, to = date + w;
	bool side = slot >= lane->mid;
	uint32_t rank = lanes_rank(l, slot);
	struct stretch s;

	if (rank > lanes_rank(l, side ? lane->mid : lane->from) &&
	    l->at[lanes_nth(l, rank - 1)].date + w >= from)
		from = l->at[lanes_nth(l, rank - 1)].date + w + 1;
	if (rank < lanes_rank(l, side ? lane->to : lane->mid) &&
	    l->at[lanes_nth(l, rank)].date - w <= to)
		to = l->at[lanes_nth(l, rank)].date - w - 1;
	if (from > to)
		return;
	s = lanes_dated(l, lane, !side, from, to);
	for (uint32_t i = 0; i < s.left; i++)
		pend_names(m, level,
		    l->at[lanes_nth(l, lanes_rank(l, s.from) + i)].row);
}

static void
leave_groups(struct bankmatch *m, const struct row *r)
{
	for (int kind = 0; kind < 2; kind++)
		if (r->group[kind] != RECON_NONE) {
			struct group *g = &m->groups[kind].at[r->group[kind]];

			g->sum -= r->e->amount;
			g->left--;
		}
}

void
bankmatch_take(struct bankmatch *m, uint32_t row)
{
	struct row *r = &m->row[row];

	r->gone = true;
	leave_groups(m, r);
	lanes_take(&m->days, r->by_day);
	lanes_take(&m->amounts, r->by_amount);
	pend_beside(m, &m->amounts, r->by_amount, LEVEL_DAY, LEVEL_WINDOW);
	for (uint32_t i = 0; i < r->nname; i++) {
		const struct name *name = &m->name[r->name + i];

		lanes_take(&m->names, name->by_name);
		lanes_take(&m->payers, name->by_payer);
		pend_beside(m, &m->payers, name->by_payer, LEVEL_DAY_PAYER,
		    LEVEL_PAYER);
		pend_lonely(m, name->by_payer, LEVEL_DAY_PAYER);
		pend_lonely(m, name->by_payer, LEVEL_PAYER);
	}
}

uint32_t
bankmatch_rivals(const struct bankmatch *m, uint32_t row)
{
	const struct row *r = &m->row[row];
	const struct lanes *l = &m->amounts;
	int64_t date = r->e->date;

	return lanes_dated(l, &l->lane[l->at[r->by_amount].lane], !r->side,
	    date - m->in->window, date + m->in->window)
	    .left;
}

/* Up to the limit of the currency, and 5 % of the amount. */
bool
bankmatch_is_fee(
    const struct bankmatch *m, uint32_t unit, int128 book, int128 bank)
{
	int128 fee = book - bank, size = book < 0 ? -book : book;

	return m->in->fee_limit != NULL && fee > 0 &&
	       fee <= m->in->fee_limit[unit] && fee * 20 <= size;
}

/* Rules from the strongest to the weakest; one that found something gives
   those before it another chance. */
static void
decide(struct bankmatch *m)
{
	bankmatch_refs(m);
	bankmatch_refs_odd(m);
	do
		bankmatch_equals(m);
	while (bankmatch_chains(m) || bankmatch_deposits(m, GROUP_BATCH) ||
	       bankmatch_deposits(m, GROUP_DAY) || bankmatch_sums(m) ||
	       bankmatch_fees(m) || bankmatch_refs_left(m));
}

static void
read_rows(struct bankmatch *m)
{
	size_t n = 0;

	m->n = m->in->n[0] + m->in->n[1];
	m->row = mem_array(m->n, sizeof *m->row);
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < m->in->n[side]; i++)
			m->row[n++] = (struct row){
			    .e = &m->in->entries[side][i],
			    .entry = (uint32_t)i,
			    .side = side,
			    .group = {RECON_NONE, RECON_NONE},
			    .set = RECON_NONE,
			};
}

size_t
bankmatch_run(const struct bankmatch_in *in,
    void (*found)(void *arg, const struct recon_item *item), void *arg)
{
	struct bankmatch m = {.in = in, .found = found, .arg = arg};
	size_t wide;

	read_rows(&m);
	bankmatch_names(&m);
	bankmatch_lay_out(&m);
	bankmatch_group(&m);
	decide(&m);
	wide = bankmatch_wide(&m);
	bankmatch_left(&m);
	bankmatch_clear(&m);
	return wide;
}
