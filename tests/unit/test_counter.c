/* The counter of document numbers: each is given out once. */
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
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "cli/counter.h"
#include "tests/unit/dies.h"

#define FILE_NAME "numbers.csv"

static char room[] = "/tmp/test-counter-XXXXXX";

/* Each test in an empty directory of its own. */
static int
enter(void **state)
{
	(void)state;
	memcpy(room + sizeof room - 7, "XXXXXX", 6);
	alarm(120); /* a lock that is never given up */
	return mkdtemp(room) == NULL || chdir(room) != 0;
}

static int
leave(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof command, "rm -r %s", room);
	return chdir("/") != 0 || system(command) != 0;
}

static void
put(const char *name, const char *text, size_t n)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void
put_text(const char *text)
{
	put(FILE_NAME, text, strlen(text));
}

static struct buf
contents(const char *name)
{
	FILE *f = fopen(name, "r");
	struct buf b = {0};
	char block[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		buf_add(&b, block, n);
	fclose(f);
	buf_string(&b);
	return b;
}

static void
file_is(const char *want)
{
	struct buf got = contents(FILE_NAME);

	assert_string_equal(got.at, want);
	buf_free(&got);
}

/* How many files there are, hidden ones too. */
static int
files(void)
{
	DIR *d = opendir(".");
	int n = 0;

	assert_non_null(d);
	for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d))
		n +=
		    strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return n;
}

/* What is asked of a counter: where its two series begin. */
struct ask {
	const char *path, *start, *credit_start;
	struct counter_series series[2];
	struct counter *counter;
};

static void
ask_open(struct ask *a)
{
	a->series[0] = (struct counter_series){
	    .name = "invoice", .start = a->start, .option = "--start"};
	a->series[1] = (struct counter_series){.name = "credit",
	    .start = a->credit_start,
	    .option = "--credit-start"};
	a->counter = counter_open(a->path, a->series, 2);
}

static void
ask_close(struct ask *a)
{
	counter_stage(a->counter);
	counter_commit(a->counter);
}

/* "INV-7 -": the next of both series, as they now stand. */
static void
next_are(const struct ask *a, const char *want)
{
	char text[2][SERIAL_CHARS] = {"-", "-"}, got[2 * SERIAL_CHARS];

	for (int i = 0; i < 2; i++)
		if (a->series[i].there)
			serial_format(text[i], &a->series[i].next, 0);
	snprintf(got, sizeof got, "%s %s", text[0], text[1]);
	assert_string_equal(got, want);
}

/* Opens, takes so many of each, and closes; `want` is what was next. */
static void
take(const char *start, const char *credit_start, const char *want,
    unsigned invoices, unsigned credits)
{
	struct ask a = {FILE_NAME, start, credit_start, {{0}}, NULL};

	ask_open(&a);
	next_are(&a, want);
	a.series[0].next.number += invoices;
	a.series[1].next.number += credits;
	ask_close(&a);
	assert_int_equal(files(), 1);
}

/* A file that is not there, an empty one, and one without rows. */
static void
begins(void **state)
{
	(void)state;
	take("INV-0099", NULL, "INV-0099 -", 1, 0);
	file_is("series,next\ninvoice,INV-0100\n");
	put_text("");
	take("INV-1001", "CM-1", "INV-1001 CM-1", 3, 0);
	file_is("series,next\ninvoice,INV-1004\ncredit,CM-1\n");
	put_text("series,next\n");
	take("7", NULL, "7 -", 0, 0);
	file_is("series,next\ninvoice,7\n");
}

/* Where the file says how it goes on, the option only has to agree. */
static void
goes_on(void **state)
{
	(void)state;
	put_text("series,next\ninvoice,INV-0998\n");
	take(NULL, NULL, "INV-0998 -", 1, 0);
	take("INV-1", NULL, "INV-0999 -", 1, 0);
	take("INV-5000", "CM-007", "INV-1000 CM-007", 9000, 3);
	file_is("series,next\ninvoice,INV-10000\ncredit,CM-010\n");
	take(NULL, NULL, "INV-10000 CM-010", 0, 1);
	file_is("series,next\ninvoice,INV-10000\ncredit,CM-011\n");
	put_text("series,next\ncredit,K1\n");
	take(NULL, NULL, "- K1", 0, 1);
	file_is("series,next\ncredit,K2\n");
}

/* Series of other tools stay, whatever they are and wherever they stand. */
static void
others(void **state)
{
	(void)state;
	put_text("series,next\nreceipt,\"R,\"\"1\"\"-04\"\ninvoice,INV-1\n"
		 "Invoice,no number\n\"a, b\",\ncredit,CM-1\nlast,9\n");
	take(NULL, NULL, "INV-1 CM-1", 1, 2);
	file_is("series,next\ninvoice,INV-2\ncredit,CM-3\n"
		"receipt,\"R,\"\"1\"\"-04\"\nInvoice,no number\n\"a, b\",\n"
		"last,9\n");
	take(NULL, NULL, "INV-2 CM-3", 1, 0);
	file_is("series,next\ninvoice,INV-3\ncredit,CM-3\n"
		"receipt,\"R,\"\"1\"\"-04\"\nInvoice,no number\n\"a, b\",\n"
		"last,9\n");
}

/* As a spreadsheet or an editor may leave it. */
static void
spellings(void **state)
{
	static const char want[] =
	    "series,next\ninvoice,INV-2\nother,R\303\244-5\n";

	(void)state;
	put_text("series,next\r\ninvoice,INV-1\r\nother,R\303\244-5\r\n");
	take(NULL, NULL, "INV-1 -", 1, 0);
	file_is(want);
	put_text("\xef\xbb\xbf\"series\",\"next\"\n\"invoice\",\"INV-1\"\n"
		 "other,R\303\244-5");
	take(NULL, NULL, "INV-1 -", 1, 0);
	file_is(want);
	put_text("\n\nseries,next\n\r\nother,R\303\244-5\n\ninvoice,INV-1\n\n");
	take(NULL, NULL, "INV-1 -", 1, 0);
	file_is(want);
}

/* No file: the options alone, and nothing is written. */
static void
no_file(void **state)
{
	struct ask a = {NULL, "INV-0099", NULL, {{0}}, NULL};

	(void)state;
	ask_open(&a);
	next_are(&a, "INV-0099 -");
	a.series[0].next.number += 5;
	ask_close(&a);
	a = (struct ask){NULL, NULL, "C1", {{0}}, NULL};
	ask_open(&a);
	next_are(&a, "- C1");
	ask_close(&a);
	assert_int_equal(files(), 0);
}

static void
opens(void *arg)
{
	ask_open(arg);
}

/* The run ends, and leaves the file to the byte and nothing beside it. */
static void
refused(const char *text, size_t n, const char *start, const char *credit_start,
    const char *message)
{
	struct ask a = {FILE_NAME, start, credit_start, {{0}}, NULL};
	char want[200];
	struct buf after;

	put(FILE_NAME, text, n);
	snprintf(want, sizeof want, "ar-test: %s\n", message);
	dies(opens, &a, want);
	after = contents(FILE_NAME);
	assert_int_equal(after.len, n);
	assert_memory_equal(after.at, text, n);
	assert_int_equal(files(), 1);
	buf_free(&after);
}

#define NOT_THE_HEADER                                                         \
	"numbers.csv: not a counter: its header is not series,next"
#define NOT_TWO(line)                                                          \
	"numbers.csv:" line ": not a counter: it has the columns series and "  \
	"next"
#define NO_NUMBER(line)                                                        \
	"numbers.csv:" line ": next: not a number to count up from: it ends "  \
	"in digits"

static void
bad_files(void **state)
{
	static const char *const bad[][2] = {
	    {"next,series\nINV-1,invoice\n", NOT_THE_HEADER},
	    {"invoice,INV-1\n", NOT_THE_HEADER},
	    {"Series,next\n", NOT_THE_HEADER},
	    {"series,Next\n", NOT_THE_HEADER},
	    {" \n", NOT_TWO("1")},
	    {"series\n", NOT_TWO("1")},
	    {"series,next,note\ninvoice,INV-1,x\n", NOT_TWO("1")},
	    {"series;next\ninvoice;INV-1\n", NOT_TWO("1")},
	    {"series,next\ninvoice,INV-1,x\n", NOT_TWO("2")},
	    {"series,next\n\ninvoice\n", NOT_TWO("3")},
	    {"series,next\ncredit,1\n\"invoice\n\",INV-1\n", NOT_TWO("3")},
	    {"series,next\ninvoice,\"INV-1\n", NOT_TWO("2")},
	    {"series,next\ninvoice,\n", NO_NUMBER("2")},
	    {"series,next\n\nother,x\ncredit,CM-\n", NO_NUMBER("4")},
	    {"series,next\ninvoice,INV-1 \n", NO_NUMBER("2")},
	    {"series,next\ninvoice,1000000000000000000\n", NO_NUMBER("2")},
	    {"series,next\ninvoice,1\ncredit,1\ninvoice,2\n",
		"numbers.csv:4: series: stands there twice"},
	    {"series,next\ninvoice,1\nother,\xe4\n",
		"numbers.csv: not a counter: not valid UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		refused(bad[i][0], strlen(bad[i][0]), "INV-1", NULL, bad[i][1]);
	refused("series,next\nother,a\0b\n", 22, "INV-1", NULL,
	    "numbers.csv: not a counter: a NUL byte");
}

/* What could not be kept whole is not touched. */
static void
too_long(void **state)
{
	struct buf text = {0};

	(void)state;
	buf_text(&text, "series,next\ninvoice,INV-1\n");
	while (text.len < (1 << 20) + 10)
		buf_text(&text, "other,123456789012345678901234567890\n");
	refused(text.at, text.len, NULL, NULL,
	    "numbers.csv: not a counter: it is too long");
	/* Just short of that, all is kept. */
	text.len = (1 << 20) - 4096;
	while (text.at[text.len - 1] != '\n')
		text.len--;
	put(FILE_NAME, text.at, text.len);
	take(NULL, NULL, "INV-1 -", 1, 0);
	text.at[strlen("series,next\ninvoice,INV-")] = '2';
	buf_string(&text);
	file_is(text.at);
	buf_free(&text);
}

static void
bad_options(void **state)
{
	static const char counter[] = "series,next\ninvoice,INV-7\n";
	size_t n = strlen(counter);

	(void)state;
	refused(counter, n, "A-7", NULL,
	    "--start: \"A-7\" is of another series than numbers.csv, which "
	    "goes on with \"INV-...\"");
	refused(counter, n, "7", NULL,
	    "--start: \"7\" is of another series than numbers.csv, which goes "
	    "on with \"INV-...\"");
	refused(counter, n, "INV-", NULL,
	    "--start: \"INV-\" is not a number to count up from: it ends in "
	    "digits, at most 18, and has at most 109 bytes");
	refused(counter, n, NULL, "CM",
	    "--credit-start: \"CM\" is not a number to count up from: it ends "
	    "in digits, at most 18, and has at most 109 bytes");
	refused("series,next\ncredit,CM-1\n", 24, "INV-1", "CN-1",
	    "--credit-start: \"CN-1\" is of another series than numbers.csv, "
	    "which goes on with \"CM-...\"");
}

static void
bad_places(void **state)
{
	struct ask a = {"nowhere/numbers.csv", "1", NULL, {{0}}, NULL};
	struct ask b = {"directory", "1", NULL, {{0}}, NULL};

	(void)state;
	dies(opens, &a,
	    "ar-test: writing nowhere/numbers.csv: No such file or "
	    "directory\n");
	assert_int_equal(mkdir("directory", 0777), 0);
	dies(opens, &b, "ar-test: writing directory: not a regular file\n");
	assert_int_equal(files(), 1);
}

/* The mode stays, and a link stays a link. */
static void
dressed(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(mkdir("there", 0777), 0);
	put("there/n", "series,next\ninvoice,1\n", 22);
	assert_int_equal(chmod("there/n", 0640), 0);
	assert_int_equal(symlink("there/n", FILE_NAME), 0);
	for (int i = 1; i < 4; i++) {
		struct ask a = {FILE_NAME, NULL, NULL, {{0}}, NULL};

		ask_open(&a);
		assert_int_equal(a.series[0].next.number, i);
		a.series[0].next.number++;
		ask_close(&a);
	}
	assert_int_equal(lstat(FILE_NAME, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat("there/n", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	file_is("series,next\ninvoice,4\n");
}

static void
stages_and_fails(void *arg)
{
	struct ask *a = arg;

	ask_open(a);
	a->series[0].next.number += 5;
	counter_stage(a->counter);
	diag_fail("no room");
}

/* A run that fails after all is done takes no number; the first one ever
   leaves no more than an empty file. */
static void
failed_run(void **state)
{
	struct ask a = {FILE_NAME, "INV-1", NULL, {{0}}, NULL};

	(void)state;
	dies(stages_and_fails, &a, "ar-test: no room\n");
	assert_int_not_equal(access(FILE_NAME, F_OK), 0);
	take("INV-1", NULL, "INV-1 -", 1, 0);
	dies(stages_and_fails, &a, "ar-test: no room\n");
	file_is("series,next\ninvoice,INV-2\n");
	take("INV-1", NULL, "INV-2 -", 1, 0);
}

/* Nor does one that is killed, and its lock ends with it. */
static void
killed_run(void **state)
{
	struct ask a = {FILE_NAME, "INV-1", NULL, {{0}}, NULL};
	int status;
	pid_t pid;

	(void)state;
	take("INV-1", NULL, "INV-1 -", 6, 0);
	pid = fork();
	if (pid == 0) {
		ask_open(&a);
		a.series[0].next.number += 5;
		counter_stage(a.counter);
		raise(SIGKILL);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	file_is("series,next\ninvoice,INV-7\n");
	ask_open(&a);
	next_are(&a, "INV-7 -");
	ask_close(&a);
}

#define TAKEN  "taken"
#define TAKERS 2
#define EACH   100

/* Writes down the number that is his, while it is; false when he can't. */
static bool
take_one(int log)
{
	struct ask a = {FILE_NAME, "INV-001", NULL, {{0}}, NULL};
	char text[SERIAL_CHARS];
	size_t n;

	ask_open(&a);
	n = serial_format(text, &a.series[0].next, 0);
	text[n++] = '\n';
	if (write(log, text, n) != (ssize_t)n)
		return false;
	a.series[0].next.number++;
	ask_close(&a);
	return true;
}

static pid_t
taker(int go)
{
	pid_t pid = fork();
	char byte;
	int log;

	if (pid != 0)
		return pid;
	log = open(TAKEN, O_WRONLY | O_APPEND | O_CREAT, 0666);
	if (log < 0 || read(go, &byte, 1) != 1)
		_exit(1);
	for (int i = 0; i < EACH; i++)
		if (!take_one(log))
			_exit(1);
	_exit(0);
}

/* Two processes take numbers, as fast as they can: each number is taken
   once, and in the order in which the lock was. */
static void
two_takers(void **state)
{
	struct buf got, want = {0};
	pid_t pid[TAKERS];
	int go[2];

	(void)state;
	assert_int_equal(pipe(go), 0);
	for (int i = 0; i < TAKERS; i++)
		pid[i] = taker(go[0]);
	assert_int_equal(write(go[1], "gogo", TAKERS), TAKERS);
	for (int i = 0; i < TAKERS; i++) {
		int status;

		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	for (int i = 1; i <= TAKERS * EACH; i++) {
		char line[16];

		snprintf(line, sizeof line, "INV-%03d\n", i);
		buf_text(&want, line);
	}
	got = contents(TAKEN);
	assert_string_equal(got.at, buf_string(&want));
	file_is("series,next\ninvoice,INV-201\n");
	assert_int_equal(files(), 2);
	buf_free(&got);
	buf_free(&want);
	close(go[0]);
	close(go[1]);
}

static void
ignore(int sig)
{
	(void)sig;
}

/* A process that says "." before it opens the counter, and then the number
   that it got, which it takes. */
struct waiter {
	pid_t pid;
	int from;
};

static void
wait_begin(struct waiter *w, const char *start)
{
	struct ask a = {FILE_NAME, start, NULL, {{0}}, NULL};
	/* Without SA_RESTART, so that a signal breaks into the waiting. */
	struct sigaction quiet = {.sa_handler = ignore};
	char text[SERIAL_CHARS];
	int fd[2];
	size_t n;

	assert_int_equal(pipe(fd), 0);
	w->pid = fork();
	w->from = fd[0];
	if (w->pid == 0) {
		close(fd[0]);
		sigaction(SIGUSR1, &quiet, NULL);
		if (write(fd[1], ".", 1) != 1)
			_exit(1);
		ask_open(&a);
		n = serial_format(text, &a.series[0].next, 0);
		a.series[0].next.number++;
		ask_close(&a);
		_exit(write(fd[1], text, n) != (ssize_t)n);
	}
	close(fd[1]);
	assert_int_equal(read(w->from, text, 1), 1);
	assert_int_equal(text[0], '.');
}

/* That nothing comes of him as yet, though he is woken up. */
static void
waits(const struct waiter *w)
{
	struct pollfd p = {.fd = w->from, .events = POLLIN};

	for (int i = 0; i < 5; i++) {
		assert_int_equal(poll(&p, 1, 20), 0);
		assert_int_equal(kill(w->pid, SIGUSR1), 0);
	}
	assert_int_equal(poll(&p, 1, 20), 0);
}

static void
wait_end(struct waiter *w, const char *want)
{
	char text[SERIAL_CHARS];
	int status;
	ssize_t n;

	assert_int_equal(waitpid(w->pid, &status, 0), w->pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	n = read(w->from, text, sizeof text - 1);
	assert_true(n > 0);
	text[n] = '\0';
	assert_string_equal(text, want);
	close(w->from);
}

/* The file that he waits for is replaced: he reads the new one. */
static void
replaced_while_waiting(void **state)
{
	struct ask a = {FILE_NAME, "INV-1", NULL, {{0}}, NULL};
	struct waiter w;

	(void)state;
	ask_open(&a);
	wait_begin(&w, "INV-1");
	waits(&w);
	a.series[0].next.number += 41;
	counter_stage(a.counter);
	/* All but its name is done.  To read the old file here, and to close
	   it, would give up the lock. */
	assert_int_equal(files(), 2);
	waits(&w);
	counter_commit(a.counter);
	wait_end(&w, "INV-42");
	file_is("series,next\ninvoice,INV-43\n");
	assert_int_equal(files(), 1);
}

/* It is taken away: he begins a new one. */
static void
removed_while_waiting(void **state)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct waiter w;
	int fd;

	(void)state;
	put_text("series,next\ninvoice,INV-7\n");
	fd = open(FILE_NAME, O_RDWR);
	assert_int_equal(fcntl(fd, F_SETLK, &all), 0);
	wait_begin(&w, "INV-1");
	waits(&w);
	assert_int_equal(unlink(FILE_NAME), 0);
	close(fd);
	wait_end(&w, "INV-1");
	file_is("series,next\ninvoice,INV-2\n");
}

/* It stays: who held it has failed. */
static void
given_up_while_waiting(void **state)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct waiter w;
	int fd;

	(void)state;
	put_text("series,next\ninvoice,INV-7\n");
	fd = open(FILE_NAME, O_RDWR);
	assert_int_equal(fcntl(fd, F_SETLK, &all), 0);
	wait_begin(&w, NULL);
	waits(&w);
	close(fd);
	wait_end(&w, "INV-7");
	file_is("series,next\ninvoice,INV-8\n");
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_ROOM(begins),
	    IN_ROOM(goes_on),
	    IN_ROOM(others),
	    IN_ROOM(spellings),
	    IN_ROOM(no_file),
	    IN_ROOM(bad_files),
	    IN_ROOM(too_long),
	    IN_ROOM(bad_options),
	    IN_ROOM(bad_places),
	    IN_ROOM(dressed),
	    IN_ROOM(failed_run),
	    IN_ROOM(killed_run),
	    IN_ROOM(two_takers),
	    IN_ROOM(replaced_while_waiting),
	    IN_ROOM(removed_while_waiting),
	    IN_ROOM(given_up_while_waiting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
