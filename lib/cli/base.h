/*
 * One currency for a whole report (--base, --rates, --base-rate): what is in
 * another is converted amount by amount and rounded to minor units of the
 * base, half away from zero, before anything is added up.
 */
#ifndef CLI_BASE_H
#define CLI_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "book/ledger.h"
#include "book/rates.h"
#include "cli/source.h"
#include "cli/tool.h"
#include "text/columns.h"
#include "value/decimal.h"

/* As given; a member of the tool's struct. */
struct base_options {
	const char *currency, *rates, *how;
};

/* The entries of a tool's option table; `at` is the offset of that member. */
#define BASE_OPTIONS(at)                                                       \
	{"base", 0, OPT_TEXT, (at) + offsetof(struct base_options, currency),  \
	    "CURRENCY", "convert all amounts to one currency", NULL},          \
	    {"base-rate", 0, OPT_TEXT,                                         \
		(at) + offsetof(struct base_options, how), "WHICH",            \
		"with --base: rates of asof (default) or booking", NULL},      \
	{                                                                      \
		"rates", 0, OPT_TEXT,                                          \
		    (at) + offsetof(struct base_options, rates), "FILE",       \
		    "with --base: the table of exchange rates", NULL           \
	}

struct base {
	int currency;
	bool booked;         /* --base-rate booking */
	struct rates *rates; /* NULL: not given */
};

/*
 * Reads the options and the table of rates; NULL when no base is asked for.
 * Fails the program when they make no sense.  base_check fails it where the
 * book, open as s, has no currencies to convert.
 */
struct base *base_open(struct tool *t, const struct base_options *o);
void base_check(const struct base *b, const struct source *s);
void base_free(struct base *b);

/* By the table on a day, whatever --base-rate says. */
bool base_convert_on(const struct base *b, int64_t amount, int currency,
    int32_t date, int64_t *out);

/* base_convert where there is something to do. */
bool base_change(const struct base *b, int64_t amount, int currency,
    int32_t date, const struct decimal *booking, int64_t *out);

/*
 * An amount in minor units of the base: at the rate of the day, or with
 * --base-rate booking at the one the row was booked at (NULL, or not above 0:
 * it has none).  Amounts in the base, and 0, need no rate.  False, and *out
 * untouched, when there is no rate or the result is beyond 64 bits:
 * base_missing is to tell.  Any thread may ask.
 */
static inline bool
base_convert(const struct base *b, int64_t amount, int currency, int32_t date,
    const struct decimal *booking, int64_t *out)
{
	if (currency != b->currency && amount != 0)
		return base_change(b, amount, currency, date, booking, out);
	*out = amount;
	return true;
}

/*
 * Adds to `faults`, which are one thread's own, why base_convert would not
 * convert an amount of the row at `line`; once for a row and rate.  They are
 * merged by fault_merge, and source_fail (cli/source.h) ends the program
 * with them: no row can be set aside for it, the report would not be whole.
 * A currency without any rate is told of once.  base_missing_on says it of
 * base_convert_on.
 */
void base_missing(const struct base *b, struct faults *faults, uint64_t line,
    int currency, int32_t date, const struct decimal *booking);
void base_missing_on(const struct base *b, struct faults *faults, uint64_t line,
    int currency, int32_t date);

/* Why base_convert_on would not, in words, of what is no row of the book. */
#define BASE_WHY_CHARS 80
void base_why(const struct base *b, int currency, int32_t date,
    char text[BASE_WHY_CHARS]);

/* Reads the cell `rate` of the book's rows; one per thread. */
struct base_cell {
	const struct base *base;
	struct columns columns;
};

void base_cell_open(
    struct base_cell *c, const struct base *b, const struct map_section *map);
void base_cell_close(struct base_cell *c);

/* The rate of a row; 0 where it is blank or no number above 0, or rates of
   booking are not asked for. */
struct decimal base_cell_read(
    struct base_cell *c, const struct batch *b, uint32_t row);

/* Adds a fault for a row in the base that was booked at another rate than 1:
   then the book's base is another one.  0 is no rate. */
void base_check_rate(const struct base *b, struct faults *faults, uint64_t line,
    int currency, struct decimal rate);

/*
 * The rates of booking of a book on its way into a ledger: base_book_note is
 * called for each row in the order of the input (struct load, row()),
 * base_booked tells that of a piece: its row's own, or else, of one made by a
 * transfer, that of the row it was billed by.  NULL: none.  Both are cheap
 * where rates of booking are not asked for, or b->base is NULL.
 */
struct base_entry {
	uint64_t line;
	struct decimal rate;
};

struct base_book {
	struct base_cell cell;
	struct base_entry *at;
	size_t n, cap;
	struct faults wrong; /* by base_check_rate; the tool's to report */
};

void base_book_open(struct base_book *b, const struct base *base,
    const struct map_section *map);
void base_book_close(struct base_book *b);
void base_book_note(struct base_book *b, const struct posting *p,
    const struct batch *batch, uint32_t row);
const struct decimal *base_booked(
    const struct base_book *b, const struct ledger_piece *p);

#endif
