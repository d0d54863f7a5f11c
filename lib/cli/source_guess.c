#include <sys/stat.h>

#include "cli/source.h"

/* The bytes of all files, or 0 when one is no regular file. */
static uint64_t
size_of(const struct source *s)
{
	uint64_t size = 0;

	for (size_t i = 0; i < s->nfile; i++) {
		struct stat st;

		if (stat(s->files[i], &st) != 0 || !S_ISREG(st.st_mode))
			return 0;
		size += (uint64_t)st.st_size;
	}
	return size;
}

/* Rather too many: room that is not used costs nothing, and to move what is
   there when nearly all of it is costs much.  Later rows tend to be longer. */
uint64_t
source_guess(const struct source *s)
{
	const struct batch *b = &s->first;
	uint64_t bytes, size = size_of(s), n;

	if (!s->any || b->nrow == 0)
		return 0;
	bytes = b->to[b->nrow - 1] - b->from[0] + 1;
	n = size / bytes * b->nrow + size % bytes * b->nrow / bytes;
	return n + n / 16;
}
