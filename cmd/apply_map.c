#include "base/mem.h"
#include "cmd/apply_group.h"

static size_t
home(const struct apply_map *m, uint32_t item)
{
	return (item * UINT32_C(2654435769) >> 7) & m->slots.mask;
}

void
apply_map_clear(struct apply_map *m, size_t n)
{
	size_t want = 16;

	while (want < 2 * n)
		want *= 2;
	m->slots.at =
	    mem_grow(m->slots.at, &m->slots.cap, want, sizeof *m->slots.at);
	m->slots.mask = want - 1;
	memset(m->slots.at, 0xff, want * sizeof *m->slots.at);
}

void
apply_map_put(struct apply_map *m, uint32_t item, uint32_t place)
{
	size_t i = home(m, item);

	while (m->slots.at[i].item != LEDGER_NONE)
		i = (i + 1) & m->slots.mask;
	m->slots.at[i] = (struct apply_slot){place, item};
}

uint32_t
apply_map_get(const struct apply_map *m, uint32_t item)
{
	size_t i = home(m, item);

	if (item == LEDGER_NONE)
		return MATCH_NONE;
	while (m->slots.at[i].item != LEDGER_NONE) {
		if (m->slots.at[i].item == item)
			return m->slots.at[i].hash;
		i = (i + 1) & m->slots.mask;
	}
	return MATCH_NONE;
}
