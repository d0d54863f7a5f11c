/* madvise(2) and its huge pages are no part of POSIX. */
#define _DEFAULT_SOURCE
#include <stdint.h>
#include <sys/mman.h>

#include "base/mem.h"

#define HUGE ((uintptr_t)2 << 20)

void
mem_huge(void *p, size_t n)
{
#ifdef MADV_HUGEPAGE
	uintptr_t from = ((uintptr_t)p + HUGE - 1) & ~(HUGE - 1);
	uintptr_t to = ((uintptr_t)p + n) & ~(HUGE - 1);

	if (to > from) /* advice only: nothing to do when it is not taken */
		(void)madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
	(void)p;
	(void)n;
#endif
}
