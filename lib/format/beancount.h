/*
 * Entries as a Beancount ledger: a transaction with metadata, one line for
 * each amount.  Accounts must be opened elsewhere.
 */
#ifndef FORMAT_BEANCOUNT_H
#define FORMAT_BEANCOUNT_H

#include <stdbool.h>

#include "base/buf.h"
#include "book/journal.h"

/*
 * Adds a transaction and a blank line to `to`; false, with *why filled in and
 * `to` as it was, when the entry doesn't fit: accounts are parts with a colon
 * between, two at least, each a capital letter, or but for the first a digit,
 * and then letters, digits and '-' (Assets:Receivable); and amounts need a
 * currency.  Texts are strings: what has a meaning in them is escaped, other
 * control characters are written as blanks.
 */
bool beancount_write(
    struct buf *to, const struct journal_entry *e, struct journal_misfit *why);

#endif
