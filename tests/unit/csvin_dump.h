/*
 * What a reader returns, as text: rows in input order, then faults, so that
 * two ways of reading can be compared with strcmp.
 *
 *	header 1: date|amount
 *	2: 2026-01-01|5.00 <2026-01-01,5.00>
 *	fault 3: ragged: 1 cell where the header has 2 <x>
 *	read 2
 */
#ifndef TESTS_CSVIN_DUMP_H
#define TESTS_CSVIN_DUMP_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/csvin.h"

struct dump_part {
	uint64_t seq;
	struct buf text;
	size_t header; /* how much of it is the header */
};

struct dump {
	struct csvin *in;
	bool raw; /* show raw records */
	pthread_mutex_t lock;
	struct dump_part *parts;
	size_t n, cap;
	struct faults faults;
	uint64_t nread;
	uint32_t nheader;
};

static void
dump_raw(const struct dump *d, struct buf *to, struct span raw)
{
	if (d->raw) {
		buf_text(to, " <");
		buf_span(to, raw);
		buf_byte(to, '>');
	}
	buf_byte(to, '\n');
}

static void
dump_number(struct buf *to, const char *before, uint64_t n, const char *after)
{
	char number[32];

	snprintf(number, sizeof number, "%llu", (unsigned long long)n);
	buf_text(to, before);
	buf_text(to, number);
	buf_text(to, after);
}

static void
dump_header(struct buf *to, const struct csv_header *h)
{
	dump_number(to, "header ", h->line, ": ");
	for (uint32_t i = 0; i < h->ncol; i++) {
		if (i > 0)
			buf_byte(to, '|');
		buf_span(to, h->names[i]);
	}
	buf_byte(to, '\n');
}

static void
dump_rows(const struct dump *d, struct buf *to, const struct batch *b)
{
	for (uint32_t r = 0; r < b->nrow; r++) {
		dump_number(to, "", b->line[r], ": ");
		for (uint32_t c = 0; c < b->ncol; c++) {
			if (c > 0)
				buf_byte(to, '|');
			buf_span(to, batch_cell(b, r, c));
		}
		dump_raw(d, to, batch_raw(b, r));
	}
}

/* Adds a batch; of a header only the first batch says so. */
static void
dump_batch(struct dump *d, struct batch *b)
{
	struct dump_part part = {.seq = b->seq};

	if (b->ncol > 0)
		dump_header(&part.text, b->header);
	part.header = part.text.len;
	dump_rows(d, &part.text, b);
	pthread_mutex_lock(&d->lock);
	d->parts = mem_grow(d->parts, &d->cap, d->n + 1, sizeof *d->parts);
	d->parts[d->n++] = part;
	d->nread += b->nread;
	fault_merge(&d->faults, &b->faults);
	pthread_mutex_unlock(&d->lock);
}

static void *
dump_thread(void *arg)
{
	struct dump *d = arg;
	struct batch b = {0};

	while (csvin_batch(d->in, &b))
		dump_batch(d, &b);
	batch_free(&b);
	return NULL;
}

static int
dump_by_seq(const void *a, const void *b)
{
	const struct dump_part *x = a, *y = b;

	return (x->seq > y->seq) - (x->seq < y->seq);
}

/* The parts in order, a header only where it is a new one. */
static void
dump_join(struct dump *d, struct buf *to)
{
	struct buf last = {0};

	if (d->n > 0)
		qsort(d->parts, d->n, sizeof *d->parts, dump_by_seq);
	for (size_t i = 0; i < d->n; i++) {
		struct buf *part = &d->parts[i].text;
		size_t n = d->parts[i].header;
		bool same = n == last.len &&
			    (n == 0 || memcmp(last.at, part->at, n) == 0);

		if (!same)
			buf_add(to, part->at, n);
		if (part->len > n)
			buf_add(to, part->at + n, part->len - n);
		last.len = 0;
		buf_add(&last, part->at, n);
		buf_free(part);
	}
	buf_free(&last);
	mem_free(d->parts);
}

static void
dump_faults(struct dump *d, struct buf *to)
{
	fault_sort(&d->faults);
	for (size_t i = 0; i < d->faults.n; i++) {
		const struct fault *f = &d->faults.list[i];
		char *message = fault_message(f);

		dump_number(to, "fault ", f->line, ": ");
		buf_text(to, fault_name(f->code));
		buf_text(to, ": ");
		if (f->column != NULL) {
			buf_text(to, f->column);
			buf_text(to, ": ");
		}
		buf_text(to, message);
		dump_raw(d, to, (struct span){f->raw, f->raw_len});
		free(message);
	}
	fault_free(&d->faults);
	dump_number(to, "read ", d->nread, "\n");
}

/* Everything that the files hold, read by `nthread` threads (at most 8). */
static struct buf
dump(const char *const *files, size_t nfile, const struct span *required,
    size_t nrequired, const struct csv_dialect *dialect, unsigned nthread,
    bool raw)
{
	struct dump d = {.raw = raw, .faults = {.keep = true}};
	pthread_t threads[8];
	struct buf to = {0};

	d.in = csvin_new(files, nfile, required, nrequired, dialect);
	pthread_mutex_init(&d.lock, NULL);
	for (unsigned i = 1; i < nthread; i++)
		if (pthread_create(&threads[i], NULL, dump_thread, &d) != 0)
			abort();
	dump_thread(&d);
	for (unsigned i = 1; i < nthread; i++)
		pthread_join(threads[i], NULL);
	pthread_mutex_destroy(&d.lock);
	dump_join(&d, &to);
	dump_faults(&d, &to);
	csvin_free(d.in);
	buf_string(&to);
	return to;
}

#endif
