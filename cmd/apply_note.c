#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/currency.h"

#define UNIT  4U  /* bytes an address counts */
#define BITS  20U /* addresses in a chunk, as a power of 2 */
#define CHUNK ((size_t)UNIT << BITS)
#define LONG  255U /* a length byte that says: four bytes follow */

struct apply_notes *
apply_notes_new(void)
{
	struct apply_notes *n = mem_array(1, sizeof *n);

	n->term_texts = intern_new();
	intern_add(n->term_texts, span_of(""));
	n->reasons = intern_new();
	return n;
}

/* Room for a record; its address counts from the beginning of its chunk. */
static char *
kept_room(struct apply_notes *n, size_t size, uint32_t *at)
{
	char *p;

	if (n->size - n->used < size) {
		n->chunks = mem_grow(
		    n->chunks, &n->chunk_cap, n->nchunk + 1, sizeof *n->chunks);
		n->size = size + UNIT > CHUNK ? size + UNIT : CHUNK;
		/* the first may stay nearly empty */
		n->chunks[n->nchunk] =
		    n->nchunk == 0 ? mem_room(n->size) : mem_huge(n->size);
		n->nchunk++;
		n->used = UNIT; /* 0 is no address */
	}
	p = n->chunks[n->nchunk - 1] + n->used;
	*at = (uint32_t)((n->nchunk - 1) << BITS | n->used / UNIT);
	n->used += (size + UNIT - 1) / UNIT * UNIT;
	if (n->used > n->size)
		n->used = n->size;
	return p;
}

static char *
put_cell(char *p, struct span s)
{
	uint32_t len = (uint32_t)s.len;

	if (len < LONG) {
		*p++ = (char)len;
	} else {
		*p++ = (char)LONG;
		memcpy(p, &len, sizeof len);
		p += sizeof len;
	}
	memcpy(p, s.at, len);
	return p + len;
}

uint32_t
apply_keep(struct apply_notes *n, const struct span *cells, size_t m)
{
	unsigned mask = 0;
	size_t size = 1;
	uint32_t at;
	char *p;

	for (size_t i = 0; i < m; i++) {
		if (cells[i].len == 0)
			continue;
		mask |= 1U << i;
		size += cells[i].len + (cells[i].len < LONG ? 1 : 5);
	}
	if (mask == 0)
		return 0;
	p = kept_room(n, size, &at);
	*p++ = (char)mask;
	for (size_t i = 0; i < m; i++)
		if (cells[i].len > 0)
			p = put_cell(p, cells[i]);
	return at;
}

static const char *
record(const struct apply_notes *n, uint32_t at)
{
	return n->chunks[at >> BITS] + (size_t)UNIT * (at & ((1U << BITS) - 1));
}

static const char *
get_cell(const char *p, struct span *s)
{
	uint32_t len = (unsigned char)*p++;

	if (len == LONG) {
		memcpy(&len, p, sizeof len);
		p += sizeof len;
	}
	*s = (struct span){p, len};
	return p + len;
}

void
apply_kept(
    const struct apply_notes *n, uint32_t at, struct span *cells, size_t m)
{
	unsigned mask = 0;
	const char *p = NULL;

	if (at != 0) {
		p = record(n, at);
		mask = (unsigned char)*p++;
	}
	for (size_t i = 0; i < m; i++)
		if (mask >> i & 1)
			p = get_cell(p, &cells[i]);
		else
			cells[i] = (struct span){"", 0};
}

struct span
apply_kept_cell(const struct apply_notes *n, uint32_t at, enum apply_cell cell)
{
	struct span s = {"", 0};
	const char *p;
	unsigned mask;

	if (at == 0)
		return s;
	p = record(n, at);
	mask = (unsigned char)*p++;
	if ((mask >> cell & 1) == 0)
		return s;
	for (int i = 0; i <= (int)cell; i++)
		if (mask >> i & 1)
			p = get_cell(p, &s);
	return s;
}

void
apply_kept_ahead(const struct apply_notes *n, uint32_t at)
{
	if (at != 0)
		__builtin_prefetch(record(n, at));
}

const char *
apply_reason(struct apply_notes *n, struct span text)
{
	uint32_t before = intern_count(n->reasons), id;

	if (text.len == 0)
		return NULL;
	id = intern_add(n->reasons, text);
	if (id == before) {
		n->reason = mem_grow(
		    n->reason, &n->reason_cap, id + 1, sizeof *n->reason);
		n->reason[id] = mem_copy(text.at, text.len);
	}
	return n->reason[id];
}
