#include <string.h>

#include "cmd/reconcile.h"

/* Places are a list, told apart by blanks: so standard input has the name here
   that it was given by. */
const char *
reconcile_place(const struct reconcile_run *r, enum recon_side side,
    const struct recon_entry *e, char *text, size_t size)
{
	static const char piped[] = "standard input:";
	const size_t skip = sizeof piped - sizeof "-:";

	source_place(
	    side == RECON_BOOK ? &r->book : &r->other, e->line, text, size);
	if (strncmp(text, piped, sizeof piped - 1) != 0)
		return text;
	text[skip] = '-';
	return text + skip;
}
