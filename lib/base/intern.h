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

/* Have the processor fetch what looking s up will need: first the one, a
   little later the other. */
void intern_expect(const struct intern *in, struct span s);
void intern_meet(const struct intern *in, struct span s);

/* The string of an id; valid until intern_free. */
struct span intern_text(const struct intern *in, uint32_t id);

/* How many there are. */
uint32_t intern_count(const struct intern *in);

#endif
