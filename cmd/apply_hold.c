#include "base/mem.h"
#include "book/holds.h"
#include "cmd/apply_in.h"

/* Who is on hold, by the numbers that customers have here. */
void
apply_holds_open(struct apply *a)
{
	struct apply_world *w = a->world;

	w->held = mem_array(w->n, sizeof *w->held);
	if (a->despite_hold)
		return;
	w->holds = holds_new(a->ledger, a->asof);
	for (size_t i = 0; i < holds_count(w->holds); i++) {
		uint32_t id;

		if (holds_customer(w->holds, i, &id) && id < w->ntext &&
		    w->of_text[id] != APPLY_NONE)
			w->held[w->of_text[id]] = true;
	}
}

bool
apply_item_held(const struct apply *a, uint32_t item)
{
	const struct holds *h = a->world->holds;

	return h != NULL && holds_item(h, item, NULL);
}
