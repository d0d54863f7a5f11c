#include "cli/fields.h"

#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/near.h"

/* What the ledger knows of an item; the rest of the book is carried. */
static bool
is_known(enum posting_column column)
{
	return column == POSTING_CUSTOMER || column == POSTING_DOC ||
	       column == POSTING_ENTITY || column == POSTING_ACCOUNT ||
	       column == POSTING_LINE || column == POSTING_DATE ||
	       column == POSTING_DUE || column == POSTING_DOC_DATE ||
	       column == POSTING_CURRENCY || column == POSTING_TYPE;
}

/* A book without types or currencies still has them. */
static bool
is_implied(struct span name)
{
	return span_is(name, "type") || span_is(name, "currency");
}

/* The header may have a column twice, as long as nobody asks for it. */
static void
check_once(struct span name, const struct source *s)
{
	const struct csv_header *h = s->first.header;
	size_t n = 0;

	for (uint32_t i = 0; h != NULL && i < h->ncol; i++)
		n += span_equal(h->names[i], name);
	if (n > 1)
		diag_fail("column \"%.*s\" stands there twice", (int)name.len,
		    name.at);
}

/* The nearest name that would do: one that the input has. */
static void __attribute__((noreturn))
no_column(struct span name, const struct source *s)
{
	const struct csv_header *h = s->first.header;
	uint32_t ncol = h != NULL ? h->ncol : 0;
	struct span *names =
	    mem_array(POSTING_NCOLUMN + (size_t)ncol, sizeof *names);
	size_t n = 0, near;

	for (size_t i = 0; i < POSTING_NCOLUMN; i++)
		if (source_has(s, posting_names[i]) ||
		    is_implied(span_of(posting_names[i])))
			names[n++] = span_of(posting_names[i]);
	for (uint32_t i = 0; i < ncol; i++)
		names[n++] = h->names[i];
	near = near_find(name, names, n);
	if (near < n)
		diag_fail("no column \"%.*s\"; is it \"%.*s\"?", (int)name.len,
		    name.at, (int)names[near].len, names[near].at);
	diag_fail("no column \"%.*s\" in the input", (int)name.len, name.at);
}

static uint32_t
carry(struct carried *carried, const char *name)
{
	for (size_t i = 0; i < carried->n; i++)
		if (!strcmp(carried->names[i], name))
			return (uint32_t)i;
	if (carried->n == CARRIED_MOST)
		diag_fail("more than %d columns asked for", CARRIED_MOST);
	carried->names[carried->n] = name;
	return (uint32_t)carried->n++;
}

static bool
find_known(const char *name, struct field *f)
{
	for (uint32_t i = 0; i < POSTING_NCOLUMN; i++) {
		if (strcmp(posting_names[i], name) != 0 ||
		    !is_known((enum posting_column)i))
			continue;
		f->from = FIELD_KNOWN;
		f->at = i;
		return true;
	}
	return false;
}

static void
hope(struct carried *carried, const char *name)
{
	if (carried->nhoped == CARRIED_MOST)
		diag_fail("more than %d columns asked for", CARRIED_MOST);
	carried->hoped[carried->nhoped++] = name;
}

void
fields_check_hopes(const struct source *s, const struct carried *carried)
{
	for (size_t i = 0; i < carried->nhoped; i++)
		if (!source_met(s, carried->hoped[i]))
			no_column(span_of(carried->hoped[i]), s);
}

/* A column of the input, of a later header if need be. */
static void
find_here(struct field *f, const struct source *s, struct carried *carried)
{
	if (!is_implied(span_of(f->name)) && !source_has(s, f->name))
		hope(carried, f->name);
	if (find_known(f->name, f))
		return;
	check_once(map_header(s->map, f->name), s);
	f->from = FIELD_CARRIED;
	f->at = carry(carried, f->name);
}

struct field
fields_find(struct span name, const struct source *s,
    const struct customers *customers, struct carried *carried)
{
	static const char prefix[] = "customers.";
	struct field f = {mem_copy(name.at, name.len), FIELD_CUSTOMERS, 0};
	bool forced = !strncmp(f.name, prefix, sizeof prefix - 1);

	if (forced) {
		name.at += sizeof prefix - 1;
		name.len -= sizeof prefix - 1;
	}
	if (forced && customers == NULL)
		diag_fail("%s: which customers? Give --customers FILE", f.name);
	f.at = customers == NULL ? CUSTOMERS_NONE
				 : customers_column(customers, name);
	if (forced && f.at == CUSTOMERS_NONE)
		no_column(name, s);
	if (!forced && (is_implied(name) || source_has(s, f.name) ||
			   f.at == CUSTOMERS_NONE))
		find_here(&f, s, carried);
	return f;
}

static bool
is_column(struct span name, const struct carried *carried)
{
	for (size_t i = 0; i < POSTING_NCOLUMN; i++)
		if (span_is(name, posting_names[i]))
			return true;
	for (size_t i = 0; i < carried->n; i++)
		if (span_is(name, carried->names[i]))
			return true;
	return false;
}

void
fields_check_cols(const struct opt_list *cols, const struct carried *carried)
{
	for (size_t i = 0; i < cols->n; i++) {
		struct span name = {cols->at[i], strcspn(cols->at[i], "=")};

		if (memchr(name.at, '.', name.len) == NULL &&
		    !is_column(name, carried))
			diag_fail("--col %s: the book has no column \"%.*s\", "
				  "and nothing asks for it",
			    cols->at[i], (int)name.len, name.at);
	}
}

size_t
fields_index(const struct fields *f, const char *name)
{
	size_t i = 0;

	while (i < f->n && strcmp(f->at[i].name, name) != 0)
		i++;
	return i;
}

void
fields_add(struct fields *f, const char *list, const struct source *s,
    const struct customers *customers, struct carried *carried)
{
	struct span name;

	while (opts_item(&list, &name)) {
		f->at = mem_grow(f->at, &f->cap, f->n + 1, sizeof *f->at);
		f->at[f->n] = fields_find(name, s, customers, carried);
		if (fields_index(f, f->at[f->n].name) < f->n)
			diag_fail("column \"%s\" is asked for twice",
			    f->at[f->n].name);
		f->n++;
	}
}

void
fields_where(struct fields_tests *tests, const struct opt_list *args,
    const struct source *s, const struct customers *customers,
    struct carried *carried)
{
	tests->n = args->n;
	tests->at = mem_array(args->n, sizeof *tests->at);
	for (size_t i = 0; i < args->n; i++) {
		const char *mark = strchr(args->at[i], '=');
		struct span name = {args->at[i], 0};

		if (mark == NULL)
			diag_fail("--where: \"%s\" is not COL=VALUE,...",
			    args->at[i]);
		name.len = (size_t)(mark - args->at[i]);
		tests->at[i].field = fields_find(name, s, customers, carried);
		tests->at[i].values = mark + 1;
	}
}
