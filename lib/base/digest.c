#include "base/digest.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

#define CHUNK ((size_t)256 << 10)
#define MOST  16 /* chunks that wait */

struct chunk {
	struct chunk *next;
	struct digest *of;
	size_t n;
	char bytes[CHUNK];
};

struct digest {
	struct sha256 sha;
	struct chunk *filling; /* not full yet, or NULL */
	uint64_t n;
	size_t waiting; /* chunks, the one being hashed included */
	bool ended;
};

/* Those that wait to be hashed, and those to be filled again. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t work, done;
	struct chunk *first, *last, *spare;
	size_t n;
	bool started;
} queue = {.lock = PTHREAD_MUTEX_INITIALIZER,
    .work = PTHREAD_COND_INITIALIZER,
    .done = PTHREAD_COND_INITIALIZER};

struct digest *
digest_new(void)
{
	struct digest *d = mem_array(1, sizeof *d);

	sha256_begin(&d->sha, SHA256_BEST);
	return d;
}

static struct chunk *
pop(void)
{
	struct chunk *c;

	pthread_mutex_lock(&queue.lock);
	while (queue.first == NULL)
		pthread_cond_wait(&queue.work, &queue.lock);
	c = queue.first;
	queue.first = c->next;
	queue.n--;
	pthread_mutex_unlock(&queue.lock);
	return c;
}

/* Nothing in here may fail the program, which waits for it when it ends. */
static void *
run(void *arg)
{
	for (;;) {
		struct chunk *c = pop();

		sha256_add(&c->of->sha, c->bytes, c->n);
		pthread_mutex_lock(&queue.lock);
		c->of->waiting--;
		c->next = queue.spare;
		queue.spare = c;
		pthread_cond_broadcast(&queue.done);
		pthread_mutex_unlock(&queue.lock);
	}
	return arg;
}

/* Whether there is a thread; without one the caller has to do it all. */
static bool
start(void)
{
	pthread_t thread;

	if (!queue.started && pthread_create(&thread, NULL, run, NULL) == 0) {
		pthread_detach(thread);
		queue.started = true;
	}
	return queue.started;
}

/* With the lock, as the others below. */
static void
hash_now(struct digest *d)
{
	struct chunk *c = d->filling;

	sha256_add(&d->sha, c->bytes, c->n);
	c->next = queue.spare;
	queue.spare = c;
	d->filling = NULL;
}

static void
push(struct digest *d)
{
	struct chunk *c = d->filling;

	if (!start()) {
		hash_now(d);
		return;
	}
	while (queue.n >= MOST && !d->ended)
		pthread_cond_wait(&queue.done, &queue.lock);
	if (d->ended)
		return;
	c->next = NULL;
	if (queue.first == NULL)
		queue.first = c;
	else
		queue.last->next = c;
	queue.last = c;
	queue.n++;
	d->waiting++;
	d->filling = NULL;
	pthread_cond_signal(&queue.work);
}

/* No memory ends the program, which needs the lock for that. */
static void
make_chunk(struct digest *d)
{
	struct chunk *c = queue.spare;

	if (c != NULL) {
		queue.spare = c->next;
	} else {
		pthread_mutex_unlock(&queue.lock);
		c = mem_room(sizeof *c);
		pthread_mutex_lock(&queue.lock);
	}
	c->of = d;
	c->n = 0;
	d->filling = c;
}

static size_t
fill(struct digest *d, const char *p, size_t n)
{
	struct chunk *c = d->filling;
	size_t k = n < CHUNK - c->n ? n : CHUNK - c->n;

	memcpy(c->bytes + c->n, p, k);
	c->n += k;
	d->n += k;
	if (c->n == CHUNK)
		push(d);
	return k;
}

void
digest_add(struct digest *d, const char *p, size_t n)
{
	pthread_mutex_lock(&queue.lock);
	while (n > 0 && !d->ended) {
		size_t k;

		if (d->filling == NULL) {
			make_chunk(d);
			continue;
		}
		k = fill(d, p, n);
		p += k;
		n -= k;
	}
	pthread_mutex_unlock(&queue.lock);
}

uint64_t
digest_size(const struct digest *d)
{
	return d->n;
}

void
digest_end(struct digest *d, char text[SHA256_CHARS])
{
	unsigned char bytes[SHA256_BYTES];

	pthread_mutex_lock(&queue.lock);
	d->ended = true;
	pthread_cond_broadcast(&queue.done);
	while (d->waiting > 0)
		pthread_cond_wait(&queue.done, &queue.lock);
	if (d->filling != NULL)
		hash_now(d);
	pthread_mutex_unlock(&queue.lock);
	sha256_end(&d->sha, bytes);
	sha256_text(text, bytes);
}

void
digest_free(struct digest *d)
{
	mem_free(d);
}
