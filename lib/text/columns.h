/*
 * Columns by name: which cell of a row holds which column of a table, under
 * the header that the row stands under, through the user's map.
 */
#ifndef TEXT_COLUMNS_H
#define TEXT_COLUMNS_H

#include <stdbool.h>
#include <stdint.h>

#include "text/csvin.h"
#include "text/map.h"

struct known;

struct columns {
	const struct csv_header *header; /* bound to; NULL: to none yet */
	const struct map_section *map;
	const char *const *names;
	size_t n;
	int32_t *at;        /* position of each column, -1: not there */
	struct span *fixed; /* what stands for it then: a default, or blank */
	struct span *fill;  /* what a blank cell of it stands for */
	struct span *strip; /* what is taken off its end */
	bool edits;         /* there is a fill, a strip or a change */
	int32_t *drop_at;   /* position of each drop rule's header */
	int32_t *negate_at; /* the same of negates */
	size_t *change_at;  /* column of each change, or n */
	struct known *met;  /* rows, where a rule is about repeats, or NULL */
	int32_t *same_at;   /* headers in which such rows are the same */
	size_t nsame;
};

/* The n names are the columns of the table; both must outlive c. */
void columns_open(struct columns *c, const struct map_section *map,
    const char *const *names, size_t n);

/* Those of the n names, as the input spells them, that a header must hold: the
   ones without a default.  `headers` has room for n; returns how many. */
size_t columns_required(const struct map_section *map, const char *const *names,
    size_t n, struct span *headers);

/* Whether two headers of one table both have, or both lack, each of the n
   columns; if not, *column is the one. */
bool columns_agree(const struct map_section *map,
    const struct csv_header *first, const struct csv_header *later,
    const char *const *names, size_t n, const char **column);

/* Binds to h, which must outlive the use of c; cheap when bound already. */
void columns_bind(struct columns *c, const struct csv_header *h);

/* Whether the column stands in the header or has a default. */
bool columns_have(const struct columns *c, size_t column);

/* Whether a map's rule says that the row is a subtotal, not data; once a row,
   in the order of the input where map_needs_order. */
bool columns_drop(const struct columns *c, const struct batch *b, uint32_t row);

/* Whether a map's rule says that the amount has the other sign. */
bool columns_negate(
    const struct columns *c, const struct batch *b, uint32_t row);

/* The name that the input gives a column, for messages. */
const char *columns_name(const struct columns *c, size_t column);

void columns_free(struct columns *c);

/* A cell after what the map says of the column's cells. */
struct span columns_edit(
    const struct columns *c, size_t column, struct span cell);

static inline struct span
columns_cell(
    const struct columns *c, const struct batch *b, uint32_t row, size_t column)
{
	int32_t at = c->at[column];

	if (at < 0)
		return c->fixed[column];
	return c->edits
		   ? columns_edit(c, column, batch_cell(b, row, (uint32_t)at))
		   : batch_cell(b, row, (uint32_t)at);
}

#endif
