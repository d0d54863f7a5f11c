#include <stddef.h>

#include "base/mem.h"
#include "book/gl.h"
#include "cmd/reconcile_gl.h"

/*
 * Nearly all names of a ledger are the book's, so threads find them side by
 * side: nothing is added to the names while lines are read.  Those that are
 * not there wait, beside, and are added when all is read; their numbers are
 * known before, since they follow each other.
 */

#define TOGETHER 32 /* lines: what they need comes from memory meanwhile */

/* A name that is new, and where its number is to be written. */
struct pending {
	struct span name;
	size_t line; /* of `made` */
	size_t offset;
};

struct lines {
	struct reconcile_run *r;
	struct intern *fresh;        /* the names that wait: all threads' */
	struct span account, entity; /* met last, and their numbers */
	uint32_t account_id, entity_id;
	struct reconcile_made *made;
	struct pending *pending;
	size_t n, cap, npending, pending_cap;
	struct faults faults;
};

static uint32_t *
place(struct lines *t, size_t line, size_t offset)
{
	return (uint32_t *)(void *)((char *)&t->made[line] + offset);
}

static void
find(struct lines *t, struct span name, uint32_t hash, size_t offset)
{
	uint32_t *id = place(t, t->n, offset);

	*id = RECON_NONE;
	if (name.len == 0)
		return;
	*id = intern_find_hashed(t->r->names, name, hash);
	if (*id != INTERN_NONE)
		return;
	t->pending = mem_grow(
	    t->pending, &t->pending_cap, t->npending + 1, sizeof *t->pending);
	t->pending[t->npending++] = (struct pending){name, t->n, offset};
}

/* The same of a name that is mostly that of the line before. */
static void
find_again(struct lines *t, struct span name, struct span *last,
    uint32_t *last_id, size_t offset)
{
	uint32_t *id;

	if (name.len > 0 && span_equal(name, *last)) {
		*place(t, t->n, offset) = *last_id;
		return;
	}
	find(t, name, name.len > 0 ? intern_hash(name) : 0, offset);
	id = place(t, t->n, offset);
	if (*id == RECON_NONE)
		return;
	*last_id = *id;
	*last = intern_text(t->r->names, *id);
}

/* Of a line: in the base, where there is one. */
static bool
worth(struct lines *t, const struct gl_line *l, int64_t *amount)
{
	const struct reconcile_run *r = t->r;
	static const struct span nothing;

	*amount = l->amount;
	if (r->money == NULL)
		return true;
	if (l->has_base)
		*amount = l->base_amount;
	else if (l->currency != r->money->currency && l->amount != 0) {
		fault_add(&t->faults, FAULT_BLANK, l->line, "base_amount",
		    nothing, "the amount is of another currency", nothing);
		return false;
	}
	return true;
}

static uint8_t
marks_of(const struct reconcile_run *r, const struct gl_line *l)
{
	bool only_base = r->money != NULL && l->has_base && l->amount == 0;
	uint8_t marks = 0;

	if (r->feed != NULL && opts_lists(r->feed, l->source))
		marks |= RECON_FEED;
	if (only_base || (r->revaluation != NULL && l->source.len > 0 &&
			     opts_lists(r->revaluation, l->source)))
		marks |= RECON_REVALUES;
	return marks;
}

/* The hashes of a line's names. */
struct hashes {
	uint32_t ref, customer;
};

#define AT(member) offsetof(struct reconcile_made, member)

/* Without a reference it is told by its entry, but not found by that. */
static void
make(struct lines *t, const struct gl_line *l, struct hashes h)
{
	const struct reconcile_run *r = t->r;
	struct span entry = l->ref.len > 0 ? (struct span){0} : l->entry;
	struct reconcile_made *made = &t->made[t->n];
	int64_t amount;

	if (!worth(t, l, &amount) || amount == 0)
		return;
	*made = (struct reconcile_made){.e = {.amount = amount,
					    .original = l->amount,
					    .line = l->line,
					    .batch = RECON_NONE,
					    .date = l->date,
					    .row_date = l->date,
					    .marks = marks_of(r, l)},
	    .currency = r->money != NULL ? r->money->currency : l->currency};
	find(t, l->ref, h.ref, AT(e.key));
	find(t, entry, entry.len > 0 ? intern_hash(entry) : 0, AT(e.other_key));
	find(t, l->customer, h.customer, AT(e.customer));
	find_again(t, l->account, &t->account, &t->account_id, AT(account));
	find_again(t, l->entity, &t->entity, &t->entity_id, AT(entity));
	t->n++;
}

static struct hashes
expect(const struct intern *names, const struct gl_line *l)
{
	struct hashes h = {0, 0};

	if (l->ref.len > 0)
		intern_expect(names, h.ref = intern_hash(l->ref));
	if (l->customer.len > 0)
		intern_expect(names, h.customer = intern_hash(l->customer));
	return h;
}

static void
make_some(struct lines *t, const struct gl_line *l, size_t n)
{
	const struct intern *names = t->r->names;
	struct hashes h[TOGETHER];

	for (size_t i = 0; i < n; i++)
		h[i] = expect(names, &l[i]);
	for (size_t i = 0; i < n; i++) {
		if (l[i].ref.len > 0)
			intern_meet(names, h[i].ref);
		if (l[i].customer.len > 0)
			intern_meet(names, h[i].customer);
	}
	for (size_t i = 0; i < n; i++)
		make(t, &l[i], h[i]);
}

/* Any thread at any time. */
static void
make_lines(void *context, const struct gl_line *lines, size_t n)
{
	struct lines *t = context;

	t->n = t->npending = 0;
	t->made = mem_grow(t->made, &t->cap, n, sizeof *t->made);
	for (; n > TOGETHER; lines += TOGETHER, n -= TOGETHER)
		make_some(t, lines, TOGETHER);
	make_some(t, lines, n);
}

/* In the order of the input: so numbers do not depend on threads. */
static void
push_lines(void *context, const struct gl_line *lines, size_t n)
{
	struct lines *t = context;
	uint32_t known = intern_count(t->r->names);

	(void)lines;
	(void)n;
	for (size_t i = 0; i < t->npending; i++) {
		const struct pending *p = &t->pending[i];

		*place(t, p->line, p->offset) =
		    known + intern_add(t->fresh, p->name);
	}
	reconcile_push(t->r, RECON_OTHER, t->made, t->n);
}

static void
add_names(struct reconcile_run *r, const struct intern *fresh)
{
	for (uint32_t i = 0; i < intern_count(fresh); i++)
		intern_add(r->names, intern_text(fresh, i));
}

static void
lines_free(struct lines *t)
{
	mem_free(t->made);
	mem_free(t->pending);
}

void
reconcile_gl_lines(struct reconcile_run *r)
{
	static const struct reconcile_gl_work work = {make_lines, push_lines};
	uint32_t n = tool_threads(&r->tool);
	struct lines *t = mem_array(n, sizeof *t);
	void **contexts = mem_array(n, sizeof *contexts);
	struct intern *fresh = intern_new();

	for (uint32_t i = 0; i < n; i++) {
		t[i].r = r;
		t[i].fresh = fresh;
		contexts[i] = &t[i];
	}
	reconcile_gl_run(r, &work, contexts);
	add_names(r, fresh);
	for (uint32_t i = 0; i < n; i++) {
		fault_merge(&t[0].faults, &t[i].faults);
		lines_free(&t[i]);
	}
	source_fail(&r->other, &t[0].faults);
	intern_free(fresh);
	mem_free(t);
	mem_free(contexts);
}
