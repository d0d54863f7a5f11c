#include "base/mem.h"
#include "book/payments.h"
#include "value/date.h"

/* Which part of a debt was filled by which payment. */

void
payments_no_parts(struct payments *p)
{
	p->npart = 0;
}

void
payments_add_part(struct payments *p, const struct ledger_piece *row)
{
	p->part =
	    mem_grow(p->part, &p->part_cap, p->npart + 1, sizeof *p->part);
	p->part[p->npart++] = (struct payments_part){row, 0};
}

int32_t
payments_last_due(const struct payments *p, int32_t until)
{
	int32_t due = payments_ages_from(p->part[0].row);

	for (size_t i = 0; i < p->npart; i++)
		if (p->part[i].row->date <= until)
			due = payments_ages_from(p->part[i].row);
	return due;
}

static void
give(struct payments *p, int32_t due, int128 named)
{
	for (size_t i = 0; i < p->npart && named > 0; i++) {
		struct payments_part *s = &p->part[i];
		int64_t part = s->rest < named ? s->rest : (int64_t)named;

		if (s->row->due != due)
			continue;
		s->rest -= part;
		named -= part;
	}
}

/* What each part can take that no payment names. */
static void
measure(struct payments *p, int32_t until)
{
	for (size_t i = 0; i < p->npart; i++) {
		const struct ledger_piece *row = p->part[i].row;

		p->part[i].rest =
		    row->date <= until && row->amount > 0 ? row->amount : 0;
	}
	for (size_t k = 0; k < p->n; k++)
		if (p->at[k].due != DATE_NONE)
			give(p, p->at[k].due, p->at[k].amount);
}

/* A payment fills the parts oldest due first, unless it names one. */
static void
fill(struct payments *p, const struct payment *one, int32_t last,
    payments_take *take, void *arg)
{
	int128 left = one->amount;

	if (one->due != DATE_NONE) {
		take(arg, one, (int64_t)left, one->due);
		return;
	}
	for (size_t i = 0; i < p->npart && left > 0; i++) {
		struct payments_part *s = &p->part[i];
		int64_t part = s->rest < left ? s->rest : (int64_t)left;

		s->rest -= part;
		left -= part;
		if (part > 0)
			take(arg, one, part, payments_ages_from(s->row));
	}
	if (left != 0)
		take(arg, one, (int64_t)left, last);
}

void
payments_spread(
    struct payments *p, int32_t until, payments_take *take, void *arg)
{
	int32_t last = payments_last_due(p, until);

	measure(p, until);
	for (size_t i = 0; i < p->n; i++)
		fill(p, &p->at[i], last, take, arg);
}
