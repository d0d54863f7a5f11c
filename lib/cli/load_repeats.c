#include "cli/load.h"

/* Where repeats go: to the faults, or to a list that is only shown. */
struct repeats {
	struct source *source;
	struct ledger *ledger;
	struct faults shown;
	enum tool_duplicates how;
};

static void
repeated(void *arg, enum dupes_kind kind, uint64_t line, uint64_t first)
{
	static const enum fault_code codes[] = {
	    FAULT_DUPLICATE_ID, FAULT_DUPLICATE_ITEM, FAULT_DUPLICATE_ROW};
	static const char *const columns[] = {"id", "doc", NULL};
	static const struct span none;
	struct repeats *r = arg;
	struct fault *f;
	bool allowed = kind != DUPES_ID && r->how != DUPLICATES_ERROR;
	struct faults *to = allowed ? &r->shown : &r->source->faults;

	if (allowed && r->how == DUPLICATES_SUM)
		return;
	f = fault_add(to, codes[kind], line, columns[kind], none, NULL, none);
	if (f != NULL)
		f->other = first;
	if (!allowed && r->ledger != NULL)
		ledger_drop(r->ledger, line);
}

static void
repeated_item(void *arg, uint64_t line, uint64_t first)
{
	repeated(arg, DUPES_ITEM, line, first);
}

void
load_repeats(struct source *s, struct ledger *l, struct dupes *d,
    enum tool_duplicates how)
{
	struct repeats r = {.source = s, .ledger = l, .how = how};

	dupes_find(d, repeated, &r);
	if (l != NULL)
		ledger_repeats(l, repeated_item, &r);
	source_report(s, &r.shown);
	fault_free(&r.shown);
}
