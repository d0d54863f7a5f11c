#include "book/dupes.h"

#include "base/hash.h"
#include "base/mem.h"
#include "book/dupes_in.h"

struct dupes *
dupes_new(void)
{
	return mem_array(1, sizeof(struct dupes));
}

void
dupes_drop_slabs(struct dupes *d)
{
	while (d->slab != NULL) {
		struct slab *below = d->slab->below;

		mem_free(d->slab);
		d->slab = below;
	}
}

void
dupes_free(struct dupes *d)
{
	if (d == NULL)
		return;
	dupes_drop_slabs(d);
	mem_free(d);
}

static struct chunk *
chunk_new(struct dupes *d)
{
	struct slab *s = d->slab;

	if (s == NULL || s->used == SLAB) {
		s = mem_huge(sizeof *s);
		s->below = d->slab;
		s->used = 0;
		d->slab = s;
	}
	return &s->at[s->used++];
}

static void
stack_grow(struct dupes *d, struct stack *s)
{
	struct chunk *c = chunk_new(d);

	if (s->top != NULL)
		s->top->end = s->next;
	c->below = s->top;
	s->top = c;
	s->next = c->at;
	s->end = c->at + CHUNK;
}

static inline void
push(struct dupes *d, enum dupes_kind kind, struct hash h, uint64_t line)
{
	struct stack *s = &d->stack[h.a >> STACK_SHIFT];

	if (s->next == s->end)
		stack_grow(d, s);
	s->next->hash = h.a;
	s->next->rest = (h.b & ~UINT64_C(0x3ffffffffff)) |
			(uint64_t)kind << LINE_BITS | (line & LINE_MASK);
	s->next++;
}

/* Every cell with its column's name: order and blanks do not matter. */
static struct hash
print_row(const struct batch *b, uint32_t row)
{
	struct hash sum = {0, 0};

	for (uint32_t c = 0; c < b->ncol; c++) {
		struct span cell = batch_cell(b, row, c);
		struct hash h = {DUPES_ROW, 0};

		if (cell.len == 0)
			continue;
		h = hash_pair(hash_pair(h, b->header->names[c]), cell);
		sum.a += h.a;
		sum.b += h.b;
	}
	return hash_pair_number(sum, 0);
}

/* What tells items apart but is no text. */
static inline struct hash
print_end(struct hash h, bool credit, int currency, int32_t due)
{
	uint64_t rest = (uint64_t)(uint32_t)currency << 33 |
			(uint64_t)credit << 32 | (uint32_t)due;

	return hash_join(h, (struct hash){rest, rest});
}

static struct hash
print_item(const struct posting *p)
{
	bool credit =
	    p->type == TYPE_CREDIT || (p->type == TYPE_RECEIPT && !p->returned);
	struct hash h = hash_part(hash_part(HASH_SEED, p->customer), p->doc);

	if (p->entity.len + p->part.len > 0)
		h = hash_part(hash_part(h, p->entity), p->part);
	return print_end(h, credit, p->currency, p->due);
}

void
dupes_add_beside(struct dupes *d, const struct batch *b, uint32_t row,
    const struct posting *p)
{
	struct hash id = {DUPES_ID, 0};
	enum posting_class class = posting_class(p->type);

	if (p->id.len > 0)
		push(d, DUPES_ID, hash_pair(id, p->id), p->line);
	else if (class != CLASS_OPENS && class != CLASS_TELLS)
		push(d, DUPES_ROW, print_row(b, row), p->line);
}

void
dupes_add(struct dupes *d, const struct posting_reader *r,
    const struct batch *b, uint32_t row, const struct posting *p)
{
	dupes_add_beside(d, b, row, p);
	if (posting_class(p->type) == CLASS_OPENS &&
	    (p->doc.len > 0 || !r->snapshot))
		push(d, DUPES_ITEM, print_item(p), p->line);
}

void
dupes_add_plain(struct dupes *d, const struct postings *p)
{
	for (uint32_t i = 0; i < p->n; i++) {
		struct hash h = hash_part_slack(p->owner[i], p->doc[i]);

		if (p->doc[i].len > 0)
			push(d, DUPES_ITEM,
			    print_end(
				h, p->amount[i] < 0, p->currency[i], p->due[i]),
			    p->line[i]);
	}
}

/* The chunk on top of `from` stays on top; what was on d's goes below. */
void
dupes_merge(struct dupes *d, struct dupes *from)
{
	struct slab **last = &from->slab;

	while (*last != NULL)
		last = &(*last)->below;
	*last = d->slab;
	d->slab = from->slab;
	from->slab = NULL;
	for (size_t i = 0; i < STACKS; i++) {
		struct stack *to = &d->stack[i], *s = &from->stack[i];
		struct chunk *bottom = s->top;

		if (bottom == NULL)
			continue;
		while (bottom->below != NULL)
			bottom = bottom->below;
		if (to->top != NULL)
			to->top->end = to->next;
		bottom->below = to->top;
		*to = *s;
		*s = (struct stack){0};
	}
}
