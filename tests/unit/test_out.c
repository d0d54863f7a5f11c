/* Output: whole or absent, whatever happens, and nothing left lying about. */
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/out.h"

/* Each test has an empty directory of its own, and stands in it. */
static char room[] = "/tmp/test-out-XXXXXX";

static int
enter(void **state)
{
	(void)state;
	memcpy(room + sizeof room - 7, "XXXXXX", 6);
	return mkdtemp(room) != NULL ? chdir(room) : -1;
}

/* What is in the directory but stderr and the name given. */
static unsigned
others(const char *name)
{
	DIR *dir = opendir(".");
	unsigned n = 0;

	assert_non_null(dir);
	for (struct dirent *e; (e = readdir(dir)) != NULL;)
		n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..") &&
		     strcmp(e->d_name, "stderr") && strcmp(e->d_name, name);
	closedir(dir);
	return n;
}

static int
leave(void **state)
{
	DIR *dir = opendir(".");

	(void)state;
	for (struct dirent *e; (e = readdir(dir)) != NULL;)
		if (e->d_name[0] != '.' || strlen(e->d_name) > 2)
			remove(e->d_name);
	closedir(dir);
	return chdir("/") != 0 || rmdir(room) != 0;
}

static void
write_file(const char *path, const char *text, mode_t mode)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	assert_int_equal(chmod(path, mode), 0);
}

static void
file_is(const char *path, const char *want)
{
	char got[4096] = "";
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	got[fread(got, 1, sizeof got - 1, f)] = '\0';
	fclose(f);
	assert_string_equal(got, want);
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void
add(struct out *o, const char *s)
{
	out_add(o, s, strlen(s));
}

/* Runs what in a child, its stderr in a file; returns its wait status. */
static int
child(void (*what)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		int fd = open("stderr", O_WRONLY | O_CREAT | O_TRUNC, 0600);

		dup2(fd, STDERR_FILENO);
		close(fd);
		diag_open("ar-test");
		what();
		exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
ends_with(void (*what)(void), int code, const char *message)
{
	int status = child(what);

	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), code);
	file_is("stderr", message);
}

static void
report(void)
{
	struct out *o = out_new("report");

	add(o, "new\n");
	out_commit(o);
}

static void
new_file(void **state)
{
	struct out *o;
	mode_t mask = umask(027);

	(void)state;
	o = out_new("report");
	add(o, "one\n");
	add(o, "two\n");
	out_add(o, NULL, 0);
	assert_string_equal(out_path(o), "report");
	assert_int_equal(out_size(o), 8);
	assert_int_equal(access("report", F_OK), -1);
	out_commit(o);
	umask(mask);
	file_is("report", "one\ntwo\n");
	assert_int_equal(mode_of("report"), 0640);
	assert_int_equal(others("report"), 0);
}

static void
mode_kept(void **state)
{
	(void)state;
	write_file("report", "old and longer\n", 0604);
	report();
	file_is("report", "new\n");
	assert_int_equal(mode_of("report"), 0604);
	assert_int_equal(others("report"), 0);
}

static void
empty_file(void **state)
{
	(void)state;
	write_file("report", "old\n", 0644);
	out_commit(out_new("report"));
	file_is("report", "");
}

static void
link_followed(void **state)
{
	char text[16] = "";

	(void)state;
	assert_int_equal(mkdir("d", 0755), 0);
	write_file("d/real", "old\n", 0640);
	assert_int_equal(symlink("real", "d/next"), 0);
	assert_int_equal(symlink("d/next", "report"), 0);
	report();
	file_is("d/real", "new\n");
	assert_int_equal(mode_of("d/real"), 0640);
	assert_int_equal(readlink("report", text, sizeof text), 6);
	unlink("d/real");
	unlink("d/next");
	assert_int_equal(others("report"), 1);
}

static void
link_to_nothing_yet(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(symlink("real", "report"), 0);
	report();
	assert_int_equal(lstat("real", &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(lstat("report", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	file_is("report", "new\n");
}

static void
refused(void **state)
{
	(void)state;
	assert_int_equal(mkfifo("report", 0600), 0);
	ends_with(report, 2, "ar-test: writing report: not a regular file\n");
	unlink("report");
	assert_int_equal(mkdir("report", 0755), 0);
	ends_with(report, 2, "ar-test: writing report: not a regular file\n");
	rmdir("report");
	assert_int_equal(symlink("/dev/null", "report"), 0);
	ends_with(report, 2, "ar-test: writing report: not a regular file\n");
	unlink("report");
	assert_int_equal(symlink("report", "report"), 0);
	ends_with(report, 2,
	    "ar-test: writing report: Too many levels of symbolic links\n");
	unlink("report");
	assert_int_equal(symlink("no/such", "report"), 0);
	ends_with(
	    report, 2, "ar-test: writing report: No such file or directory\n");
	assert_int_equal(others("report"), 0);
}

static void
read_only_file(void **state)
{
	(void)state;
	if (geteuid() == 0)
		skip();
	write_file("report", "old\n", 0444);
	ends_with(report, 2, "ar-test: writing report: Permission denied\n");
	file_is("report", "old\n");
}

static void
dropped(void **state)
{
	struct out *o;

	(void)state;
	write_file("report", "old\n", 0644);
	o = out_new("report");
	add(o, "new\n");
	out_drop(o);
	o = out_new("report");
	add(o, "new\n");
	out_stage(o);
	file_is("report", "old\n");
	out_drop(o);
	file_is("report", "old\n");
	assert_int_equal(others("report"), 0);
}

static void
stage_two_and_fail(void)
{
	struct out *a = out_new("report"), *b = out_new("rejects");

	add(a, "new\n");
	add(b, "new\n");
	out_stage(a);
	out_stage(b);
	diag_fail("that was it");
}

static void
stage_two_commit_one_and_die(void)
{
	struct out *a = out_new("report"), *b = out_new("rejects");

	add(a, "new\n");
	add(b, "new\n");
	out_stage(a);
	out_stage(b);
	out_commit(a);
	raise(SIGTERM);
}

static void
nothing_left_behind(void **state)
{
	int status;

	(void)state;
	write_file("report", "old\n", 0644);
	ends_with(stage_two_and_fail, 2, "ar-test: that was it\n");
	file_is("report", "old\n");
	assert_int_equal(others("report"), 0);
	status = child(stage_two_commit_one_and_die);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
	file_is("report", "new\n");
	assert_int_equal(others("report"), 0);
}

/* A full disk, as a limit on the size of files. */
static void
no_space(void)
{
	struct rlimit limit = {100000, 100000};
	struct out *o = out_new("report");

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	for (int i = 0; i < 200; i++)
		out_add(o, (char[1000]){0}, 1000);
	out_commit(o);
}

static void
write_error(void **state)
{
	(void)state;
	write_file("report", "old\n", 0644);
	ends_with(no_space, 2, "ar-test: writing report: File too large\n");
	file_is("report", "old\n");
	assert_int_equal(others("report"), 0);
}

/* 8-byte words that count, 70 MB of them. */
#define WORDS 8750000u

static void
fill(struct out *o)
{
	char block[8000];

	for (unsigned i = 0; i < WORDS / 1000; i++) {
		for (unsigned k = 0; k < 1000; k++) {
			uint64_t word = i * 1000 + k;

			memcpy(block + 8 * k, &word, 8);
		}
		out_add(o, block, sizeof block);
	}
}

static void
filled(const char *path)
{
	FILE *f = fopen(path, "r");
	uint64_t word, n = 0;

	assert_non_null(f);
	for (; fread(&word, sizeof word, 1, f) == 1; n++)
		assert_true(word == n);
	assert_true(feof(f));
	assert_int_equal(n, WORDS);
	fclose(f);
}

static void
big_file(void)
{
	struct out *o = out_new("report");

	fill(o);
	if (out_size(o) == 8 * (uint64_t)WORDS)
		out_commit(o);
}

static void
big_stdout(void)
{
	struct out *o = out_new(NULL);
	int fd = open("report", O_WRONLY | O_CREAT | O_TRUNC, 0600);

	dup2(fd, STDOUT_FILENO);
	fill(o);
	out_commit(o);
}

static void
beyond_memory(void **state)
{
	(void)state;
	setenv("TMPDIR", room, 1);
	ends_with(big_file, 0, "");
	filled("report");
	ends_with(big_stdout, 0, "");
	filled("report");
	assert_int_equal(others("report"), 0);
	setenv("TMPDIR", "/no/such", 1);
	ends_with(big_file, 0, ""); /* it needs no spool */
	ends_with(big_stdout, 2,
	    "ar-test: a temporary file in /no/such: "
	    "No such file or directory\n");
	unsetenv("TMPDIR");
}

static void
to_stdout(void)
{
	struct out *o = out_new(NULL);

	if (out_path(o) != NULL)
		abort();
	add(o, "new\n");
	out_commit(o);
}

static void
to_full(void)
{
	int fd = open("/dev/full", O_WRONLY);

	dup2(fd, STDOUT_FILENO);
	to_stdout();
}

/*
 * Closed as the shell's >&- does, before diag_open: no file opened later may
 * be taken for standard output.
 */
static void
to_closed(void)
{
	struct out *o = out_new("report");
	int fd;

	close(STDOUT_FILENO);
	diag_open("ar-test");
	fd = open("victim", O_RDWR | O_CREAT, 0600);
	if (fd <= STDERR_FILENO)
		abort();
	out_drop(o);
	to_stdout();
}

/* The number of standard output stays taken after it was delivered. */
static void
to_stdout_and_file(void)
{
	int fd = open("first", O_WRONLY | O_CREAT, 0600);

	dup2(fd, STDOUT_FILENO);
	to_stdout();
	if (write(STDOUT_FILENO, "more\n", 5) >= 0)
		abort();
	fd = open("victim", O_RDWR | O_CREAT, 0600);
	if (fd <= STDERR_FILENO)
		abort();
}

static void
standard_output(void **state)
{
	(void)state;
	ends_with(to_full, 2,
	    "ar-test: writing standard output: No space left on device\n");
	ends_with(to_closed, 2,
	    "ar-test: writing standard output: Bad file descriptor\n");
	file_is("victim", "");
	ends_with(to_stdout_and_file, 0, "");
	file_is("first", "new\n");
}

static void
all_closed(void)
{
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
	diag_open("ar-test");
	if (open("victim", O_RDWR | O_CREAT, 0600) <= STDERR_FILENO)
		abort();
	if (read(STDIN_FILENO, &(char){0}, 1) >= 0 || errno != EBADF)
		abort();
	diag_fail("nobody hears it");
}

static void
closed_at_start(void **state)
{
	(void)state;
	ends_with(all_closed, 2, "");
	file_is("victim", "");
}

static void
to_broken_pipe(void)
{
	int ends[2];

	if (pipe(ends) != 0)
		abort();
	close(ends[0]);
	dup2(ends[1], STDOUT_FILENO);
	to_stdout();
}

/* The same with a file staged, which is put in place all the same. */
static void
to_broken_pipe_and_file(void)
{
	struct out *o = out_new("rejects");

	add(o, "new\n");
	out_stage(o);
	to_broken_pipe();
}

static void
broken_pipe(void **state)
{
	int status = child(to_broken_pipe);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGPIPE);
	status = child(to_broken_pipe_and_file);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGPIPE);
	file_is("stderr", "");
	file_is("rejects", "new\n");
	unlink("rejects");
	assert_int_equal(others(""), 0);
}

/* A reader that comes late, to a pipe that somebody made non-blocking. */
static void
to_impatient_pipe(void)
{
	int ends[2];
	char block[65536] = {0};
	size_t got = 0;
	struct out *o;

	if (pipe(ends) != 0)
		abort();
	if (fork() == 0) {
		o = out_new(NULL);
		fcntl(ends[1], F_SETFL, O_NONBLOCK);
		close(ends[0]);
		dup2(ends[1], STDOUT_FILENO);
		close(ends[1]);
		for (int i = 0; i < 1000; i++)
			out_add(o, block, 1000);
		out_commit(o);
		exit(0);
	}
	close(ends[1]);
	poll(NULL, 0, 20);
	for (ssize_t n; (n = read(ends[0], block, sizeof block)) > 0;)
		got += (size_t)n;
	wait(NULL);
	exit(got == 1000000 ? 0 : 1);
}

static void
impatient_pipe(void **state)
{
	(void)state;
	ends_with(to_impatient_pipe, 0, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(new_file),
	    TEST(mode_kept),
	    TEST(empty_file),
	    TEST(link_followed),
	    TEST(link_to_nothing_yet),
	    TEST(refused),
	    TEST(read_only_file),
	    TEST(dropped),
	    TEST(nothing_left_behind),
	    TEST(write_error),
	    TEST(beyond_memory),
	    TEST(standard_output),
	    TEST(closed_at_start),
	    TEST(broken_pipe),
	    TEST(impatient_pipe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
