#include "base/mem.h"
#include "book/openbook_in.h"
#include "book/posting.h"

/* Columns that an opening row has whatever the input had. */
static bool
always(size_t column)
{
	return column == POSTING_DATE || column == POSTING_TYPE ||
	       column == POSTING_DOC || column == POSTING_CUSTOMER ||
	       column == POSTING_AMOUNT || column == POSTING_DUE ||
	       column == POSTING_DOC_DATE || column == POSTING_ID ||
	       column == POSTING_REASON;
}

/* Whether an item may have several parts of one due date. */
static bool
needs_line(const struct openbook_plan *plan)
{
	for (uint32_t i = 0; i < ledger_moves(plan->ledger); i++)
		if (ledger_move(plan->ledger, i)->type == TYPE_TRANSFER)
			return true;
	return plan->repeats;
}

static bool
named(const struct openbook_writer *o, struct span name)
{
	for (size_t i = 0; i < o->n; i++)
		if (span_is(name, o->names[i]))
			return true;
	return false;
}

/* Whether a header of the input stands for a column of the book. */
static bool
stands_for_known(const struct map_section *map, struct span header)
{
	for (size_t i = 0; i < POSTING_NCOLUMN; i++)
		if (span_equal(header, map_header(map, posting_names[i])))
			return true;
	return false;
}

static void
add_name(struct openbook_writer *o, size_t *cap, struct span name)
{
	o->names = mem_grow(o->names, cap, o->n + 1, sizeof *o->names);
	o->names[o->n++] = mem_copy(name.at, name.len);
}

/* The headers that rows were kept under, one after the other: the next from
   row *i on that is not `last`, or NULL. */
static const struct csv_header *
next_header(const struct keep *keep, size_t *i, const struct csv_header *last)
{
	const struct csv_header *h;
	struct span raw;
	uint64_t line;

	while (keep_at(keep, (*i)++, &line, &raw, &h))
		if (h != last)
			return h;
	return NULL;
}

/* Marks the columns of the book that the header has. */
static void
mark_known(
    const struct openbook_plan *plan, const struct csv_header *h, bool *have)
{
	for (size_t k = 0; k < POSTING_NCOLUMN; k++) {
		struct span wanted = map_header(plan->map, posting_names[k]);

		for (uint32_t c = 0; !have[k] && c < h->ncol; c++)
			have[k] = span_equal(h->names[c], wanted);
	}
}

static void
add_known(struct openbook_writer *o, size_t *cap)
{
	const struct openbook_plan *plan = o->plan;
	bool have[POSTING_NCOLUMN] = {false};
	const struct csv_header *h = plan->header;
	size_t i = 0;

	if (h != NULL) /* though no row stands under it */
		mark_known(plan, h, have);
	while ((h = next_header(plan->keep, &i, h)) != NULL)
		mark_known(plan, h, have);
	for (size_t k = 0; k < POSTING_NCOLUMN; k++) {
		o->place[k] = -1;
		if (!have[k] && !always(k) &&
		    !(k == POSTING_LINE && needs_line(plan)) &&
		    map_default(plan->map, posting_names[k]).at == NULL)
			continue;
		o->place[k] = (int16_t)o->n;
		add_name(o, cap, span_of(posting_names[k]));
	}
}

static void
add_others(struct openbook_writer *o, size_t *cap)
{
	const struct csv_header *h = NULL;
	size_t i = 0;

	while ((h = next_header(o->plan->keep, &i, h)) != NULL)
		for (uint32_t c = 0; c < h->ncol; c++)
			if (!stands_for_known(o->plan->map, h->names[c]) &&
			    !named(o, h->names[c]))
				add_name(o, cap, h->names[c]);
}

void
openbook_names(struct openbook_writer *o)
{
	size_t cap = 0;

	add_known(o, &cap);
	add_others(o, &cap);
	o->column = mem_array(o->n, sizeof *o->column);
	memset(o->column, POSTING_NCOLUMN, o->n);
	for (size_t k = 0; k < POSTING_NCOLUMN; k++)
		if (o->place[k] >= 0)
			o->column[o->place[k]] = (uint8_t)k;
}
