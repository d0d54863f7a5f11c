/* The aliases table from inside. */
#ifndef BOOK_ALIASES_IN_H
#define BOOK_ALIASES_IN_H

#include "base/buf.h"
#include "base/intern.h"
#include "book/aliases.h"

/* Numbers of texts, and the next alias of the same key, either way. */
struct alias_row {
	uint32_t kind, value, customer, doc;
	uint32_t next[2]; /* by enum alias_by */
};

struct alias_ends {
	uint32_t first, last;
};

/* Lists of aliases by their key: a byte for the kind, and the value. */
struct alias_lists {
	struct intern *keys;
	struct alias_ends *ends;
	size_t cap;
};

struct aliases {
	struct columns columns;
	struct intern *texts, *said;
	struct alias_row *at;
	uint32_t n;
	size_t cap;
	struct alias_lists lists[2]; /* by enum alias_by */
	struct buf key;
	uint64_t lengths; /* bit n - 1: an account has n letters and digits */
};

/* A normal form, behind the byte for the kind. */
#define ALIAS_LONGEST 64
struct alias_key {
	char at[1 + ALIAS_LONGEST];
	size_t len; /* without that byte */
};

/* Whether a byte belongs to a word: a letter, digit, or not ASCII. */
bool alias_joins(char c);

/* Appends what a normal form keeps of s; false when it gets too long. */
bool alias_key_add(struct alias_key *k, struct span s);

/* The list of a normal form, or INTERN_NONE; completes the key. */
uint32_t alias_list(
    const struct aliases *a, enum alias_kind kind, struct alias_key *k);

#endif
