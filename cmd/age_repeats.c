#include "cmd/age.h"

/* Where repeats go: to the faults, or to a list that is only shown. */
struct repeats {
	struct age *age;
	struct faults shown;
	enum tool_duplicates how;
};

static void
repeated(void *arg, enum dupes_kind kind, uint64_t line, uint64_t first)
{
	static const enum fault_code codes[] = {
	    FAULT_DUPLICATE_ID, FAULT_DUPLICATE_ITEM, FAULT_DUPLICATE_ROW};
	static const struct span none;
	struct repeats *r = arg;
	struct fault *f;
	bool allowed = kind != DUPES_ID && r->how != DUPLICATES_ERROR;
	struct faults *to = allowed ? &r->shown : &r->age->source.faults;

	if (allowed && r->how == DUPLICATES_SUM)
		return;
	f = fault_add(to, codes[kind], line,
	    kind == DUPES_ID     ? "id"
	    : kind == DUPES_ITEM ? "doc"
				 : NULL,
	    none, NULL, none);
	if (f != NULL)
		f->other = first;
	if (!allowed && r->age->ledger != NULL)
		ledger_drop(r->age->ledger, line);
}

void
age_find_repeats(struct age *a, struct dupes *d)
{
	struct repeats r = {.age = a, .how = tool_duplicates(&a->tool)};

	dupes_find(d, repeated, &r);
	source_report(&a->source, &r.shown);
	fault_free(&r.shown);
}
