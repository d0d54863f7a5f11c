/*
 * Who belongs to whom: parents of customers, one each, held against rings.
 */
#ifndef BOOK_KIN_H
#define BOOK_KIN_H

#include <stdbool.h>

#include "base/span.h"

struct kin;

struct kin *kin_new(void);
void kin_free(struct kin *k);

/*
 * Takes the parent of a child that has none yet.  False, and nothing is
 * taken, when the child is above that parent already, or is that parent.
 */
bool kin_add(struct kin *k, struct span child, struct span parent);

#endif
