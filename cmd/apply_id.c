#include <stdlib.h>

#include "base/mem.h"
#include "cmd/apply_out.h"

#define FEW 12 /* entries that are compared one with another */

struct apply_numbered {
	struct span ref;
	uint32_t i;
	uint8_t type;
};

/* Those in the book. */
static uint32_t
before(const struct apply *a, const struct apply_fund *f,
    const struct apply_entry *e)
{
	return apply_note_rows(
	    a, f->item, apply_target(f, e), (enum posting_type)e->type);
}

static uint32_t
number_one(const struct apply *a, const struct apply_fund *f, uint32_t i)
{
	const struct apply_entry *e = &f->entry[i];
	uint32_t n = before(a, f, e) + 1, item = apply_target(f, e);

	for (uint32_t k = 0; k < i; k++) {
		uint32_t other = apply_target(f, &f->entry[k]);

		n += f->entry[k].type == e->type &&
		     (other == item ||
			 span_equal(apply_doc(a, other), apply_doc(a, item)));
	}
	return n;
}

static int
compare(const void *a, const void *b)
{
	const struct apply_numbered *x = a, *y = b;
	int c = (x->type > y->type) - (x->type < y->type);

	if (c == 0)
		c = span_compare(x->ref, y->ref);
	return c != 0 ? c : (x->i > y->i) - (x->i < y->i);
}

static void
number_many(struct apply_numbers *numbers, const struct apply *a,
    const struct apply_fund *f)
{
	struct apply_numbered *s = numbers->sorted = mem_grow(
	    numbers->sorted, &numbers->sorted_cap, f->nentry, sizeof *s);
	uint32_t n = 0;

	for (uint32_t i = 0; i < f->nentry; i++)
		s[i] = (struct apply_numbered){
		    apply_doc(a, apply_target(f, &f->entry[i])), i,
		    f->entry[i].type};
	qsort(s, f->nentry, sizeof *s, compare);
	for (uint32_t i = 0; i < f->nentry; i++) {
		if (i == 0 || s[i].type != s[i - 1].type ||
		    !span_equal(s[i].ref, s[i - 1].ref))
			n = before(a, f, &f->entry[s[i].i]);
		numbers->at[s[i].i] = ++n;
	}
}

void
apply_number_entries(struct apply_numbers *numbers, const struct apply *a,
    const struct apply_fund *f)
{
	numbers->at = mem_grow(
	    numbers->at, &numbers->cap, f->nentry, sizeof *numbers->at);
	if (f->nentry > FEW) {
		number_many(numbers, a, f);
		return;
	}
	for (uint32_t i = 0; i < f->nentry; i++)
		numbers->at[i] = number_one(a, f, i);
}

void
apply_numbers_free(struct apply_numbers *numbers)
{
	mem_free(numbers->at);
	mem_free(numbers->sorted);
}
