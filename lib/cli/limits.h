/*
 * Credit limits of the customers table: how much each may owe.
 */
#ifndef CLI_LIMITS_H
#define CLI_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include "book/customers.h"
#include "text/map.h"

struct limits {
	const char *file; /* of the table */
	const struct customers *customers;
	const struct map_section *map;
	uint32_t limit, currency; /* columns, or CUSTOMERS_NONE */
};

/* Of a table that has been read (NULL: none was given); false when it has no
   limits.  Fails the program where one is no amount, whoever owes something. */
bool limits_open(struct limits *l, const char *file,
    const struct customers *customers, const struct map_section *map);

/* A customer's limit, in minor units of *in: his currency, or where the table
   has none, that of what he owes, `currency`.  False when he has none. */
bool limits_find(const struct limits *l, struct span customer, int currency,
    int64_t *limit, int *in);

#endif
