#include "base/witness.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"

/* Threads open files; what is in the list stays there. */
static struct {
	pthread_mutex_t lock;
	struct witness *first, **last;
	void (*before)(void);
	bool on;
} seen = {.lock = PTHREAD_MUTEX_INITIALIZER, .last = &seen.first};

void
witness_begin(void (*before)(void))
{
	seen.on = true;
	seen.before = before;
}

bool
witness_is_on(void)
{
	return seen.on;
}

static struct witness *
add(struct witness start, const char *path)
{
	struct witness *w;

	if (!seen.on)
		return NULL;
	w = mem_array(1, sizeof *w);
	*w = start;
	w->given = path;
	w->path = path != NULL ? mem_copy(path, strlen(path)) : "-";
	w->digest = digest_new();
	pthread_mutex_lock(&seen.lock);
	*seen.last = w;
	seen.last = &w->next;
	pthread_mutex_unlock(&seen.lock);
	return w;
}

struct witness *
witness_input(const char *table, const char *path)
{
	return add((struct witness){.table = table}, path);
}

struct witness *
witness_output(const char *path)
{
	return add((struct witness){.output = true}, path);
}

struct witness *
witness_directory(const char *path)
{
	return add((struct witness){.output = true, .directory = true}, path);
}

void
witness_add(struct witness *w, const char *p, size_t n)
{
	if (w == NULL)
		return;
	if (w->kept)
		buf_add(&w->content, p, n);
	digest_add(w->digest, p, n);
}

void
witness_document(struct witness *w, const char *name, struct span bytes)
{
	unsigned char digest[SHA256_BYTES];
	char text[SHA256_CHARS];
	struct buf line = {0};
	struct sha256 sha;

	if (w == NULL)
		return;
	sha256_begin(&sha, SHA256_BEST);
	sha256_add(&sha, bytes.at, bytes.len);
	sha256_end(&sha, digest);
	sha256_text(text, digest);
	buf_text(&line, text);
	buf_text(&line, "  ");
	buf_text(&line, name);
	buf_byte(&line, '\n');
	buf_string(&line);
	w->documents = mem_grow(w->documents, &w->document_cap,
	    w->ndocument + 1, sizeof *w->documents);
	w->documents[w->ndocument++] = line.at;
	w->bytes += bytes.len;
}

void
witness_rows(struct witness *w, uint64_t n)
{
	if (w == NULL)
		return;
	w->has_rows = true;
	w->rows += n;
}

void
witness_keep(struct witness *w)
{
	if (w != NULL)
		w->kept = true;
}

void
witness_end(struct witness *w)
{
	if (w != NULL)
		w->complete = true;
}

/* It stays in the list, for somebody may be at it. */
void
witness_drop(struct witness *w)
{
	if (w != NULL)
		w->dropped = true;
}

void
witness_deliver(void)
{
	void (*before)(void) = seen.before;

	seen.before = NULL;
	if (before != NULL)
		before();
}

void
witness_delivered(struct witness *w)
{
	if (w != NULL)
		w->delivered = true;
}

/* By name: the line without its digest. */
static int
by_name(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x + SHA256_CHARS, *y + SHA256_CHARS);
}

/* A digest is never freed: another thread may still be adding to it. */
static void
settle(struct witness *w)
{
	if (w->sha256[0] != '\0')
		return;
	if (w->ndocument > 0)
		qsort(
		    w->documents, w->ndocument, sizeof *w->documents, by_name);
	for (size_t i = 0; i < w->ndocument; i++)
		digest_add(w->digest, w->documents[i], strlen(w->documents[i]));
	digest_end(w->digest, w->sha256);
	if (!w->directory)
		w->bytes = digest_size(w->digest);
}

struct witness *
witness_settle(void)
{
	struct witness *first;

	pthread_mutex_lock(&seen.lock);
	first = seen.first;
	for (struct witness *w = first; w != NULL; w = w->next)
		settle(w);
	pthread_mutex_unlock(&seen.lock);
	return first;
}
