#include "format/ach_in.h"

/* A file may be one line, and then records have no ends: a line of more than
   one record's length is cut into records. */
bool
ach_next(struct ach_reader *r, struct ach_record *a)
{
	size_t n;

	while (r->rest.len == 0)
		if (!import_line(r->in, &r->rest))
			return false;
	n = fixed_bytes(r->rest, ACH_WIDTH);
	a->line = import_at(r->in);
	a->text = (struct span){r->rest.at, n};
	a->fixed = fixed_of(a->text);
	r->rest.at += n;
	r->rest.len -= n;
	return true;
}
