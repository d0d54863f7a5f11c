#include <stdlib.h>

#include "base/mem.h"
#include "rule/recon_in.h"

/*
 * Rows that were posted as one: all that are left of a batch, where exactly
 * one line comes to the same, and no other batch does.
 */

/* A batch of a unit, and of a day where batches have one; or a line. */
struct lot {
	struct recon_ref *at;
	size_t n;
	int64_t sum;
	uint32_t unit;
	int32_t date; /* 0: of no day */
	bool taken;
};

struct lots {
	struct lot *at;
	size_t n, cap;
	bool dated;
};

static int
batch_order(const void *a, const void *b)
{
	const struct recon_ref *x = a, *y = b;

	if (x->e->unit != y->e->unit)
		return x->e->unit < y->e->unit ? -1 : 1;
	if (x->e->batch != y->e->batch)
		return x->e->batch < y->e->batch ? -1 : 1;
	return recon_day_order(x, y);
}

static int
compare(const struct lot *x, const struct lot *y)
{
	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return (x->date > y->date) - (x->date < y->date);
}

static int
compare_sum(const struct lot *x, const struct lot *y)
{
	int c = compare(x, y);

	return c != 0 ? c : (x->sum > y->sum) - (x->sum < y->sum);
}

static int
sum_order(const void *a, const void *b)
{
	const struct lot *x = a, *y = b;
	int c = compare_sum(x, y);

	return c != 0 ? c : recon_day_order(&x->at[0], &y->at[0]);
}

static bool
same(const struct lots *lots, const struct recon_entry *a,
    const struct recon_entry *b)
{
	return a->unit == b->unit && a->batch == b->batch &&
	       (!lots->dated || a->date == b->date);
}

static void
add(struct lots *lots, struct recon_ref *at, size_t n)
{
	struct lot lot = {.at = at,
	    .n = n,
	    .unit = at->e->unit,
	    .date = lots->dated ? at->e->date : 0};

	if (!recon_sum(at, n, &lot.sum))
		return;
	lots->at =
	    mem_grow(lots->at, &lots->cap, lots->n + 1, sizeof *lots->at);
	lots->at[lots->n++] = lot;
}

static void
find_batches(struct lots *lots, struct recon_refs *book)
{
	size_t n;

	if (book->n > 1)
		qsort(book->at, book->n, sizeof *book->at, batch_order);
	for (size_t i = 0; i < book->n; i += n) {
		const struct recon_entry *e = book->at[i].e;

		for (n = 1; i + n < book->n && same(lots, e, book->at[i + n].e);
		     n++)
			;
		if (e->batch != RECON_NONE)
			add(lots, &book->at[i], n);
	}
}

static void
find_lines(struct lots *lots, struct recon_refs *other)
{
	for (size_t i = 0; i < other->n; i++)
		add(lots, &other->at[i], 1);
}

static void
sort(struct lots *lots)
{
	if (lots->n > 1)
		qsort(lots->at, lots->n, sizeof *lots->at, sum_order);
}

static size_t
length(const struct lots *lots, size_t from,
    int (*order)(const struct lot *x, const struct lot *y))
{
	size_t i = from;

	while (i < lots->n && order(&lots->at[i], &lots->at[from]) == 0)
		i++;
	return i - from;
}

static struct recon_refs
refs_of(const struct lot *lot)
{
	return (struct recon_refs){lot->at, lot->n, lot->n};
}

static void
summarize(struct recon_work *w, struct lot *batch, struct lot *line)
{
	struct recon_refs a = refs_of(batch), b = refs_of(line);
	struct recon_item item = {.class = RECON_SUMMARY,
	    .how = RECON_BY_BATCH,
	    .unit = batch->unit,
	    .elsewhere = RECON_NONE};

	recon_tell(w, &item, &a, &b);
	batch->taken = line->taken = true;
}

static void
summarize_strange(struct recon_work *w, struct lot *batch, struct lot *line)
{
	if (recon_is_strange(w->world, line->at->e))
		summarize(w, batch, line);
}

/* Of the same sign, else it is of something else. */
static void
tell_rest(struct recon_work *w, struct lot *batch, struct lot *line)
{
	struct recon_refs sides[2] = {refs_of(batch), refs_of(line)};

	if ((batch->sum < 0) == (line->sum < 0))
		recon_tell_amount(w, sides, RECON_BY_BATCH);
}

/* Pairs those that are alone of their kind on both sides. */
static void
pair(struct recon_work *w, struct lots *lots,
    int (*order)(const struct lot *x, const struct lot *y),
    void (*take)(struct recon_work *w, struct lot *batch, struct lot *line))
{
	size_t i = 0, j = 0;

	while (i < lots[0].n && j < lots[1].n) {
		size_t n = length(&lots[0], i, order);
		size_t m = length(&lots[1], j, order);
		int c = order(&lots[0].at[i], &lots[1].at[j]);

		if (c == 0 && n == 1 && m == 1)
			take(w, &lots[0].at[i], &lots[1].at[j]);
		i += c <= 0 ? n : 0;
		j += c >= 0 ? m : 0;
	}
}

/* And what the feed did not post. */
static void
drop_taken(const struct recon_in *in, struct lots *lots, bool are_lines)
{
	size_t n = 0;

	for (size_t i = 0; i < lots->n; i++)
		if (!lots->at[i].taken &&
		    (!are_lines || recon_is_fed(in, lots->at[i].at->e)))
			lots->at[n++] = lots->at[i];
	lots->n = n;
}

void
recon_batches(struct recon_work *w, struct recon_refs *left, bool strange)
{
	const struct recon_in *in = w->world->in;
	struct lots lots[2] = {
	    {.dated = in->batch_dates}, {.dated = in->batch_dates}};

	find_batches(&lots[RECON_BOOK], &left[RECON_BOOK]);
	if (lots[RECON_BOOK].n > 0)
		find_lines(&lots[RECON_OTHER], &left[RECON_OTHER]);
	sort(&lots[RECON_BOOK]);
	sort(&lots[RECON_OTHER]);
	pair(w, lots, compare_sum, strange ? summarize_strange : summarize);
	drop_taken(in, &lots[RECON_BOOK], false);
	drop_taken(in, &lots[RECON_OTHER], true);
	if (in->batch_dates && !strange)
		pair(w, lots, compare, tell_rest);
	mem_free(lots[RECON_BOOK].at);
	mem_free(lots[RECON_OTHER].at);
}
