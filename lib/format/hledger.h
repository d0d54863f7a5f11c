/*
 * Entries as a plain text journal, of hledger and Ledger: a line with date,
 * number and text, one for each amount, and comments with tags.
 */
#ifndef FORMAT_HLEDGER_H
#define FORMAT_HLEDGER_H

#include <stdbool.h>

#include "base/buf.h"
#include "book/journal.h"

/*
 * Adds an entry and a blank line to `to`; false, with *why filled in and `to`
 * as it was, when an account has a name that the format can't hold: one with
 * two blanks in a row, a control character, a semicolon, that begins like
 * something else, or a part of which between colons is empty.
 *
 * In texts, characters with a meaning of their own are written as others:
 * what ends a line as a blank, and a comma in a tag as well, for there it
 * would end the value.
 */
bool hledger_write(
    struct buf *to, const struct journal_entry *e, struct journal_misfit *why);

#endif
