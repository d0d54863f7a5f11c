#include "book/policy_in.h"

#include "base/buf.h"
#include "base/near.h"

/* Whether a header stands for a column of the table. */
static bool
is_known(const struct columns *c, struct span header)
{
	for (size_t i = 0; i < c->n; i++)
		if (span_equal(map_header(c->map, c->names[i]), header))
			return true;
	return false;
}

static void
refuse(struct batch *b, struct span column, struct span near)
{
	struct buf text = {0};

	buf_text(&text, "no column \"");
	buf_span(&text, column);
	buf_text(&text, "\"; is it \"");
	buf_span(&text, near);
	buf_text(&text, "\"?");
	fault_add(&b->faults, FAULT_HEADER, b->header->line, NULL,
	    (struct span){0}, buf_string(&text), (struct span){0});
	buf_free(&text);
}

bool
policy_check_header(const struct columns *c, struct batch *b)
{
	const struct csv_header *h = b->header;
	bool ok = true;

	for (size_t i = 0; i < c->n; i++) {
		struct span name = map_header(c->map, c->names[i]);

		if (columns_have(c, i))
			continue;
		for (uint32_t k = 0; k < h->ncol; k++) {
			if (!near_slip(name, h->names[k]) ||
			    is_known(c, h->names[k]))
				continue;
			refuse(b, name, h->names[k]);
			ok = false;
		}
	}
	return ok;
}
