#include "cmd/age.h"

#include <stdlib.h>

#include "base/mem.h"
#include "book/dupes.h"
#include "cli/load.h"
#include "value/currency.h"

/* One thread's share of the reading. */
struct reader {
	struct age *age;
	struct posting_reader posting;
	struct columns carried;
	struct span cells[CARRIED_MOST];
	struct base_cell rate;
	struct dupes *dupes;
	struct buf key;
	/* of a summed snapshot */
	bool is_usual; /* all rows, by customer and currency */
	struct age_usual usual;
	struct pivot *pivot;
	struct age_worth worth;
	struct evidence_sums sums;
	int128 *book, *open, *left_out;
	uint64_t nlater;
};

static void
reader_open(struct reader *r, struct age *a)
{
	size_t n = (size_t)currency_count();

	r->age = a;
	posting_open(&r->posting, a->source.map);
	columns_open(
	    &r->carried, a->source.map, a->carried.names, a->carried.n);
	base_cell_open(&r->rate, a->base, a->source.map);
	r->dupes = dupes_new();
	evidence_sums_open(&r->sums);
	r->pivot = pivot_new(aging_places(&a->policy));
	r->is_usual = a->tool.by == NULL && a->where.n == 0 &&
		      a->base == NULL && a->type == NULL &&
		      a->older == AGE_ANY && a->source.map->drops.n == 0 &&
		      a->source.map->negates.n == 0;
	age_usual_open(&r->usual, &a->policy);
	age_worth_open(&r->worth, a);
	r->book = mem_array(n, sizeof *r->book);
	r->open = mem_array(n, sizeof *r->open);
	r->left_out = mem_array(n, sizeof *r->left_out);
}

static void
reader_close(struct reader *r)
{
	posting_close(&r->posting);
	columns_free(&r->carried);
	base_cell_close(&r->rate);
	dupes_free(r->dupes);
	evidence_sums_close(&r->sums);
	pivot_free(r->pivot);
	buf_free(&r->key);
	mem_free(r->book);
	mem_free(r->open);
	mem_free(r->left_out);
	age_usual_close(&r->usual);
	age_worth_close(&r->worth);
}

static void
bind(struct reader *r, const struct batch *b)
{
	posting_bind(&r->posting, b);
	columns_bind(&r->carried, b->header);
}

static void
fetch_carried(struct reader *r, const struct batch *b, uint32_t row)
{
	for (size_t i = 0; i < r->carried.n; i++)
		r->cells[i] = columns_cell(&r->carried, b, row, i);
}

static void
entry_of_row(
    const struct reader *r, const struct posting *p, struct age_entry *e)
{
	e->view.customer = p->customer;
	e->view.doc = p->doc;
	e->view.entity = p->entity;
	e->view.account = p->account;
	e->view.part = p->part;
	e->view.date = e->aging.date = p->date;
	e->view.due = e->aging.due = p->due;
	e->view.doc_date = e->aging.doc_date = p->doc_date;
	e->view.currency = p->currency;
	e->view.type = p->type;
	e->view.carried = r->cells;
	e->aging.open = p->amount;
	e->aging.disputed = 0;
	e->aging.receipt = false;
	e->amount = p->amount;
	e->item = e->piece = LEDGER_NONE;
}

static void
sum_row(struct reader *r, const struct batch *b, uint32_t row,
    const struct posting *p)
{
	struct age *a = r->age;
	struct decimal booking;
	struct age_entry e;

	booking = base_cell_read(&r->rate, b, row);
	if (booking.n != 0)
		base_check_rate(
		    a->base, &r->worth.missing, p->line, p->currency, booking);
	if (p->date > a->policy.asof) {
		r->nlater++;
		return;
	}
	r->book[p->currency] += p->amount;
	entry_of_row(r, p, &e);
	if (!age_pass(a, &e)) {
		r->left_out[p->currency] += p->amount;
		return;
	}
	r->open[p->currency] += p->amount;
	age_convert(a, &r->worth, &e, p->line, &booking);
	fields_key(&a->by, &e.view, a->customers, &r->key);
	age_add(a, r->pivot, (struct span){r->key.at, r->key.len}, &e.aging);
}

static void
stream_row(struct reader *r, struct batch *b, uint32_t row)
{
	struct posting p;

	if (!posting_read(&r->posting, b, row, &p))
		return;
	dupes_add(r->dupes, &r->posting, b, row, &p);
	evidence_posting(&r->sums, &p);
	fetch_carried(r, b, row);
	sum_row(r, b, row, &p);
}

/* Rows go by the handful, but for those that have something odd. */
static void
stream_usual(struct reader *r, struct batch *b)
{
	struct postings *p = &r->usual.rows;

	for (uint32_t row = 0; row < b->nrow;) {
		row = postings_read(&r->posting, b, row, p);
		dupes_add_plain(r->dupes, p);
		for (uint32_t i = 0; i < p->n && r->sums.minor != NULL; i++)
			evidence_amount(&r->sums, p->amount[i], p->currency[i]);
		age_usual_add(&r->usual, r->pivot);
		for (uint32_t i = 0; i < p->nodd; i++)
			stream_row(r, b, p->odd[i]);
	}
}

/* A plain list of open items needs no ledger: every row is its own item. */
static void
sum_batch(void *context, struct batch *b)
{
	struct reader *r = context;
	uint64_t dropped = 0;

	bind(r, b);
	if (r->is_usual && r->posting.plain) {
		stream_usual(r, b);
		evidence_total(r->age->source.evidence, b, &r->sums);
		return;
	}
	for (uint32_t i = 0; i < b->nrow; i++)
		if (columns_drop(&r->posting.columns, b, i))
			dropped++;
		else
			stream_row(r, b, i);
	source_dropped(&r->age->source, dropped);
	evidence_total(r->age->source.evidence, b, &r->sums);
}

static void
merge(struct age *a, struct reader *into, struct reader *r)
{
	if (r != into) {
		pivot_merge(into->pivot, r->pivot);
		dupes_merge(into->dupes, r->dupes);
	}
	for (int c = 0; c < currency_count(); c++) {
		a->book[c] += r->book[c] + r->usual.sums[c];
		a->open[c] += r->open[c] + r->usual.sums[c];
		a->left_out[c] += r->left_out[c];
	}
	age_worth_merge(&a->worth, &r->worth, a);
	a->nlater += r->nlater + r->usual.nlater;
}

void
age_stream(struct age *a)
{
	uint32_t n = tool_threads(&a->tool);
	struct reader *r = mem_array(n, sizeof *r);
	void **context = mem_array(n, sizeof *context);

	for (uint32_t i = 0; i < n; i++) {
		reader_open(&r[i], a);
		context[i] = &r[i];
	}
	source_run(&a->source, n, sum_batch, context);
	for (uint32_t i = 0; i < n; i++)
		merge(a, &r[0], &r[i]);
	load_repeats(&a->source, NULL, r[0].dupes, tool_duplicates(&a->tool));
	a->pivot = r[0].pivot;
	r[0].pivot = NULL;
	for (uint32_t i = 0; i < n; i++)
		reader_close(&r[i]);
	mem_free(r);
	mem_free(context);
}
