/* What was found, as items. */
#include <stdlib.h>

#include "rule/bankmatch_in.h"

void
bankmatch_put(struct bankmatch *m, uint32_t row)
{
	m->some =
	    mem_grow(m->some, &m->some_cap, m->nsome + 1, sizeof *m->some);
	m->some[m->nsome++] = row;
}

/* A row of an item. */
struct told {
	struct row *row;
};

/* Rows of one side in the order of their lines. */
static int
compare_lines(const void *x, const void *y)
{
	const struct row *a = ((const struct told *)x)->row;
	const struct row *b = ((const struct told *)y)->row;

	if (a->side != b->side)
		return a->side - b->side;
	return (a->e->line > b->e->line) - (a->e->line < b->e->line);
}

/* The day of an entry: before the first, in the time compared, or after. */
static int
when(const struct bankmatch *m, const struct bank_entry *e)
{
	return e->date > m->in->asof ? 1 : e->date < m->in->first ? -1 : 0;
}

/* Sums of an item. */
struct sums {
	int128 amount[2], difference;
};

/* The row's part in an item. */
static void
add_row(struct bankmatch *m, struct recon_item *it, struct sums *sums,
    const struct row *r)
{
	const struct bank_entry *e = r->e;
	bool side = r->side;

	if (when(m, e) <= 0)
		sums->difference += side ? -(int128)e->amount : e->amount;
	sums->amount[side] += e->amount;
	if (it->n[side] == 0 || e->date < it->date[side])
		it->date[side] = e->date;
	if (it->n[0] + it->n[1] == 0) {
		it->unit = e->unit;
		it->key = e->refs[0];
		it->customer = e->customer;
	}
	m->tell[side] = mem_grow(m->tell[side], &m->tell_cap[side],
	    it->n[side] + 1, sizeof *m->tell[side]);
	m->tell[side][it->n[side]++] = r->entry;
}

/* An item of the rows, which are in order.  What is not all of the time
   compared agrees in time. */
static void
tell(struct bankmatch *m, struct recon_item *it, const struct told *rows,
    size_t n)
{
	struct sums sums = {{0}, 0};
	bool inside = false, later = false;

	for (size_t i = 0; i < n; i++) {
		add_row(m, it, &sums, rows[i].row);
		inside |= when(m, rows[i].row->e) == 0;
		later |= when(m, rows[i].row->e) > 0;
	}
	if (!inside)
		return;
	if (later)
		it->class = RECON_TIMING;
	it->amount[0] = (int64_t)sums.amount[0];
	it->amount[1] = (int64_t)sums.amount[1];
	it->difference = sums.difference;
	it->entry[0] = m->tell[0];
	it->entry[1] = m->tell[1];
	m->found(m->arg, it);
}

void
bankmatch_tell(
    struct bankmatch *m, enum recon_class class, unsigned how, size_t elsewhere)
{
	struct recon_item it = {
	    .class = (uint8_t) class,
	    .how = (uint8_t)how,
	    .elsewhere =
		class == RECON_AMBIGUOUS ? (uint32_t)elsewhere : RECON_NONE,
	    .date = {DATE_NONE, DATE_NONE},
	};
	struct told few[8], *rows = few;

	if (m->nsome > sizeof few / sizeof *few)
		rows = mem_array(m->nsome, sizeof *rows);
	for (size_t i = 0; i < m->nsome; i++) {
		rows[i].row = &m->row[m->some[i]];
		rows[i].row->matched = class == RECON_MATCHED;
		bankmatch_take(m, m->some[i]);
	}
	qsort(rows, m->nsome, sizeof *rows, compare_lines);
	tell(m, &it, rows, m->nsome);
	if (rows != few)
		mem_free(rows);
	m->nsome = 0;
}
