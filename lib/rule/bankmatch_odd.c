/*
 * References that both sides have, with other amounts: amounts that differ in
 * a way that has a name, and what stands there twice, or was undone.
 */
#include "rule/bankmatch_in.h"

/* What two different sums of one reference are. */
static enum recon_class
class_of(
    const struct bankmatch *m, uint32_t unit, const struct left_of_ref *left)
{
	if (left->sum[0] == left->sum[1])
		return RECON_MATCHED;
	if (bankmatch_is_fee(m, unit, left->sum[0], left->sum[1]))
		return RECON_NETTED_FEE;
	return recon_amount((int64_t)left->sum[0], (int64_t)left->sum[1], 0,
	    m->in->units[unit].exponent);
}

/* A row and a line of one reference whose amounts differ as amounts do that
   are meant to be the same: no other is to be taken for either. */
static void
match_odd(struct bankmatch *m)
{
	struct of_ref g;

	for (size_t i = 0; bankmatch_next_ref(m, &i, &g);) {
		struct left_of_ref left = bankmatch_left_of(m, &g);
		enum recon_class class;

		if (!left.both || left.n[0] != 1 || left.n[1] != 1)
			continue;
		class = class_of(m, g.at[0].unit, &left);
		if (class == RECON_AMOUNT)
			continue;
		bankmatch_put_left(m, &g);
		bankmatch_tell(m, class,
		    class == RECON_NETTED_FEE ? BANK_BY_FEE : BANK_BY_REF, 0);
	}
}

/* Of rows of one amount, side and day, in a row, one was matched: the others
   say it again. */
static void
match_repeated(struct bankmatch *m, const struct of_ref *g)
{
	for (size_t i = 1; i < g->n; i++) {
		const struct row *a = &m->row[g->at[i - 1].row];
		const struct row *r = &m->row[g->at[i].row];

		if (r->gone || !a->matched || a->side != r->side ||
		    a->e->amount != r->e->amount || a->e->date != r->e->date ||
		    a->e->customer != r->e->customer)
			continue;
		bankmatch_put(m, g->at[i].row);
		bankmatch_tell(m,
		    r->side ? RECON_DUPLICATE_BANK : RECON_DUPLICATE_BOOK, 0,
		    0);
		m->row[g->at[i].row].matched = true; /* and the next as well */
	}
}

void
bankmatch_refs_odd(struct bankmatch *m)
{
	struct of_ref g;

	match_odd(m);
	for (size_t i = 0; bankmatch_next_ref(m, &i, &g);)
		match_repeated(m, &g);
}

static bool
may_cancel(const struct bankmatch *m, const struct row *r)
{
	return !r->gone && r->e->date <= m->in->asof;
}

/* Of one side and one reference, in the order of amounts: what cancels. */
static bool
match_undone(struct bankmatch *m, const struct of_ref *g)
{
	bool any = false;

	for (size_t i = 0, k = g->n; i + 1 < k;) {
		const struct row *a = &m->row[g->at[i].row];
		const struct row *b = &m->row[g->at[k - 1].row];
		int128 sum = (int128)a->e->amount + b->e->amount;
		bool last = may_cancel(m, b);

		if (!may_cancel(m, a) || (last && sum < 0)) {
			i++;
		} else if (!last || sum > 0) {
			k--;
		} else {
			bankmatch_put(m, g->at[i++].row);
			bankmatch_put(m, g->at[--k].row);
			bankmatch_tell(m, RECON_REVERSAL_PAIR, BANK_BY_REF, 0);
			any = true;
		}
	}
	return any;
}

bool
bankmatch_refs_left(struct bankmatch *m)
{
	struct of_ref g;
	bool any = false;

	for (size_t i = 0; bankmatch_next_ref(m, &i, &g);) {
		struct left_of_ref left = bankmatch_left_of(m, &g);
		enum recon_class class;

		if (left.n[0] == 0 || left.n[1] == 0)
			any |= match_undone(m, &g);
		if (!left.both)
			continue;
		class = class_of(m, g.at[0].unit, &left);
		bankmatch_put_left(m, &g);
		bankmatch_tell(m, class,
		    class == RECON_NETTED_FEE ? BANK_BY_FEE : BANK_BY_REF_SUM,
		    0);
		any = true;
	}
	return any;
}
