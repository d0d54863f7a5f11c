#include "text/tdata.h"

#include <assert.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"

#define CHUNK ((size_t)16 << 10)
#define ALIGN sizeof(struct trecord *) /* of what holds pointers and sizes */

/* A value, or a list. */
struct tplace {
	struct span value;
	struct trecord *first, *last;
};

struct trecord {
	struct tdata *data;
	const struct tnames *names;
	struct trecord *next;
	struct tplace at[];
};

/* Memory for records and bytes, given back all at once. */
struct chunk {
	struct chunk *next;
	size_t used, size;
	struct tplace bytes[];
};

struct tdata {
	const struct tnames *names;
	struct chunk *first, *now;
	struct trecord *top;
};

/* A chunk behind the one in use, twice as large. */
static void
add_chunk(struct tdata *d, size_t n)
{
	size_t size = d->now != NULL ? 2 * d->now->size : CHUNK;
	struct chunk *c;

	if (size < n)
		size = n;
	if (size > SIZE_MAX - sizeof *c)
		diag_fail("out of memory");
	c = mem_room(sizeof *c + size);
	*c = (struct chunk){.size = size};
	if (d->now == NULL) {
		d->first = c;
	} else {
		c->next = d->now->next;
		d->now->next = c;
	}
	d->now = c;
}

/* Whether the chunk in use has n more bytes, from a multiple of `align`. */
static bool
fits(const struct tdata *d, size_t n, size_t align)
{
	size_t from;

	if (d->now == NULL)
		return false;
	from = (d->now->used + align - 1) / align * align;
	return from <= d->now->size && n <= d->now->size - from;
}

/* Chunks of an earlier document that are too small are passed over. */
static void *
room(struct tdata *d, size_t n, size_t align)
{
	char *at;

	while (!fits(d, n, align)) {
		if (d->now == NULL || d->now->next == NULL) {
			add_chunk(d, n);
			break;
		}
		d->now = d->now->next;
		d->now->used = 0;
	}
	d->now->used = (d->now->used + align - 1) / align * align;
	at = (char *)d->now->bytes + d->now->used;
	d->now->used += n;
	return at;
}

static struct trecord *
record(struct tdata *d, const struct tnames *names)
{
	struct trecord *r =
	    room(d, sizeof *r + names->n * sizeof *r->at, ALIGN);

	*r = (struct trecord){.data = d, .names = names};
	for (size_t i = 0; i < names->n; i++)
		r->at[i] = (struct tplace){{"", 0}, NULL, NULL};
	return r;
}

struct tdata *
tdata_new(const struct tnames *names)
{
	struct tdata *d = mem_array(1, sizeof *d);

	d->names = names;
	tdata_reset(d);
	return d;
}

void
tdata_free(struct tdata *d)
{
	if (d == NULL)
		return;
	while (d->first != NULL) {
		struct chunk *c = d->first;

		d->first = c->next;
		mem_free(c);
	}
	mem_free(d);
}

void
tdata_reset(struct tdata *d)
{
	d->now = d->first;
	if (d->now != NULL)
		d->now->used = 0;
	d->top = record(d, d->names);
}

struct trecord *
tdata_top(struct tdata *d)
{
	return d->top;
}

void
tdata_set(struct trecord *r, size_t name, struct span value)
{
	char *copy;

	assert(name < r->names->n && r->names->at[name].of == NULL);
	if (value.len == 0) {
		r->at[name].value = span_of("");
		return;
	}
	copy = room(r->data, value.len, 1);
	memcpy(copy, value.at, value.len);
	r->at[name].value = (struct span){copy, value.len};
}

struct trecord *
tdata_add(struct trecord *r, size_t list)
{
	struct tplace *place = &r->at[list];
	struct trecord *new;

	assert(list < r->names->n && r->names->at[list].of != NULL);
	new = record(r->data, r->names->at[list].of);
	if (place->last == NULL)
		place->first = new;
	else
		place->last->next = new;
	place->last = new;
	return new;
}

struct span
tdata_value(const struct trecord *r, size_t name)
{
	return r->at[name].value;
}

const struct trecord *
tdata_first(const struct trecord *r, size_t list)
{
	return r->at[list].first;
}

const struct trecord *
tdata_next(const struct trecord *r)
{
	return r->next;
}
