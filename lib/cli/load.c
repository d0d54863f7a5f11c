#include "cli/load.h"

#include "base/mem.h"

#define TOGETHER 32 /* rows that are fetched for together */

/* One thread's share. */
struct reader {
	const struct load *load;
	struct ledger *ledger;
	struct posting_reader posting;
	struct dupes *dupes;
	/* of the batch at hand */
	struct posting *postings;
	struct load_place *places;
	size_t posting_cap, place_cap, n;
};

struct load_place {
	uint32_t row;
	bool valid;
};

static void
reader_open(struct reader *r, const struct load *load, struct ledger *ledger)
{
	*r = (struct reader){.load = load, .ledger = ledger};
	posting_open(&r->posting, load->source->map);
	r->dupes = dupes_new();
}

static void
reader_close(struct reader *r)
{
	posting_close(&r->posting);
	dupes_free(r->dupes);
	mem_free(r->postings);
	mem_free(r->places);
}

static void
read_row(struct reader *r, struct batch *b, uint32_t row)
{
	struct posting *p = &r->postings[r->n];
	bool valid = posting_read(&r->posting, b, row, p);

	if (valid)
		dupes_add(r->dupes, &r->posting, b, row, p);
	r->places[r->n++] = (struct load_place){row, valid};
}

/* Any thread at any time. */
static void
read_batch(void *context, struct batch *b)
{
	struct reader *r = context;
	uint64_t dropped = 0;

	r->n = 0;
	r->postings = mem_grow(
	    r->postings, &r->posting_cap, b->nrow, sizeof *r->postings);
	r->places =
	    mem_grow(r->places, &r->place_cap, b->nrow, sizeof *r->places);
	posting_bind(&r->posting, b);
	for (uint32_t i = 0; i < b->nrow; i++)
		if (columns_drop(&r->posting.columns, b, i))
			dropped++;
		else
			read_row(r, b, i);
	source_dropped(r->load->source, dropped);
}

static void
add_row(struct reader *r, const struct batch *b, size_t i)
{
	const struct load *load = r->load;
	const struct posting *p = &r->postings[i];
	uint32_t tag = 0;

	if (!r->places[i].valid) {
		ledger_refuse(r->ledger, p);
		return;
	}
	if (load->row != NULL)
		tag = load->row(load->arg, p, b, r->places[i].row);
	ledger_add(r->ledger, p, tag);
}

/* One thread at a time, in the order of the input. */
static void
add_batch(void *context, struct batch *b)
{
	struct reader *r = context;

	for (size_t i = 0, end; i < r->n; i = end) {
		end = r->n - i > TOGETHER ? i + TOGETHER : r->n;
		ledger_expect(r->ledger, &r->postings[i], end - i);
		for (size_t k = i; k < end; k++)
			add_row(r, b, k);
	}
}

struct ledger *
load_book(const struct load *load)
{
	uint32_t n = tool_threads(load->source->tool);
	struct reader *r = mem_array(n, sizeof *r);
	void **context = mem_array(n, sizeof *context);
	struct ledger *ledger = ledger_new();

	for (uint32_t i = 0; i < n; i++) {
		reader_open(&r[i], load, ledger);
		context[i] = &r[i];
	}
	source_run_turns(load->source, n, read_batch, add_batch, context);
	for (uint32_t i = 1; i < n; i++)
		dupes_merge(r[0].dupes, r[i].dupes);
	load_repeats(load->source, ledger, r[0].dupes, load->duplicates);
	ledger_close(ledger, &load->source->faults);
	for (uint32_t i = 0; i < n; i++)
		reader_close(&r[i]);
	mem_free(r);
	mem_free(context);
	return ledger;
}
