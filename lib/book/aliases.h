/*
 * The aliases table (ar-tables(5)): by which names, accounts and numbers of
 * their own customers are known to banks and to themselves.
 */
#ifndef BOOK_ALIASES_H
#define BOOK_ALIASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"
#include "text/columns.h"

#define ALIASES_NONE UINT32_MAX

struct aliases;

enum alias_kind {
	ALIAS_NAME,    /* how a bank writes the customer */
	ALIAS_ACCOUNT, /* the customer's bank account */
	ALIAS_IBAN,    /* the same, as an IBAN */
	ALIAS_XREF,    /* the customer's number for one of our documents */
	ALIAS_KINDS
};

struct alias {
	enum alias_kind kind;
	struct span value, customer;
	struct span doc; /* of an xref; else blank */
};

extern const char *const aliases_required[3]; /* kind, value, customer */

struct aliases *aliases_new(const struct map_section *map);
void aliases_free(struct aliases *a);

/*
 * Takes one row.  Faults: a kind that is none, a blank value or customer, an
 * account or IBAN without a letter or digit, and an xref without doc.  Rows
 * that say the same again are passed over.  One value may be that of several
 * customers: it is ambiguous then, and all of them are found.  `arg` is the
 * struct aliases.
 */
void aliases_row(void *arg, struct batch *b, uint32_t row);

/* All of them, in the order of the table, numbered from 0; the strings live
   as long as the table. */
uint32_t aliases_count(const struct aliases *a);
struct alias aliases_at(const struct aliases *a, uint32_t alias);

/*
 * How values compare: letter by letter, or by their normal form, which is
 * their letters and digits alone, a to z in capitals.  Letters beyond ASCII
 * count as they are; a normal form of more than 64 bytes is none.
 */
enum alias_by { ALIAS_WRITTEN, ALIAS_NORMAL };

/*
 * The first alias of a kind with this value, or ALIASES_NONE; and the one
 * after it of the same.  Accounts and IBANs are one kind here.
 */
uint32_t aliases_find(const struct aliases *a, enum alias_kind kind,
    struct span value, enum alias_by by);
uint32_t aliases_next(
    const struct aliases *a, uint32_t alias, enum alias_by by);

/*
 * The accounts and IBANs that stand in a text, as whole words: returns how
 * many different aliases that are, and writes the first `most` of them, in
 * the order of the text; at one place the longest counts.  Punctuation inside
 * of a number is passed over; blanks are inside of an IBAN, and of accounts
 * that have one in the table.  An account of fewer than five letters and
 * digits is never found in a text.
 */
size_t aliases_accounts(
    const struct aliases *a, struct span text, uint32_t *found, size_t most);

#endif
