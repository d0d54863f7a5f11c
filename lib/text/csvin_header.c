#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/near.h"
#include "text/csvin_in.h"

#define NAME_SHOWN 100 /* bytes of a name that a message shows */

void
csvin_fault(struct csvin *in, struct batch *b, enum fault_code code,
    uint64_t line, const char *detail)
{
	struct span none = {NULL, 0};

	fault_add(&b->faults, code, line, NULL, none, detail, none);
	in->drain = true;
}

/* A fault of the header whose detail is made from the names in it. */
static void __attribute__((format(printf, 3, 4)))
fault_names(struct csvin *in, struct batch *b, const char *fmt, ...)
{
	char detail[3 * NAME_SHOWN];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(detail, sizeof detail, fmt, ap);
	va_end(ap);
	csvin_fault(in, b, FAULT_HEADER, in->line + 1, detail);
}

static int
shown(struct span s)
{
	return s.len < NAME_SHOWN ? (int)s.len : NAME_SHOWN;
}

/* A header of one cell with marks in it was written with another delimiter. */
static char
other_delimiter(const struct csvin *in, const struct csv_header *h)
{
	static const char marks[] = ";\t|,";

	for (const char *m = marks; h->ncol == 1 && *m != '\0'; m++)
		if (*m != in->rules.delimiter &&
		    memchr(h->names[0].at, *m, h->names[0].len) != NULL)
			return *m;
	return '\0';
}

static void
missing(struct csvin *in, struct batch *b, const struct csv_header *h,
    struct span name)
{
	size_t near = near_find(name, h->names, h->ncol);

	if (near < h->ncol)
		fault_names(in, b, "no column \"%.*s\"; is it \"%.*s\"?",
		    shown(name), name.at, shown(h->names[near]),
		    h->names[near].at);
	else
		fault_names(in, b, "no column \"%.*s\"", shown(name), name.at);
}

static void
check_missing(struct csvin *in, struct batch *b, const struct csv_header *h)
{
	char mark = other_delimiter(in, h);

	if (mark != '\0') {
		fault_names(in, b,
		    "one column only: is the delimiter %s? "
		    "(delimiter in a map, ar-tables(5))",
		    mark == '\t'  ? "tab"
		    : mark == ';' ? "';'"
		    : mark == '|' ? "'|'"
				  : "','");
		return;
	}
	for (size_t r = 0; r < in->nrequired; r++) {
		uint32_t i = 0;

		while (i < h->ncol && !span_equal(h->names[i], in->required[r]))
			i++;
		if (i == h->ncol)
			missing(in, b, h, in->required[r]);
	}
}

/* Of two columns of one name neither is the one meant.  Names that nobody
   requires may repeat: whoever reads such a column checks. */
static void
check_twice(struct csvin *in, struct batch *b, const struct csv_header *h)
{
	for (size_t k = 0; k < in->nrequired; k++) {
		size_t n = 0;

		for (uint32_t i = 0; i < h->ncol; i++)
			n += span_equal(h->names[i], in->required[k]);
		if (n > 1)
			fault_names(in, b, "column \"%.*s\" stands there twice",
			    shown(in->required[k]), in->required[k].at);
	}
}

static bool
bare_return(const char *p, size_t n, size_t size)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] == '\r' && (i + 1 == size || p[i + 1] != '\n'))
			return true;
	return false;
}

static void
check(struct csvin *in, struct batch *b, const struct csv_header *h,
    const char *p, size_t n, size_t size)
{
	if (memchr(p, '\0', n) != NULL)
		fault_names(in, b, "the header holds a NUL byte");
	else if (bare_return(p, n, size))
		fault_names(in, b,
		    "the header holds a carriage return without a line feed");
	else if (!utf8_valid(p, n))
		fault_names(in, b,
		    "the header is not valid UTF-8 "
		    "(see encoding in ar-tables(5))");
	else {
		check_twice(in, b, h);
		check_missing(in, b, h);
	}
}

/* A header of the record last split. */
static struct csv_head *
head_new(const struct csvin *in)
{
	const struct csv_cells *c = &in->cells;
	struct csv_head *head = mem_array(1, sizeof *head);
	struct csv_header *h = &head->header;

	head->bytes = mem_copy(c->to, c->len);
	h->number = (uint32_t)in->nheader;
	h->line = in->line + 1;
	h->ncol = (uint32_t)c->n;
	h->names = mem_array(c->n, sizeof *h->names);
	for (size_t i = 0; i < c->n; i++)
		h->names[i] = (struct span){
		    head->bytes + c->start[i], c->end[i] - c->start[i]};
	return head;
}

/* The first header says how the later ones are known. */
static void
keep(struct csvin *in, struct csv_head *head)
{
	in->headers = mem_grow(in->headers, &in->header_cap, in->nheader + 1,
	    sizeof(struct csv_head *));
	in->headers[in->nheader++] = head;
	if (in->rules.first.at != NULL)
		return;
	in->rules.first = head->header.names[0];
	in->rules.doubled =
	    memchr(in->rules.first.at, '"', in->rules.first.len) != NULL;
	if (in->nrequired == 0) {
		in->rules.required = head->header.names;
		in->rules.nrequired = head->header.ncol;
	}
}

void
csvin_header_free(struct csv_head *head)
{
	mem_free(head->header.names);
	mem_free(head->bytes);
	mem_free(head);
}

bool
csvin_header(
    struct csvin *in, struct batch *b, const char *p, size_t n, size_t size)
{
	struct csv_head *head = head_new(in);

	check(in, b, &head->header, p, n, size);
	if (in->drain) {
		csvin_header_free(head);
		return false;
	}
	keep(in, head);
	return true;
}
