/*
 * What is open of an item, day after day: what ledger_parts tells of each of
 * the days, but a row is looked at once, and not on all of them.
 */
#ifndef BOOK_REPLAY_H
#define BOOK_REPLAY_H

#include "book/ledger.h"

struct replay;

/* Of a closed ledger, which must stay. */
struct replay *replay_new(const struct ledger *l);
void replay_free(struct replay *r);

/* Begins with an item, before its first day. */
void replay_begin(struct replay *r, uint32_t item);

/* As ledger_parts, for days that never fall; *parts lasts until the next
   call. */
size_t replay_parts(
    struct replay *r, int32_t day, const struct ledger_part **parts);

#endif
