#include "text/keep.h"

#include "base/mem.h"

#define CHUNK (1u << 20)

struct kept {
	uint64_t line;
	const char *at;
	const struct csv_header *header;
	uint32_t len;
};

struct chunk {
	struct chunk *below;
	size_t used, size;
	char *bytes;
};

struct keep {
	struct kept *rows;
	size_t n, cap;
	struct chunk *chunk;
};

struct keep *
keep_new(void)
{
	return mem_array(1, sizeof(struct keep));
}

void
keep_free(struct keep *k)
{
	if (k == NULL)
		return;
	while (k->chunk != NULL) {
		struct chunk *c = k->chunk;

		k->chunk = c->below;
		mem_free(c->bytes);
		mem_free(c);
	}
	mem_free(k->rows);
	mem_free(k);
}

static char *
room(struct keep *k, size_t n)
{
	struct chunk *c = k->chunk;

	if (c == NULL || c->size - c->used < n) {
		c = mem_array(1, sizeof *c);
		c->size = n > CHUNK ? n : CHUNK;
		c->bytes = mem_array(c->size, 1);
		c->below = k->chunk;
		k->chunk = c;
	}
	c->used += n;
	return c->bytes + c->used - n;
}

void
keep_add(struct keep *k, const struct batch *b, uint32_t row)
{
	struct span raw = batch_raw(b, row);
	char *copy = room(k, raw.len);

	if (raw.len > 0)
		memcpy(copy, raw.at, raw.len);
	k->rows = mem_grow(k->rows, &k->cap, k->n + 1, sizeof *k->rows);
	k->rows[k->n++] =
	    (struct kept){b->line[row], copy, b->header, (uint32_t)raw.len};
}

bool
keep_at(const struct keep *k, size_t i, uint64_t *line, struct span *raw,
    const struct csv_header **header)
{
	if (i >= k->n)
		return false;
	*line = k->rows[i].line;
	*raw = (struct span){k->rows[i].at, k->rows[i].len};
	*header = k->rows[i].header;
	return true;
}

struct span
keep_find(const struct keep *k, uint64_t line, const struct csv_header **header)
{
	size_t low = 0, high = k->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (k->rows[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	*header = NULL;
	if (low == k->n || k->rows[low].line != line)
		return (struct span){0};
	*header = k->rows[low].header;
	return (struct span){k->rows[low].at, k->rows[low].len};
}
