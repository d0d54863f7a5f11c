/* A book that has grown, and one that was changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "cli/prior.h"
#include "tests/unit/dies.h"
#include "value/date.h"

#define MOST 4
#define HEAD "date,doc\n"

static char folder[] = "/tmp/ar-unit.XXXXXX";

static char *
path_of(const char *name)
{
	static char paths[8][64];
	static size_t turn;
	char *to = paths[turn++ % 8];

	snprintf(to, sizeof paths[0], "%s/%s", folder, name);
	return to;
}

static void
put(const char *name, const char *text, const char *mode)
{
	FILE *f = fopen(path_of(name), mode);

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

/* A line of evidence, of a run that read these texts, up to a NULL. */
static void
told(const char *const *texts, int pid, int status, const char *table)
{
	struct buf b = {0};
	char name = 'A', line[400], text[SHA256_CHARS];

	snprintf(line, sizeof line,
	    "{\"tool\":\"ar-age\",\"host\":\"h\",\"pid\":%d,\"start\":"
	    "\"2026-10-31T18:00:00.00%dZ\",\"as_of\":\"2026-10-%d\","
	    "\"inputs\":[{\"table\":\"map\",\"complete\":true}",
	    pid, pid, 20 + pid);
	buf_text(&b, line);
	for (; *texts != NULL; texts++) {
		unsigned char digest[SHA256_BYTES];
		struct sha256 s;

		sha256_begin(&s, SHA256_PLAIN);
		sha256_add(&s, *texts, strlen(*texts));
		sha256_end(&s, digest);
		sha256_text(text, digest);
		snprintf(line, sizeof line,
		    ",{\"table\":\"%s\",\"file\":\"%c.csv\",\"bytes\":%zu,"
		    "\"sha256\":\"%s\",\"complete\":true}",
		    table, name++, strlen(*texts), text);
		buf_text(&b, line);
	}
	snprintf(
	    line, sizeof line, "],\"outputs\":[],\"status\":%d}\n", status);
	buf_text(&b, line);
	put("ev", buf_string(&b), "a");
	buf_free(&b);
}

/* Files that are read now. */
struct now {
	const char *texts[MOST + 1];
	size_t block;
	struct buf rows; /* "2 3+ ": lines, and whether they are new */
};

static void
read_now(void *arg)
{
	static const struct span need[] = {{"date", 4}};
	struct now *now = arg;
	struct csv_dialect d = {.block = now->block};
	const char *files[MOST];
	struct prior *p = prior_read(path_of("ev"), "book");
	struct batch b = {0};
	struct buf lines = {0};
	struct csvin *in;
	size_t n = 0;

	for (; now->texts[n] != NULL; n++) {
		char name[] = "0";

		name[0] = (char)('0' + n);
		files[n] = path_of(name);
		put(name, now->texts[n], "w");
	}
	in = csvin_new(files, n, need, 1, &d);
	prior_watch(p, in, files, n);
	while (csvin_batch(in, &b))
		buf_add(&lines, (const char *)b.line, b.nrow * sizeof *b.line);
	prior_check(p);
	now->rows.len = 0;
	for (size_t i = 0; i < lines.len; i += sizeof *b.line) {
		char text[24];
		uint64_t line;

		memcpy(&line, lines.at + i, sizeof line);
		snprintf(text, sizeof text, "%llu%s ", (unsigned long long)line,
		    prior_is_new(p, line) ? "+" : "");
		buf_text(&now->rows, text);
	}
	prior_free(p);
	csvin_free(in);
	batch_free(&b);
	buf_free(&lines);
}

static void
grown(struct now now, const char *want)
{
	static const size_t blocks[] = {0, 64, 7};

	for (size_t i = 0; i < 3; i++) {
		now.block = blocks[i];
		read_now(&now);
		assert_string_equal(buf_string(&now.rows), want);
	}
	buf_free(&now.rows);
}

static void
changed(struct now now, const char *want)
{
	char line[400];

	snprintf(line, sizeof line,
	    "ar-test: %s: history was changed since the run of "
	    "2026-10-31T18:00:00.001Z (%s)\n",
	    want, path_of("ev"));
	dies(read_now, &now, line);
}

static int
fresh(void **state)
{
	(void)state;
	return unlink(path_of("ev")) == 0 || access(path_of("ev"), F_OK) != 0
		   ? 0
		   : 1;
}

#define A HEAD "2026-01-01,A\n"
#define B HEAD "2026-01-02,x\n\"2026-01-03\",\"x\nB\"\n"
#define C "2026-02-01,C\n2026-02-02,C\n"

static void
same_or_longer(void **state)
{
	static const char *const then[] = {A, B, NULL};
	struct prior *p;
	int32_t day;

	(void)state;
	assert_true(date_from(2026, 10, 21, &day));
	told(then, 1, 0, "book");
	p = prior_read(path_of("ev"), "book");
	assert_string_equal(prior_start(p), "2026-10-31T18:00:00.001Z");
	assert_int_equal(prior_asof(p), day);
	prior_free(p);
	grown((struct now){.texts = {A, B}}, "2 4 5 ");
	grown((struct now){.texts = {A C, B}}, "2 3+ 4+ 6 7 ");
	grown((struct now){.texts = {A, B C}}, "2 4 5 7+ 8+ ");
	grown((struct now){.texts = {A C, B C, HEAD C}},
	    "2 3+ 4+ 6 7 9+ 10+ 12+ 13+ ");
	grown((struct now){.texts = {A, B, HEAD}}, "2 4 5 ");
}

/* By cat(1), with what came since behind them. */
static void
joined(void **state)
{
	static const char *const then[] = {A, B, NULL};

	(void)state;
	told(then, 1, 1, "book");
	grown((struct now){.texts = {A B}}, "2 4 5 ");
	grown((struct now){.texts = {A B C}}, "2 4 5 7+ 8+ ");
	grown((struct now){.texts = {A B C, HEAD C}}, "2 4 5 7+ 8+ 10+ 11+ ");
}

static void
edited(void **state)
{
	static const char *const then[] = {A, B, NULL};
	char want[200];

	(void)state;
	told(then, 1, 0, "book");
	snprintf(want, sizeof want,
	    "%s: its first 22 bytes are not those of A.csv then", path_of("0"));
	changed((struct now){.texts = {HEAD "2026-01-01,a\n" C, B}}, want);
	changed((struct now){.texts = {B, A}}, want);
	changed((struct now){.texts = {C A, B}}, want);
	snprintf(want, sizeof want,
	    "%s: it is shorter than A.csv was then, 22 bytes", path_of("0"));
	changed((struct now){.texts = {HEAD "2026-01-01,\n", B}}, want);
	snprintf(want, sizeof want,
	    "%s: it is shorter than B.csv was then, 41 bytes", path_of("1"));
	changed((struct now){.texts = {A, HEAD C}}, want);
	changed(
	    (struct now){.texts = {A}}, "B.csv, 41 bytes then, is not there");
	changed((struct now){.texts = {A C B}},
	    "B.csv, 41 bytes then, is not there");
	changed((struct now){.texts = {A HEAD "2026-01-02,y\n" C}},
	    "B.csv, 41 bytes then, is not there");
}

/* A last line without an end gets one before anything follows it. */
static void
no_newline(void **state)
{
	static const char *const then[] = {HEAD "2026-01-01,A", B, NULL};
	char want[200];

	(void)state;
	told(then, 1, 0, "book");
	grown((struct now){.texts = {HEAD "2026-01-01,A", B}}, "2 4 5 ");
	grown((struct now){.texts = {A C, B}}, "2 3+ 4+ 6 7 ");
	grown((struct now){.texts = {HEAD "2026-01-01,A\r\n" B C}},
	    "2 4 5 7+ 8+ ");
	snprintf(want, sizeof want,
	    "%s: the last line of A.csv then was continued", path_of("0"));
	changed((struct now){.texts = {HEAD "2026-01-01,A0\n", B}}, want);
}

/* The last run that was good, and read this table. */
static void
which_run(void **state)
{
	static const char *const old[] = {A, NULL}, *const new[] = {B, NULL};

	(void)state;
	told(old, 1, 0, "book");
	told(new, 2, 2, "book");
	told(new, 3, 0, "lines");
	put("ev", "{\"tool\":\"ar-a\n", "a"); /* cut off */
	told(new, 4, 1, "book");
	told(new, 5, 0, "book");
	told(new, 5, 2, "book"); /* takes it back */
	told(new, 4, 2, "book"); /* the same */
	put("ev", "{\"tool\":\"ar-", "a");
	grown((struct now){.texts = {A C}}, "2 3+ 4+ ");
}

static void
prior_dies(const char *text, const char *why)
{
	struct now now = {.texts = {A}};
	char want[200];

	put("ev", text, "w");
	snprintf(want, sizeof want, "ar-test: %s%s\n", path_of("ev"), why);
	dies(read_now, &now, want);
}

static void
no_run(void **state)
{
	(void)state;
	prior_dies("", ": no good run is told of that read all of a book");
}

static void
no_evidence(void **state)
{
	(void)state;
	prior_dies("date,doc\n1,2\n", ":1: not a line of evidence (ar(7))");
	prior_dies("{}\n", ":1: not a line of evidence (ar(7))");
	prior_dies("{\"status\":0}\n", ":1: not a line of evidence (ar(7))");
	unlink(path_of("ev"));
}

static int
make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) != NULL ? 0 : 1;
}

static int
remove_folder(void **state)
{
	(void)state;
	for (char name[] = "0"; name[0] <= '9'; name[0]++)
		unlink(path_of(name));
	unlink(path_of("ev"));
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(same_or_longer, fresh),
	    cmocka_unit_test_setup(joined, fresh),
	    cmocka_unit_test_setup(edited, fresh),
	    cmocka_unit_test_setup(no_newline, fresh),
	    cmocka_unit_test_setup(which_run, fresh),
	    cmocka_unit_test_setup(no_run, fresh),
	    cmocka_unit_test_setup(no_evidence, fresh),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
