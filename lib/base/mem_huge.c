/* madvise(2) and its huge pages are no part of POSIX. */
#define _DEFAULT_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/diag.h"
#include "base/mem.h"

#define HUGE  ((size_t)2 << 20)
#define LARGE (2 * HUGE) /* worth advice */

void
mem_advise(void *p, size_t n)
{
#ifdef MADV_HUGEPAGE
	size_t skip = (HUGE - (uintptr_t)p % HUGE) % HUGE;

	/* Advice only: there is nothing to do where it is not taken. */
	if (n >= LARGE)
		(void)madvise(
		    (char *)p + skip, (n - skip) / HUGE * HUGE, MADV_HUGEPAGE);
#else
	(void)p;
	(void)n;
#endif
}

void *
mem_huge(size_t n)
{
	void *p;

	if (n < HUGE)
		return mem_room(n);
	if (n > SIZE_MAX - HUGE || posix_memalign(&p, HUGE, n) != 0)
		diag_fail("out of memory");
#ifdef MADV_HUGEPAGE
	/* Advice only: there is nothing to do where it is not taken. */
	(void)madvise(p, n, MADV_HUGEPAGE);
#endif
	return p;
}

void
mem_ready(void *p, size_t n)
{
#ifdef MADV_POPULATE_WRITE
	size_t before = (uintptr_t)p % HUGE;
	size_t size = (before + n) / HUGE * HUGE;

	if (n > 0 && size > 0)
		(void)madvise((char *)p - before, size, MADV_POPULATE_WRITE);
#else
	(void)p;
	(void)n;
#endif
}

void *
mem_reserve(void *p, size_t *cap, size_t need, size_t size)
{
	void *to;

	if (need <= *cap)
		return p;
	if (need > SIZE_MAX / size || need * size < HUGE)
		return mem_grow(p, cap, need, size);
	to = mem_huge(need * size);
	if (*cap > 0)
		memcpy(to, p, *cap * size);
	mem_free(p);
	*cap = need;
	return to;
}

void *
mem_spread(void *p, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap)
		return p;
	if (need > SIZE_MAX / size / 4 || need * size < HUGE)
		return mem_grow(p, cap, need, size);
	/* Pages that are not used cost nothing, those moved from do. */
	return mem_reserve(p, cap, 4 * need, size);
}
