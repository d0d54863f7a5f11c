#include "book/taxes.h"

#include "base/intern.h"
#include "base/mem.h"
#include "book/cells.h"
#include "value/date.h"

enum { CODE, RATE, FROM, TO, NCOLUMN };

static const char *const names[] = {"code", "rate", "valid_from", "valid_to"};
const char *const taxes_required[2] = {"code", "rate"};

struct entry {
	uint32_t next; /* the code's other entries */
	struct taxes_rate is;
};

struct taxes {
	struct columns columns;
	struct intern *codes;
	uint32_t *heads; /* by code */
	size_t head_cap;
	struct entry *at;
	size_t n, cap;
};

struct taxes *
taxes_new(const struct map_section *map)
{
	struct taxes *t = mem_array(1, sizeof *t);

	t->codes = intern_new();
	columns_open(&t->columns, map, names, NCOLUMN);
	return t;
}

void
taxes_free(struct taxes *t)
{
	if (t == NULL)
		return;
	columns_free(&t->columns);
	intern_free(t->codes);
	mem_free(t->heads);
	mem_free(t->at);
	mem_free(t);
}

static bool
read_rate(const struct cells *in, struct decimal *rate)
{
	struct span s = cells_text(in, RATE);

	if (s.len > 0 && s.at[s.len - 1] == '%')
		s.len--;
	if (!cells_decimal_of(in, RATE, s, rate))
		return false;
	return (rate->n >= 0 &&
		   decimal_compare(*rate, (struct decimal){1000, 0}) <= 0) ||
	       cells_wrong(in, FAULT_NUMBER, RATE, "a rate in percent");
}

static bool
read_days(const struct cells *in, struct entry *e)
{
	if (!cells_date(in, FROM, &e->is.from) ||
	    !cells_date(in, TO, &e->is.to))
		return false;
	if (e->is.to == DATE_NONE)
		e->is.to = DATE_MAX;
	return e->is.from <= e->is.to ||
	       cells_wrong(in, FAULT_SIGN, TO, "is before valid_from");
}

/* Two rates on one day: which is meant? */
static bool
overlaps(const struct taxes *t, uint32_t i, const struct entry *e)
{
	for (; i != INTERN_NONE; i = t->at[i].next)
		if (t->at[i].is.from <= e->is.to &&
		    e->is.from <= t->at[i].is.to)
			return true;
	return false;
}

/* The entries of a code; those of one not met before are none. */
static uint32_t *
head_of(struct taxes *t, struct span code)
{
	uint32_t before = intern_count(t->codes);
	uint32_t id = intern_add(t->codes, code);

	t->heads = mem_grow(t->heads, &t->head_cap, id + 1, sizeof *t->heads);
	if (id == before)
		t->heads[id] = INTERN_NONE;
	return &t->heads[id];
}

void
taxes_row(void *arg, struct batch *b, uint32_t row)
{
	struct taxes *t = arg;
	struct cells in = {&t->columns, NULL, b, row};
	struct entry e = {0};
	uint32_t *head;

	columns_bind(&t->columns, b->header);
	if (cells_text(&in, CODE).len == 0) {
		cells_wrong(&in, FAULT_BLANK, CODE, "a rate is that of a code");
		return;
	}
	if (!read_rate(&in, &e.is.rate) || !read_days(&in, &e))
		return;
	head = head_of(t, cells_text(&in, CODE));
	if (overlaps(t, *head, &e)) {
		cells_wrong(&in, FAULT_DUPLICATE_KEY, CODE, NULL);
		return;
	}
	e.next = *head;
	*head = (uint32_t)t->n;
	t->at = mem_grow(t->at, &t->cap, t->n + 1, sizeof *t->at);
	t->at[t->n++] = e;
}

bool
taxes_find_days(const struct taxes *t, struct span code, int32_t date,
    struct taxes_rate *rate)
{
	uint32_t id = intern_find(t->codes, code);
	uint32_t i = id == INTERN_NONE ? INTERN_NONE : t->heads[id];

	for (; i != INTERN_NONE; i = t->at[i].next)
		if (t->at[i].is.from <= date && date <= t->at[i].is.to) {
			*rate = t->at[i].is;
			return true;
		}
	return false;
}

bool
taxes_find(
    const struct taxes *t, struct span code, int32_t date, struct decimal *rate)
{
	struct taxes_rate found;

	if (!taxes_find_days(t, code, date, &found))
		return false;
	*rate = found.rate;
	return true;
}
