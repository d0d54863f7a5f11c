/*
 * Fees: a line of the bank that is a book amount of the same payer, within
 * the window, less what the bank may have kept of it.
 */
#include "rule/bankmatch_in.h"

#define NEAR 256 /* rows of one payer in a window: more are not looked at */

/* How many rows a row could be, less a fee, and one of them. */
struct choice {
	uint32_t n, row;
};

static void
choose(struct choice *c, uint32_t row)
{
	if (c->n == 0 || c->row != row) {
		c->n++;
		c->row = row;
	}
}

static void
compare(const struct bankmatch *m, uint32_t book, uint32_t bank,
    struct choice *choices)
{
	const struct bank_entry *a = m->row[book].e, *b = m->row[bank].e;

	if (bankmatch_is_fee(m, a->unit, a->amount, b->amount) &&
	    bankmatch_rivals(m, bank) == 0) {
		choose(&choices[book], bank);
		choose(&choices[bank], book);
	}
}

/* With all lines of its names. */
static void
look(struct bankmatch *m, uint32_t book, struct choice *choices)
{
	struct row *r = &m->row[book];
	const struct lanes *l = &m->names;
	int64_t date = r->e->date, w = m->in->window;

	for (uint32_t i = 0; i < r->nname; i++) {
		uint32_t slot = m->name[r->name + i].by_name;
		struct stretch s = lanes_dated(l, &l->lane[l->at[slot].lane],
		    RECON_OTHER, date - w, date + w);
		uint32_t rank = lanes_rank(l, s.from);

		r->wide |= s.left > NEAR;
		for (uint32_t k = 0; s.left <= NEAR && k < s.left; k++)
			compare(m, book, l->at[lanes_nth(l, rank + k)].row,
			    choices);
	}
}

bool
bankmatch_fees(struct bankmatch *m)
{
	struct choice *choices;
	bool any = false;

	if (m->in->fee_limit == NULL)
		return false;
	choices = mem_array(m->n, sizeof *choices);
	for (uint32_t i = 0; i < m->in->n[RECON_BOOK]; i++)
		if (!m->row[i].gone && bankmatch_rivals(m, i) == 0)
			look(m, i, choices);
	for (uint32_t i = 0; i < m->in->n[RECON_BOOK]; i++)
		if (choices[i].n == 1 && choices[choices[i].row].n == 1) {
			bankmatch_put(m, i);
			bankmatch_put(m, choices[i].row);
			bankmatch_tell(m, RECON_NETTED_FEE, BANK_BY_FEE, 0);
			any = true;
		}
	mem_free(choices);
	return any;
}
