/*
 * Work that several threads do in any order and deliver in one: each piece
 * has a number, and waits for its turn.
 */
#ifndef BASE_TURNS_H
#define BASE_TURNS_H

#include <pthread.h>
#include <stdint.h>

struct turns {
	pthread_mutex_t lock;
	pthread_cond_t next;
	uint64_t now;
};

/* The first turn is that of 0. */
void turns_open(struct turns *t);
void turns_close(struct turns *t);

/* Waits for the turn of a number, which then is the caller's to give on. */
void turns_wait(struct turns *t, uint64_t number);
void turns_next(struct turns *t);

/*
 * Does the pieces 0 .. n - 1 on up to `nthread` threads, of which the caller
 * is one: work(context[i], piece) at any time, then(context[i], piece) in the
 * order of the pieces, by the same thread.
 */
void turns_run(uint32_t nthread, uint64_t n,
    void (*work)(void *context, uint64_t piece),
    void (*then)(void *context, uint64_t piece), void **context);

#endif
