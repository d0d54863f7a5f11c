/*
 * Rows that are equal, paired: those of one text with each other, the rest in
 * the order of their days and lines.
 */
#include <stdlib.h>

#include "rule/bankmatch_in.h"

static const enum bankmatch_how hows[LEVELS] = {
    BANK_BY_PAYER, BANK_BY_DAY, BANK_BY_PAYER, BANK_BY_WINDOW};

/* A row to be paired. */
struct half {
	const struct row *row;
};

static int
compare_days(const struct row *a, const struct row *b)
{
	if (a->e->date != b->e->date)
		return a->e->date < b->e->date ? -1 : 1;
	return (a->e->line > b->e->line) - (a->e->line < b->e->line);
}

static int
compare_texts(const void *x, const void *y)
{
	const struct half *a = x, *b = y;

	if (a->row->text != b->row->text)
		return a->row->text < b->row->text ? -1 : 1;
	return compare_days(a->row, b->row);
}

static int
compare_rows(const void *x, const void *y)
{
	const struct half *a = x, *b = y;

	if (a->row->gone != b->row->gone)
		return a->row->gone - b->row->gone;
	return compare_days(a->row, b->row);
}

static void
tell_pair(struct bankmatch *m, const struct star *s, const struct row *a,
    const struct row *b)
{
	bankmatch_put(m, (uint32_t)(a - m->row));
	bankmatch_put(m, (uint32_t)(b - m->row));
	bankmatch_tell(
	    m, RECON_MATCHED, s->left > 1 ? BANK_TWINS : hows[s->level], 0);
}

/* Those of one text; how many pairs. */
static uint32_t
pair_texts(struct bankmatch *m, const struct star *s, struct half *a,
    struct half *b, uint32_t n)
{
	uint32_t pairs = 0;

	qsort(a, s->left, sizeof *a, compare_texts);
	qsort(b, n, sizeof *b, compare_texts);
	for (uint32_t i = 0, k = 0; i < s->left && k < n;) {
		if (a[i].row->text < b[k].row->text) {
			i++;
		} else if (a[i].row->text > b[k].row->text ||
			   a[i].row->text == RECON_NONE) {
			k++;
		} else {
			tell_pair(m, s, a[i++].row, b[k++].row);
			pairs++;
		}
	}
	return pairs;
}

void
star_pair(struct bankmatch *m, const struct star *s)
{
	uint32_t n = s->others.left, rest;
	struct half *a = mem_array(s->left, sizeof *a);
	struct half *b = mem_array(n, sizeof *b);

	for (uint32_t i = 0; i < s->left; i++)
		a[i].row = &m->row[s->l->at[star_own(s, i)].row];
	for (uint32_t i = 0; i < n; i++)
		b[i].row = &m->row[s->l->at[star_other(s, i)].row];
	rest = n - pair_texts(m, s, a, b, n);
	qsort(a, s->left, sizeof *a, compare_rows);
	qsort(b, n, sizeof *b, compare_rows);
	for (uint32_t i = 0; i < rest; i++)
		tell_pair(m, s, a[i].row, b[i].row);
	mem_free(a);
	mem_free(b);
}
