#include "cmd/reconcile.h"

const char *
reconcile_place(const struct reconcile_run *r, enum recon_side side,
    const struct recon_entry *e, char *text, size_t size)
{
	return source_place(
	    side == RECON_BOOK ? &r->book : &r->other, e->line, text, size);
}
