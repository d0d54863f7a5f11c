/*
 * Chains: equal amounts of one payer whose windows overlap, so that each could
 * be several of the other side.  Where there are as many on both sides, none
 * is left however they are paired; so they are, in the order of their days.
 */
#include "rule/bankmatch_in.h"

/* Rows of the book, and all that they could be, by rank in the lanes. */
struct chain {
	uint32_t from[2], to[2]; /* by side */
};

static const struct row *
row_at(const struct bankmatch *m, uint32_t rank)
{
	return &m->row[m->amounts.at[lanes_nth(&m->amounts, rank)].row];
}

/* What the row of the book could be. */
static struct stretch
candidates(const struct bankmatch *m, const struct lane *lane, uint32_t rank)
{
	int64_t date = row_at(m, rank)->e->date, w = m->in->window;

	return lanes_dated(&m->amounts, lane, RECON_OTHER, date - w, date + w);
}

/* Whether a side is of one payer; *who is that one. */
static bool
is_of_one(
    const struct bankmatch *m, const struct chain *c, int side, uint32_t *who)
{
	*who = row_at(m, c->from[side])->who;
	for (uint32_t i = c->from[side] + 1; i < c->to[side]; i++)
		if (row_at(m, i)->who != *who)
			return false;
	return true;
}

/* Whether the pairs are within the window. */
static bool
is_in_step(const struct bankmatch *m, const struct chain *c)
{
	for (uint32_t i = 0; i < c->to[0] - c->from[0]; i++) {
		int64_t apart = (int64_t)row_at(m, c->from[0] + i)->e->date -
				row_at(m, c->from[1] + i)->e->date;

		if (apart > m->in->window || -apart > m->in->window)
			return false;
	}
	return true;
}

static void
pair(struct bankmatch *m, const struct chain *c)
{
	uint32_t n = c->to[0] - c->from[0];
	uint32_t *rows = mem_array(2 * (size_t)n, sizeof *rows);

	for (uint32_t i = 0; i < n; i++)
		for (uint32_t side = 0; side < 2; side++)
			rows[2 * i + side] =
			    (uint32_t)(row_at(m, c->from[side] + i) - m->row);
	for (uint32_t i = 0; i < n; i++) {
		bankmatch_put(m, rows[2 * i]);
		bankmatch_put(m, rows[2 * i + 1]);
		bankmatch_tell(m, RECON_MATCHED, BANK_TWINS, 0);
	}
	mem_free(rows);
}

static bool
fire(struct bankmatch *m, const struct chain *c)
{
	uint32_t who[2];

	if (c->to[0] - c->from[0] != c->to[1] - c->from[1] ||
	    !is_of_one(m, c, 0, &who[0]) || !is_of_one(m, c, 1, &who[1]) ||
	    (who[0] == RECON_NONE && who[1] == RECON_NONE) || !is_in_step(m, c))
		return false;
	pair(m, c);
	return true;
}

/* The chain that begins with the row of the book at a rank, below `end`; its
   side of the bank is empty when the row could be nothing. */
static struct chain
follow(const struct bankmatch *m, const struct lane *lane, uint32_t rank,
    uint32_t end)
{
	struct chain c = {{rank, 0}, {rank, 0}};

	for (; c.to[0] < end; c.to[0]++) {
		struct stretch s = candidates(m, lane, c.to[0]);
		uint32_t from = lanes_rank(&m->amounts, s.from);

		if (c.to[0] == rank)
			c.from[1] = c.to[1] = from;
		else if (s.left == 0 || from >= c.to[1])
			break;
		c.to[1] = from + s.left;
	}
	return c;
}

bool
bankmatch_chains(struct bankmatch *m)
{
	const struct lanes *l = &m->amounts;
	bool any = false;

	for (uint32_t i = 0; i < l->nlane; i++) {
		const struct lane *lane = &l->lane[i];
		uint32_t rank = lanes_rank(l, lane->from);
		uint32_t end = lanes_rank(l, lane->mid);

		while (rank < end) {
			struct chain c = follow(m, lane, rank, end);
			uint32_t n = c.to[0] - rank;

			if (c.to[1] > c.from[1] && fire(m, &c)) {
				end -= n;
				any = true;
			} else {
				rank += n;
			}
		}
	}
	return any;
}
