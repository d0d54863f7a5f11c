/*
 * Holds of a book on a day: items and customers that nothing is to be done
 * about until somebody has looked.
 */
#ifndef BOOK_HOLDS_H
#define BOOK_HOLDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "book/ledger.h"

struct holds;

/* All that are on, on a day: a hold lasts through its due date, and a release
   ends every one that began by its day. */
struct holds *holds_new(const struct ledger *l, int32_t asof);
void holds_free(struct holds *h);

/* Whether an item is held, itself or with all of its customer; and until
   when, where `until` is given: DATE_NONE is until it is released. */
bool holds_item(const struct holds *h, uint32_t item, int32_t *until);

/* How many items and customers are held; whether the i-th is a customer as a
   whole, and then who. */
size_t holds_count(const struct holds *h);
bool holds_customer(const struct holds *h, size_t i, uint32_t *customer);

#endif
