/* References: equal amounts of one, and its sums.  They need no window. */
#include <stdlib.h>

#include "base/known.h"
#include "rule/bankmatch_in.h"

static const struct bankmatch *sorting; /* qsort has no context */

static int
compare_refs(const void *x, const void *y)
{
	const struct ref *a = x, *b = y;
	const struct row *r = &sorting->row[a->row], *s = &sorting->row[b->row];

	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->ref != b->ref)
		return a->ref < b->ref ? -1 : 1;
	if (r->e->amount != s->e->amount)
		return r->e->amount < s->e->amount ? -1 : 1;
	if (r->side != s->side)
		return r->side - s->side;
	if (r->e->date != s->e->date)
		return r->e->date < s->e->date ? -1 : 1;
	return (r->e->line > s->e->line) - (r->e->line < s->e->line);
}

/* Each reference of a row once. */
static void
list_refs(struct bankmatch *m)
{
	m->ref = mem_array(3 * m->n, sizeof *m->ref);
	for (size_t i = 0; i < m->n; i++) {
		const struct bank_entry *e = m->row[i].e;

		for (int k = 0; k < 3; k++)
			if (e->refs[k] != RECON_NONE &&
			    (k < 1 || e->refs[k] != e->refs[0]) &&
			    (k < 2 || e->refs[k] != e->refs[1]))
				m->ref[m->nref++] = (struct ref){
				    e->unit, e->refs[k], (uint32_t)i};
	}
	sorting = m;
	if (m->nref > 0)
		qsort(m->ref, m->nref, sizeof *m->ref, compare_refs);
}

bool
bankmatch_next_ref(const struct bankmatch *m, size_t *i, struct of_ref *g)
{
	const struct ref *first = &m->ref[*i];

	if (*i == m->nref)
		return false;
	*g = (struct of_ref){&m->ref[*i], 0};
	while (*i < m->nref && m->ref[*i].unit == first->unit &&
	       m->ref[*i].ref == first->ref) {
		g->n++;
		++*i;
	}
	return true;
}

/* Pairs of one amount: i to mid are of the book, mid to end of the bank. */
static void
pair_equals(struct bankmatch *m, const struct ref *book, size_t nbook,
    const struct ref *bank, size_t nbank)
{
	size_t i = 0, k = 0;

	while (i < nbook && k < nbank) {
		if (m->row[book[i].row].gone) {
			i++;
		} else if (m->row[bank[k].row].gone) {
			k++;
		} else {
			bankmatch_put(m, book[i++].row);
			bankmatch_put(m, bank[k++].row);
			bankmatch_tell(m, RECON_MATCHED, BANK_BY_REF, 0);
		}
	}
}

static void
match_equals(struct bankmatch *m, const struct of_ref *g)
{
	for (size_t i = 0; i < g->n;) {
		int64_t amount = m->row[g->at[i].row].e->amount;
		size_t from = i, mid;

		while (i < g->n && m->row[g->at[i].row].e->amount == amount &&
		       !m->row[g->at[i].row].side)
			i++;
		mid = i;
		while (i < g->n && m->row[g->at[i].row].e->amount == amount)
			i++;
		pair_equals(m, &g->at[from], mid - from, &g->at[mid], i - mid);
	}
}

static bool
fits(int128 sum)
{
	return sum == (int64_t)sum;
}

struct left_of_ref
bankmatch_left_of(const struct bankmatch *m, const struct of_ref *g)
{
	struct left_of_ref left = {.both = false};

	for (size_t i = 0; i < g->n; i++) {
		const struct row *r = &m->row[g->at[i].row];

		if (r->gone)
			continue;
		left.n[r->side]++;
		left.sum[r->side] += r->e->amount;
	}
	left.both = left.n[0] > 0 && left.n[1] > 0 && fits(left.sum[0]) &&
		    fits(left.sum[1]) && fits(left.sum[0] - left.sum[1]);
	return left;
}

void
bankmatch_put_left(struct bankmatch *m, const struct of_ref *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (!m->row[g->at[i].row].gone)
			bankmatch_put(m, g->at[i].row);
}

static bool
sums_agree(const struct left_of_ref *left)
{
	return left->both && left->sum[0] == left->sum[1];
}

/* The rows of a group, for knowing it again. */
static struct hash
hash_of(const struct bankmatch *m, const struct of_ref *g)
{
	struct hash h = HASH_SEED;

	for (size_t i = 0; i < g->n; i++)
		if (!m->row[g->at[i].row].gone)
			h = hash_pair_number(h, g->at[i].row);
	return h;
}

/* Counts, for each row, the sums that it would be in. */
static void
count_sums(struct bankmatch *m, uint8_t *times)
{
	struct known *known = known_new();
	struct of_ref g;
	uint32_t met = 0;

	for (size_t i = 0; bankmatch_next_ref(m, &i, &g);) {
		struct left_of_ref left = bankmatch_left_of(m, &g);

		if (!sums_agree(&left) ||
		    known_add(known, hash_of(m, &g)) < met)
			continue;
		met = known_count(known);
		for (size_t k = 0; k < g.n; k++)
			if (times[g.at[k].row] < 2)
				times[g.at[k].row]++;
	}
	known_free(known);
}

/* Sums of a reference, where no row is in two of them. */
static void
match_sums(struct bankmatch *m)
{
	uint8_t *times = mem_array(m->n, sizeof *times);
	struct of_ref g;

	count_sums(m, times);
	for (size_t i = 0; bankmatch_next_ref(m, &i, &g);) {
		struct left_of_ref left = bankmatch_left_of(m, &g);
		bool one = sums_agree(&left);

		for (size_t k = 0; one && k < g.n; k++)
			one =
			    m->row[g.at[k].row].gone || times[g.at[k].row] < 2;
		if (!one)
			continue;
		bankmatch_put_left(m, &g);
		bankmatch_tell(m, RECON_MATCHED, BANK_BY_REF_SUM, 0);
	}
	mem_free(times);
}

void
bankmatch_refs(struct bankmatch *m)
{
	struct of_ref g;

	list_refs(m);
	for (size_t i = 0; bankmatch_next_ref(m, &i, &g);)
		match_equals(m, &g);
	match_sums(m);
}
