/* Tables beside the book that several tools read.  Each is NULL where the
   path is, and the caller's. */
#ifndef CLI_TABLES_H
#define CLI_TABLES_H

#include "book/customers.h"
#include "book/provision.h"
#include "cli/tool.h"

/* The customers table; with parents, see customers_with_parents. */
struct customers *tables_customers(
    struct tool *t, const char *path, bool parents);

/* The sellers table. */
struct customers *tables_sellers(struct tool *t, const char *path);

/* The provision table, for buckets of these n upper ends (provision_new). */
struct provision *tables_provision(
    struct tool *t, const char *path, const int32_t *limit, size_t n);

#endif
