#include "cli/table.h"

#include "base/mem.h"
#include "cli/evidence.h"
#include "cli/source.h"
#include "text/columns.h"

/* The same as for the book, but that nothing can be rejected. */
static void
verdict(struct tool *t, struct csvin *in, struct faults *faults)
{
	struct source s = {.tool = t, .in = in, .faults = *faults};

	source_verdict(&s);
}

/* The columns that must be there, under the names that the map gives them;
   those that it gives a default need not. */
static struct span *
needed_names(
    const struct map_section *map, const struct table_kind *kind, size_t *n)
{
	struct span *names = mem_array(kind->n, sizeof *names);

	*n = 0;
	for (size_t i = 0; i < kind->n; i++)
		if (map_default(map, kind->required[i]).at == NULL)
			names[(*n)++] = map_header(map, kind->required[i]);
	return names;
}

void
table_read_whole(
    struct tool *t, const char *path, const struct table_kind *kind, void *arg)
{
	const struct map_section *map = &t->map->of[kind->table];
	struct faults faults = {0};
	struct columns rules; /* for subtotals, which are no rows */
	struct batch b = {0};
	struct csvin *in;
	struct evidence_table *seen;
	struct span *names;
	size_t needed;
	bool begun = false;

	names = needed_names(map, kind, &needed);
	tool_reads(path);
	columns_open(&rules, map, NULL, 0);
	in = csvin_new(&path, 1, names, needed, &map->dialect);
	seen = evidence_watch(in, kind->table, &path, 1);
	while (csvin_batch(in, &b)) {
		evidence_batch(seen, &b);
		columns_bind(&rules, b.header);
		if (!begun && b.header->ncol > 0 && kind->header != NULL)
			kind->header(arg, b.header);
		begun |= b.header->ncol > 0;
		for (uint32_t i = 0; i < b.nrow; i++)
			if (!columns_drop(&rules, &b, i))
				kind->row(arg, &b, i);
		fault_merge(&faults, &b.faults);
	}
	if (kind->end != NULL)
		kind->end(arg, &faults);
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
	const struct table_kind kind = {table, required, n, row, NULL, NULL};

	table_read_whole(t, path, &kind, arg);
}
