#include "cli/load.h"

#include "base/mem.h"

#define LARGE ((size_t)16 << 20) /* bytes */
#define AHEAD ((size_t)8 << 20)

/* What the ledger fills, and up to where its memory is ready. */
struct front {
	pthread_mutex_t lock;
	struct ledger_room rooms[LEDGER_ROOMS];
	size_t ready[LEDGER_ROOMS];
};

/* One thread's share. */
struct reader {
	const struct load *load;
	struct ledger *ledger;
	struct front *front;
	struct posting_reader posting;
	struct dupes *dupes;
	struct evidence_sums sums;
	/* of the batch at hand */
	struct ledger_row *rows;
	uint32_t *places; /* in the batch */
	size_t row_cap, place_cap, n;
};

static void
reader_open(struct reader *r, const struct load *load, struct ledger *ledger,
    struct front *front)
{
	*r = (struct reader){.load = load, .ledger = ledger, .front = front};
	posting_open(&r->posting, load->source->map);
	r->dupes = dupes_new();
	evidence_sums_open(&r->sums);
}

static void
reader_close(struct reader *r)
{
	posting_close(&r->posting);
	dupes_free(r->dupes);
	evidence_sums_close(&r->sums);
	mem_free(r->rows);
	mem_free(r->places);
}

static void
read_row(struct reader *r, struct batch *b, uint32_t row)
{
	struct ledger_row *to = &r->rows[r->n];

	r->places[r->n++] = row;
	to->tag = 0;
	to->refused = !posting_read(&r->posting, b, row, &to->posting);
	ledger_hash(to);
	if (to->refused)
		return;
	dupes_add_beside(r->dupes, b, row, &to->posting);
	evidence_posting(&r->sums, &to->posting);
}

/*
 * Finding the pages of large memory takes long, and adding rows is what the
 * threads wait for: so they find the pages that it will use next.
 */
static void
get_ready(struct front *f)
{
	for (int i = 0; i < LEDGER_ROOMS; i++) {
		const struct ledger_room *r = &f->rooms[i];
		char *from = NULL;
		size_t n = 0;

		pthread_mutex_lock(&f->lock);
		if (r->size >= LARGE && f->ready[i] < r->used + AHEAD) {
			from = r->at + f->ready[i];
			n = r->size - f->ready[i] < AHEAD
				? r->size - f->ready[i]
				: AHEAD;
		}
		f->ready[i] += n;
		pthread_mutex_unlock(&f->lock);
		mem_ready(from, n);
	}
}

/* Memory that has moved is ready up to where it is used. */
static void
move_front(struct front *f, const struct ledger *l)
{
	struct ledger_room now[LEDGER_ROOMS];

	ledger_rooms(l, now);
	pthread_mutex_lock(&f->lock);
	for (int i = 0; i < LEDGER_ROOMS; i++) {
		if (now[i].at != f->rooms[i].at || now[i].used > f->ready[i])
			f->ready[i] = now[i].used;
		f->rooms[i] = now[i];
	}
	pthread_mutex_unlock(&f->lock);
}

/* Any thread at any time. */
static void
read_batch(void *context, struct batch *b)
{
	struct reader *r = context;
	uint64_t dropped = 0;

	get_ready(r->front);
	r->n = 0;
	r->rows = mem_grow(r->rows, &r->row_cap, b->nrow, sizeof *r->rows);
	r->places =
	    mem_grow(r->places, &r->place_cap, b->nrow, sizeof *r->places);
	posting_bind(&r->posting, b);
	for (uint32_t i = 0; i < b->nrow; i++)
		if (columns_drop(&r->posting.columns, b, i))
			dropped++;
		else
			read_row(r, b, i);
	source_dropped(r->load->source, dropped);
	evidence_total(r->load->source->evidence, b, &r->sums);
}

/* One thread at a time, in the order of the input. */
static void
add_batch(void *context, struct batch *b)
{
	struct reader *r = context;
	const struct load *load = r->load;

	for (size_t i = 0; load->row != NULL && i < r->n; i++)
		if (!r->rows[i].refused)
			r->rows[i].tag = load->row(
			    load->arg, &r->rows[i].posting, b, r->places[i]);
	ledger_add_rows(r->ledger, r->rows, r->n);
	move_front(r->front, r->ledger);
}

struct ledger *
load_book(const struct load *load)
{
	uint32_t n = tool_threads(load->source->tool);
	struct reader *r = mem_array(n, sizeof *r);
	void **context = mem_array(n, sizeof *context);
	struct ledger *ledger = ledger_new();
	struct front front = {.lock = PTHREAD_MUTEX_INITIALIZER};

	for (uint32_t i = 0; i < n; i++) {
		reader_open(&r[i], load, ledger, &front);
		context[i] = &r[i];
	}
	ledger_reserve(ledger, source_guess(load->source));
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
