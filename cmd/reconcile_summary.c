#include "base/diag.h"
#include "cmd/reconcile.h"

void
reconcile_summary(struct reconcile_run *r, struct out *out)
{
	(void)r;
	(void)out;
	diag_fail("--summary is not built yet");
}
