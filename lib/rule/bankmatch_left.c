/* What matches nothing: repeated, undone, ambiguous, or on one side only. */
#include "rule/bankmatch_in.h"

/* Whether the words of a line may be of money that came in: a bank pays
   interest and gives small fees back, but returns nothing that way; and a wire
   "less charges" is no charge. */
static bool
may_come_in(const struct bankmatch *m, const struct row *r, enum recon_class is)
{
	return is == RECON_BANK_ONLY_INTEREST ||
	       (is == RECON_BANK_ONLY_FEE && m->in->fee_limit != NULL &&
		   r->e->amount <= m->in->fee_limit[r->e->unit]);
}

/* A line of one side only: what it is. */
static enum recon_class
alone(const struct bankmatch *m, const struct row *r)
{
	enum recon_class class;

	if (!r->side)
		return RECON_OUTSTANDING;
	class = bankmatch_words(r->e->memo);
	return r->e->amount > 0 && !may_come_in(m, r, class)
		   ? RECON_BANK_ONLY_RECEIPT
		   : class;
}

/* Decided for all before any is taken out. */
struct verdict {
	uint32_t rivals;
	uint8_t class;
};

/* Which twins (struct slot) were matched, all of them or some. */
static bool *
find_matched(const struct bankmatch *m)
{
	bool *matched = mem_array(m->amounts.ntwins, sizeof *matched);

	for (size_t i = 0; i < m->n; i++)
		if (m->row[i].matched)
			matched[m->amounts.at[m->row[i].by_amount].twins] =
			    true;
	return matched;
}

static struct verdict
judge(const struct bankmatch *m, uint32_t row, const bool *matched)
{
	const struct row *r = &m->row[row];
	struct verdict v = {.rivals = bankmatch_rivals(m, row)};

	if (matched[m->amounts.at[r->by_amount].twins])
		v.class = r->side ? RECON_DUPLICATE_BANK : RECON_DUPLICATE_BOOK;
	else if (v.rivals > 0 || r->doubtful)
		v.class = RECON_AMBIGUOUS;
	else
		v.class = (uint8_t)alone(m, r);
	return v;
}

void
bankmatch_left(struct bankmatch *m)
{
	struct verdict *v = mem_array(m->n, sizeof *v);
	bool *matched = find_matched(m);

	for (uint32_t i = 0; i < m->n; i++)
		if (!m->row[i].gone)
			v[i] = judge(m, i, matched);
	for (uint32_t i = 0; i < m->n; i++) {
		if (m->row[i].gone)
			continue;
		bankmatch_put(m, i);
		bankmatch_tell(m, (enum recon_class)v[i].class, 0, v[i].rivals);
	}
	mem_free(matched);
	mem_free(v);
}
