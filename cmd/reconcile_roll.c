#include "base/diag.h"
#include "cmd/reconcile.h"

void
reconcile_roll(struct reconcile_run *r, struct out *out)
{
	(void)r;
	(void)out;
	diag_fail("--rollforward is not built yet");
}
