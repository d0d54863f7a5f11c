#include <stdlib.h>

#include "base/mem.h"
#include "cmd/dun_in.h"

/* Columns that the ledger does not look at. */
enum note_column { NOTE_LEVEL, NOTE_INTEREST_TO, NOTE_COLUMNS };

static const char *const names[NOTE_COLUMNS] = {"level", "interest_to"};

struct dun_note *
dun_note_new(struct dun *d)
{
	struct dun_note *n = mem_array(1, sizeof *n);

	columns_open(&n->columns, d->source.map, names, NOTE_COLUMNS);
	carry_open(&n->carry, d->source.map, &d->carried);
	n->last = DATE_NONE;
	n->numbers = intern_new();
	return n;
}

void
dun_note_free(struct dun_note *n)
{
	columns_free(&n->columns);
	carry_close(&n->carry);
	mem_free(n->notices);
	mem_free(n->charges);
	fault_free(&n->faults);
	intern_free(n->numbers);
	mem_free(n->number_lines);
	mem_free(n);
}

/* The level of a notice; none is 0, and what no policy has is above all. */
static bool
level_of(struct span cell, uint32_t *level)
{
	*level = 0;
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] < '0' || cell.at[i] > '9')
			return false;
		if (*level <= 99)
			*level = *level * 10 + (uint32_t)(cell.at[i] - '0');
	}
	return true;
}

static int32_t
day_of(const struct columns *c, struct span cell)
{
	int32_t day;

	return map_date(c->map, cell, &day) ? day : DATE_NONE;
}

static void
note_notice(struct dun_note *n, const struct posting *p, const struct batch *b,
    uint32_t row)
{
	const struct columns *c = &n->columns;
	struct span cell = columns_cell(c, b, row, NOTE_LEVEL);
	uint32_t level;

	if (!level_of(cell, &level)) {
		fault_add(&n->faults, FAULT_NUMBER, p->line,
		    columns_name(c, NOTE_LEVEL), cell,
		    "a whole number: the level of a notice", (struct span){0});
		return;
	}
	n->notices = mem_grow(
	    n->notices, &n->notice_cap, n->nnotice + 1, sizeof *n->notices);
	n->notices[n->nnotice++] = (struct dun_notice){.line = p->line,
	    .level = level,
	    .interest_to = day_of(c, columns_cell(c, b, row, NOTE_INTEREST_TO)),
	    .ref_due = p->ref_due};
	if (p->date > n->last) {
		n->last = p->date;
		n->last_line = p->line;
	}
}

static void
note_charge(struct dun_note *n, const struct posting *p)
{
	if (!span_is(p->reason, "interest") && !span_is(p->reason, "fee"))
		return;
	n->charges = mem_grow(
	    n->charges, &n->charge_cap, n->ncharge + 1, sizeof *n->charges);
	n->charges[n->ncharge++] = p->line;
}

uint32_t
dun_note_row(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row)
{
	struct dun *d = arg;
	struct dun_note *n = d->note;

	columns_bind(&n->columns, b->header);
	if (d->source.keep != NULL)
		keep_add(d->source.keep, b, row);
	if (p->type == TYPE_NOTICE)
		note_notice(n, p, b, row);
	else if (posting_class(p->type) == CLASS_OPENS)
		note_charge(n, p);
	dun_number_note(n, p);
	return carry_tag(&n->carry, b, row);
}

static int
by_line(const void *key, const void *at)
{
	uint64_t line = *(const uint64_t *)key, other = *(const uint64_t *)at;

	return (line > other) - (line < other);
}

/* The line is the first member of all that is looked for. */
const struct dun_notice *
dun_notice_find(const struct dun_note *n, uint64_t line)
{
	return n->nnotice == 0 ? NULL
			       : bsearch(&line, n->notices, n->nnotice,
				     sizeof *n->notices, by_line);
}

bool
dun_is_charge(const struct dun_note *n, uint64_t line)
{
	return n->ncharge > 0 && bsearch(&line, n->charges, n->ncharge,
				     sizeof *n->charges, by_line) != NULL;
}
