#include "cli/days.h"

#include <stdlib.h>

#include "base/mem.h"
#include "book/cells.h"
#include "cli/table.h"

struct days {
	struct columns columns;
	int32_t *at;
	size_t n, cap;
};

static void
take_day(void *arg, struct batch *b, uint32_t row)
{
	struct days *d = arg;
	struct cells in = {&d->columns, NULL, b, row};
	int32_t date;

	columns_bind(&d->columns, b->header);
	if (!cells_date(&in, 0, &date) || date == DATE_NONE)
		return;
	d->at = mem_grow(d->at, &d->cap, d->n + 1, sizeof *d->at);
	d->at[d->n++] = date;
}

static int
by_date(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

struct holidays
days_read(struct tool *t, const char *path)
{
	static const char *const names[] = {"date"};
	struct days d = {0};

	if (path == NULL)
		return (struct holidays){0};
	columns_open(&d.columns, &t->map->of[MAP_HOLIDAYS], names, 1);
	table_read(t, path, MAP_HOLIDAYS, names, 1, take_day, &d);
	if (d.n > 0)
		qsort(d.at, d.n, sizeof *d.at, by_date);
	columns_free(&d.columns);
	return (struct holidays){d.at, d.n};
}
