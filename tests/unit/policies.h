/*
 * Tables of policies for tests, written as CSV.  Included after cmocka.h and
 * tests/unit/book.h.
 */
#ifndef UNIT_POLICIES_H
#define UNIT_POLICIES_H

#include "base/mem.h"
#include "book/policy.h"
#include "tests/unit/book.h"

struct table {
	struct map *map;
	struct policies *policies;
	struct faults faults;
};

/* `map` may be NULL. */
static inline void
table_open(struct table *t, struct map *map, const char *csv)
{
	struct sheet s;

	*t = (struct table){.map = map != NULL ? map : map_new()};
	t->policies = policies_new(&t->map->of[MAP_POLICY]);
	for (sheet_open(&s, span_of(csv)); s.any;
	     s.any = csvin_batch(s.in, &s.b)) {
		for (uint32_t i = 0; i < s.b.nrow; i++)
			policies_row(t->policies, &s.b, i);
		fault_merge(&t->faults, &s.b.faults);
	}
	policies_close(t->policies, &t->faults);
	sheet_close(&s);
}

/* All faults there are, a line each: "2 days: blank, and ...". */
static inline void
table_faults(struct table *t, const char *want)
{
	struct buf got = {0};

	fault_sort(&t->faults);
	for (size_t i = 0; i < t->faults.n; i++) {
		const struct fault *f = &t->faults.list[i];
		char *message = fault_message(f), line[24];

		snprintf(line, sizeof line, "%d ", (int)f->line);
		buf_text(&got, line);
		buf_text(&got, f->column);
		buf_text(&got, ": ");
		buf_text(&got, message);
		buf_byte(&got, '\n');
		mem_free(message);
	}
	assert_string_equal(buf_string(&got), want);
	buf_free(&got);
}

static inline void
table_close(struct table *t)
{
	policies_free(t->policies);
	fault_free(&t->faults);
	map_free(t->map);
}

static inline const struct policy *
table_policy(const struct table *t, const char *name)
{
	const struct policy *p = policies_find(t->policies, span_of(name));

	assert_non_null(p);
	return p;
}

#endif
