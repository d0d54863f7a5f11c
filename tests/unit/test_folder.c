/* Folders: whole or absent, nothing overwritten, nothing left lying about. */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/folder.h"
#include "base/out.h"
#include "tests/unit/dies.h"

/* Each test has an empty directory of its own, and stands in it. */
static char room[] = "/tmp/test-folder-XXXXXX";

/* Takes the place of the system's: a file system without hard links. */
static bool no_links;

int
linkat(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
	char old[512], new[512];

	if (no_links || flags != 0) {
		errno = EPERM;
		return -1;
	}
	snprintf(old, sizeof old, "/proc/self/fd/%d/%s", from_dir, from);
	snprintf(new, sizeof new, "/proc/self/fd/%d/%s", to_dir, to);
	return link(old, new);
}

static int
enter(void **state)
{
	(void)state;
	no_links = false;
	memcpy(room + sizeof room - 7, "XXXXXX", 6);
	return mkdtemp(room) != NULL ? chdir(room) : -1;
}

static int
leave(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof command, "rm -r %s", room);
	return chdir("/") != 0 || system(command) != 0;
}

/* How many names there are in a directory, hidden ones too; -1: no such. */
static int
names_in(const char *path)
{
	DIR *dir = opendir(path);
	int n = 0;

	if (dir == NULL)
		return -1;
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n - 2;
}

static void
file_is(const char *path, const char *want)
{
	char got[4096] = "";
	FILE *f = fopen(path, "r");

	if (f == NULL)
		fail_msg("%s: %s", path, strerror(errno));
	got[fread(got, 1, sizeof got - 1, f)] = '\0';
	fclose(f);
	assert_string_equal(got, want);
}

static void
write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
add(struct folder *f, const char *name, const char *text)
{
	folder_add(f, span_of(name), ".txt", span_of(text));
}

static void
name_is(struct span name, const char *ext, const char *want)
{
	struct buf b = {0};

	folder_name(&b, name, ext);
	assert_string_equal(buf_string(&b), want);
	assert_true(b.len <= FOLDER_NAME);
	buf_free(&b);
}

static void
names(void **state)
{
	(void)state;
	name_is(span_of("INV-1001"), ".html", "INV-1001.html");
	name_is(span_of("a.b_C-9"), "", "a.b_C-9");
	name_is(span_of("A/1"), ".xml", "A%2F1.xml");
	name_is(span_of("A_1"), ".xml", "A_1.xml");
	name_is(span_of("A%2F1"), ".xml", "A%252F1.xml");
	name_is(span_of(""), ".html", "%.html");
	name_is(span_of("."), "", "%2E");
	name_is(span_of(".."), "", "%2E.");
	name_is(span_of("../../etc/passwd"), "", "%2E.%2F..%2Fetc%2Fpasswd");
	name_is(span_of("-rf *"), "", "%2Drf%20%2A");
	name_is(span_of("~"), "", "%7E");
	name_is((struct span){"a\0\n\xff", 4}, "", "a%00%0A%FF");
	name_is(span_of("M\xc3\xbcller"), "", "M%C3%BCller");
}

/* Long ones are cut between two bytes, and stay apart. */
static void
long_names(void **state)
{
	char text[400];
	struct buf one = {0}, two = {0};

	(void)state;
	memset(text, 'a', sizeof text);
	folder_name(&one, (struct span){text, 195}, ".html");
	assert_int_equal(one.len, 200);
	assert_memory_equal(one.at, text, 195);
	one.len = 0;
	for (size_t n = 190; n < sizeof text; n++)
		for (size_t slash = 150; slash < 200 && slash < n; slash++) {
			const char *mark;

			text[slash] = '/';
			one.len = two.len = 0;
			folder_name(&one, (struct span){text, n}, ".html");
			text[slash] = 'b';
			folder_name(&two, (struct span){text, n}, ".html");
			text[slash] = 'a';
			assert_string_not_equal(
			    buf_string(&one), buf_string(&two));
			assert_true(one.len <= FOLDER_NAME);
			mark = strchr(one.at, '~');
			if (mark == NULL)
				continue;
			assert_string_equal(mark + 33, ".html");
			assert_true(mark[-1] != '%' && mark[-2] != '%');
		}
	buf_free(&one);
	buf_free(&two);
}

static void
extension_too_long(void *arg)
{
	char ext[42] = ".";

	memset(ext + 1, 'x', 40);
	folder_name(&(struct buf){0}, span_of(arg), ext);
}

static void
long_extension(void **state)
{
	(void)state;
	dies(extension_too_long, (char[]){"a"},
	    "ar-test: \".xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" is too "
	    "long an extension\n");
}

static void
two_letters(const char *path)
{
	struct folder *f = folder_new(path);

	add(f, "INV-1", "one\n");
	add(f, "A/2", "two\n");
	assert_int_equal(folder_count(f), 2);
	assert_string_equal(folder_path(f), path);
	assert_int_equal(names_in(path), 1);
	folder_commit(f);
	assert_int_equal(names_in(path), 2);
}

static void
new_directory(void **state)
{
	struct stat st;
	mode_t mask = umask(027);

	(void)state;
	two_letters("letters/");
	umask(mask);
	file_is("letters/INV-1.txt", "one\n");
	file_is("letters/A%2F2.txt", "two\n");
	assert_int_equal(stat("letters/INV-1.txt", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(st.st_nlink, 1);
	assert_int_equal(stat("letters", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0750);
}

static void
old_directory(void **state)
{
	(void)state;
	assert_int_equal(mkdir("real", 0755), 0);
	assert_int_equal(symlink("real", "letters"), 0);
	two_letters("letters");
	file_is("real/INV-1.txt", "one\n");
}

static void
no_documents(void **state)
{
	(void)state;
	folder_commit(folder_new("letters"));
	assert_int_equal(names_in("letters"), 0);
	folder_drop(folder_new("letters"));
	assert_int_equal(names_in("letters"), 0);
	folder_drop(folder_new("others"));
	assert_int_equal(names_in("others"), -1);
}

static void
without_links(void **state)
{
	(void)state;
	no_links = true;
	two_letters("letters");
	file_is("letters/INV-1.txt", "one\n");
	file_is("letters/A%2F2.txt", "two\n");
}

static void
open_it(void *path)
{
	folder_new(path);
	diag_fail("opened");
}

static void
directories_that_are_none(void **state)
{
	(void)state;
	write_file("file", "old\n");
	dies(open_it, (char[]){"file"},
	    "ar-test: writing file: Not a directory\n");
	dies(open_it, (char[]){"no/such"},
	    "ar-test: writing no/such: No such file or directory\n");
	dies(open_it, (char[]){""},
	    "ar-test: writing : No such file or directory\n");
	assert_int_equal(symlink("nowhere", "link"), 0);
	dies(open_it, (char[]){"link"}, "ar-test: writing link: File exists\n");
	dies(open_it, (char[]){"/proc"},
	    "ar-test: writing /proc: No such file or directory\n");
	dies(open_it, (char[]){"letters"}, "ar-test: opened\n");
	assert_int_equal(names_in("letters"), -1);
	assert_int_equal(names_in("."), 2);
}

/* Root may write there; everybody else hears of it at once. */
static void
open_as_nobody(void *path)
{
	if (setuid(65534) != 0)
		abort();
	folder_new(path);
}

static void
read_only_directory(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(chmod(".", 0755), 0);
	assert_int_equal(mkdir("letters", 0755), 0);
	dies(open_as_nobody, (char[]){"letters"},
	    "ar-test: writing letters: Permission denied\n");
	dies(open_as_nobody, (char[]){"others"},
	    "ar-test: writing others: Permission denied\n");
	assert_int_equal(names_in("letters"), 0);
	assert_int_equal(names_in("."), 1);
}

static void
add_three(void *path)
{
	struct folder *f = folder_new(path);

	add(f, "a", "new\n");
	add(f, "b", "new\n");
	add(f, "c", "new\n");
	folder_commit(f);
}

static void
never_overwrites(void **state)
{
	static const char said[] =
	    "ar-test: writing letters/b.txt: File exists\n";

	(void)state;
	assert_int_equal(mkdir("letters", 0755), 0);
	write_file("letters/b.txt", "old\n");
	dies(add_three, (char[]){"letters"}, said);
	file_is("letters/b.txt", "old\n");
	assert_int_equal(names_in("letters"), 1);
	unlink("letters/b.txt");
	assert_int_equal(symlink("../victim", "letters/b.txt"), 0);
	dies(add_three, (char[]){"letters"}, said);
	assert_int_equal(access("victim", F_OK), -1);
	write_file("victim", "old\n");
	dies(add_three, (char[]){"letters"}, said);
	file_is("victim", "old\n");
	assert_int_equal(names_in("letters"), 1);
}

static void
add_twice(void *path)
{
	struct folder *f = folder_new(path);

	add(f, "a", "one\n");
	add(f, "a", "two\n");
	folder_commit(f);
}

static void
one_name_twice(void **state)
{
	(void)state;
	dies(add_twice, (char[]){"letters"},
	    "ar-test: writing letters/a.txt: two documents have this name\n");
	assert_int_equal(names_in("letters"), -1);
}

/* Somebody is faster, between folder_add and folder_stage. */
static void
overtaken(void *path)
{
	struct folder *f = folder_new(path);

	add(f, "a", "new\n");
	add(f, "b", "new\n");
	add(f, "c", "new\n");
	write_file("letters/b.txt", "old\n");
	folder_stage(f);
}

static void
late_collision(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		no_links = i == 1;
		dies(overtaken, (char[]){"letters"},
		    "ar-test: writing letters/b.txt: File exists\n");
		file_is("letters/b.txt", "old\n");
		assert_int_equal(names_in("letters"), 1);
		unlink("letters/b.txt");
	}
}

static void
stage_and_fail(void *path)
{
	struct folder *f = folder_new(path);

	add(f, "a", "new\n");
	add(f, "b", "new\n");
	folder_stage(f);
	if (access("letters/a.txt", F_OK) == 0 &&
	    access("letters/b.txt", F_OK) == 0)
		diag_fail("that was it");
}

static void
nothing_left_behind(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		no_links = i == 1;
		dies(stage_and_fail, (char[]){"letters"},
		    "ar-test: that was it\n");
		assert_int_equal(names_in("letters"), -1);
	}
	assert_int_equal(mkdir("letters", 0755), 0);
	write_file("letters/c.txt", "old\n");
	dies(stage_and_fail, (char[]){"letters"}, "ar-test: that was it\n");
	assert_int_equal(names_in("letters"), 1);
}

static void
dropped(void **state)
{
	struct folder *f = folder_new("letters");

	(void)state;
	add(f, "a", "new\n");
	folder_stage(f);
	assert_int_equal(access("letters/a.txt", F_OK), 0);
	folder_drop(f);
	assert_int_equal(names_in("letters"), -1);
}

/* A full disk, as a limit on the size of files. */
static void
no_space(void *path)
{
	struct rlimit limit = {10000, 10000};
	static char large[20000];
	struct folder *f = folder_new(path);

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	add(f, "a", "new\n");
	folder_add(f, span_of("b"), ".txt", (struct span){large, sizeof large});
}

static void
write_error(void **state)
{
	(void)state;
	dies(no_space, (char[]){"letters"},
	    "ar-test: writing letters/b.txt: File too large\n");
	assert_int_equal(names_in("letters"), -1);
}

/* Two formats, one directory. */
static void
two_folders(void **state)
{
	struct folder *f = folder_new("letters"), *g = folder_new("letters");

	(void)state;
	add(f, "a", "text\n");
	folder_add(g, span_of("a"), ".xml", span_of("<a/>\n"));
	folder_commit(f);
	folder_commit(g);
	file_is("letters/a.txt", "text\n");
	file_is("letters/a.xml", "<a/>\n");
	assert_int_equal(names_in("letters"), 2);
}

static void
dies_by(int sig, bool staged)
{
	struct folder *f = folder_new("letters");
	struct out *o = out_new("report");

	add(f, "a", "new\n");
	add(f, "b", "new\n");
	out_add(o, "new\n", 4);
	out_stage(o);
	if (staged)
		folder_stage(f);
	raise(sig);
}

static void
child(int sig, bool staged)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		dies_by(sig, staged);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), sig);
}

/* Outputs and folders are swept up together. */
static void
signals(void **state)
{
	(void)state;
	child(SIGTERM, false);
	assert_int_equal(names_in("."), 0);
	child(SIGINT, true);
	assert_int_equal(names_in("."), 0);
	child(SIGPIPE, false);
	assert_int_equal(names_in("letters"), -1);
	file_is("report", "new\n");
	child(SIGPIPE, true);
	file_is("letters/a.txt", "new\n");
	assert_int_equal(names_in("letters"), 2);
	assert_int_equal(names_in("."), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names),
	    cmocka_unit_test(long_names),
	    cmocka_unit_test(long_extension),
	    TEST(new_directory),
	    TEST(old_directory),
	    TEST(no_documents),
	    TEST(without_links),
	    TEST(directories_that_are_none),
	    TEST(read_only_directory),
	    TEST(never_overwrites),
	    TEST(one_name_twice),
	    TEST(late_collision),
	    TEST(nothing_left_behind),
	    TEST(dropped),
	    TEST(write_error),
	    TEST(two_folders),
	    TEST(signals),
	};

	/* A shell may have them ignored for what runs in the background. */
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
