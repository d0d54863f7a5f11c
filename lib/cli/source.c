#include "cli/source.h"

#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "book/posting.h"
#include "cli/prior.h"
#include "cli/source_in.h"

#define PROGRESS 1000000 /* rows between two words on a terminal */

static void
settle(struct source *s, struct batch *b)
{
	pthread_mutex_lock(&s->lock);
	if ((s->nread + b->nread) / PROGRESS > s->nread / PROGRESS)
		diag_progress(s->nread + b->nread);
	s->nread += b->nread;
	evidence_batch(s->evidence, b);
	fault_merge(&s->faults, &b->faults);
	pthread_mutex_unlock(&s->lock);
}

static void
require(struct source *s, size_t *n, const char *header)
{
	for (size_t i = 0; i < *n; i++)
		if (span_is(s->required[i], header))
			return;
	s->required[(*n)++] = span_of(header);
}

/* So must a column whose cells are to be read otherwise. */
static void
require_edited(struct source *s, size_t *n, const struct map_entries *said)
{
	for (size_t i = 0; i < said->n; i++)
		require(s, n, map_header(s->map, said->at[i].column).at);
}

/*
 * A header that the user names must be there: due dates that are silently
 * not found, or subtotals not dropped, make another aging.
 */
static size_t
require_all(struct source *s)
{
	const struct map_section *map = s->map;
	const struct map_entries *names = &map->said[MAP_HEADER];
	size_t n;

	s->required = mem_array(
	    s->kind->n + names->n + map->drops.n + map->negates.n +
		map->nchange + map->said[MAP_FILL].n + map->said[MAP_STRIP].n,
	    sizeof(struct span));
	n = s->kind->required(map, s->required);
	for (size_t i = 0; i < names->n; i++)
		if (map_default(map, names->at[i].column).at == NULL)
			require(s, &n, names->at[i].value);
	require_edited(s, &n, &map->said[MAP_FILL]);
	require_edited(s, &n, &map->said[MAP_STRIP]);
	for (size_t i = 0; i < map->nchange; i++)
		require(s, &n, map_header(map, map->changes[i].column).at);
	for (size_t i = 0; i < map->drops.n; i++)
		require(s, &n, map->drops.at[i].header);
	for (size_t i = 0; i < map->negates.n; i++)
		require(s, &n, map->negates.at[i].header);
	return n;
}

/* Without a header no column can be asked for: say now what is wrong. */
static void
refuse_header(struct source *s)
{
	settle(s, &s->first);
	source_verdict(s);
}

static void
open_files(struct source *s, struct tool *t, const struct source_kind *kind,
    const char *const *files, size_t nfile, const char *rejects)
{
	struct map_section *map = &t->map->of[kind->table];
	size_t n;

	*s = (struct source){.kind = kind,
	    .tool = t,
	    .map = map,
	    .files = files,
	    .nfile = nfile};
	n = require_all(s);
	pthread_mutex_init(&s->lock, NULL);
	turns_open(&s->turns);
	for (size_t i = 0; i < nfile; i++)
		tool_reads(files[i]);
	map->dialect.keep_raw = rejects != NULL;
	s->faults.keep = rejects != NULL;
	s->rejects = rejects != NULL ? out_new(rejects) : NULL;
	s->in = csvin_new(files, nfile, s->required, n, &map->dialect);
	s->evidence = evidence_watch(s->in, kind->table, files, nfile);
	s->prior = nfile == t->nfile && files == t->files ? t->prior : NULL;
	if (s->prior != NULL)
		prior_watch(s->prior, s->in, files, nfile);
	s->any = csvin_batch(s->in, &s->first);
	if (!s->any)
		return;
	if (s->first.header->ncol == 0 ||
	    source_check_report(s, s->first.header) || !source_tell_near(s))
		refuse_header(s);
}

void
source_open(struct source *s, struct tool *t, const struct source_kind *kind)
{
	open_files(s, t, kind, t->files, t->nfile, t->rejects);
}

void
source_open_files(struct source *s, struct tool *t,
    const struct source_kind *kind, const char *const *files, size_t n)
{
	open_files(s, t, kind, files, n, NULL);
}

static bool
has_column(const struct csv_header *h, struct span name)
{
	for (uint32_t i = 0; h != NULL && i < h->ncol; i++)
		if (span_equal(h->names[i], name))
			return true;
	return false;
}

bool
source_has(const struct source *s, const char *column)
{
	return map_default(s->map, column).at != NULL ||
	       (s->any &&
		   has_column(s->first.header, map_header(s->map, column)));
}

bool
source_met(const struct source *s, const char *column)
{
	struct span name = map_header(s->map, column);
	const struct csv_header *h = NULL;
	bool met = source_has(s, column);

	for (uint32_t i = 0;
	     !met && s->in != NULL && (h = csvin_heading(s->in, i)) != NULL;
	     i++)
		met = has_column(h, name);
	return met;
}

bool
source_is_snapshot(const struct source *s)
{
	return !source_has(s, "type");
}

struct worker {
	struct source *source;
	void (*work)(void *context, struct batch *b);
	void (*then)(void *context, struct batch *b); /* or NULL */
	void *context;
	struct batch *batch; /* the first, read already, or NULL */
	pthread_t thread;
};

static void *
worker_run(void *arg)
{
	struct worker *w = arg;
	struct batch own = {0}, *b = &own;

	if (w->batch != NULL)
		b = w->batch;
	while (w->batch != NULL || csvin_batch(w->source->in, b)) {
		w->batch = NULL;
		w->work(w->context, b);
		if (w->then != NULL) {
			turns_wait(&w->source->turns, b->seq);
			w->then(w->context, b);
			turns_next(&w->source->turns);
		}
		settle(w->source, b);
	}
	if (b == &own)
		batch_free(b);
	return NULL;
}

void
source_run(struct source *s, uint32_t n,
    void (*work)(void *context, struct batch *b), void **context)
{
	source_run_turns(s, n, work, NULL, context);
}

void
source_run_turns(struct source *s, uint32_t n,
    void (*work)(void *context, struct batch *b),
    void (*then)(void *context, struct batch *b), void **context)
{
	struct worker *w = mem_array(n, sizeof *w);
	uint32_t started = 1;

	if (map_needs_order(s->map))
		n = 1;
	for (uint32_t i = 0; i < n; i++)
		w[i] = (struct worker){.source = s,
		    .work = work,
		    .then = then,
		    .context = context[i]};
	w[0].batch = s->any ? &s->first : NULL;
	while (s->any && started < n &&
	       pthread_create(
		   &w[started].thread, NULL, worker_run, &w[started]) == 0)
		started++;
	worker_run(&w[0]);
	for (uint32_t i = 1; i < started; i++)
		pthread_join(w[i].thread, NULL);
	mem_free(w);
	diag_done();
	if (s->prior != NULL)
		prior_check(s->prior);
	source_check_headers(s);
}

void
source_dropped(struct source *s, uint64_t n)
{
	pthread_mutex_lock(&s->lock);
	s->ndropped += n;
	pthread_mutex_unlock(&s->lock);
}

const char *
source_place(const struct source *s, uint64_t line, char *text, size_t size)
{
	uint64_t local;
	const char *file = csvin_place(s->in, line, &local);

	snprintf(text, size, "%s:%llu", file, (unsigned long long)local);
	return text;
}

void
source_close(struct source *s)
{
	if (s->rejects != NULL)
		out_commit(s->rejects);
	keep_free(s->keep);
	fault_free(&s->faults);
	batch_free(&s->first);
	csvin_free(s->in);
	mem_free(s->required);
	pthread_mutex_destroy(&s->lock);
	turns_close(&s->turns);
}
