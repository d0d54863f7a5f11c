#include <stdlib.h>

#include "base/mem.h"
#include "cmd/reconcile_roll.h"

/*
 * A line of a ledger does not say what kind of movement it is: it is what the
 * rows of the book are with which it makes an item.  Where it is alone in its
 * item but repeats a line that is not, it is what that one is.
 */

/* A line that stands there twice, and the row of the book that it is of. */
struct repeat {
	uint32_t unit, key, entry;
	int64_t amount;
};

struct repeats {
	struct repeat *at;
	size_t n, cap;
};

static int
by_key(const void *a, const void *b)
{
	const struct repeat *x = a, *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->amount > y->amount) - (x->amount < y->amount);
}

/* Of the rows of an item, the one whose amount a line has; else the first. */
static enum reconcile_line
line_in_item(const struct reconcile_roll *roll, const struct recon_item *item,
    int64_t amount)
{
	const struct recon_entry *book = roll->run->entries[RECON_BOOK];
	uint32_t i;

	for (i = 0; i < item->n[RECON_BOOK]; i++)
		if (book[item->entry[RECON_BOOK][i]].amount == amount)
			break;
	if (i == item->n[RECON_BOOK])
		i = 0;
	return reconcile_roll_line(roll, item->entry[RECON_BOOK][i]);
}

/* One line that is the sum of several rows is parted as they are. */
static void
part(struct reconcile_roll *roll, const struct recon_item *item,
    const struct recon_entry *line, enum reconcile_line first)
{
	struct reconcile_sums *s = &roll->unit[line->unit];

	for (uint32_t i = 0; i < item->n[RECON_BOOK]; i++) {
		uint32_t at = item->entry[RECON_BOOK][i];
		int64_t amount = roll->run->entries[RECON_BOOK][at].amount;

		s->line[first][RECON_OTHER] -= amount;
		s->line[reconcile_roll_line(roll, at)][RECON_OTHER] += amount;
	}
}

static bool
is_sum(const struct recon_item *item)
{
	return item->n[RECON_BOOK] > 1 && item->n[RECON_OTHER] == 1 &&
	       item->amount[RECON_BOOK] == item->amount[RECON_OTHER];
}

static void
add_item(
    struct reconcile_roll *roll, const struct recon_item *item, uint8_t *known)
{
	const struct recon_entry *other = roll->run->entries[RECON_OTHER];

	if (item->n[RECON_BOOK] == 0)
		return;
	for (uint32_t i = 0; i < item->n[RECON_OTHER]; i++) {
		uint32_t at = item->entry[RECON_OTHER][i];
		enum reconcile_line l;

		if (known[at] != 0)
			continue; /* told from the other unit as well */
		l = line_in_item(roll, item, other[at].amount);
		known[at] = (uint8_t)l;
		if (is_sum(item) && reconcile_rolls(roll, &other[at]))
			part(roll, item, &other[at], l);
	}
}

static void
note_repeats(const struct reconcile_roll *roll, struct repeats *p)
{
	const struct reconcile_run *r = roll->run;

	for (size_t i = 0; i < r->items.n; i++) {
		const struct recon_item *item = &r->items.at[i].found;

		if (item->class != RECON_DUPLICATE_GL)
			continue;
		for (uint32_t k = 0; k < item->n[RECON_OTHER]; k++) {
			uint32_t at = item->entry[RECON_OTHER][k];
			const struct recon_entry *e =
			    &r->entries[RECON_OTHER][at];

			p->at =
			    mem_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
			p->at[p->n++] =
			    (struct repeat){e->unit, e->key, at, e->amount};
		}
	}
}

/* All repeats of one row, of which there may be several. */
static void
tell_repeats(const struct reconcile_roll *roll, struct repeats *p, size_t row,
    uint8_t *known)
{
	const struct recon_entry *e = &roll->run->entries[RECON_BOOK][row];
	struct repeat key = {e->unit, e->key, 0, e->amount};
	struct repeat *at = bsearch(&key, p->at, p->n, sizeof key, by_key);

	if (at == NULL || known[at->entry] != 0)
		return;
	while (at > p->at && by_key(at - 1, &key) == 0)
		at--;
	for (; at < p->at + p->n && by_key(at, &key) == 0; at++)
		known[at->entry] = (uint8_t)reconcile_roll_line(roll, row);
}

static void
add_repeats(const struct reconcile_roll *roll, uint8_t *known)
{
	struct repeats p = {0};

	note_repeats(roll, &p);
	if (p.n == 0)
		return;
	qsort(p.at, p.n, sizeof *p.at, by_key);
	for (size_t i = 0; i < roll->run->n[RECON_BOOK]; i++)
		tell_repeats(roll, &p, i, known);
	mem_free(p.at);
}

void
reconcile_roll_other(struct reconcile_roll *roll)
{
	const struct reconcile_run *r = roll->run;
	size_t n = r->n[RECON_OTHER];
	uint8_t *known = mem_array(n + 1, 1); /* 0, LINE_OPENING: not known */

	for (size_t i = 0; i < r->items.n; i++)
		add_item(roll, &r->items.at[i].found, known);
	add_repeats(roll, known);
	for (size_t i = 0; i < n; i++) {
		const struct recon_entry *e = &r->entries[RECON_OTHER][i];

		if (reconcile_rolls(roll, e))
			roll->unit[e->unit]
			    .line[known[i] != 0 ? known[i] : LINE_OTHER]
				 [RECON_OTHER] += e->amount;
	}
	mem_free(known);
}
