#include "base/diag.h"
#include "cmd/reconcile.h"

void
reconcile_daily(struct reconcile_run *r, struct out *out)
{
	(void)r;
	(void)out;
	diag_fail("--daily is not built yet");
}
