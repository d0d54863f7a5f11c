#include "cli/table.h"

#include "base/mem.h"
#include "cli/source.h"
#include "text/columns.h"

/* The same as for the book, but that nothing can be rejected. */
static void
verdict(struct tool *t, struct csvin *in, struct faults *faults)
{
	struct source s = {.tool = t, .in = in, .faults = *faults};

	source_verdict(&s);
}

void
table_read_whole(struct tool *t, const char *path, enum map_table table,
    const char *const *required, size_t n,
    void (*row)(void *arg, struct batch *b, uint32_t row),
    void (*end)(void *arg, struct faults *faults), void *arg)
{
	const struct map_section *map = &t->map->of[table];
	struct span *names = mem_array(n, sizeof *names);
	struct faults faults = {0};
	struct columns rules; /* for subtotals, which are no rows */
	struct batch b = {0};
	struct csvin *in;
	size_t needed = 0;

	for (size_t i = 0; i < n; i++)
		if (map_default(map, required[i]).at == NULL)
			names[needed++] = map_header(map, required[i]);
	tool_reads(path);
	columns_open(&rules, map, NULL, 0);
	in = csvin_new(&path, 1, names, needed, &map->dialect);
	while (csvin_batch(in, &b)) {
		columns_bind(&rules, b.header);
		for (uint32_t i = 0; i < b.nrow; i++)
			if (!columns_drop(&rules, &b, i))
				row(arg, &b, i);
		fault_merge(&faults, &b.faults);
	}
	if (end != NULL)
		end(arg, &faults);
	verdict(t, in, &faults);
	columns_free(&rules);
	batch_free(&b);
	csvin_free(in);
	mem_free(names);
}

void
table_read(struct tool *t, const char *path, enum map_table table,
    const char *const *required, size_t n,
    void (*row)(void *arg, struct batch *b, uint32_t row), void *arg)
{
	table_read_whole(t, path, table, required, n, row, NULL, arg);
}
