#include "base/diag.h"
#include "cmd/reconcile.h"

void
reconcile_by_itself(struct reconcile_run *r)
{
	(void)r;
	diag_fail("--check is not built yet");
}
