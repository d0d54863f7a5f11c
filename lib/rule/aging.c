#include "rule/aging.h"

/* What of a debt may be netted. */
static int64_t
free_debt(const struct aging_policy *p, const struct aging_entry *e)
{
	if (e->open <= 0)
		return 0;
	return p->disputed ? e->open - e->disputed : e->open;
}

/* Takes up to `most` off the debts from *from on; returns what it took. */
static int128
take(const struct aging_policy *p, struct aging_entry *entries, size_t n,
    size_t *from, int128 most)
{
	int128 taken = 0;

	for (; *from < n; ++*from) {
		struct aging_entry *e = &entries[*from];
		int128 part = most - taken, debt = free_debt(p, e);

		if (part < debt) {
			e->open -= (int64_t)part;
			return most;
		}
		e->open -= (int64_t)debt;
		taken += debt;
	}
	return taken;
}

static void
net_kind(const struct aging_policy *p, struct aging_entry *entries, size_t n,
    size_t *from, bool receipt)
{
	for (size_t i = 0; i < n; i++) {
		struct aging_entry *e = &entries[i];

		if (e->open >= 0 || e->receipt != receipt)
			continue;
		e->open = (int64_t)(e->open + take(p, entries, n, from,
						  -(int128)e->open));
	}
}

void
aging_net(const struct aging_policy *p, struct aging_entry *entries, size_t n)
{
	size_t from = 0; /* debts before it are settled */

	net_kind(p, entries, n, &from, true);
	net_kind(p, entries, n, &from, false);
}
