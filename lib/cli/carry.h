/*
 * Columns that go with the rows of a book through its ledger, though no tool
 * looks into them: their cells wait behind the tag of a piece until a field is
 * asked for.
 */
#ifndef CLI_CARRY_H
#define CLI_CARRY_H

#include <stdint.h>

#include "base/buf.h"
#include "base/intern.h"
#include "book/ledger.h"
#include "cli/fields.h"
#include "text/columns.h"

struct carry {
	struct columns columns;
	struct intern *tags; /* the cells of a row, joined by NUL */
	struct buf key;
};

/* `carried` must outlive c. */
void carry_open(struct carry *c, const struct map_section *map,
    const struct carried *carried);
void carry_close(struct carry *c);

/* The tag of a row (struct load); 0 where nothing is carried. */
uint32_t carry_tag(struct carry *c, const struct batch *b, uint32_t row);

/* The cells behind a piece's tag, into room for CARRIED_MOST. */
void carry_cells(
    const struct carry *c, const struct ledger_piece *p, struct span *cells);

/* What the fields of an opening row are taken from; `cells` as above. */
struct fields_view carry_view(const struct carry *c, const struct ledger *l,
    const struct ledger_item *item, const struct ledger_piece *p,
    struct span *cells);

#endif
