/*
 * Columns that the user names in --by, --with and --where: of the book, of
 * the customers table, or any other that the input has.
 */
#ifndef CLI_FIELDS_H
#define CLI_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include "book/customers.h"
#include "book/posting.h"
#include "cli/source.h"

/* What the fields of an open item are taken from. */
struct fields_view {
	struct span customer, doc, entity, account, part;
	int32_t date, due, doc_date;
	int currency;
	enum posting_type type;
	const struct span *carried; /* see struct carried */
};

/* Columns that go with an item though no tool looks into them. */
#define CARRIED_MOST 32
struct carried {
	const char *names[CARRIED_MOST];
	size_t n;
	/* Asked for, and not in the first header: a later one may have it. */
	const char *hoped[CARRIED_MOST];
	size_t nhoped;
};

struct field {
	const char *name; /* as it heads the output */
	enum { FIELD_KNOWN, FIELD_CARRIED, FIELD_CUSTOMERS } from;
	uint32_t at; /* enum posting_column, place in carried, or column */
};

struct fields {
	struct field *at;
	size_t n, cap;
};

/* --where: the field must have one of the values. */
struct fields_test {
	struct field field;
	const char *values;
};

struct fields_tests {
	struct fields_test *at;
	size_t n;
};

/*
 * Resolves one name: a column of the book first; "customers.COL" or, where
 * the book has none of the name, one of the customers table (NULL: none).
 * Other columns of the input join `carried`.  Files may differ in their
 * columns: what the first header lacks is hoped for, and fields_check_hopes
 * fails the program, once all is read, when no header had it.
 */
struct field fields_find(struct span name, const struct source *s,
    const struct customers *customers, struct carried *carried);

void fields_check_hopes(const struct source *s, const struct carried *carried);

/* Adds the names of a comma list. */
void fields_add(struct fields *f, const char *list, const struct source *s,
    const struct customers *customers, struct carried *carried);

/*
 * Fails the program when a --col names a column of the book that there is
 * not and nothing asked for: most likely it is misspelt.
 */
void fields_check_cols(
    const struct opt_list *cols, const struct carried *carried);

/* Where the field of a name is, or f->n. */
size_t fields_index(const struct fields *f, const char *name);

/* Reads the COL=VALUE,... of --where. */
void fields_where(struct fields_tests *tests, const struct opt_list *args,
    const struct source *s, const struct customers *customers,
    struct carried *carried);

/* The value of a field; dates are written into `date` (DATE_CHARS). */
struct span fields_value(const struct field *f, const struct fields_view *v,
    const struct customers *customers, char *date);

/* The values joined by NUL into key: equal keys are equal values, and keys
   in byte order are values in byte order. */
struct buf;
void fields_key(const struct fields *f, const struct fields_view *v,
    const struct customers *customers, struct buf *key);

/* The i-th value of a key. */
struct span fields_part(struct span key, size_t i);

bool fields_pass(const struct fields_tests *tests, const struct fields_view *v,
    const struct customers *customers);

#endif
