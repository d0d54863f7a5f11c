#include "base/diag.h"
#include "base/intern_in.h"
#include "base/mem.h"
#include "base/word.h"

/* The first chunk may stay nearly empty: it gets no large page. */
static char *
chunks_new(const struct intern *in, size_t n)
{
	return in->nchunk == 0 ? mem_room(n * CHUNK) : mem_huge(n * CHUNK);
}

/* Adds one block of n chunks; a long text may need more than one. */
static uint32_t
chunks_add(struct intern *in, size_t n)
{
	uint32_t first = (uint32_t)in->nchunk;

	if (in->nchunk + n > UINT32_MAX >> CHUNK_BITS)
		diag_fail("more than 16 GiB of different names");
	in->chunks = mem_grow(
	    in->chunks, &in->chunk_cap, in->nchunk + n, sizeof *in->chunks);
	in->chunks[in->nchunk] = chunks_new(in, n);
	in->nchunk++;
	for (size_t i = 1; i < n; i++)
		in->chunks[in->nchunk++] = NULL;
	return first;
}

/* The address of room for `size` bytes in one piece. */
static uint32_t
room(struct intern *in, size_t size)
{
	uint32_t at;

	if (size > CHUNK / 16)
		return chunks_add(in, (size + CHUNK - 1) / CHUNK) << CHUNK_BITS;
	if (in->used + size > CHUNK) {
		in->open = chunks_add(in, 1);
		in->used = 0;
	}
	at = in->open << CHUNK_BITS | (uint32_t)(in->used / UNIT);
	in->used += (size + UNIT - 1) / UNIT * UNIT;
	return at;
}

uint32_t
intern_keep(struct intern *in, struct span s)
{
	size_t before = s.len < LONG_MARK ? HEAD + 1 : HEAD + 5;
	uint32_t len = (uint32_t)s.len, at;
	char *p;

	if (s.len > UINT32_MAX)
		diag_fail("a name of more than 4 GiB");
	at = room(in, before + s.len);
	p = in->chunks[at >> CHUNK_BITS] + intern_offset(at);
	memcpy(p, &in->count, sizeof in->count);
	*intern_record_mark(p) = INTERN_NONE;
	p[HEAD] = (char)(len < LONG_MARK ? len : LONG_MARK);
	if (len >= LONG_MARK)
		memcpy(p + HEAD + 1, &len, sizeof len);
	if (len > 0)
		word_copy(p + before, s.at, len);
	return at;
}

uint32_t *
intern_mark(const struct intern *in, uint32_t id)
{
	return intern_record_mark(intern_record(in, in->at[id]));
}

struct span
intern_text(const struct intern *in, uint32_t id)
{
	return intern_record_text(intern_record(in, in->at[id]));
}

void
intern_expect_text(const struct intern *in, uint32_t id)
{
	__builtin_prefetch(&in->at[id]);
}

void
intern_meet_text(const struct intern *in, uint32_t id)
{
	__builtin_prefetch(intern_record(in, in->at[id]));
}
