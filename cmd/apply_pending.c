#include "base/diag.h"
#include "cmd/apply_out.h"

/* What mirrors the rows of a bank return takes back, and gives nothing. */
bool
apply_must_wait(const struct apply *a, const struct apply_fund *f,
    const struct apply_entry *e)
{
	bool gives = e->type == TYPE_DISCOUNT || e->type == TYPE_WRITEOFF ||
		     e->type == TYPE_ADJUST;
	int128 amount = e->amount < 0 ? -(int128)e->amount : e->amount;

	return gives && a->approve != NULL && e->rule != MATCH_OWN &&
	       amount > a->approve[apply_currency(a, apply_target(f, e))];
}

void
apply_tell_waiting(struct apply *a, uint64_t nrow)
{
	if (nrow == 0)
		return;
	diag_say("%llu row%s for approval%s%s", (unsigned long long)nrow,
	    nrow == 1 ? " waits" : "s wait",
	    a->pending_file != NULL ? ": " : "",
	    a->pending_file != NULL ? a->pending_file : "");
	a->tool.findings = true;
}
