#include <stdlib.h>

#include "base/mem.h"
#include "book/ledger.h"
#include "book/ledger_in.h"

/* An opening row of an item that has several. */
struct opening {
	uint64_t line;
	uint32_t item, part;
	int32_t due;
};

static int
by_place(const struct opening *x, const struct opening *y)
{
	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return (x->part > y->part) - (x->part < y->part);
}

static int
by_line(const void *a, const void *b)
{
	const struct opening *x = a, *y = b;
	int c = by_place(x, y);

	return c != 0 ? c : (x->line > y->line) - (x->line < y->line);
}

void
ledger_repeats(const struct ledger *l,
    void (*found)(void *arg, uint64_t line, uint64_t first), void *arg)
{
	struct opening *rows = mem_array(l->nagain, sizeof *rows);
	size_t first = 0;

	for (size_t i = 0; i < l->nagain; i++) {
		const struct ledger_piece *p = &l->pieces[l->again[i]];

		rows[i] = (struct opening){p->line, p->item, p->part, p->due};
	}
	qsort(rows, l->nagain, sizeof *rows, by_line);
	for (size_t i = 1; i < l->nagain; i++)
		if (by_place(&rows[i], &rows[first]) == 0)
			found(arg, rows[i].line, rows[first].line);
		else
			first = i;
	mem_free(rows);
}
