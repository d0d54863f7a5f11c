#include "base/diag.h"
#include "book/gl.h"
#include "cmd/reconcile.h"

void
reconcile_with_gl(struct reconcile_run *r)
{
	(void)r;
	diag_fail("--gl is not built yet");
}

void
reconcile_gl_read(struct reconcile_run *r,
    void (*take)(void *arg, const struct gl_line *lines, size_t n), void *arg)
{
	(void)r;
	(void)take;
	(void)arg;
	diag_fail("--gl is not built yet");
}
