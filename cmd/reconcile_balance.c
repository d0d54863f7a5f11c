#include "base/diag.h"
#include "cmd/reconcile.h"

void
reconcile_with_balances(struct reconcile_run *r)
{
	(void)r;
	diag_fail("--balance is not built yet");
}
