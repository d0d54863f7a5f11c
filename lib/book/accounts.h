/*
 * The accounts table (ar-tables(5)): on which account of the general ledger a
 * type of row has its other side, and which accounts corrections go to.
 */
#ifndef BOOK_ACCOUNTS_H
#define BOOK_ACCOUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "book/posting.h"
#include "text/columns.h"

struct accounts;

extern const char *const accounts_required[2]; /* type, account */

/* What an account is for besides types of rows; names are their own in lower
   case, with '-'. */
#define ACCOUNTS_ROLES(R)                                                      \
	R(CONTROL, "control")                                                  \
	R(ADVANCE, "advance")                                                  \
	R(TAX, "tax")                                                          \
	R(SUSPENSE, "suspense")                                                \
	R(FX_GAIN, "fx-gain")                                                  \
	R(FX_LOSS, "fx-loss")                                                  \
	R(BANK, "bank")                                                        \
	R(BANK_FEE, "bank-fee")                                                \
	R(BANK_INTEREST, "bank-interest")                                      \
	R(INTERCOMPANY, "intercompany")

enum accounts_role {
#define ACCOUNTS_ENUM(code, name) ACCOUNTS_##code,
	ACCOUNTS_ROLES(ACCOUNTS_ENUM)
#undef ACCOUNTS_ENUM
	    ACCOUNTS_NROLE
};

const char *accounts_role_name(enum accounts_role role);

struct accounts *accounts_new(const struct map_section *map);
void accounts_free(struct accounts *a);

/*
 * Takes one row.  Faults: what is neither a type of row that moves money, with
 * or without a reason behind a colon (writeoff:bad-debt), nor a role; a blank
 * account; and one that stands there twice for an entity.  `arg` is the struct
 * accounts.
 */
void accounts_row(void *arg, struct batch *b, uint32_t row);

/*
 * The account of a type and reason, or of a role, in an entity; blank: there
 * is none.  One for the reason goes before one for all of the type, and then
 * an entity's own before that of all.
 */
struct span accounts_of_type(const struct accounts *a, enum posting_type type,
    struct span reason, struct span entity);
struct span accounts_of_role(
    const struct accounts *a, enum accounts_role role, struct span entity);

#endif
