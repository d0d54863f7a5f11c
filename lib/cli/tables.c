#include "cli/tables.h"

#include "base/diag.h"
#include "cli/table.h"

struct customers *
tables_customers(struct tool *t, const char *path, bool parents)
{
	static const char *const required[] = {"customer"};
	static const struct table_kind kind = {
	    MAP_CUSTOMERS, required, 1, customers_row, NULL, customers_header};
	struct customers *c;

	if (path == NULL)
		return NULL;
	c = customers_new(&t->map->of[MAP_CUSTOMERS]);
	if (parents)
		customers_with_parents(c);
	table_read_whole(t, path, &kind, c);
	return c;
}

struct customers *
tables_sellers(struct tool *t, const char *path)
{
	static const char *const required[] = {"entity"};
	static const struct table_kind kind = {
	    MAP_SELLERS, required, 1, customers_row, NULL, customers_header};
	struct customers *c;

	if (path == NULL)
		return NULL;
	c = sellers_new(&t->map->of[MAP_SELLERS]);
	table_read_whole(t, path, &kind, c);
	return c;
}

struct provision *
tables_provision(
    struct tool *t, const char *path, const int32_t *limit, size_t n)
{
	struct provision *p;

	if (path == NULL)
		return NULL;
	p = provision_new(&t->map->of[MAP_PROVISION], limit, n);
	table_read(t, path, MAP_PROVISION, provision_required,
	    sizeof provision_required / sizeof *provision_required,
	    provision_row, p);
	if (provision_empty(p))
		diag_fail("%s: no rows: nothing is provided for", path);
	return p;
}
