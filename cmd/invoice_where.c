#include "base/diag.h"
#include "base/mem.h"
#include "cli/opts.h"
#include "cmd/invoice.h"

void
invoice_where_open(struct invoice *v)
{
	const struct opt_list *args = &v->tool.where;

	v->where_names = mem_array(args->n, sizeof *v->where_names);
	for (size_t i = 0; i < args->n; i++) {
		const char *mark = strchr(args->at[i], '=');

		if (mark == NULL)
			diag_fail("--where: \"%s\" is not COL=VALUE,...",
			    args->at[i]);
		v->where_names[i] =
		    mem_copy(args->at[i], (size_t)(mark - args->at[i]));
	}
}

void
invoice_where_columns(const struct invoice *v, struct columns *c)
{
	columns_open(c, v->source.map, v->where_names, v->tool.where.n);
}

bool
invoice_where(const struct invoice *v, const struct columns *c,
    const struct batch *b, uint32_t row)
{
	for (size_t i = 0; i < v->tool.where.n; i++)
		if (!opts_lists(strchr(v->tool.where.at[i], '=') + 1,
			columns_cell(c, b, row, i)))
			return false;
	return true;
}

void
invoice_where_check(const struct invoice *v)
{
	for (size_t i = 0; i < v->tool.where.n; i++)
		if (!source_met(&v->source, v->where_names[i]))
			diag_fail("--where: there is no column \"%s\"",
			    v->where_names[i]);
}
