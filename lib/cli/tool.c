#include "cli/tool.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/evidence.h"
#include "value/date.h"

#define THREADS_MOST 64

#define AT(member) offsetof(struct tool, member)

static const struct opt common[] = {
    {"as-of", 0, OPT_TEXT, AT(as_of), "DATE",
	"report this day (YYYY-MM-DD or today; else $AR_AS_OF)", NULL},
    {"by", 0, OPT_TEXT, AT(by), "COLS", "a row per value of these columns",
	NULL},
    {"closed", 0, OPT_TEXT, AT(closed), "DATE",
	"print no book row dated up to here (else $AR_CLOSED)", NULL},
    {"col", 0, OPT_LIST, AT(cols), "COL=HEADER",
	"the header that stands for a column; repeatable", NULL},
    {"duplicates", 0, OPT_TEXT, AT(duplicates_name), "HOW",
	"error (default), sum or report", NULL},
    {"evidence", 0, OPT_TEXT, AT(evidence), "FILE",
	"add a line there of what was read and written", NULL},
    {"format", 0, OPT_TEXT, AT(format_name), "FORMAT",
	"csv (default), tsv, json, jsonl or table", NULL},
    {"help", 'h', OPT_FLAG, AT(help), NULL, "print this", NULL},
    {"map", 0, OPT_TEXT, AT(map_name), "NAME",
	"read the input by this map, a file or an installed one", NULL},
    {"output", 'o', OPT_TEXT, AT(output), "FILE",
	"write there, whole or not at all", NULL},
    {"pretty", 'p', OPT_FLAG, AT(table), NULL, "the same as --format table",
	NULL},
    {"proof", 0, OPT_FLAG, AT(proof), NULL,
	"print on standard error how the figures tie", NULL},
    {"rejects", 0, OPT_TEXT, AT(rejects), "FILE",
	"set bad rows aside there and go on", NULL},
    {"threads", 0, OPT_COUNT, AT(threads), "N", "read with N threads", NULL},
    {"version", 'V', OPT_FLAG, AT(version), NULL, "print the version", NULL},
    {"where", 0, OPT_LIST, AT(where), "COL=VALUE,...",
	"only items with one of these values; repeatable", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

static void
help(const struct tool *t, const struct opt_table *tables)
{
	const struct tool_about *a = t->about;

	printf("%s: %s\n\nExamples:\n%s\nUsage: %s %s\n\nOptions:\n", a->name,
	    a->summary, a->examples, a->name, a->usage);
	opts_help(tables);
	printf("\nManual: %s(1), ar(7), ar-book(5), ar-tables(5)%s%s\n",
	    a->name, a->manuals != NULL ? ",\n        " : "",
	    a->manuals != NULL ? a->manuals : "");
}

#define NCOMMON (sizeof common / sizeof *common)

/* The common options that the tool has. */
static void
choose(const struct tool_about *about, struct opt chosen[NCOMMON])
{
	size_t n = 0;

	for (size_t i = 0; i < NCOMMON; i++)
		if (common[i].name == NULL ||
		    !opts_lists(about->without, span_of(common[i].name)))
			chosen[n++] = common[i];
}

/* --help and --version write to standard output, so they check it too. */
static void
answer(const struct tool *t, const struct opt_table *tables)
{
	if (t->help)
		help(t, tables);
	else if (t->version)
		printf("%s (ar-tools) %s\n", t->about->name, AR_VERSION);
	else
		return;
	evidence_cancel();
	if (fflush(stdout) != 0 || ferror(stdout))
		diag_fail("writing standard output failed");
	exit(0);
}

/* The path of an installed map, or NULL where the name is a file's own.  A
   directory is none: exports often lie in one that is named like the map. */
static char *
find_map(const char *name)
{
	char path[256], *found;
	struct stat st;

	if (strchr(name, '/') != NULL ||
	    (stat(name, &st) == 0 && !S_ISDIR(st.st_mode)))
		return NULL;
	snprintf(path, sizeof path, "maps/%s.map", name);
	found = tool_data(path);
	if (found == NULL)
		diag_fail("--map: \"%s\" is no file and no installed map "
			  "(ar-tables(5) lists them)",
		    name);
	return found;
}

static void
read_map(struct tool *t)
{
	t->map = map_new();
	if (t->map_name != NULL) {
		const char *found = find_map(t->map_name);
		const char *path = found != NULL ? found : t->map_name;

		tool_reads(path); /* which remembers it: not to be freed */
		map_read(t->map, path);
	}
	for (size_t i = 0; i < t->cols.n; i++)
		map_column(t->map, t->about->table, t->cols.at[i]);
}

void
tool_start(struct tool *t, const struct tool_about *about,
    const struct opt *own, void *into, int argc, char **argv)
{
	static const char *const standard_input[] = {"-"};
	struct opt chosen[NCOMMON];
	struct opt_table tables[] = {{chosen, t}, {own, into}, {NULL, NULL}};
	int first;

	t->about = about;
	diag_open(about->name);
	choose(about, chosen);
	evidence_begin(
	    t, opts_peek(tables, "evidence", argc, argv), argc, argv);
	first = opts_read(tables, argc, argv);
	answer(t, tables);
	evidence_open();
	t->nfile = first < argc ? (size_t)(argc - first) : 1;
	t->files = mem_array(t->nfile, sizeof *t->files);
	for (size_t i = 0; i < t->nfile; i++)
		t->files[i] =
		    first < argc ? argv[first + (int)i] : standard_input[0];
	if (t->table)
		t->format_name = "table";
	if (t->format_name != NULL &&
	    !csvout_format(t->format_name, &t->format))
		diag_fail("--format: \"%s\" is not csv, tsv, json, jsonl or "
			  "table",
		    t->format_name);
	tool_duplicates(t);
	if (t->threads > THREADS_MOST)
		diag_fail("--threads: more than %d", THREADS_MOST);
	read_map(t);
}

static int32_t
today(void)
{
	time_t now = time(NULL);
	struct tm *tm = localtime(&now);
	char text[DATE_CHARS];
	int32_t date = DATE_NONE;

	if (tm == NULL ||
	    !date_from(tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday, &date))
		diag_fail("the clock has no date");
	date_format(text, date);
	diag_say("today is %s", text);
	return date;
}

static int32_t
parse_day(const char *what, const char *arg)
{
	int32_t date;

	if (!date_parse(span_of(arg), &date))
		diag_fail("%s: \"%s\" is not a date (YYYY-MM-DD)", what, arg);
	return date;
}

int32_t
tool_asof(struct tool *t)
{
	const char *arg = t->as_of != NULL ? t->as_of : getenv("AR_AS_OF");

	if (arg == NULL || *arg == '\0')
		diag_fail("of which day? Give --as-of DATE or set AR_AS_OF");
	t->asof =
	    !strcmp(arg, "today")
		? today()
		: parse_day(t->as_of != NULL ? "--as-of" : "AR_AS_OF", arg);
	t->dated = true;
	return t->asof;
}

int32_t
tool_closed(const struct tool *t)
{
	const char *arg = t->closed != NULL ? t->closed : getenv("AR_CLOSED");

	return arg == NULL || *arg == '\0'
		   ? DATE_NONE
		   : parse_day(
			 t->closed != NULL ? "--closed" : "AR_CLOSED", arg);
}

uint32_t
tool_threads(const struct tool *t)
{
	long n =
	    t->threads > 0 ? (long)t->threads : sysconf(_SC_NPROCESSORS_ONLN);

	if (n < 1)
		return 1;
	return t->threads == 0 && n > 4 ? 4 : n > 64 ? 64 : (uint32_t)n;
}

enum tool_duplicates
tool_duplicates(const struct tool *t)
{
	const char *how = t->duplicates_name;

	if (how == NULL || !strcmp(how, "error"))
		return DUPLICATES_ERROR;
	if (!strcmp(how, "sum"))
		return DUPLICATES_SUM;
	if (!strcmp(how, "report"))
		return DUPLICATES_REPORT;
	diag_fail("--duplicates: \"%s\" is not error, sum or report", how);
}
