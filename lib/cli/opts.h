/*
 * Options: one table feeds getopt_long, --help, and the check against the
 * manual.  A tool's own options and those all tools share are two tables
 * over two structs.
 */
#ifndef CLI_OPTS_H
#define CLI_OPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The arguments of an option that may be repeated, in order. */
struct opt_list {
	const char **at;
	size_t n, cap;
};

enum opt_kind {
	OPT_FLAG,  /* bool */
	OPT_TEXT,  /* const char * */
	OPT_LIST,  /* struct opt_list */
	OPT_DATE,  /* int32_t */
	OPT_COUNT, /* uint32_t, 0 to 2^31 - 1 */
	OPT_CALL,  /* take() */
	OPT_PAIR,  /* const char *[2]: two arguments, each a word; the second
		      does not look like an option */
};

struct opt {
	const char *name; /* without dashes; NULL ends the table */
	char letter;      /* 0: none */
	enum opt_kind kind;
	size_t offset;    /* of the member in the struct of its table */
	const char *arg;  /* name of the argument, NULL for a flag */
	const char *help; /* one line */
	void (*take)(void *into, const char *arg); /* of OPT_CALL */
};

/* A table and the struct that it fills. */
struct opt_table {
	const struct opt *options;
	void *into;
};

/*
 * Reads argv against the tables (ended by a NULL `options`); returns the
 * index of the first operand.  Unknown, abbreviated and badly used options
 * fail the program, with the nearest name.
 */
int opts_read(const struct opt_table *tables, int argc, char **argv);

/*
 * The argument that a long option is given, or NULL, before the command line
 * is read, and even if it can't be; of several the last.
 */
const char *opts_peek(
    const struct opt_table *tables, const char *name, int argc, char **argv);

/* Prints the tables' options for --help, sorted by name. */
void opts_help(const struct opt_table *tables);

/* The i-th item of a comma list, in s; NULL at its end. s is advanced. */
struct span;
bool opts_item(const char **s, struct span *item);

/*
 * The place of an option's word among those allowed, which end with NULL; 0
 * when it was not given (NULL).  Another word fails the program with all of
 * them; `option` has its dashes.
 */
int opts_choice(const char *option, const char *word, const char *const *words);

/*
 * Reads a comma list of days that rise, as 30,60,90; returns how many there
 * are.  Another list, and more than `most`, fails the program; `option` has
 * its dashes.
 */
size_t opts_days(
    const char *option, const char *list, int32_t *days, size_t most);

/* Whether an item is in a comma list; NULL is an empty one. */
bool opts_lists(const char *list, struct span item);

#endif
