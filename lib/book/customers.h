/*
 * The customers table (ar-tables(5)): what is known today of each customer.
 * Any column may be asked for; `customer` is the key.
 */
#ifndef BOOK_CUSTOMERS_H
#define BOOK_CUSTOMERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "text/columns.h"

#define CUSTOMERS_NONE UINT32_MAX

struct customers;

struct customers *customers_new(const struct map_section *map);

/* The same for the sellers table, the parties that bill: its key is `entity`,
   which one of them may leave blank. */
struct customers *sellers_new(const struct map_section *map);

void customers_free(struct customers *c);

/*
 * To be called before the first row, by those who will ask for parents: from
 * now on a row is a fault whose customer is, over one parent or several, his
 * own.  One who is named as his own parent in so many words has none.
 */
void customers_with_parents(struct customers *c);

/* Takes the columns of the table from its first header; customers_row does so
   where nobody has, but a table may have no rows.  `arg` is the struct
   customers. */
void customers_header(void *arg, const struct csv_header *h);

/* Takes one row; a fault is added to b->faults when its customer is blank
   or there already.  `arg` is the struct customers. */
void customers_row(void *arg, struct batch *b, uint32_t row);

/* The number of a column, or CUSTOMERS_NONE. */
uint32_t customers_column(const struct customers *c, struct span name);

/* How many rows there are, and the customer of each, in their order. */
uint32_t customers_count(const struct customers *c);
struct span customers_at(const struct customers *c, uint32_t row);

/* Whether a customer is in the table. */
bool customers_has(const struct customers *c, struct span customer);

/* A customer's cell, blank when he is not in the table. */
struct span customers_cell(
    const struct customers *c, struct span customer, uint32_t column);

/* His parent, who may not be in the table; blank when he has none. */
struct span customers_parent(const struct customers *c, struct span customer);

#endif
