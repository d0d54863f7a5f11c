#include "base/diag.h"
#include "cmd/reconcile.h"

void
reconcile_journal(struct reconcile_run *r, struct out *out)
{
	(void)r;
	(void)out;
	diag_fail("--journal is not built yet");
}
