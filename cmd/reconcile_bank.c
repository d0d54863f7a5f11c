#include "base/diag.h"
#include "cmd/reconcile.h"

void
reconcile_with_bank(struct reconcile_run *r)
{
	(void)r;
	diag_fail("--bank is not built yet");
}
