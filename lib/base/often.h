/*
 * How often things were met, by their hashes: about fifteen bytes a thing,
 * however long its name.
 *
 * 48 bits of the hash are taken for the thing itself: of ten million things
 * the chance that any two are mistaken for one is about one in five.  So it is
 * for what does no harm then: numbers put behind names, to make them unique.
 */
#ifndef BASE_OFTEN_H
#define BASE_OFTEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"

struct often;

struct often *often_new(void);

/* With a mark beside each thing: four bytes more. */
struct often *often_new_marked(void);
void often_free(struct often *t);

/* Counts h once more; returns how often it was met before. */
uint64_t often_add(struct often *t, struct hash h);

/*
 * The same in a table with marks: the first one of a thing leaves its mark,
 * and *same is whether a later one has the same.
 */
uint64_t often_add_marked(
    struct often *t, struct hash h, uint32_t mark, bool *same);

/* Counts h once less, which was counted before; not below what one slot can
   tell (65,535). */
void often_take_back(struct often *t, struct hash h);

/* Has the processor fetch what counting h will need. */
void often_expect(const struct often *t, struct hash h);

/* How often it was met. */
uint64_t often_count(const struct often *t, struct hash h);

#endif
