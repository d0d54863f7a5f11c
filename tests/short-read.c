/*
 * Preloaded under a tool by contract.bats: read(2) gives one byte at a time,
 * and is interrupted before every third.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/types.h>

#include <errno.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_uint calls;

ssize_t
read(int fd, void *to, size_t n)
{
	if (calls++ % 3 == 2) {
		errno = EINTR;
		return -1;
	}
	return syscall(SYS_read, fd, to, n < 1 ? n : (size_t)1);
}
