#include "base/buf.h"
#include "base/intern.h"
#include "cli/load.h"
#include "cmd/age.h"
#include "text/keep.h"

/* What is kept beside the ledger. */
struct keeper {
	struct age *age;
	struct columns carried;
	struct buf key;
};

static uint32_t
tag_of(struct keeper *r, const struct batch *b, uint32_t row)
{
	r->key.len = 0;
	for (size_t i = 0; i < r->carried.n; i++) {
		if (i > 0)
			buf_byte(&r->key, '\0');
		buf_span(&r->key, columns_cell(&r->carried, b, row, i));
	}
	return intern_add(r->age->tags,
	    (struct span){r->key.at != NULL ? r->key.at : "", r->key.len});
}

/* A row on its way into the ledger: what is kept beside it. */
static uint32_t
keep_row(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row)
{
	struct keeper *r = arg;
	struct age *a = r->age;

	a->nlater += p->date > a->policy.asof;
	if (a->source.keep != NULL)
		keep_add(a->source.keep, b, row);
	if (a->base != NULL)
		base_book_note(&a->booked, p, b, row);
	if (r->carried.n == 0)
		return 0;
	columns_bind(&r->carried, b->header);
	return tag_of(r, b, row);
}

/* A snapshot may be summed by several threads, row by row, as it comes. */
static bool
can_stream(const struct age *a)
{
	return source_is_snapshot(&a->source) && !a->items &&
	       a->history == NULL && !a->open_book && a->tool.rejects == NULL &&
	       a->policy.credits != AGING_OLDEST;
}

static void
read_netted(struct age *a)
{
	struct keeper r = {.age = a};
	struct load load = {
	    &a->source, tool_duplicates(&a->tool), keep_row, &r};

	a->tags = intern_new();
	intern_add(a->tags, span_of("")); /* 0: nothing carried */
	if (a->open_book || a->tool.rejects != NULL)
		a->source.keep = keep_new();
	base_book_open(&a->booked, a->base, a->source.map);
	columns_open(&r.carried, a->source.map, a->carried.names, a->carried.n);
	a->pivot = pivot_new(aging_places(&a->policy));
	a->ledger = load_book(&load);
	fault_merge(&a->worth.missing, &a->booked.wrong);
	columns_free(&r.carried);
	buf_free(&r.key);
}

void
age_read(struct age *a)
{
	if (can_stream(a))
		age_stream(a);
	else
		read_netted(a);
	source_verdict(&a->source);
}
