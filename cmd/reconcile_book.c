#include "base/diag.h"
#include "cmd/reconcile.h"

void
reconcile_book(struct reconcile_run *r)
{
	(void)r;
	diag_fail("the book is not built yet");
}
