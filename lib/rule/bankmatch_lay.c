/* Rows laid out in lanes. */
#include "base/known.h"
#include "rule/bankmatch_in.h"

static struct lane_key
key_of(const struct bankmatch *m, size_t row)
{
	const struct row *r = &m->row[row];

	return (struct lane_key){
	    .unit = r->e->unit,
	    .side = r->side,
	    .date = r->e->date,
	    .who = r->who,
	    .twin = r->twin,
	    .line = r->e->line,
	    .row = (uint32_t)row,
	};
}

/* Numbers what tells rows of one day, amount and payer apart. */
static void
find_twins(struct bankmatch *m)
{
	struct known *known = known_new();

	for (size_t i = 0; i < m->n; i++) {
		struct row *r = &m->row[i];
		struct hash h = hash_pair_number(HASH_SEED, r->text);

		h = hash_pair_number(h, r->e->customer);
		for (int k = 0; k < 3; k++)
			h = hash_pair_number(h, r->e->refs[k]);
		r->twin = known_add(known, h);
	}
	known_free(known);
}

static void
lay_rows(struct bankmatch *m, struct lane_key *keys)
{
	for (size_t i = 0; i < m->n; i++) {
		keys[i] = key_of(m, i);
		keys[i].who = keys[i].twin = 0; /* in order of lines */
		keys[i].place = &m->row[i].by_day;
	}
	lanes_open(&m->days, keys, m->n);
	for (size_t i = 0; i < m->n; i++) {
		keys[i] = key_of(m, i);
		keys[i].amount = m->row[i].e->amount;
		keys[i].place = &m->row[i].by_amount;
	}
	lanes_open(&m->amounts, keys, m->n);
}

static void
lay_names(struct bankmatch *m, struct lane_key *keys, bool amounts)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		for (uint32_t k = 0; k < m->row[i].nname; k++) {
			struct name *name = &m->name[m->row[i].name + k];

			keys[n] = key_of(m, i);
			keys[n].name = name->id;
			keys[n].amount = amounts ? m->row[i].e->amount : 0;
			keys[n++].place =
			    amounts ? &name->by_payer : &name->by_name;
		}
	lanes_open(amounts ? &m->payers : &m->names, keys, n);
}

/* All slots wait, the first of them on top. */
static void
open_pending(struct pending *p, uint32_t n)
{
	p->slot = mem_array(n, sizeof *p->slot);
	p->waits = mem_array(n, sizeof *p->waits);
	for (p->n = 0; p->n < n; p->n++) {
		p->slot[p->n] = n - 1 - p->n;
		p->waits[p->n] = true;
	}
}

void
bankmatch_lay_out(struct bankmatch *m)
{
	size_t most = m->n > m->nname ? m->n : m->nname;
	struct lane_key *keys = mem_array(most, sizeof *keys);

	find_twins(m);
	lay_rows(m, keys);
	lay_names(m, keys, true);
	lay_names(m, keys, false);
	mem_free(keys);
	for (int side = 0; side < 2; side++)
		m->tally[side] =
		    mem_array(m->payers.nlane, sizeof *m->tally[side]);
	for (int level = 0; level < LEVELS; level++)
		open_pending(&m->pending[level],
		    level == LEVEL_DAY || level == LEVEL_WINDOW ? m->amounts.n
								: m->payers.n);
}

void
bankmatch_clear(struct bankmatch *m)
{
	lanes_close(&m->days);
	lanes_close(&m->amounts);
	lanes_close(&m->payers);
	lanes_close(&m->names);
	for (int i = 0; i < 2; i++) {
		mem_free(m->tally[i]);
		mem_free(m->groups[i].at);
		mem_free(m->groups[i].member);
		mem_free(m->tell[i]);
	}
	for (int level = 0; level < LEVELS; level++) {
		mem_free(m->pending[level].slot);
		mem_free(m->pending[level].waits);
	}
	mem_free(m->row);
	mem_free(m->name);
	mem_free(m->ref);
	mem_free(m->set);
	mem_free(m->some);
}
