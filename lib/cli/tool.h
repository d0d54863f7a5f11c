/*
 * The front door that all tools share: common options, --help, the as-of
 * date, which files are read and written, and how a run ends.
 */
#ifndef CLI_TOOL_H
#define CLI_TOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/opts.h"
#include "text/csvout.h"
#include "text/map.h"

/* What a tool says of itself. */
struct tool_about {
	const char *name;
	const char *summary;  /* one line */
	const char *usage;    /* after the name */
	const char *examples; /* lines, each ended by \n */
	enum map_table table; /* what it reads: whose columns --col names */
	const char *without;  /* of the common options, those that it lacks:
				 a comma list, or NULL */
	const char *manuals;  /* to read besides those of all tools:
				 "ar-terms(5), ar-template(5)", or NULL */
};

struct tool {
	const struct tool_about *about;
	const char *as_of, *closed, *map_name, *format_name, *output;
	const char *rejects, *duplicates_name, *by, *evidence;
	struct opt_list cols, where;
	uint32_t threads;
	bool table, proof, help, version;

	int32_t asof;       /* after tool_asof, and then */
	bool dated;         /* it is known */
	const char **files; /* operands; "-" when there are none */
	size_t nfile;
	struct map *map; /* --map and --col together */
	enum csv_format format;
	struct prior *prior; /* what the operands, a book, are held against,
				or NULL: see cli/prior.h */
	bool findings;       /* end with 1 instead of 0 */
};

/* What to do with duplicates (--duplicates). */
enum tool_duplicates { DUPLICATES_ERROR, DUPLICATES_SUM, DUPLICATES_REPORT };
enum tool_duplicates tool_duplicates(const struct tool *t);

/*
 * Reads the command line: `own` is the tool's option table over `into`.
 * --help and --version are answered here and end the program.
 */
void tool_start(struct tool *t, const struct tool_about *about,
    const struct opt *own, void *into, int argc, char **argv);

/*
 * The as-of date: --as-of, else $AR_AS_OF, else the program fails.  "today"
 * is the local date, and is printed on standard error.
 */
int32_t tool_asof(struct tool *t);

/* --closed, else $AR_CLOSED, else DATE_NONE. */
int32_t tool_closed(const struct tool *t);

/* Threads to read with: --threads, else one a processor, at most 4. */
uint32_t tool_threads(const struct tool *t);

/*
 * Declares a file that will be read or written (NULL: standard output),
 * before anything is read.  A file read twice over "-", or both read and
 * written, or written twice, fails the program.  The path must last as long
 * as the program.
 */
void tool_reads(const char *path);
void tool_writes(const char *path);

/* The same for a file of evidence, which may be added to and read. */
void tool_appends(const char *path);
void tool_consults(const char *path);

/* Whether the file at `path` stands, or would, in the directory `dir`. */
bool tool_is_in(const char *path, const char *dir);

/* The path of an installed file: "maps/quickbooks-aging.map".  The caller
   frees it. */
char *tool_data(const char *name);

#endif
