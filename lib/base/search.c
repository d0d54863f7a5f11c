#include "base/search.h"

size_t
search_first(const void *key, const void *base, size_t n, size_t size,
    int (*compare)(const void *key, const void *member))
{
	size_t low = 0;

	while (n > 0) {
		size_t half = n / 2;
		const char *member = (const char *)base + (low + half) * size;

		if (compare(key, member) > 0) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return low;
}
