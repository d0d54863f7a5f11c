/* What ends the program, and what it says.  Included after cmocka.h. */
#ifndef UNIT_DIES_H
#define UNIT_DIES_H

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"

/* Asserts that act(arg) ends a process with 2 and says `want`. */
static inline void
dies(void (*act)(void *arg), void *arg, const char *want)
{
	char said[1024];
	size_t len = 0;
	ssize_t n;
	int fd[2], status;
	pid_t pid;

	assert_int_equal(pipe(fd), 0);
	pid = fork();
	if (pid == 0) {
		dup2(fd[1], STDERR_FILENO);
		close(fd[0]);
		close(fd[1]);
		diag_open("ar-test");
		act(arg);
		_exit(0);
	}
	close(fd[1]);
	while ((n = read(fd[0], said + len, sizeof said - 1 - len)) > 0)
		len += (size_t)n;
	said[len] = '\0';
	close(fd[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_string_equal(said, want);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
}

#endif
