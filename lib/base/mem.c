#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

#define LARGE ((size_t)8 << 20) /* bytes: large pages are worth their while */

static void *
check(void *p)
{
	if (p == NULL)
		diag_fail("out of memory");
	return p;
}

void *
mem_array(size_t n, size_t size)
{
	void *p = check(calloc(n > 0 ? n : 1, size));

	mem_advise(p, n * size);
	return p;
}

void *
mem_room(size_t size)
{
	return check(malloc(size > 0 ? size : 1));
}

void *
mem_grow(void *p, size_t *cap, size_t need, size_t size)
{
	size_t want = *cap + *cap / 2;

	if (need <= *cap)
		return p;
	if (want < need)
		want = need < 16 ? 16 : need;
	if (want > SIZE_MAX / size)
		diag_fail("out of memory");
	if (want * size >= LARGE)
		return mem_spread(p, cap, need, size);
	*cap = want;
	return check(realloc(p, want * size));
}

char *
mem_copy(const char *p, size_t n)
{
	char *copy = check(malloc(n + 1));

	if (n > 0)
		memcpy(copy, p, n);
	copy[n] = '\0';
	return copy;
}

void
mem_free(void *p)
{
	free(p);
}
