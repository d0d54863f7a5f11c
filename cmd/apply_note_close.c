#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_in.h"

/* Both begin with the line of their row. */
static int
by_line(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static int
by_fund(const void *a, const void *b)
{
	const struct apply_made *x = a, *y = b;

	if (x->fund != y->fund)
		return x->fund < y->fund ? -1 : 1;
	return (x->move > y->move) - (x->move < y->move);
}

const struct apply_remit *
apply_remit_of(const struct apply_notes *n, uint64_t line)
{
	return n->nremit == 0 ? NULL
			      : bsearch(&line, n->remits, n->nremit,
				    sizeof *n->remits, by_line);
}

size_t
apply_made_of(
    const struct apply_notes *n, uint32_t fund, const struct apply_made **made)
{
	size_t low = 0, high = n->nmade, end;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (n->made[mid].fund < fund)
			low = mid + 1;
		else
			high = mid;
	}
	for (end = low; end < n->nmade && n->made[end].fund == fund;)
		end++;
	*made = end > low ? n->made + low : NULL;
	return end - low;
}

/* Where a row acts on items, and its doc is a credit item. */
static void
take_move(struct apply *a, uint32_t move)
{
	struct apply_notes *n = a->notes;
	const struct ledger_move *m = ledger_move(a->ledger, move);
	const struct apply_act *act =
	    bsearch(&m->line, n->acts, n->nact, sizeof *n->acts, by_line);
	struct span names[3];
	uint32_t fund;

	if (act == NULL)
		return;
	apply_kept(n, act->names, names, 3);
	fund = ledger_look(a->ledger, SIDE_CREDIT, names[0], names[1], names[2],
	    act->currency);
	if (fund == LEDGER_NONE)
		return;
	n->made[n->nmade++] = (struct apply_made){fund, move, act->reason};
}

static bool
is_act(const struct ledger_move *m)
{
	return !m->dropped &&
	       (m->type == TYPE_DISCOUNT || m->type == TYPE_WRITEOFF ||
		   m->type == TYPE_ADJUST || m->type == TYPE_FX);
}

static void
find_made(struct apply *a)
{
	struct apply_notes *n = a->notes;
	uint32_t nmove = ledger_moves(a->ledger);

	if (n->nact == 0)
		return;
	n->made = mem_array(n->nact, sizeof *n->made);
	for (uint32_t i = 0; i < nmove; i++)
		if (is_act(ledger_move(a->ledger, i)))
			take_move(a, i);
	if (n->nmade > 0)
		qsort(n->made, n->nmade, sizeof *n->made, by_fund);
}

static void
sort_lines(void *rows, size_t n, size_t size)
{
	const char *at = rows;

	for (size_t i = 1; i < n; i++)
		if (by_line(at + (i - 1) * size, at + i * size) > 0) {
			qsort(rows, n, size, by_line);
			return;
		}
}

void
apply_notes_close(struct apply *a)
{
	struct apply_notes *n = a->notes;

	sort_lines(n->remits, n->nremit, sizeof *n->remits);
	sort_lines(n->acts, n->nact, sizeof *n->acts);
	find_made(a);
}
