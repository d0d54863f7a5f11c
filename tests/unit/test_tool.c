/* The common options: which of them a tool has. */
#include <getopt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "cli/tool.h"
#include "tests/unit/dies.h"

struct own {
	const char *date;
};

static const struct opt own_options[] = {
    {"date", 0, OPT_TEXT, offsetof(struct own, date), "DATE", "the day", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

/* A run of a tool without some of the common options. */
struct run {
	const char *without;
	const char *words[8];
	struct tool_about about;
	struct tool tool;
	struct own own;
	char room[8][40]; /* of the command line, which must last */
};

static void
start(void *arg)
{
	struct run *r = arg;
	char *argv[9];
	int argc = 0;

	r->about = (struct tool_about){.name = "ar-test",
	    .summary = "a test",
	    .usage = "[options]",
	    .examples = "",
	    .table = MAP_LINES,
	    .without = r->without};
	snprintf(r->room[argc], sizeof *r->room, "ar-test");
	argv[argc] = r->room[argc];
	argc++;
	for (int i = 0; i < 7 && r->words[i] != NULL; i++) {
		snprintf(r->room[argc], sizeof *r->room, "%s", r->words[i]);
		argv[argc] = r->room[argc];
		argc++;
	}
	argv[argc] = NULL;
	optind = 0;
	tool_start(&r->tool, &r->about, own_options, &r->own, argc, argv);
}

static void
finish(struct run *r)
{
	map_free(r->tool.map);
	mem_free(r->tool.files);
	mem_free(r->tool.cols.at);
	mem_free(r->tool.where.at);
}

/* What --help says, of a tool without these. */
static struct buf
help_of(const char *without)
{
	struct run r = {.without = without, .words = {"--help"}};
	struct buf b = {0};
	char block[4096];
	int fd[2], status;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(fd), 0);
	pid = fork();
	if (pid == 0) {
		dup2(fd[1], STDOUT_FILENO);
		start(&r);
		_exit(1); /* --help ends it */
	}
	close(fd[1]);
	while ((n = read(fd[0], block, sizeof block)) > 0)
		buf_add(&b, block, (size_t)n);
	close(fd[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	buf_string(&b);
	return b;
}

static const char *const common[] = {"as-of", "by", "closed", "col",
    "duplicates", "format", "help", "map", "output", "pretty", "proof",
    "rejects", "threads", "version", "where"};

#define NCOMMON (sizeof common / sizeof *common)

/* Whether a comma list holds a name. */
static bool
holds(const char *list, const char *name)
{
	char with[200], item[40];

	snprintf(with, sizeof with, ",%s,", list != NULL ? list : "");
	snprintf(item, sizeof item, ",%s,", name);
	return strstr(with, item) != NULL;
}

/* All common options but those, and the tool's own, are in --help. */
static void
help_is_without(const char *without)
{
	struct buf help = help_of(without);

	for (size_t i = 0; i < NCOMMON; i++) {
		char word[40];

		snprintf(word, sizeof word, "--%s ", common[i]);
		assert_int_equal(
		    strstr(help.at, word) == NULL, holds(without, common[i]));
	}
	assert_non_null(strstr(help.at, "--date DATE "));
	buf_free(&help);
}

static void
helps(void **state)
{
	(void)state;
	help_is_without(NULL);
	help_is_without("");
	help_is_without("by");
	help_is_without("as-of,by,duplicates,where");
	help_is_without("where,version,as-of");
	/* Whole names only: these are none. */
	help_is_without("co,as,colx,a");
}

static void
refused(
    const char *without, const char *word, const char *arg, const char *message)
{
	struct run r = {.without = without, .words = {word, arg}};

	dies(start, &r, message);
}

/* What a tool lacks is no option of it, and not proposed for another. */
static void
refusals(void **state)
{
	static const char without[] = "as-of,by,duplicates,where";

	(void)state;
	refused(without, "--as-of", "2026-10-31",
	    "ar-test: no option --as-of (see --help)\n");
	refused(without, "--duplicates=sum", NULL,
	    "ar-test: no option --duplicates (see --help)\n");
	refused(without, "--wher", "x=y",
	    "ar-test: no option --wher (see --help)\n");
	refused(NULL, "--wher", "x=y",
	    "ar-test: no option --wher; is it --where? (see --help)\n");
	refused(
	    without, "--out", "x", "ar-test: no option --out (see --help)\n");
	refused("output", "-o", "x", "ar-test: no option -o (see --help)\n");
}

/* The rest work as ever, and what the others would set is not set. */
static void
started(void **state)
{
	struct run r = {.without = "as-of,by,duplicates,where",
	    .words = {
		"--col", "qty=Menge", "--date", "2026-10-31", "-p", "a", "b"}};

	(void)state;
	start(&r);
	assert_string_equal(r.own.date, "2026-10-31");
	assert_int_equal(r.tool.cols.n, 1);
	assert_true(
	    span_is(map_header(&r.tool.map->of[MAP_LINES], "qty"), "Menge"));
	assert_true(
	    span_is(map_header(&r.tool.map->of[MAP_BOOK], "qty"), "qty"));
	assert_int_equal(r.tool.format, CSV_TABLE);
	assert_int_equal(r.tool.nfile, 2);
	assert_null(r.tool.as_of);
	assert_null(r.tool.by);
	assert_int_equal(r.tool.where.n, 0);
	assert_int_equal(tool_duplicates(&r.tool), DUPLICATES_ERROR);
	finish(&r);
	r = (struct run){.words = {"--as-of", "2026-10-31", "--by=customer",
			     "--where", "a=b", "--duplicates", "sum"}};
	start(&r);
	assert_string_equal(r.tool.as_of, "2026-10-31");
	assert_string_equal(r.tool.by, "customer");
	assert_int_equal(r.tool.where.n, 1);
	assert_int_equal(tool_duplicates(&r.tool), DUPLICATES_SUM);
	assert_int_equal(r.tool.nfile, 1);
	assert_string_equal(r.tool.files[0], "-");
	finish(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(helps),
	    cmocka_unit_test(refusals),
	    cmocka_unit_test(started),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
