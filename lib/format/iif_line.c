#include <string.h>

#include "base/mem.h"
#include "format/fixed.h"
#include "format/iif_in.h"

/* One pair of quotes around a cell is none of it; quotes inside are not
   doubled. */
static struct span
unquoted(struct span s)
{
	if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
		return (struct span){s.at + 1, s.len - 2};
	return s;
}

void
iif_cut(struct import *in, struct span rest, struct iif_line *l)
{
	bool more = true;

	l->n = 0;
	while (more) {
		size_t was = rest.len;
		struct span cell = span_cut(&rest, '\t');

		more = cell.len < was;
		if (l->n < IIF_CELLS)
			l->cells[l->n++] = unquoted(cell);
		else if (cell.len > 0)
			import_finding(in, l->at,
			    "more than %d cells: the others are passed over",
			    IIF_CELLS);
	}
}

static struct iif_header *
find(const struct iif_headers *h, struct span key)
{
	for (size_t i = 0; i < h->n; i++)
		if (span_equal(buf_bytes(&h->list[i].key), key))
			return &h->list[i];
	return NULL;
}

bool
iif_is_header(const struct iif_line *l)
{
	return l->cells[0].len > 1 && l->cells[0].at[0] == '!';
}

void
iif_find(const struct iif_headers *h, struct iif_line *l)
{
	l->header = find(h, l->cells[0]);
}

#define HEADERS 200 /* of a file; QuickBooks knows some thirty */

/* A header may come again, with other names. */
void
iif_keep(struct import *in, struct iif_headers *all, const struct iif_line *l)
{
	struct span key = {l->cells[0].at + 1, l->cells[0].len - 1};
	struct iif_header *h = find(all, key);

	if (h == NULL && all->n == HEADERS) {
		import_fault(
		    in, l->at, NULL, "more than %d kinds of headers", HEADERS);
		return;
	}
	if (h == NULL) {
		all->list = mem_grow(
		    all->list, &all->cap, all->n + 1, sizeof *all->list);
		h = &all->list[all->n++];
		*h = (struct iif_header){{NULL, 0, 0}, {NULL, 0, 0}};
		buf_span(&h->key, key);
	}
	h->names.len = 0;
	for (size_t i = 1; i < l->n; i++) {
		buf_span(&h->names, l->cells[i]);
		buf_byte(&h->names, '\0');
	}
}

void
iif_free(struct iif_headers *h)
{
	for (size_t i = 0; i < h->n; i++) {
		buf_free(&h->list[i].key);
		buf_free(&h->list[i].names);
	}
	mem_free(h->list);
}

/* The name of the i-th cell, or NULL. */
static const char *
name_at(const struct iif_header *h, size_t i)
{
	const char *p = h->names.at, *end;

	if (h->names.len == 0)
		return NULL;
	end = p + h->names.len;
	for (; p < end && i > 1; i--)
		p += strlen(p) + 1;
	return p < end && i == 1 ? p : NULL;
}

struct span
iif_cell(const struct iif_line *l, const char *name)
{
	for (size_t i = 1; i < l->n; i++) {
		const char *is = name_at(l->header, i);

		if (is != NULL && !strcmp(is, name))
			return l->cells[i];
	}
	return span_of("");
}

void
iif_raw(struct import *in, const struct iif_line *l)
{
	size_t n = l->cells[0].len;
	char name[24];

	for (;
	     n > 20 || (n > 0 && n < l->cells[0].len &&
			   ((unsigned char)l->cells[0].at[n] & 0xC0) == 0x80);)
		n--;
	memcpy(name, l->cells[0].at, n);
	name[n] = '\0';
	import_record(in, l->at, name);
	if (import_option(in, "raw") == NULL)
		return;
	for (size_t i = 1; i < l->n; i++) {
		const char *field = !iif_is_header(l) && l->header != NULL
					? name_at(l->header, i)
					: NULL;

		import_raw(in, field != NULL && *field != '\0' ? field : "?",
		    l->cells[i]);
	}
}

void
iif_no_header(struct import *in, const struct iif_line *l)
{
	struct span key = l->cells[0];
	int n = (int)fixed_bytes(key, 20);

	import_fault(in, l->at, NULL, "\"%.*s\" has no header (!%.*s) above it",
	    n, key.at, n, key.at);
}

/* Spreadsheets leave lines of tabs alone. */
bool
iif_is_blank(const struct iif_line *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->cells[i].len > 0)
			return false;
	return true;
}
