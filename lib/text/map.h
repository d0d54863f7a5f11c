/*
 * A map says how somebody else's export is to be read: which header stands
 * for which column, and how dates and numbers are written.  It is data
 * only; nothing is guessed.
 */
#ifndef TEXT_MAP_H
#define TEXT_MAP_H

#include <stdbool.h>

#include "base/span.h"
#include "text/csvin.h"
#include "value/money.h"

/* The tables that a map can describe, one section each. */
enum map_table {
	MAP_BOOK,
	MAP_CUSTOMERS,
	MAP_GL,
	MAP_BANK,
	MAP_ALIASES,
	MAP_RATES,
	MAP_POLICY,
	MAP_LINES, /* billing lines */
	MAP_SELLERS,
	MAP_TAX,
	MAP_HOLIDAYS,
	MAP_PRICES,
	MAP_ORDERS,
	MAP_CONTRACTS,
	MAP_COUNTER,
	MAP_PROVISION,
	MAP_TARGETS, /* of figures */
	MAP_CODES,   /* of bank files */
	MAP_BALANCE, /* of the general ledger */
	MAP_ACCOUNTS,
	MAP_APPROVAL,
	MAP_TABLES
};

/* For which rows a rule holds; MAP_REPEATS: those that are, in this column and
   in all that the map names, what a row before was. */
enum map_drop { MAP_IS, MAP_STARTS, MAP_BLANK, MAP_FILLED, MAP_REPEATS };

/* What is said of a column: COLUMN, default.COLUMN, blank.COLUMN ... */
enum map_said {
	MAP_HEADER,  /* its header */
	MAP_DEFAULT, /* what stands for it where there is no such column */
	MAP_FILL,    /* what a blank cell stands for (blank.) */
	MAP_STRIP,   /* what is taken off the end of its cells (strip.) */
	MAP_SAID
};

struct map_entry {
	char *column, *value;
};

struct map_entries {
	struct map_entry *at;
	size_t n;
};

struct map_rule {
	char *header;
	enum map_drop when;
	char *value; /* NULL but for MAP_IS and MAP_STARTS */
};

struct map_rules {
	struct map_rule *at;
	size_t n;
};

/* What a cell of a column stands for (value.COLUMN). */
struct map_change {
	char *column, *from, *to;
};

/* One section. Zero counts and NULLs mean the plain table. */
struct map_section {
	struct map_entries said[MAP_SAID];
	struct map_rules drops;   /* rows that are no rows */
	struct map_rules negates; /* rows whose amount has the other sign */
	struct map_change *changes;
	size_t nchange;
	char *date_layout; /* NULL: YYYY-MM-DD */
	struct money_style money;
	struct csv_dialect dialect;
	bool described; /* by a map that was read */
};

struct map {
	struct map_section of[MAP_TABLES];
};

/* What a table is called: "book". */
const char *map_table_name(enum map_table table);

/* A map that changes nothing. */
struct map *map_new(void);

/*
 * Reads a map file into m.  Its lines are
 *
 *    # a comment
 *    [book]                    or customers, gl, bank, aliases ...
 *    amount = Open balance     the column amount has this header
 *    default.currency = USD    for a table without that column
 *    blank.customer = CASH     for a blank cell of that column
 *    strip.customer = .0       taken off the end of its cells
 *    delimiter = semicolon     or tab, comma, pipe, one character
 *    encoding = cp1252         or latin1, utf-8
 *    quote = none              quotes are ordinary characters
 *    date-format = DD.MM.YYYY  see date_parse_as
 *    decimal-mark = ,          or .
 *    group-mark = .            or space, one character
 *    negative = trailing       12.50-; or paren: (12.50); minus
 *    symbol = yes              $12.50
 *    skip = 4                  lines before the header; or header
 *    drop = Name starts Total  or: Num blank; Cleared filled;
 *                               Type is Sum; Num repeats
 *    negate = Type is Credit   the same rules; of the book alone
 *    value.currency = usd is USD   a cell that stands for another
 *
 * Blanks around a key and a value do not count; a value that needs them is
 * put in double quotes.  Only `drop`, `negate` and `value.` may stand twice in
 * a section, and each section is described once, by one map.  Fails the program
 * at a line it does not understand, naming it.
 */
void map_read(struct map *m, const char *path);

/*
 * Takes one --col: "amount=Open balance" for `table`, or
 * "gl.amount=Betrag" for another; "default.currency=USD" and
 * "gl.default.currency=USD" set a default, and likewise blank. and strip.
 * Everything after the '=' is the header.  To be called after map_read: what is
 * said last wins.  Fails the program when it is none of these.
 */
void map_column(struct map *m, enum map_table table, const char *arg);

/*
 * The header that stands for a column: its own name when nothing is said.
 * A NUL follows it.
 */
struct span map_header(const struct map_section *s, const char *column);

/* What is said of a column, or a NULL span. */
struct span map_said(
    const struct map_section *s, enum map_said what, const char *column);

/* Whether rows must be seen by one reader, in their order. */
bool map_needs_order(const struct map_section *s);

/* The value of default.COLUMN, or a NULL span. */
struct span map_default(const struct map_section *s, const char *column);

void map_free(struct map *m);

/* Reads a date as the section says that dates are written; false when it is
   none. */
bool map_date(const struct map_section *s, struct span cell, int32_t *date);

#endif
