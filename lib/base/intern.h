/*
 * Strings as small numbers: each distinct string gets the next id, from 0,
 * and is kept once.  Equal ids mean equal strings.
 */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stdint.h>

#include "base/span.h"

#define INTERN_NONE UINT32_MAX

struct intern;

struct intern *intern_new(void);
void intern_free(struct intern *in);

/* The id of s, which is added when new. */
uint32_t intern_add(struct intern *in, struct span s);

/* The id of s, or INTERN_NONE. */
uint32_t intern_find(const struct intern *in, struct span s);

/*
 * The same in parts, for millions of them: the hash, which any thread may
 * find; have the processor fetch what looking it up will need, first the one,
 * a little later the other; then the id, and where its mark stands.
 */
uint32_t intern_hash(struct span s);
void intern_expect(const struct intern *in, uint32_t hash);
void intern_meet(const struct intern *in, uint32_t hash);
uint32_t intern_add_hashed(
    struct intern *in, struct span s, uint32_t hash, uint32_t **mark);
uint32_t intern_find_hashed(
    const struct intern *in, struct span s, uint32_t hash);

/* Beside each string a number stands for the caller to use, at first
   INTERN_NONE; the place lasts until intern_free. */
uint32_t *intern_mark(const struct intern *in, uint32_t id);

/* Makes room for about n strings in all. */
void intern_reserve(struct intern *in, uint64_t n);

/* The string of an id; valid until intern_free. */
struct span intern_text(const struct intern *in, uint32_t id);

/* Have the processor fetch what that will need: first the one, a little later
   the other. */
void intern_expect_text(const struct intern *in, uint32_t id);
void intern_meet_text(const struct intern *in, uint32_t id);

/* How many there are. */
uint32_t intern_count(const struct intern *in);

#endif
