/*
 * Preloaded under a tool by contract.bats: the FAIL_AT-th allocation finds
 * no memory.  Without FAIL_AT all succeed, and how many there were goes to
 * the file FAIL_COUNT.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* glibc's own, which need no looking up. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static atomic_long count;
static long fail_at;

__attribute__((constructor)) static void
start(void)
{
	const char *n = getenv("FAIL_AT");

	fail_at = n != NULL ? strtol(n, NULL, 10) : 0;
	count = 0;
}

__attribute__((destructor)) static void
stop(void)
{
	const char *name = getenv("FAIL_COUNT");
	long n = count;
	FILE *f = name != NULL ? fopen(name, "w") : NULL;

	if (f != NULL) {
		fprintf(f, "%ld\n", n);
		fclose(f);
	}
}

static int
fails(void)
{
	if (++count != fail_at)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t size)
{
	return fails() ? NULL : __libc_realloc(p, size);
}
