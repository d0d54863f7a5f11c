#include "base/fault.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static char *
copy(struct span s)
{
	return s.at != NULL ? mem_copy(s.at, s.len) : NULL;
}

static void
drop(struct fault *f)
{
	mem_free(f->column);
	mem_free(f->cell);
	mem_free(f->detail);
	mem_free(f->raw);
}

/* Whether a fault of this line would come after all that may be held. */
static bool
too_late(const struct faults *all, uint64_t line)
{
	return !all->keep && all->n >= FAULT_SHOWN &&
	       line >= all->list[all->n - 1].line;
}

/*
 * All of them are put at the end, to be sorted once; the first few are kept
 * in order, so that the last one is always the one to let go.
 */
static struct fault *
place(struct faults *all, struct fault f)
{
	size_t i = all->n;

	all->list =
	    mem_grow(all->list, &all->cap, all->n + 1, sizeof *all->list);
	for (; !all->keep && i > 0 && all->list[i - 1].line > f.line; i--)
		all->list[i] = all->list[i - 1];
	all->list[i] = f;
	all->n++;
	if (!all->keep && all->n > FAULT_SHOWN)
		drop(&all->list[--all->n]);
	return &all->list[i];
}

struct fault *
fault_add(struct faults *all, enum fault_code code, uint64_t line,
    const char *column, struct span cell, const char *detail, struct span raw)
{
	struct fault f = {.code = code, .line = line};

	all->total++;
	all->hard += !fault_is_soft(code);
	if (too_late(all, line))
		return NULL;
	f.column = column != NULL ? copy(span_of(column)) : NULL;
	f.cell = copy(cell);
	f.detail = detail != NULL ? copy(span_of(detail)) : NULL;
	if (all->keep && raw.at != NULL) {
		f.raw = copy(raw);
		f.raw_len = raw.len;
	}
	return place(all, f);
}

static void
uncount(struct faults *all, const struct fault *f)
{
	all->total--;
	all->hard -= !fault_is_soft(f->code);
}

/* Whether an earlier row told the same; one of a later row is taken out. */
static bool
told_before(struct faults *all, uint64_t line, const char *detail)
{
	size_t i = 0;

	while (i < all->n &&
	       (!all->list[i].once || strcmp(all->list[i].detail, detail) != 0))
		i++;
	if (i == all->n)
		return false;
	if (all->list[i].line <= line)
		return true;
	uncount(all, &all->list[i]);
	drop(&all->list[i]);
	all->n--;
	memmove(
	    &all->list[i], &all->list[i + 1], (all->n - i) * sizeof *all->list);
	return false;
}

void
fault_add_once(struct faults *all, enum fault_code code, uint64_t line,
    const char *column, const char *detail)
{
	static const struct span none;
	struct fault *f;

	if (told_before(all, line, detail))
		return;
	f = fault_add(all, code, line, column, none, detail, none);
	if (f != NULL)
		f->once = true;
}

void
fault_merge(struct faults *all, struct faults *from)
{
	all->total += from->total;
	all->hard += from->hard;
	for (size_t i = 0; i < from->n; i++) {
		struct fault *f = &from->list[i];
		bool again = f->once && told_before(all, f->line, f->detail);

		if (again)
			uncount(all, f);
		if (again || too_late(all, f->line))
			drop(f);
		else
			place(all, *f);
	}
	mem_free(from->list);
	*from = (struct faults){.keep = from->keep};
}

/* Merges list[0..mid) and list[mid..n), both in order. */
static void
zip(struct fault *list, size_t mid, size_t n, struct fault *to)
{
	size_t i = 0, j = mid;

	for (size_t k = 0; k < n; k++)
		to[k] = j >= n || (i < mid && list[i].line <= list[j].line)
			    ? list[i++]
			    : list[j++];
	memcpy(list, to, n * sizeof *list);
}

static bool
in_order(const struct faults *all)
{
	for (size_t i = 1; i < all->n; i++)
		if (all->list[i - 1].line > all->list[i].line)
			return false;
	return true;
}

/* By merging runs, for qsort(3) does not promise to keep equals in place. */
void
fault_keep_hard(struct faults *all)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		if (fault_is_soft(all->list[i].code))
			drop(&all->list[i]);
		else
			all->list[n++] = all->list[i];
	}
	all->n = n;
	all->total = all->hard;
}

void
fault_sort(struct faults *all)
{
	struct fault *room;
	size_t n = all->n;

	if (in_order(all))
		return;
	room = mem_array(n, sizeof *room);
	for (size_t run = 1; run < n; run *= 2)
		for (size_t i = 0; i + run < n; i += 2 * run)
			zip(all->list + i, run,
			    n - i < 2 * run ? n - i : 2 * run, room);
	mem_free(room);
}

void
fault_free(struct faults *all)
{
	for (size_t i = 0; i < all->n; i++)
		drop(&all->list[i]);
	mem_free(all->list);
	*all = (struct faults){.keep = all->keep};
}
