#include "base/turns.h"

#include <stdbool.h>

#include "base/mem.h"

void
turns_open(struct turns *t)
{
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->next, NULL);
	t->now = 0;
}

void
turns_close(struct turns *t)
{
	pthread_mutex_destroy(&t->lock);
	pthread_cond_destroy(&t->next);
}

void
turns_wait(struct turns *t, uint64_t number)
{
	pthread_mutex_lock(&t->lock);
	while (t->now != number)
		pthread_cond_wait(&t->next, &t->lock);
	pthread_mutex_unlock(&t->lock);
}

void
turns_next(struct turns *t)
{
	pthread_mutex_lock(&t->lock);
	t->now++;
	pthread_cond_broadcast(&t->next);
	pthread_mutex_unlock(&t->lock);
}

struct job {
	struct turns turns;
	uint64_t begun, n; /* pieces */
	void (*work)(void *context, uint64_t piece);
	void (*then)(void *context, uint64_t piece);
};

struct worker {
	struct job *job;
	void *context;
	pthread_t thread;
};

static bool
begin(struct job *j, uint64_t *piece)
{
	bool any;

	pthread_mutex_lock(&j->turns.lock);
	any = j->begun < j->n;
	*piece = j->begun;
	j->begun += any;
	pthread_mutex_unlock(&j->turns.lock);
	return any;
}

static void *
run(void *arg)
{
	struct worker *w = arg;
	struct job *j = w->job;
	uint64_t piece;

	while (begin(j, &piece)) {
		j->work(w->context, piece);
		turns_wait(&j->turns, piece);
		j->then(w->context, piece);
		turns_next(&j->turns);
	}
	return NULL;
}

void
turns_run(uint32_t nthread, uint64_t n,
    void (*work)(void *context, uint64_t piece),
    void (*then)(void *context, uint64_t piece), void **context)
{
	struct job j = {.n = n, .work = work, .then = then};
	struct worker *w = mem_array(nthread, sizeof *w);
	uint32_t started = 1;

	turns_open(&j.turns);
	for (uint32_t i = 0; i < nthread; i++)
		w[i] = (struct worker){.job = &j, .context = context[i]};
	while (started < nthread && started < n &&
	       pthread_create(&w[started].thread, NULL, run, &w[started]) == 0)
		started++;
	run(&w[0]);
	for (uint32_t i = 1; i < started; i++)
		pthread_join(w[i].thread, NULL);
	turns_close(&j.turns);
	mem_free(w);
}
